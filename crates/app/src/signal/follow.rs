//! The consumer: each message of a customer gets its signal.

use super::raise::raise;
use crate::Result;
use domain::{EventKind, Moment};
use store::{Tx, WriteTx};

/// The name of our cursor.
const CONSUMER: &str = "signal";
/// Events looked at in one transaction.
const EVENTS_MAX: i64 = 200;

/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    let cursor = store::event::cursor(tx, CONSUMER)?.unwrap_or_default();
    Ok(!store::event::after(tx, cursor, 1)?.is_empty())
}

/// Looks at what happened since the last time; returns how many events that were. It begins with the first event
/// ever, so that a house that existed before signals did has them for its history too.
pub fn follow(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    let cursor = store::event::cursor(tx, CONSUMER)?.unwrap_or_default();
    let events = store::event::after(tx, cursor, EVENTS_MAX)?;
    let Some(last) = events.last() else { return Ok(0) };
    for recorded in &events {
        if let (EventKind::MessageReceived { automatic: false }, Some(message)) =
            (&recorded.event.kind, recorded.event.message)
        {
            raise(tx, message, moment)?;
        }
    }
    store::event::advance(tx, CONSUMER, last.cursor)?;
    Ok(events.len())
}
