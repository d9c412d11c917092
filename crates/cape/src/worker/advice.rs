//! What usually comes next: counted every night, offered where a tag is put on.

use super::consumer;
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(db: Database, stop: Stop) {
    consumer::run("advising on what comes next", &db, &stop, || follow(&db)).await;
}

/// Counts if it is time, and looks at the next events; how many those were.
async fn follow(db: &Database) -> app::Result<usize> {
    let now = moment();
    let at = now.now;
    if db.read(move |tx| app::advice::is_due(tx, at)).await? {
        let counted = db.read(move |tx| app::advice::count(tx, at)).await?;
        db.write(move |tx| app::advice::keep(tx, &counted, &now)).await?;
    }
    if !db.read(app::advice::is_behind).await? {
        return Ok(0);
    }
    let now = moment();
    db.write(move |tx| app::advice::follow(tx, &now)).await
}
