//! The one-screen brief that stands on top of a conversation that was handed over: who the customer is, what she wants,
//! what was tried, what we owe, and what the one before says.

use super::summary::{first_of_customer, quoted};
use super::{Handover, of_matter};
use crate::Result;
use domain::{Actor, AgentId, HandoverState, Permission};
use store::Tx;
use store::conversation::Conversation;

/// Somebody of us who answered here.
pub type Teller = store::answer::Answerer;

/// The brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The handover it belongs to.
    pub handover: Handover,
    /// What the customer said first.
    pub wants: String,
    /// Who answered here, and how often.
    pub tried: Vec<Teller>,
    /// Handovers of this matter that the customer felt before.
    pub felt: usize,
    /// Whether the viewer may take it up or hand it back.
    pub may_take: bool,
    /// Whether the viewer may decide, where a lead is asked.
    pub may_decide: bool,
}

/// The brief of a conversation, while it is of use: until it is taken up, and then for who took it up until they have
/// answered.
pub(crate) fn brief_of(tx: &Tx<'_>, actor: &Actor, conversation: &Conversation) -> Result<Option<Brief>> {
    let all = of_matter(tx, conversation.id)?;
    let Some(last) = all.iter().rfind(|handover| handover.state != HandoverState::Refused) else {
        return Ok(None);
    };
    let tried = store::answer::in_conversation(tx, conversation.id)?;
    let me: Option<AgentId> = actor.agent_id();
    if last.state == HandoverState::Accepted {
        let took = conversation.assignee_id;
        let settled =
            tried.iter().any(|teller| Some(teller.agent_id) == took && last.ended_at <= Some(teller.last_at));
        if took != me || last.to_agent_id != me || settled {
            return Ok(None);
        }
    }
    let wants = first_of_customer(tx, conversation)?.map(|first| quoted(&first)).unwrap_or_default();
    let for_me = me.is_some() && (last.to_agent_id.is_none() || last.to_agent_id == me);
    let felt = all.iter().filter(|other| other.state == HandoverState::Accepted && other.felt).count();
    Ok(Some(Brief {
        may_take: last.state == HandoverState::Open
            && for_me
            && Some(last.from_agent_id) != me
            && actor.may(Permission::Answer),
        may_decide: last.state == HandoverState::Asked && actor.may(Permission::Oversee),
        handover: last.clone(),
        wants,
        tried,
        felt,
    }))
}
