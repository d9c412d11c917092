//! Who keeps a promise now: its owner, or a colleague while the owner is away or gone.

use super::Promise;
use crate::people::{Agent, Directory};
use crate::{Result, lookup};
use domain::{Actor, AgentId, Role};
use store::Tx;
use store::conversation::Conversation;

/// Who keeps it now. Nobody at all there: its owner, who finds it when they come back.
pub(crate) fn keeper(tx: &Tx<'_>, promise: &Promise) -> Result<AgentId> {
    let given = lookup::conversation(tx, &Actor::System, promise.conversation_id)?;
    let conversation = lookup::merged(tx, given)?;
    keeper_among(tx, promise, &conversation, &Directory::read(tx)?)
}

/// The same for who has read the conversation and everybody's names already: the assignee, else the customer's ally or
/// their backup, else the team's lead, else any lead.
pub(super) fn keeper_among(
    tx: &Tx<'_>,
    promise: &Promise,
    conversation: &Conversation,
    directory: &Directory,
) -> Result<AgentId> {
    let there =
        |agent: &Agent| agent.deactivated_at.is_none() && !agent.away && agent.role > Role::LightAgent;
    let is_there = |id: &AgentId| directory.agent(*id).is_some_and(there);
    if is_there(&promise.owner_id) {
        return Ok(promise.owner_id);
    }
    if let Some(assignee) = conversation.assignee_id.filter(is_there) {
        return Ok(assignee);
    }
    if let Some(ally) = store::ally::of_customer(tx, conversation.customer_id)? {
        let knows = [Some(ally.agent_id), ally.backup_id];
        if let Some(knows) = knows.into_iter().flatten().find(is_there) {
            return Ok(knows);
        }
    }
    // The least powerful lead first: an owner of the house is asked when nobody else is there.
    let mut leads: Vec<&Agent> =
        directory.agents.iter().filter(|agent| agent.role >= Role::Lead && there(agent)).collect();
    leads.sort_by_key(|agent| (agent.role, agent.id));
    let members = match conversation.team_id {
        Some(team) => store::team::members(tx, team)?,
        None => Vec::new(),
    };
    let of_team = leads.iter().find(|lead| members.contains(&lead.id));
    Ok(of_team.or(leads.first()).map_or(promise.owner_id, |lead| lead.id))
}
