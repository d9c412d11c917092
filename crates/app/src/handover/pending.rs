//! What becomes of a handover that waits when the conversation changes hands in another way.

use super::accept::take_up;
use super::{Handover, end_refused, pending};
use crate::conversation::Assignment;
use crate::{Result, lookup};
use domain::{Actor, ConversationId, HandoverState, Moment};
use store::WriteTx;
use store::conversation::Conversation;

/// The brief travels with the conversation: whoever gets it next finds it, and who takes it has taken it up. Back with
/// who gave it, it is over; a question to a lead that was overtaken is over, too.
pub(crate) fn travels(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    to: Assignment,
    moment: &Moment,
) -> Result<()> {
    let Some(handover) = pending(tx, conversation.id)? else { return Ok(()) };
    if handover.state == HandoverState::Asked || to.assignee == Some(handover.from_agent_id) {
        return end_refused(tx, actor, &handover, conversation, moment);
    }
    let gone_on = Handover { to_agent_id: to.assignee, to_team_id: to.team, ..handover };
    if to.assignee.is_some() && to.assignee == actor.agent_id() {
        return take_up(tx, actor, conversation, &gone_on, moment);
    }
    Ok(store::handover::update(tx, &gone_on)?)
}

/// Handing over was undone: what waits is over.
pub(crate) fn taken_back(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    match pending(tx, id)? {
        Some(handover) => {
            let conversation = lookup::conversation(tx, &Actor::System, id)?;
            end_refused(tx, actor, &handover, &conversation, moment)
        }
        None => Ok(()),
    }
}
