//! Our word: given in a reply or by hand, kept, agreed on anew in time, or broken; and who keeps it.
//!
//! A promise stays at the conversation it was given in and is read for all that went into one. Every change ends with
//! [`settle`], which writes the earliest open due time into the row that lists show.

mod broken;
mod due;
mod figures;
mod keep;
mod keeper;
mod make;
mod read;
mod reassign;
mod remind;
mod renegotiate;
mod settle;
mod suggest;
mod undone;

pub use due::read_due;
pub use figures::{Breaker, Figures, Period, Tally, Week, about_to_break, figures, listed, monday};
pub use keep::{Ending, end};
pub(crate) use keeper::keeper;
pub(crate) use make::give;
pub use make::{NewPromise, PROMISES_MAX, TEXT_CHARACTERS_MAX, make};
pub use read::{Owed, find, of_conversation, of_customer, of_message, promised, promised_count, written};
pub use reassign::reassign;
pub(crate) use remind::tick;
pub use renegotiate::Renegotiation;
pub(crate) use renegotiate::renegotiate;
pub(crate) use settle::{go_along, settle};
pub use store::promise::{Placed, Promise};
pub use suggest::{Suggested, suggest};
pub(crate) use undone::undo_with;

use crate::{Error, Result, conversation::append, lookup};
use domain::{Actor, EventKind, Moment, PromiseId};
use store::conversation::Conversation;
use store::{Tx, WriteTx};

/// A promise through the eyes of the actor, with the conversation in which it waits now.
fn lookup(tx: &Tx<'_>, actor: &Actor, id: PromiseId) -> Result<(Promise, Conversation)> {
    let missing = || Error::NotFound("promise");
    let promise = store::promise::find(tx, id)?.ok_or_else(missing)?;
    let given = lookup::conversation(tx, &Actor::System, promise.conversation_id)?;
    let waits = lookup::merged(tx, given)?;
    match lookup::conversation(tx, actor, waits.id) {
        Ok(conversation) => Ok((promise, conversation)),
        Err(Error::NotFound(_)) => Err(missing()),
        Err(other) => Err(other),
    }
}

/// Saves a promise, says what happened to it, and puts the rows right of the conversation it was given in and of the one
/// in which it waits.
fn save(
    tx: &WriteTx<'_>,
    actor: &Actor,
    promise: &Promise,
    conversation: &Conversation,
    kind: EventKind,
    moment: &Moment,
) -> Result<()> {
    store::promise::update(tx, promise)?;
    append(tx, actor, conversation, kind, moment)?;
    settle(tx, promise.conversation_id)
}
