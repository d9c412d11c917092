//! The life of a conversation: open, waiting for the customer, snoozed, closed.

use serde::{Deserialize, Serialize};

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Ours: the customer waits for us.
    Open,
    /// The customer's: we answered.
    Waiting,
    /// Nobody's until a time.
    Snoozed,
    /// Done.
    Closed,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Open, Self::Waiting, Self::Snoozed, Self::Closed];

    /// The name stored and spoken by the API and by `is:` in search.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Where a conversation stands after the customer wrote. An automatic mail wakes nobody: the state stays.
    #[must_use]
    pub fn after_customer_wrote(self, automatic: bool) -> Self {
        if automatic { self } else { Self::Open }
    }

    /// Where a conversation stands after we answered.
    #[must_use]
    pub fn after_reply(self, then: AfterReply) -> Self {
        match then {
            AfterReply::Wait => Self::Waiting,
            AfterReply::Close => Self::Closed,
            AfterReply::StayOpen => Self::Open,
        }
    }
}

/// What the agent wants to happen to the conversation once the reply is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterReply {
    /// It is the customer's turn.
    #[default]
    Wait,
    /// The matter is done.
    Close,
    /// More will follow from us.
    StayOpen,
}

/// How a conversation stands in line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// As usual.
    #[default]
    Normal,
    /// Before others.
    High,
    /// Now.
    Urgent,
}

impl Priority {
    /// All priorities, least pressing first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.name() == name)
    }
}

/// How a customer reached us other than by mail: taken down by another system, or by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// On the telephone.
    Call,
    /// On paper.
    Letter,
    /// In a form on a website.
    Form,
    /// In another system.
    Api,
}

impl Channel {
    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Letter => "letter",
            Self::Form => "form",
            Self::Api => "api",
        }
    }
}

/// Bytes of a subject we keep; longer ones are cut and the raw mail keeps the rest.
pub const SUBJECT_BYTES_MAX: usize = 500;

/// The subject without the marks that replies and forwards put before it, in the languages of common clients.
pub fn bare_subject(subject: &str) -> &str {
    const MARKS: [&str; 18] = [
        "re", "aw", "sv", "vs", "antw", "antwort", "fwd", "fw", "wg", "tr", "rv", "res", "enc", "odp", "ynt",
        "r", "i", "回复",
    ];
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once([':', '：']) {
        let mark =
            mark.trim().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')'));
        if !MARKS.iter().any(|known| mark.eq_ignore_ascii_case(known)) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_replies_go() {
        assert_eq!(bare_subject("Re: AW: Fwd: Boots: size 42"), "Boots: size 42");
        assert_eq!(bare_subject("RE[2]: Hello"), "Hello");
        assert_eq!(bare_subject("Order: late"), "Order: late");
        assert_eq!(bare_subject("Re:"), "");
    }

    #[test]
    fn the_customer_wakes_a_closed_conversation_but_a_vacation_note_does_not() {
        assert_eq!(State::Closed.after_customer_wrote(false), State::Open);
        assert_eq!(State::Closed.after_customer_wrote(true), State::Closed);
    }
}
