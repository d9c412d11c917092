//! Tells people what concerns them: follows the event log, writes lines under bells, queues mails.

use super::consumer;
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(public_url: String, db: Database, stop: Stop) {
    consumer::run("telling people what happened", &db, &stop, || tell(&db, &public_url)).await;
}

/// Tells about the next events; how many those were.
async fn tell(db: &Database, public_url: &str) -> app::Result<usize> {
    if !db.read(app::notification::is_behind).await? {
        return Ok(0);
    }
    let (now, url) = (moment(), public_url.to_owned());
    db.write(move |tx| app::notification::follow(tx, &url, &now)).await
}
