//! A person's word counts more than the machine's, and is counted.

use super::raise::show;
use super::reason::{Reason, short};
use crate::{Error, Result, lookup, permit};
use domain::upset::Upset;
use domain::{Actor, Event, EventKind, MessageId, Moment, Permission};
use store::WriteTx;

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
    let family = store::conversation::with_merged(tx, conversation.id)?;
    let later = store::signal::latest(tx, &family, jiff::Timestamp::MAX)?;
    // Only the latest message says how the customer feels now.
    if later.is_none_or(|later| later.message_id == id) {
        show(tx, &conversation, &signal, &short(&Reason::of(&signal)))?;
    }
    let kind = EventKind::SignalCorrected { from, to: to.number() };
    let event = Event::new(kind).by(actor.agent_id()).customer(conversation.customer_id);
    Ok(store::event::append(tx, &event.conversation(conversation.id).message(id), moment.now)?)
}
