//! Reads effort and rage from what customers write: follows the event log and raises a signal for each message.

use super::consumer;
use crate::clock::moment;
use app::Database;
use channels::Stop;

pub(super) async fn run(db: Database, stop: Stop) {
    consumer::run("reading signals from messages", &db, &stop, || raise(&db)).await;
}

/// Raises those of the next events; how many events those were.
async fn raise(db: &Database) -> app::Result<usize> {
    if !db.read(app::signal::is_behind).await? {
        return Ok(0);
    }
    let now = moment();
    db.write(move |tx| app::signal::follow(tx, &now)).await
}
