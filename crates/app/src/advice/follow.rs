//! The consumer: a tag is put on, and advice stands beside the conversation from then on.

use super::offer::{tags, worth_offering};
use crate::Result;
use domain::{EventKind, Moment};
use store::{Tx, WriteTx};

/// The name of our cursor.
const CONSUMER: &str = "advice";
/// Events looked at in one transaction.
const EVENTS_MAX: i64 = 200;

/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    let Some(cursor) = store::event::cursor(tx, CONSUMER)? else { return Ok(true) };
    Ok(!store::event::after(tx, cursor, 1)?.is_empty())
}

/// Looks at what happened since the last time; returns how many events that were. It begins at the end of the log: advice
/// on what is long over would only spoil the figures.
pub fn follow(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    let Some(cursor) = store::event::cursor(tx, CONSUMER)? else {
        store::event::advance(tx, CONSUMER, store::event::end(tx)?)?;
        return Ok(0);
    };
    let events = store::event::after(tx, cursor, EVENTS_MAX)?;
    let Some(last) = events.last() else { return Ok(0) };
    for recorded in &events {
        if let (EventKind::ConversationTagged { .. }, Some(id)) =
            (&recorded.event.kind, recorded.event.conversation)
        {
            for (tag, _, _) in worth_offering(tx, &tags(tx, id)?)? {
                store::advice::offer(tx, id, tag, moment.now)?;
            }
        }
    }
    store::event::advance(tx, CONSUMER, last.cursor)?;
    Ok(events.len())
}
