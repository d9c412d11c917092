//! Names of colleagues and teams, for pages that show ids as people.

use crate::Result;
use domain::{AgentId, TeamId};
use store::Tx;
use store::agent::Agent;
use store::team::Team;

/// Everybody and every team; a house has tens to hundreds, so pages read them whole.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Everybody, those who left too, by name.
    pub agents: Vec<Agent>,
    /// All teams by name.
    pub teams: Vec<Team>,
}

impl Directory {
    /// Reads it.
    pub fn read(tx: &Tx<'_>) -> Result<Self> {
        Ok(Self { agents: store::agent::all(tx)?, teams: store::team::all(tx)? })
    }

    /// The agent with that id.
    pub fn agent(&self, id: AgentId) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id == id)
    }

    /// The name of an agent; of one unknown, a word that says so.
    pub fn agent_name(&self, id: AgentId) -> &str {
        self.agent(id).map_or("somebody", |agent| &agent.name)
    }

    /// The name of a team.
    pub fn team_name(&self, id: TeamId) -> &str {
        self.teams.iter().find(|team| team.id == id).map_or("a team", |team| &team.name)
    }

    /// Those who can be given work.
    pub fn assignable(&self) -> impl Iterator<Item = &Agent> {
        self.agents
            .iter()
            .filter(|agent| agent.deactivated_at.is_none() && agent.role > domain::Role::LightAgent)
    }

    /// Agents whose name contains the text, or whose address it is; in lower case.
    pub fn agents_named(&self, text: &str) -> Vec<AgentId> {
        let called = |agent: &&Agent| {
            agent.name.to_lowercase().contains(text) || agent.email.eq_ignore_ascii_case(text)
        };
        self.agents.iter().filter(called).map(|agent| agent.id).collect()
    }

    /// The team of that name, in lower case.
    pub fn team_named(&self, name: &str) -> Option<TeamId> {
        self.teams.iter().find(|team| team.name.to_lowercase() == name).map(|team| team.id)
    }
}
