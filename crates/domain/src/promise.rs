//! Our word: what can be promised, how a promise ends, and what may be done with it when.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Serialize};

/// What is promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A call.
    CallBack,
    /// An answer, or news.
    Answer,
    /// Something sent: a parcel, a document.
    Send,
    /// Money back or to the good.
    Money,
    /// Something put right.
    Fix,
    /// Something else.
    #[default]
    Other,
}

impl Kind {
    /// All kinds, in the order people choose from.
    pub const ALL: [Self; 6] =
        [Self::CallBack, Self::Answer, Self::Send, Self::Money, Self::Fix, Self::Other];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::CallBack => "call_back",
            Self::Answer => "answer",
            Self::Send => "send",
            Self::Money => "money",
            Self::Fix => "fix",
            Self::Other => "other",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::CallBack => "Call back",
            Self::Answer => "Answer",
            Self::Send => "Send",
            Self::Money => "Money",
            Self::Fix => "Fix",
            Self::Other => "Something else",
        }
    }
}

/// Where a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not kept yet.
    Open,
    /// Done, in time or late.
    Kept,
    /// We can't, and said so.
    Broken,
    /// The customer lets us off.
    Released,
    /// The reply that gave it never left.
    Undone,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Open, Self::Kept, Self::Broken, Self::Released, Self::Undone];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Released => "released",
            Self::Undone => "undone",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What came of a promise, as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Its time hasn't come.
    Open,
    /// Kept by its time.
    InTime,
    /// Kept, but after it.
    Late,
    /// Its time has passed and it isn't kept.
    Passed,
    /// We said that we can't.
    Broken,
    /// The customer let us off.
    Released,
    /// It never reached the customer.
    Undone,
}

impl Outcome {
    /// What came of it by `now`. The last millisecond of its time is in time.
    pub fn of(state: State, due: Timestamp, ended: Option<Timestamp>, now: Timestamp) -> Self {
        match state {
            State::Open if now > due => Self::Passed,
            State::Open => Self::Open,
            State::Kept if ended.is_some_and(|ended| ended > due) => Self::Late,
            State::Kept => Self::InTime,
            State::Broken => Self::Broken,
            State::Released => Self::Released,
            State::Undone => Self::Undone,
        }
    }

    /// Whether it counts for or against us; none for what isn't decided, was let off or never given.
    pub fn counts(self) -> Option<bool> {
        match self {
            Self::InTime => Some(true),
            Self::Late | Self::Passed | Self::Broken => Some(false),
            Self::Open | Self::Released | Self::Undone => None,
        }
    }
}

/// Why another time can't be agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLate {
    /// It has ended.
    Ended(State),
    /// Its time has passed: the customer has waited in vain already.
    Passed,
}

/// Whether another time may be agreed on: only before its time, because afterwards it is broken or late, whatever
/// we write.
///
/// # Errors
/// Why not.
pub fn may_renegotiate(state: State, due: Timestamp, now: Timestamp) -> Result<(), TooLate> {
    match state {
        State::Open if now <= due => Ok(()),
        State::Open => Err(TooLate::Passed),
        ended => Err(TooLate::Ended(ended)),
    }
}

/// When a promise is due, and in which zone that was meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The instant.
    pub at: Timestamp,
    /// The zone (IANA name).
    pub time_zone: String,
    /// Whether the clock jumps over the time that was said, so that it is due as much later.
    #[serde(default)]
    pub moved: bool,
}

impl Due {
    /// Due at that instant, as it is read in that zone; none for a zone that isn't one.
    pub fn at(at: Timestamp, time_zone: &str) -> Option<Self> {
        TimeZone::get(time_zone).ok()?;
        Some(Self { at, time_zone: time_zone.to_owned(), moved: false })
    }

    /// Due at a time on the clocks of that zone. A time that the clock jumps over in spring is moved forward by the
    /// jump; of one that comes twice in autumn, the first is meant. None for an unknown zone or a time out of range.
    pub fn on_the_clock(local: DateTime, time_zone: &str) -> Option<Self> {
        let ambiguous = TimeZone::get(time_zone).ok()?.into_ambiguous_zoned(local);
        let moved = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let at = ambiguous.compatible().ok()?.timestamp();
        Some(Self { at, time_zone: time_zone.to_owned(), moved })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn names_read_back() {
        assert!(Kind::ALL.iter().all(|kind| Kind::parse(kind.name()) == Some(*kind)));
        assert!(State::ALL.iter().all(|state| State::parse(state.name()) == Some(*state)));
        assert_eq!((Kind::parse("x"), State::parse("x")), (None, None));
    }

    #[test]
    fn kept_at_the_last_moment_is_in_time() {
        let (due, after) = (at("2026-03-03T12:00:00Z"), at("2026-03-03T12:00:00.001Z"));
        assert_eq!(Outcome::of(State::Kept, due, Some(due), after), Outcome::InTime);
        assert_eq!(Outcome::of(State::Kept, due, Some(after), after), Outcome::Late);
        assert_eq!(Outcome::of(State::Open, due, None, due), Outcome::Open);
        assert_eq!(Outcome::of(State::Open, due, None, after), Outcome::Passed);
        assert_eq!(Outcome::of(State::Broken, due, Some(due), due).counts(), Some(false));
        assert_eq!(Outcome::of(State::Released, due, Some(due), due).counts(), None);
    }

    #[test]
    fn another_time_is_agreed_on_before_the_first() {
        let due = at("2026-03-03T12:00:00Z");
        assert_eq!(may_renegotiate(State::Open, due, due), Ok(()));
        assert_eq!(may_renegotiate(State::Open, due, at("2026-03-03T12:00:01Z")), Err(TooLate::Passed));
        assert_eq!(may_renegotiate(State::Kept, due, due), Err(TooLate::Ended(State::Kept)));
    }

    #[test]
    fn clocks_that_jump_move_it_and_say_so() {
        let gap =
            Due::on_the_clock(jiff::civil::date(2026, 3, 29).at(2, 30, 0, 0), "Europe/Stockholm").unwrap();
        assert_eq!((gap.at, gap.moved), (at("2026-03-29T01:30:00Z"), true), "half past three in summer time");
        let twice = Due::on_the_clock(jiff::civil::date(2026, 10, 25).at(2, 30, 0, 0), "Europe/Stockholm");
        assert_eq!(twice.unwrap().at, at("2026-10-25T00:30:00Z"), "the first of the two");
        assert_eq!(Due::on_the_clock(jiff::civil::date(2026, 3, 3).at(9, 0, 0, 0), "Atlantis"), None);
    }
}
