//! The consumer: each message of a customer gets its signal.

use super::raise::raise;
use crate::{Result, events};
use domain::{EventKind, Moment};
use store::{Tx, WriteTx};

/// The name of our cursor.
const CONSUMER: &str = "signal";

/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    events::is_behind(tx, CONSUMER)
}

/// Looks at what happened since the last time; returns how many events that were. It begins with the first event
/// ever, so that a house that existed before signals did has them for its history too.
pub fn follow(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    events::follow(tx, CONSUMER, |recorded| match (&recorded.event.kind, recorded.event.message) {
        (EventKind::MessageReceived { automatic: false, .. }, Some(message)) => raise(tx, message, moment),
        _ => Ok(()),
    })
}
