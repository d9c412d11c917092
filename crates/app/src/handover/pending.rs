//! What becomes of a handover that waits when the conversation changes hands in another way.

use super::accept::take_up;
use super::need::comes_too_often;
use super::{Handover, end_refused, of_matter, pending};
use crate::conversation::Assignment;
use crate::{Error, Result, lookup};
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
        if comes_too_often(tx, actor, conversation, &gone_on)? {
            return Err(Error::Conflict(
                "This has changed hands twice already, so a lead decides who takes it next. Hand it over with a reason."
                    .into(),
            ));
        }
        return take_up(tx, actor, conversation, &gone_on, moment);
    }
    Ok(store::handover::update(tx, &gone_on)?)
}

/// Handing over was undone: what waits is over, and so is what the one who undoes it took up as they gave it.
pub(crate) fn taken_back(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    let last = of_matter(tx, id)?.pop();
    let over = last.filter(|last| {
        let taken_at_once = last.state == HandoverState::Accepted
            && last.ended_at == Some(last.created_at)
            && last.asked_by == actor.agent_id();
        last.state.is_pending() || taken_at_once
    });
    match over {
        Some(handover) => {
            let conversation = lookup::conversation(tx, &Actor::System, id)?;
            end_refused(tx, actor, &handover, &conversation, moment)
        }
        None => Ok(()),
    }
}
