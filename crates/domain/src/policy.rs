//! What a mark on a policy says: it got in the way, it was the ground of a refusal, or an exception was made.

use serde::{Deserialize, Serialize};

/// What happened with a policy in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// It stood between the customer and a good answer.
    InTheWay,
    /// We said no because of it.
    Refused,
    /// Somebody judged that its purpose is served better without it.
    Exception,
}

impl MarkKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::InTheWay, Self::Refused, Self::Exception];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::InTheWay => "in_the_way",
            Self::Refused => "refused",
            Self::Exception => "exception",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::InTheWay => "got in the way",
            Self::Refused => "was the ground of a refusal",
            Self::Exception => "was set aside, as a judgment",
        }
    }
}

/// Why we said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// We could, but may not: the policy forbids it.
    NotAllowed,
    /// Nobody could.
    NotPossible,
    /// We didn't want to.
    NotWilling,
    /// We didn't know how.
    NotKnown,
}

impl Cause {
    /// All causes.
    pub const ALL: [Self; 4] = [Self::NotAllowed, Self::NotPossible, Self::NotWilling, Self::NotKnown];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::NotPossible => "not_possible",
            Self::NotWilling => "not_willing",
            Self::NotKnown => "not_known",
        }
    }

    /// The cause with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.name() == name)
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotAllowed => "not allowed",
            Self::NotPossible => "not possible",
            Self::NotWilling => "not willing",
            Self::NotKnown => "not known",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        assert!(MarkKind::ALL.iter().all(|one| MarkKind::parse(one.name()) == Some(*one)));
        assert!(Cause::ALL.iter().all(|one| Cause::parse(one.name()) == Some(*one)));
        assert_eq!((MarkKind::parse("x"), Cause::parse("")), (None, None));
    }
}
