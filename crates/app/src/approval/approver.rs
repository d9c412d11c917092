//! Who is asked: a lead of the team, else another lead, else an admin, else an owner; never who asks.

use crate::{Result, lookup};
use domain::remedy::ApprovalState;
use domain::{Actor, AgentId, ApprovalId, Role};
use store::Tx;
use store::agent::Agent;
use store::approval::Approval;
use store::remedy::Remedy;

/// Counting what waits for somebody stops here.
const WAITING_MAX: i64 = 100;

/// Who is asked next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) approver: AgentId,
    /// Nobody else is left: the question waits there, past any deadline.
    pub(super) is_last: bool,
}

/// Everybody who may decide about it, those who are away too.
pub(super) fn able(tx: &Tx<'_>, remedy: &Remedy) -> Result<Vec<Agent>> {
    let mut all = store::agent::all(tx)?;
    all.retain(|agent| {
        agent.role >= Role::Lead && agent.deactivated_at.is_none() && agent.id != remedy.agent_id
    });
    Ok(all)
}

/// Whom to ask next, after these questions; none when nobody may decide besides who is asked or said yes already. Of a
/// question that is passed on, who has it may be the last as well.
pub(super) fn next(
    tx: &Tx<'_>,
    remedy: &Remedy,
    before: &[Approval],
    passed_on: Option<ApprovalId>,
) -> Result<Option<Next>> {
    let able = able(tx, remedy)?;
    let team = lookup::merged(tx, lookup::conversation(tx, &Actor::System, remedy.conversation_id)?)?.team_id;
    let members = match team {
        Some(team) => store::team::members(tx, team)?,
        None => Vec::new(),
    };
    let mut fresh = Vec::new();
    for agent in able.iter().filter(|agent| !agent.away) {
        if before.iter().any(|approval| approval.approver_id == agent.id) {
            continue;
        }
        let tier = match agent.role {
            Role::Lead if members.contains(&agent.id) => 0,
            Role::Lead => 1,
            Role::Admin => 2,
            _ => 3,
        };
        // Who has least to decide decides soonest.
        fresh.push((tier, store::approval::count_waiting(tx, agent.id, WAITING_MAX)?, agent.id));
    }
    if let Some((_, _, approver)) = fresh.into_iter().min() {
        return Ok(Some(Next { approver, is_last: false }));
    }
    // Nobody is left who is here and wasn't asked: the owner, or the highest there is, even if they are away.
    let busy = |agent: &&Agent| {
        before.iter().any(|approval| {
            approval.approver_id == agent.id
                && Some(approval.id) != passed_on
                && matches!(approval.state, ApprovalState::Waiting | ApprovalState::Approved)
        })
    };
    let last = able.iter().filter(|agent| !busy(agent)).max_by_key(|agent| (agent.role, -agent.id.0));
    Ok(last.map(|agent| Next { approver: agent.id, is_last: true }))
}
