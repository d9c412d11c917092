//! Names of colleagues and teams, for pages that show ids as people.

use crate::{Result, permit};
use domain::{Actor, AgentId, Permission, TeamId};
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

/// Somebody who works here, with their teams.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Who.
    pub agent: Agent,
    /// Where.
    pub teams: Vec<TeamId>,
}

/// Everybody, those who left too, for those who may ask.
pub fn colleagues(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Colleague>> {
    permit(actor, Permission::Read)?;
    let teams = crate::team::all(tx)?;
    let of = |id: AgentId| {
        let theirs = teams.iter().filter(|(_, members)| members.contains(&id));
        theirs.map(|(team, _)| team.id).collect()
    };
    let agents = store::agent::all(tx)?.into_iter();
    Ok(agents.map(|agent| Colleague { teams: of(agent.id), agent }).collect())
}
