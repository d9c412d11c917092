//! The life of a complaint: open, asked whether it is done, closed. The customer says when it is done, not we.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Days of silence after we asked before it may stand for an end: a week away is common, and nobody answers on the
/// first evening.
pub const SILENCE_DAYS_MIN: i64 = 7;
/// Characters from which a human reply counts as a real answer: below that it is "we look into it".
pub const SUBSTANCE_CHARACTERS_MIN: usize = 200;

/// How a complaint reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The customer's own words, in our form.
    Form,
    /// Taken up by a colleague.
    Agent,
    /// By mail.
    Mail,
    /// From another system.
    Api,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Form, Self::Agent, Self::Mail, Self::Api];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Agent => "agent",
            Self::Mail => "mail",
            Self::Api => "api",
        }
    }

    /// The source with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Ours to put right.
    Open,
    /// The customer was asked whether it is done.
    Asked,
    /// Done, as the customer says, or as a silence was explained.
    Closed,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Asked, Self::Closed];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Asked => "asked",
            Self::Closed => "closed",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// How a complaint ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The customer says it is done.
    Agreed,
    /// The customer stayed silent after we asked, and somebody said in words why that is an end.
    Silence,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Agreed, Self::Silence];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Silence => "silence",
        }
    }

    /// The outcome with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Why a silence is no end yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotYet {
    /// Nobody asked the customer.
    NotAsked,
    /// Asked too lately: from then on it may be.
    Until(Timestamp),
    /// The customer wrote since: that is no silence.
    Wrote,
    /// Nobody said why it is an end.
    Unexplained,
}

/// Whether the customer's silence may close a complaint: asked at `asked_at`, the customer's last word at `wrote_at`.
///
/// # Errors
/// What is missing.
pub fn silence(
    asked_at: Option<Timestamp>,
    wrote_at: Option<Timestamp>,
    words: &str,
    now: Timestamp,
) -> Result<(), NotYet> {
    let asked_at = asked_at.ok_or(NotYet::NotAsked)?;
    if wrote_at.is_some_and(|wrote_at| wrote_at > asked_at) {
        return Err(NotYet::Wrote);
    }
    let from =
        asked_at.checked_add(SignedDuration::from_hours(24 * SILENCE_DAYS_MIN)).unwrap_or(Timestamp::MAX);
    if now < from {
        return Err(NotYet::Until(from));
    }
    if words.trim().is_empty() { Err(NotYet::Unexplained) } else { Ok(()) }
}

/// Hours of the clock without a real answer after which its advocate hears of it: two days, because a customer who
/// complains has been let down before.
pub const OVERDUE_HOURS: i64 = 48;

/// When time makes something of a complaint: a question without an answer becomes a silence, and what nobody answers
/// becomes overdue. `noticed_at` is when that was last seen, which is told once.
pub fn look_at(
    state: State,
    created_at: Timestamp,
    answered_at: Option<Timestamp>,
    asked_at: Option<Timestamp>,
    noticed_at: Option<Timestamp>,
) -> Option<Timestamp> {
    let after = |from: Timestamp, hours| {
        from.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
    };
    let at = match state {
        State::Asked => after(asked_at?, 24 * SILENCE_DAYS_MIN),
        State::Open if answered_at.is_none() => after(created_at, OVERDUE_HOURS),
        State::Open | State::Closed => return None,
    };
    noticed_at.is_none_or(|noticed| noticed < at).then_some(at)
}

/// What a line of the inbox shows of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Ours to put right.
    Open,
    /// The same, and nobody gave a real answer for too long.
    Overdue,
    /// The customer was asked whether it is done.
    Asked,
    /// The same, and they have been silent for as long as may be an end.
    Silent,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Overdue, Self::Asked, Self::Silent];

    /// What is shown of a complaint that stands like this; nothing of one that is done. `noticed` says that time has made
    /// something of it since.
    pub fn of(state: State, answered: bool, noticed: bool) -> Option<Self> {
        match (state, noticed) {
            (State::Closed, _) => None,
            (State::Asked, true) => Some(Self::Silent),
            (State::Asked, false) => Some(Self::Asked),
            (State::Open, true) if !answered => Some(Self::Overdue),
            (State::Open, _) => Some(Self::Open),
        }
    }

    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Asked => "asked",
            Self::Silent => "silent",
        }
    }

    /// The mark with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.name() == name)
    }
}

/// Whether a reply is a real answer: written by a person, with more than [`SUBSTANCE_CHARACTERS_MIN`] characters, or
/// with a remedy in it.
pub fn is_real_answer(by_person: bool, text: &str, gives_remedy: bool) -> bool {
    by_person && (gives_remedy || text.trim().chars().count() > SUBSTANCE_CHARACTERS_MIN)
}

/// What would make it right, as customers choose it. Half of it costs nothing but care, and is what is missed most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each says what it is in `words`")]
pub enum Wanted {
    Apology,
    Explanation,
    Assurance,
    Hearing,
    Repair,
    Replacement,
    Expedite,
    Refund,
    Credit,
    Compensation,
    WaivedFee,
    FreeProduct,
}

impl Wanted {
    /// All of them, in the order people are shown them.
    pub const ALL: [Self; 12] = [
        Self::Repair,
        Self::Replacement,
        Self::Expedite,
        Self::Refund,
        Self::Credit,
        Self::Compensation,
        Self::WaivedFee,
        Self::FreeProduct,
        Self::Apology,
        Self::Explanation,
        Self::Assurance,
        Self::Hearing,
    ];

    /// The name stored and spoken by the API; the same that is read from words, where both know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apology => "apology",
            Self::Explanation => "explanation",
            Self::Assurance => "assurance",
            Self::Hearing => "hearing",
            Self::Repair => "repair",
            Self::Replacement => "replacement",
            Self::Expedite => "expedite",
            Self::Refund => "refund",
            Self::Credit => "credit",
            Self::Compensation => "compensation",
            Self::WaivedFee => "waived_fee",
            Self::FreeProduct => "free_product",
        }
    }

    /// The one with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wanted| wanted.name() == name)
    }

    /// As a customer would say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Apology => "An apology",
            Self::Explanation => "An explanation of what went wrong",
            Self::Assurance => "To know that it won’t happen again",
            Self::Hearing => "To be heard",
            Self::Repair => "To have it repaired or made to work",
            Self::Replacement => "Another one in its place",
            Self::Expedite => "To have it sooner",
            Self::Refund => "My money back",
            Self::Credit => "Money on my account, or a voucher",
            Self::Compensation => "Something for my loss or my time",
            Self::WaivedFee => "Not to pay the fee",
            Self::FreeProduct => "Something free of charge",
        }
    }

    /// The kinds of remedy that answer it, by the key of their name. A house may add kinds of its own: one that is named
    /// as this is counts as well.
    pub fn answered_by(self) -> &'static [&'static str] {
        match self {
            Self::Apology => &["apology"],
            Self::Explanation => &["explanation"],
            Self::Assurance => &["assurance"],
            Self::Hearing => &["hearing"],
            Self::Repair => &["repair"],
            Self::Replacement => &["replacement"],
            Self::Expedite => &["expedite"],
            Self::Refund => &["refund", "bank transfer"],
            Self::Credit => &["credit"],
            Self::Compensation => &["compensation", "credit", "bank transfer"],
            Self::WaivedFee => &["waived fee"],
            Self::FreeProduct => &["gift", "free product"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        crate::timestamp(1_800_000_000_000 + day * 86_400_000)
    }

    #[test]
    fn names_read_back() {
        for source in Source::ALL {
            assert_eq!(Source::parse(source.name()), Some(source));
        }
        for state in State::ALL {
            assert_eq!(State::parse(state.name()), Some(state));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.name()), Some(outcome));
        }
        for wanted in Wanted::ALL {
            assert_eq!(Wanted::parse(wanted.name()), Some(wanted));
            assert!(!wanted.answered_by().is_empty(), "{wanted:?}");
        }
    }

    #[test]
    fn time_makes_something_of_it_once() {
        let look = |state, answered, asked, noticed| look_at(state, at(0), answered, asked, noticed);
        assert_eq!(look(State::Open, None, None, None), Some(at(2)));
        assert_eq!(look(State::Open, None, None, Some(at(2))), None, "told once");
        assert_eq!(look(State::Open, Some(at(1)), None, None), None, "answered in time");
        assert_eq!(look(State::Asked, None, Some(at(3)), Some(at(2))), Some(at(10)));
        assert_eq!(look(State::Closed, None, Some(at(3)), None), None);
        assert_eq!(Mark::of(State::Open, false, true), Some(Mark::Overdue));
        assert_eq!(Mark::of(State::Open, true, true), Some(Mark::Open));
        assert_eq!(Mark::of(State::Asked, false, true), Some(Mark::Silent));
        assert_eq!(Mark::of(State::Closed, false, true), None);
        assert!(Mark::ALL.iter().all(|mark| Mark::parse(mark.name()) == Some(*mark)));
    }

    #[test]
    fn silence_is_an_end_only_when_asked_waited_and_explained() {
        let words = "Called twice, the number is gone.";
        assert_eq!(silence(None, None, words, at(30)), Err(NotYet::NotAsked));
        assert_eq!(silence(Some(at(0)), None, words, at(6)), Err(NotYet::Until(at(7))));
        assert_eq!(silence(Some(at(0)), Some(at(1)), words, at(30)), Err(NotYet::Wrote));
        assert_eq!(silence(Some(at(0)), None, " ", at(7)), Err(NotYet::Unexplained));
        assert_eq!(silence(Some(at(2)), Some(at(1)), words, at(9)), Ok(()));
    }

    #[test]
    fn a_holding_line_is_no_answer() {
        assert!(!is_real_answer(true, "We look into it.", false));
        assert!(is_real_answer(true, "Sorry. You have it back today.", true));
        assert!(
            is_real_answer(true, &"ä".repeat(201), false) && !is_real_answer(true, &"ä".repeat(200), false)
        );
        assert!(!is_real_answer(false, &"a".repeat(500), true), "a machine answers nothing");
    }
}
