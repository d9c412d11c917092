//! Puts mail that has arrived on its customers' timelines.

use super::{PATIENCE, woken};
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(db: Database, stop: Stop) {
    let mut changes = db.changes();
    loop {
        let worked = {
            let db = db.clone();
            tokio::task::spawn_blocking(move || app::intake::work(&db, &moment())).await
        };
        match worked {
            Ok(Ok(count)) if count > 0 && !stop.is_stopped() => continue,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::error!(%error, "mail can't be put on timelines; it is safe and tried again");
            }
            Err(error) => tracing::error!(%error, "the intake worker failed; starting over"),
        }
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}
