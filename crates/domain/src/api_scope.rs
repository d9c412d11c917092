//! What a token of another system is for: finer than permissions, so that a shop that reports orders reads no mail.

use crate::Permission;

/// One thing a token may be used for. A route of the API names the scope it needs; actions see the permissions
/// behind all scopes of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiScope {
    /// Read conversations, messages, and search in them.
    ConversationsRead,
    /// Open and change conversations, reply, note, take down what customers said elsewhere.
    ConversationsWrite,
    /// Read customers and their identities.
    CustomersRead,
    /// Make and change customers and their identities.
    CustomersWrite,
    /// Read colleagues and teams.
    PeopleRead,
    /// Read touchpoints and orders.
    TimelineRead,
    /// Put touchpoints and orders on timelines; makes customers not yet known.
    TimelineWrite,
    /// Read what was given, and what is asked for.
    RemediesRead,
    /// Give in the name of colleagues, within their authority.
    RemediesGive,
    /// Say what came of carrying it out.
    RemediesReport,
    /// Follow everything that happens.
    EventsRead,
}

impl ApiScope {
    /// All scopes, in the order people are shown them.
    pub const ALL: [Self; 11] = [
        Self::ConversationsRead,
        Self::ConversationsWrite,
        Self::CustomersRead,
        Self::CustomersWrite,
        Self::PeopleRead,
        Self::TimelineRead,
        Self::TimelineWrite,
        Self::RemediesRead,
        Self::RemediesGive,
        Self::RemediesReport,
        Self::EventsRead,
    ];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConversationsRead => "conversations:read",
            Self::ConversationsWrite => "conversations:write",
            Self::CustomersRead => "customers:read",
            Self::CustomersWrite => "customers:write",
            Self::PeopleRead => "people:read",
            Self::TimelineRead => "timeline:read",
            Self::TimelineWrite => "timeline:write",
            Self::RemediesRead => "remedies:read",
            Self::RemediesGive => "remedies:give",
            Self::RemediesReport => "remedies:report",
            Self::EventsRead => "events:read",
        }
    }

    /// The scope with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// What it lets its holder do, in words for the person who grants it.
    pub fn words(self) -> &'static str {
        match self {
            Self::ConversationsRead => "Read conversations and messages, and search in them.",
            Self::ConversationsWrite => "Open and change conversations, reply to customers, write notes.",
            Self::CustomersRead => "Read customers and how they are reached.",
            Self::CustomersWrite => "Make customers and change how they are reached.",
            Self::PeopleRead => "Read colleagues and teams.",
            Self::TimelineRead => "Read touchpoints and orders.",
            Self::TimelineWrite => "Put touchpoints and orders on timelines; makes customers not yet known.",
            Self::RemediesRead => "Read what was given, and what is asked for.",
            Self::RemediesGive => "Give in the name of colleagues, within their authority.",
            Self::RemediesReport => "Say whether the shop has carried out what was given.",
            Self::EventsRead => "Follow everything that happens.",
        }
    }

    /// The permissions that actions ask for.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{Answer, EditCustomer, Note, Read, Record};
        match self {
            Self::ConversationsRead
            | Self::CustomersRead
            | Self::PeopleRead
            | Self::TimelineRead
            | Self::RemediesRead
            | Self::EventsRead => &[Read],
            Self::RemediesGive => &[Read, Answer],
            Self::ConversationsWrite => &[Read, Note, Answer],
            Self::CustomersWrite => &[Read, EditCustomer],
            Self::TimelineWrite | Self::RemediesReport => &[Read, Record],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for scope in ApiScope::ALL {
            assert_eq!(ApiScope::parse(scope.name()), Some(scope));
        }
        assert_eq!(ApiScope::parse("customers:own"), None);
    }

    #[test]
    fn no_scope_administers() {
        let given = |permission| ApiScope::ALL.iter().any(|scope| scope.permissions().contains(&permission));
        assert!(given(Permission::Answer));
        assert!(!given(Permission::Administer) && !given(Permission::CurateCustomers));
    }
}
