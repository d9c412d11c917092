//! The consumer: each message of a customer gets its signal.

use super::raise::raise;
use crate::{Result, events};
use domain::{EventKind, Moment};
use store::{Tx, WriteTx};

/// The name of our cursor.
pub(crate) const CONSUMER: &str = "signal";

/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    events::is_behind(tx, CONSUMER)
}

/// Looks at what happened since the last time; returns how many events that were. It begins with the first event
/// ever, so that a house that existed before signals did has them for its history too.
pub fn follow(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    events::follow(tx, CONSUMER, |recorded| {
        let event = &recorded.event;
        match (&event.kind, event.message, event.conversation) {
            (EventKind::MessageReceived { automatic: false, .. }, Some(message), Some(came_in)) => {
                raise(tx, message, came_in, moment)
            }
            _ => Ok(()),
        }
    })
}
