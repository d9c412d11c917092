//! A conversation changing hands: where it stands, and when one change too many asks a lead first.

use serde::{Deserialize, Serialize};

/// Where a handover stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverState {
    /// Too many hands already: a lead decides first.
    Asked,
    /// Given, not yet taken up.
    Open,
    /// Taken up.
    Accepted,
    /// Handed back, refused by a lead, or overtaken by events.
    Refused,
}

impl HandoverState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Open, Self::Accepted, Self::Refused];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether somebody still has to say something.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Asked | Self::Open)
    }
}

/// Handovers of one matter that the customer may feel before a lead is asked: the third one is the one people tell
/// their friends about.
pub const FELT_FREELY_MAX: usize = 2;

/// Whether a lead decides before a matter changes hands once more, after so many handovers that the customer felt.
pub fn asks_a_lead(felt_before: usize, would_be_felt: bool) -> bool {
    would_be_felt && felt_before >= FELT_FREELY_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        assert!(HandoverState::ALL.iter().all(|state| HandoverState::parse(state.name()) == Some(*state)));
        assert_eq!(HandoverState::parse("given"), None);
    }

    #[test]
    fn the_third_that_is_felt_asks() {
        assert!(!asks_a_lead(0, true) && !asks_a_lead(1, true));
        assert!(asks_a_lead(2, true) && asks_a_lead(7, true));
        assert!(!asks_a_lead(7, false), "nobody notices this one");
    }
}
