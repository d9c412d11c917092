//! Whose conversation it is: moved to another customer, or confirmed where we had guessed.

use super::change::save;
use crate::{Result, lookup, permit};
use domain::{Actor, ConversationId, CustomerId, EventKind, Moment, Permission};
use store::WriteTx;

/// Gives a conversation to another customer; returns whose it was.
pub fn move_to_customer(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    to: CustomerId,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    let to = lookup::customer(tx, to)?.id;
    let from = std::mem::replace(&mut conversation.customer_id, to);
    if from == to {
        confirm_customer(tx, actor, id, moment)?;
        return Ok(from);
    }
    conversation.customer_certain = true;
    save(tx, actor, &conversation, EventKind::ConversationMoved { from }, moment)?;
    Ok(from)
}

/// Says that the customer we guessed is the right one.
pub fn confirm_customer(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    if conversation.customer_certain {
        return Ok(());
    }
    conversation.customer_certain = true;
    save(tx, actor, &conversation, EventKind::ConversationCustomerConfirmed, moment)
}
