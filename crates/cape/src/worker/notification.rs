//! Tells people what concerns them: follows the event log, writes lines under bells, queues mails.

use super::{PATIENCE, woken};
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(public_url: String, db: Database, stop: Stop) {
    let mut changes = db.changes();
    loop {
        let (now, url) = (moment(), public_url.clone());
        match db.write(move |tx| app::notification::follow(tx, &url, &now)).await {
            Ok(count) if count > 0 && !stop.is_stopped() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "telling people what happened failed; trying again"),
        }
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}
