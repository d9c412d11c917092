//! Who may do what: five roles, and one table from permission to role.

use serde::{Deserialize, Serialize};

/// What an agent is here for. Ordered: each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads and writes notes; never answers a customer.
    LightAgent,
    /// Answers customers.
    Agent,
    /// Leads a team: sees how it goes, hands out work.
    Lead,
    /// Runs the house: people, mailboxes, settings.
    Admin,
    /// Owns it: everything, and the only one who makes or unmakes owners.
    Owner,
}

impl Role {
    /// All roles, least powerful first.
    pub const ALL: [Self; 5] = [Self::LightAgent, Self::Agent, Self::Lead, Self::Admin, Self::Owner];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::LightAgent => "light_agent",
            Self::Agent => "agent",
            Self::Lead => "lead",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// The role with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether this role carries the permission.
    pub fn may(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }
}

/// Something an action needs to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See conversations and customers within reach.
    Read,
    /// Write notes, follow, mention.
    Note,
    /// Answer customers and change conversations.
    Answer,
    /// Change customers: names, identities, fields.
    EditCustomer,
    /// Put on timelines what other systems know: touchpoints and orders.
    Record,
    /// Merge customers, import and export them.
    CurateCustomers,
    /// Make teams, tags, canned answers and shared views.
    Organize,
    /// See how the work of others goes, and decide what is above their authority.
    Oversee,
    /// Invite people, set roles, connect mailboxes and other systems, look at what failed.
    Administer,
}

impl Permission {
    /// The least powerful role that has it.
    pub fn least_role(self) -> Role {
        match self {
            Self::Read | Self::Note => Role::LightAgent,
            Self::Answer | Self::EditCustomer | Self::Record => Role::Agent,
            Self::CurateCustomers | Self::Organize | Self::Oversee => Role::Lead,
            Self::Administer => Role::Admin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.name()), Some(role));
        }
        assert_eq!(Role::parse("king"), None);
    }

    #[test]
    fn a_light_agent_notes_but_never_answers() {
        assert!(Role::LightAgent.may(Permission::Note));
        assert!(!Role::LightAgent.may(Permission::Answer));
        assert!(Role::Owner.may(Permission::Administer));
        assert!(!Role::Lead.may(Permission::Administer));
    }
}
