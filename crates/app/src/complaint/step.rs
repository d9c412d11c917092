//! What customers did that no message shows, written down by whoever hears of it.

use super::matter;
use crate::conversation::append;
use crate::{Error, Result, lookup, permit, text};
use domain::{Actor, ConversationId, CustomerStepId, EventKind, Moment, Permission};
use store::WriteTx;
use store::customer_step::CustomerStep;

/// Characters of a step.
const WORDS_CHARACTERS_MAX: usize = 200;
/// Minutes of one step: a whole day at an airport.
const MINUTES_MAX: i64 = 24 * 60;

/// Writes down what the customer did and how many minutes it took.
pub fn add_step(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    words: &str,
    minutes: i64,
    moment: &Moment,
) -> Result<CustomerStepId> {
    permit(actor, Permission::Note)?;
    let words = text::filled("words", words, WORDS_CHARACTERS_MAX)?;
    if !(1..=MINUTES_MAX).contains(&minutes) {
        return Err(Error::invalid("minutes", format!("Choose 1 to {MINUTES_MAX} minutes.")));
    }
    let (conversation, _) = matter(tx, actor, id)?;
    let new = CustomerStep {
        id: CustomerStepId(0),
        conversation_id: conversation.id,
        agent_id: actor.agent_id(),
        words,
        minutes,
        created_at: moment.now,
    };
    let step = store::customer_step::add(tx, &new)?;
    append(tx, actor, &conversation, EventKind::CustomerStepRecorded { minutes, step: Some(step) }, moment)?;
    Ok(step)
}

/// Takes a step back that was wrong; the conversation it belongs to.
pub fn remove_step(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerStepId,
    moment: &Moment,
) -> Result<ConversationId> {
    permit(actor, Permission::Note)?;
    let missing = || Error::NotFound("step");
    let step = store::customer_step::find(tx, id)?.ok_or_else(missing)?;
    let conversation =
        lookup::merged(tx, lookup::conversation(tx, actor, step.conversation_id).map_err(|_| missing())?)?;
    if store::customer_step::remove(tx, id, moment.now)? {
        let minutes = -step.minutes;
        append(
            tx,
            actor,
            &conversation,
            EventKind::CustomerStepRecorded { minutes, step: Some(id) },
            moment,
        )?;
    }
    Ok(conversation.id)
}
