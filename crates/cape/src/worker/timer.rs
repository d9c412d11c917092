//! What happens because time passes: snoozed conversations come back, old sessions go.

use crate::clock::moment;
use app::Database;
use channels::Stop;
use std::time::Duration;

/// How often to look: nobody notices five seconds, and looking costs one read of an index.
const INTERVAL: Duration = Duration::from_secs(5);

pub(super) async fn run(db: Database, stop: Stop) {
    loop {
        let now = moment();
        if let Err(error) = db.write(move |tx| app::timer::tick(tx, &now)).await {
            tracing::error!(%error, "the timers failed; trying again");
        }
        tokio::select! {
            () = tokio::time::sleep(INTERVAL) => {}
            () = stop.stopped() => return,
        }
    }
}
