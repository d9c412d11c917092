//! What we give to put things right: how far it is, how dangerous it is, and what it is for.

use serde::{Deserialize, Serialize};

/// How far a remedy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Above somebody's authority: others decide.
    Asked,
    /// Given, not yet carried out.
    Given,
    /// The shop or payment system is told.
    Sending,
    /// Carried out.
    Done,
    /// The shop or payment system could not.
    Failed,
    /// Somebody said no.
    Declined,
    /// Whoever asked doesn't want it any more.
    Withdrawn,
    /// Given and taken back.
    TakenBack,
}

impl State {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Asked,
        Self::Given,
        Self::Sending,
        Self::Done,
        Self::Failed,
        Self::Declined,
        Self::Withdrawn,
        Self::TakenBack,
    ];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::TakenBack => "taken_back",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether the customer has it, or will.
    pub fn is_given(self) -> bool {
        matches!(self, Self::Given | Self::Sending | Self::Done | Self::Failed)
    }
}

/// How far the shop or payment system is with taking back what was taken back here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reversal {
    /// Nobody has to be told: it was never told of the remedy, or nothing was taken back.
    #[default]
    None,
    /// It is told as soon as can be.
    Due,
    /// It is being told.
    Sending,
    /// It has taken it back.
    Done,
    /// It could not.
    Failed,
}

impl Reversal {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::None, Self::Due, Self::Sending, Self::Done, Self::Failed];

    /// The name stored and spoken by the API; empty where nobody has to be told.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Due => "due",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The one with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reversal| reversal.name() == name)
    }
}

/// How dangerous a kind of remedy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Can be taken back.
    Low,
    /// Hard to take back.
    Medium,
    /// Gone when it is gone: two people decide, whatever the amount.
    High,
}

impl Risk {
    /// All classes.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The class with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.name() == name)
    }

    /// What it means, in a line.
    pub fn words(self) -> &'static str {
        match self {
            Self::Low => "Can be taken back",
            Self::Medium => "Hard to take back",
            Self::High => "Gone when gone: two people decide",
        }
    }
}

/// What class of reason a remedy is for; authority may differ between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// We made a mistake.
    #[default]
    OurMistake,
    /// It came too late.
    Late,
    /// It came broken, or broke.
    Damaged,
    /// We took the wrong amount.
    Billing,
    /// Nobody's fault, but the right thing.
    Goodwill,
    /// To delight.
    Delight,
}

impl Reason {
    /// All classes.
    pub const ALL: [Self; 6] =
        [Self::OurMistake, Self::Late, Self::Damaged, Self::Billing, Self::Goodwill, Self::Delight];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::OurMistake => "our_mistake",
            Self::Late => "late",
            Self::Damaged => "damaged",
            Self::Billing => "billing",
            Self::Goodwill => "goodwill",
            Self::Delight => "delight",
        }
    }

    /// The class with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::OurMistake => "Our mistake",
            Self::Late => "Too late",
            Self::Damaged => "Damaged or broken",
            Self::Billing => "Wrong amount taken",
            Self::Goodwill => "Goodwill",
            Self::Delight => "To delight",
        }
    }
}

/// How far the question to an approver is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// They haven't decided.
    Waiting,
    /// They said yes.
    Approved,
    /// They said no.
    Declined,
    /// They didn't decide in time, or can't any more: the next one is asked.
    Escalated,
    /// It isn't asked any more.
    Withdrawn,
}

impl ApprovalState {
    /// All states.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Approved, Self::Declined, Self::Escalated, Self::Withdrawn];

    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Escalated => "escalated",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        assert!(State::ALL.iter().all(|one| State::parse(one.name()) == Some(*one)));
        assert!(Reversal::ALL.iter().all(|one| Reversal::parse(one.name()) == Some(*one)));
        assert!(Risk::ALL.iter().all(|one| Risk::parse(one.name()) == Some(*one)));
        assert!(Reason::ALL.iter().all(|one| Reason::parse(one.name()) == Some(*one)));
        assert!(ApprovalState::ALL.iter().all(|one| ApprovalState::parse(one.name()) == Some(*one)));
        assert_eq!(State::parse("lost"), None);
    }
}
