//! What all that follow the event log have in common: look when woken, go on while there is more, stop when told.

use super::{PATIENCE, woken};
use app::Database;
use channels::Stop;
use std::time::Duration;

/// What happens within this is looked at together: in a rush each look costs a transaction, and nobody who reads what
/// comes of it notices a quarter of a second.
const GATHER: Duration = Duration::from_millis(250);

/// Follows the log until the end: `follow` does the next stretch and says how many events that were; `what` says in the
/// log what failed.
pub(super) async fn run<F, W>(what: &'static str, db: &Database, stop: &Stop, follow: F)
where
    F: Fn() -> W + Send,
    W: Future<Output = app::Result<usize>> + Send,
{
    let mut changes = db.changes();
    loop {
        match follow().await {
            Ok(count) if count > 0 && !stop.is_stopped() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "{what} failed; trying again"),
        }
        if !woken(&mut changes, PATIENCE, stop).await {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(GATHER) => {}
            () = stop.stopped() => return,
        }
    }
}
