//! Done, and not done after all.

use super::change::set_state;
use crate::{Result, lookup, permit};
use domain::conversation::State;
use domain::{Actor, ConversationId, Moment, Permission};
use store::WriteTx;

/// Closes a conversation.
pub fn close(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    set_state(tx, actor, &mut conversation, State::Closed, None, moment)
}

/// Leaves it to the customer: we wait for them.
pub fn wait(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    set_state(tx, actor, &mut conversation, State::Waiting, None, moment)
}

/// Opens it again, also from waiting or snoozed.
pub fn reopen(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    set_state(tx, actor, &mut conversation, State::Open, None, moment)
}
