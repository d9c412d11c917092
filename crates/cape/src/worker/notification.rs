//! Tells people what concerns them: follows the event log, writes lines under bells, queues mails.

use super::{PATIENCE, woken};
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(public_url: String, db: Database, stop: Stop) {
    let mut changes = db.changes();
    loop {
        match tell(&db, &public_url).await {
            Ok(count) if count > 0 && !stop.is_stopped() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "telling people what happened failed; trying again"),
        }
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}

/// Tells about the next events; how many those were.
async fn tell(db: &Database, public_url: &str) -> app::Result<usize> {
    if !db.read(app::notification::is_behind).await? {
        return Ok(0);
    }
    let (now, url) = (moment(), public_url.to_owned());
    db.write(move |tx| app::notification::follow(tx, &url, &now)).await
}
