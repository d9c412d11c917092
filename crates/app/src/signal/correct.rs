//! A person's word counts more than the machine's, and is counted.

use super::raise::show;
use super::reason::{Reason, short};
use crate::{Error, Result, lookup, permit};
use domain::upset::Upset;
use domain::{Actor, Event, EventKind, MessageId, Moment, Permission};
use store::WriteTx;
use store::conversation::Conversation;
use store::signal::Signal;

/// Says how upset the customer is in truth; to confirm a mark, say its own level.
///
/// # Errors
/// [`Error::NotFound`] for a message without a signal.
pub fn correct(tx: &WriteTx<'_>, actor: &Actor, id: MessageId, to: Upset, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Note)?;
    let (message, conversation) = lookup::message(tx, actor, id)?;
    let mut signal = store::signal::find(tx, message.id)?.ok_or(Error::NotFound("signal"))?;
    if signal.corrected_level == Some(to.number()) {
        return Ok(());
    }
    let from = signal.counts_as();
    store::signal::correct(tx, id, to.number(), actor.agent_id(), moment.now)?;
    signal.corrected_level = Some(to.number());
    changed(tx, actor, &signal, &conversation, EventKind::SignalCorrected { from, to: to.number() }, moment)
}

/// Takes a correction back: what was read counts again, and nobody has judged it.
///
/// # Errors
/// [`Error::NotFound`] for a message without a signal.
pub fn undo_correction(tx: &WriteTx<'_>, actor: &Actor, id: MessageId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Note)?;
    let (message, conversation) = lookup::message(tx, actor, id)?;
    let mut signal = store::signal::find(tx, message.id)?.ok_or(Error::NotFound("signal"))?;
    if !store::signal::undo_correction(tx, id)? {
        return Ok(());
    }
    signal.corrected_level = None;
    changed(tx, actor, &signal, &conversation, EventKind::SignalCorrectionUndone, moment)
}

/// Puts the conversation's line right and says what happened.
fn changed(
    tx: &WriteTx<'_>,
    actor: &Actor,
    signal: &Signal,
    conversation: &Conversation,
    kind: EventKind,
    moment: &Moment,
) -> Result<()> {
    let family = store::conversation::with_merged(tx, conversation.id)?;
    let later = store::signal::latest(tx, &family, jiff::Timestamp::MAX)?;
    // Only the latest message says how the customer feels now.
    if later.is_none_or(|later| later.message_id == signal.message_id) {
        show(tx, conversation, signal, &short(&Reason::of(signal)))?;
    }
    let event = Event::new(kind).by(actor.agent_id()).customer(conversation.customer_id);
    let event = event.conversation(conversation.id).message(signal.message_id);
    Ok(store::event::append(tx, &event, moment.now)?)
}
