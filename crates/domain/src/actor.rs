//! Who acts: an agent, another system with a token, or Cape itself.

use crate::{AgentId, ApiTokenId, Permission, Role, TeamId};
use serde::{Deserialize, Serialize};

/// How much of the house an agent sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Every conversation.
    All,
    /// Those of the own teams, the own, and those nobody's team has.
    Team,
    /// Those assigned to or followed by oneself.
    Own,
}

impl Reach {
    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Team => "team",
            Self::Own => "own",
        }
    }

    /// The reach with that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::All, Self::Team, Self::Own].into_iter().find(|reach| reach.name() == name)
    }
}

/// Whoever an action is done by; actions ask it for permission first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person who signed in.
    Agent {
        /// Who.
        id: AgentId,
        /// What for.
        role: Role,
        /// How much they see.
        reach: Reach,
        /// Their teams.
        teams: Vec<TeamId>,
    },
    /// Another system, with the permissions its token names.
    Token {
        /// Which token.
        id: ApiTokenId,
        /// What it was given.
        permissions: Vec<Permission>,
    },
    /// Cape itself: mail that arrives, timers, rules.
    System,
}

impl Actor {
    /// Whether this actor has the permission at all (reach is a separate question, see `app::scope`).
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Self::Agent { role, .. } => role.may(permission),
            Self::Token { permissions, .. } => permissions.contains(&permission),
            Self::System => true,
        }
    }

    /// The agent behind the action, if it is one.
    pub fn agent_id(&self) -> Option<AgentId> {
        match self {
            Self::Agent { id, .. } => Some(*id),
            Self::Token { .. } | Self::System => None,
        }
    }
}
