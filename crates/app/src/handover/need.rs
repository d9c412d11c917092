//! Whether a change of hands needs words: it does once whoever has it has answered the customer.

use crate::conversation::Assignment;
use crate::{Error, Result, lookup, permit};
use domain::{Actor, AgentId, ConversationId, HandoverState, Permission, Role, handover::asks_a_lead};
use store::Tx;
use store::conversation::Conversation;
use store::handover::Handover;

/// What giving a conversation away takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Whether a reason and a summary are needed.
    pub words: bool,
    /// Whether a lead decides.
    pub lead: bool,
    /// How many handovers of this matter the customer has felt.
    pub felt: usize,
    /// Who has it, if somebody has.
    pub holder: Option<AgentId>,
}

/// Says what it takes to give a conversation to somebody.
pub fn need(tx: &Tx<'_>, actor: &Actor, id: ConversationId, to: Assignment) -> Result<Need> {
    permit(actor, Permission::Answer)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    let felt = felt(tx, id)?;
    let lead = !actor.may(Permission::Oversee) && asks_a_lead(felt, would_be_felt(tx, &conversation, to)?);
    let words = needs_words(tx, &conversation, to)?;
    Ok(Need { words, lead: words && lead, felt, holder: conversation.assignee_id })
}

/// Whether whoever has it has answered the customer here, and it goes to somebody else.
pub(crate) fn needs_words(tx: &Tx<'_>, conversation: &Conversation, to: Assignment) -> Result<bool> {
    let Some(holder) = conversation.assignee_id else { return Ok(false) };
    if to.assignee == Some(holder) {
        return Ok(false);
    }
    let answerers = store::answer::in_conversation(tx, conversation.id)?;
    Ok(answerers.iter().any(|answerer| answerer.agent_id == holder))
}

/// Says that words are needed, and where they are written.
pub(crate) fn refuse_wordless(tx: &Tx<'_>, conversation: &Conversation) -> Result<()> {
    let holder = conversation.assignee_id.map(|id| store::agent::find(tx, id)).transpose()?.flatten();
    let name = holder.map_or_else(|| "Somebody".to_owned(), |holder| holder.name);
    let id = conversation.id;
    Err(Error::invalid(
        "handover",
        format!(
            "{name} has answered this customer in #{id} already. Say why it changes hands and what the next one must \
             know, at /conversations/{id}/handover or in “handover”: nobody should have to explain again."
        ),
    ))
}

/// Handovers of a matter that the customer felt.
pub(super) fn felt(tx: &Tx<'_>, id: ConversationId) -> Result<usize> {
    let all = super::of_matter(tx, id)?;
    Ok(all.iter().filter(|handover| handover.state == HandoverState::Accepted && handover.felt).count())
}

/// Whether the customer would hear from somebody else than before.
pub(super) fn would_be_felt(tx: &Tx<'_>, conversation: &Conversation, to: Assignment) -> Result<bool> {
    let answerers = store::answer::in_conversation(tx, conversation.id)?;
    Ok(answerers.iter().any(|answerer| Some(answerer.agent_id) != to.assignee))
}

/// Whether a handover that was given freely would now be one too many: somebody else has answered since, and no lead has
/// decided, given or taken it.
pub(super) fn comes_too_often(
    tx: &Tx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    handover: &Handover,
) -> Result<bool> {
    let me = Assignment { assignee: actor.agent_id(), team: None };
    let too_often = asks_a_lead(felt(tx, conversation.id)?, would_be_felt(tx, conversation, me)?);
    if !too_often || actor.may(Permission::Oversee) || handover.decided_by.is_some() {
        return Ok(false);
    }
    // What the house itself hands over, because somebody leaves, was decided by who let them go.
    let Some(giver) = handover.asked_by else { return Ok(false) };
    Ok(store::agent::find(tx, giver)?.is_none_or(|giver| giver.role < Role::Lead))
}
