//! Follows complaints: the first real answer, and the customer who writes again.

use super::consumer;
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(db: Database, stop: Stop) {
    consumer::run("following complaints", &db, &stop, || follow(&db)).await;
}

/// Looks at the next events; how many those were.
async fn follow(db: &Database) -> app::Result<usize> {
    if !db.read(app::complaint::is_behind).await? {
        return Ok(0);
    }
    let now = moment();
    db.write(move |tx| app::complaint::follow(tx, &now)).await
}
