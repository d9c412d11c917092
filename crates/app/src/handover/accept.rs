//! Taking up what was handed over, or handing it back.

use super::need::{comes_too_often, would_be_felt};
use super::{Handover, end_others, end_refused, find, pending};
use crate::conversation::{Assignment, append};
use crate::{Error, Result, permit};
use domain::{Actor, AgentId, EventKind, HandoverId, HandoverState, Moment, Permission};
use store::WriteTx;
use store::conversation::Conversation;

/// Takes it up: from now on it is theirs. What went to a team is accepted by whoever takes it. Where somebody has answered
/// since it was given, so that it would be one too many only now, a lead is asked and it goes back until then.
pub fn accept(tx: &WriteTx<'_>, actor: &Actor, id: HandoverId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let (handover, conversation) = find(tx, actor, id)?;
    let me = mine(tx, actor, &handover)?;
    if comes_too_often(tx, actor, &conversation, &handover)? {
        return ask_first(tx, actor, conversation, &handover, me, moment);
    }
    let mut taken = conversation;
    if taken.assignee_id != Some(me) {
        taken.assignee_id = Some(me);
        store::conversation::update(tx, &taken)?;
        let kind = EventKind::ConversationAssigned { assignee: Some(me), team: taken.team_id };
        append(tx, actor, &taken, kind, moment)?;
    }
    take_up(tx, actor, &taken, &handover, moment)
}

/// Turns a handover into a question to a lead.
fn ask_first(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: Conversation,
    handover: &Handover,
    me: AgentId,
    moment: &Moment,
) -> Result<()> {
    let asked = Handover { to_agent_id: Some(me), state: HandoverState::Asked, ..handover.clone() };
    store::handover::update(tx, &asked)?;
    end_others(tx, actor, &asked, &conversation, moment)?;
    let kind = EventKind::HandoverAsked { handover: asked.id, from: asked.from_agent_id };
    append(tx, actor, &conversation, kind, moment)?;
    put_back(tx, actor, conversation, &asked, moment)
}

/// Hands it back to who had it before, or to the team when they are gone.
pub fn hand_back(tx: &WriteTx<'_>, actor: &Actor, id: HandoverId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let (handover, conversation) = find(tx, actor, id)?;
    mine(tx, actor, &handover)?;
    end_refused(tx, actor, &handover, &conversation, moment)?;
    put_back(tx, actor, conversation, &handover, moment)
}

/// The conversation goes back to who had it before the handover.
fn put_back(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: Conversation,
    handover: &Handover,
    moment: &Moment,
) -> Result<()> {
    let before = store::agent::find(tx, handover.from_agent_id)?;
    let assignee = before.filter(|agent| agent.deactivated_at.is_none()).map(|agent| agent.id);
    let back = Conversation { assignee_id: assignee, ..conversation };
    store::conversation::update(tx, &back)?;
    let kind = EventKind::ConversationAssigned { assignee, team: back.team_id };
    append(tx, actor, &back, kind, moment)
}

/// The agent who may take this handover up or hand it back.
fn mine(tx: &WriteTx<'_>, actor: &Actor, handover: &Handover) -> Result<AgentId> {
    let me = actor.agent_id().ok_or(Error::Forbidden)?;
    if handover.state != HandoverState::Open {
        let words = "This handover was settled meanwhile. Have another look at the conversation.";
        return Err(Error::Conflict(words.into()));
    }
    match handover.to_agent_id.filter(|to| *to != me) {
        None => Ok(me),
        Some(other) => {
            let name =
                store::agent::find(tx, other)?.map_or_else(|| "somebody else".to_owned(), |agent| agent.name);
            Err(Error::Conflict(format!("It was given to {name}, who takes it up or hands it back.")))
        }
    }
}

/// Settles a handover as taken up by the actor.
pub(super) fn take_up(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    handover: &Handover,
    moment: &Moment,
) -> Result<()> {
    let me = Assignment { assignee: actor.agent_id(), team: None };
    let felt = would_be_felt(tx, conversation, me)?;
    let done = Handover {
        to_agent_id: actor.agent_id().or(handover.to_agent_id),
        state: HandoverState::Accepted,
        felt,
        decided_by: handover.decided_by.or(actor.agent_id()),
        ended_at: Some(moment.now),
        ..handover.clone()
    };
    store::handover::update(tx, &done)?;
    end_others(tx, actor, &done, conversation, moment)?;
    append(tx, actor, conversation, EventKind::HandoverAccepted { handover: handover.id, felt }, moment)
}

/// Somebody answers the customer: what was handed over to them, or to nobody, is taken up by that, whoever pressed which
/// button. An answer is never held up; where a lead would have to be asked, it goes on waiting.
pub(crate) fn answered(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    moment: &Moment,
) -> Result<()> {
    let Some(me) = actor.agent_id() else { return Ok(()) };
    let Some(handover) = pending(tx, conversation.id)? else { return Ok(()) };
    let for_me = handover.to_agent_id.is_none_or(|to| to == me) && handover.from_agent_id != me;
    if handover.state == HandoverState::Open
        && for_me
        && !comes_too_often(tx, actor, conversation, &handover)?
    {
        take_up(tx, actor, conversation, &handover, moment)?;
    }
    Ok(())
}
