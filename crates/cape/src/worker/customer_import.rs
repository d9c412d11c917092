//! Works off imports of customers, a batch of rows at a time, from wherever they stand.

use super::{PATIENCE, woken};
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(db: Database, stop: Stop) {
    let mut changes = db.changes();
    loop {
        let worked = {
            let db = db.clone();
            tokio::task::spawn_blocking(move || app::customer::import::work(&db, &moment())).await
        };
        match worked {
            Ok(Ok(true)) if !stop.is_stopped() => continue,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::error!(%error, "an import of customers stands still; it is tried again");
            }
            Err(error) => tracing::error!(%error, "the import worker failed; starting over"),
        }
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}
