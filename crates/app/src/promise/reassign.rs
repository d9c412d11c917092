//! Giving a promise to a colleague to keep.

use super::make::can_keep;
use super::{keep::ended, lookup, save};
use crate::{Error, Result, permit};
use domain::promise::State;
use domain::{Actor, AgentId, ConversationId, EventKind, Moment, Permission, PromiseId};
use store::WriteTx;

/// Lets a colleague keep it; returns the conversation in which it waits.
pub fn reassign(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: PromiseId,
    owner: AgentId,
    moment: &Moment,
) -> Result<ConversationId> {
    permit(actor, Permission::Answer)?;
    let (mut promise, conversation) = lookup(tx, actor, id)?;
    if promise.state != State::Open {
        return Err(Error::Conflict(ended(promise.state).into()));
    }
    if promise.owner_id == owner {
        return Ok(conversation.id);
    }
    can_keep(tx, owner)?;
    promise.owner_id = owner;
    let kind = EventKind::PromiseReassigned { promise: id, owner };
    save(tx, actor, &promise, &conversation, kind, moment)?;
    Ok(conversation.id)
}
