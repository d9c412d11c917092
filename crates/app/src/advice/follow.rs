//! The consumer: a tag is put on, and advice stands beside the conversation from then on.

use super::offer::offer_beside;
use crate::{Result, events};
use domain::{EventKind, Moment};
use store::{Tx, WriteTx};

/// The name of our cursor.
pub(crate) const CONSUMER: &str = "advice";

/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    Ok(store::event::cursor(tx, CONSUMER)?.is_none() || events::is_behind(tx, CONSUMER)?)
}

/// Looks at what happened since the last time; returns how many events that were. It begins at the end of the log: advice
/// on what is long over would only spoil the figures.
pub fn follow(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    if store::event::cursor(tx, CONSUMER)?.is_none() {
        store::event::advance(tx, CONSUMER, store::event::end(tx)?)?;
        return Ok(0);
    }
    events::follow(tx, CONSUMER, |recorded| {
        if let (EventKind::ConversationTagged { .. }, Some(id)) =
            (&recorded.event.kind, recorded.event.conversation)
        {
            offer_beside(tx, id, moment)?;
        }
        Ok(())
    })
}
