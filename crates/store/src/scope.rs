//! What a reader may see. What is outside doesn't exist for them.

use crate::clause::Clauses;
use domain::{AgentId, TeamId};

/// The part of the house a transaction reads for. Only `app` makes one, from an actor (a house rule checks it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    All,
    /// Conversations of these teams, of no team, assigned to or followed by the agent.
    Teams(AgentId, Vec<TeamId>),
    /// Conversations assigned to or followed by the agent.
    Own(AgentId),
}

impl Scope {
    /// Adds ` AND …` for a query over `conversation`.
    pub(crate) fn limit(&self, clauses: &mut Clauses<'_>) {
        const FOLLOWED: &str =
            "conversation.id IN (SELECT conversation_id FROM follower WHERE follower.agent_id = $)";
        match self {
            Self::All => {}
            Self::Teams(agent, teams) => {
                clauses.bind(" AND (conversation.assignee_id = $", *agent);
                clauses.push(" OR conversation.team_id IS NULL");
                let teams: Vec<i64> = teams.iter().map(|team| team.0).collect();
                clauses.bind(" OR conversation.team_id IN LIST($)", teams);
                clauses.push(" OR ").bind(FOLLOWED, *agent).push(")");
            }
            Self::Own(agent) => {
                clauses.bind(" AND (conversation.assignee_id = $", *agent);
                clauses.push(" OR ").bind(FOLLOWED, *agent).push(")");
            }
        }
    }
}
