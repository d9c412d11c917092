//! What to make: how large, how long, up to when.

use jiff::Timestamp;

use crate::calendar::{Calendar, DAY};

/// The order for a story. The same plan gives the same bytes.
///
/// A plan with a later `until` and as many `days` more (so the same first day) tells the same story further: all
/// that happened earlier than [`Plan::SETTLED_DAYS`] before the shorter one's end is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Which of the many possible histories.
    pub seed: u64,
    /// "Now" of the demo: nothing happens later.
    pub until: Timestamp,
    /// How far back the history goes, in days.
    pub days: u32,
    /// How many customers the company knows after a year. Two thirds of them were there before the first day.
    pub customers: usize,
}

impl Plan {
    /// The last days of a story are arranged into a believable open inbox; what is older is settled.
    pub const SETTLED_DAYS: u32 = 30;

    /// The default company: 900 customers, one year, some 2,500 conversations with 9,000 messages.
    #[must_use]
    pub fn standard(until: Timestamp) -> Self {
        Self { seed: 1961, until, days: 365, customers: 900 }
    }

    /// The local midnight at which the story begins, in milliseconds since 1970.
    pub(crate) fn start_ms(&self, calendar: &Calendar) -> i64 {
        let day = calendar.local(self.until.as_millisecond()).day - i64::from(self.days);
        calendar.at(day, 0)
    }

    /// How many of the customers have joined by `at`; they join in the order of their numbers.
    pub(crate) fn joined_by(&self, start: i64, at: i64) -> usize {
        let known_since = start - DAYS_KNOWN_BEFORE * DAY;
        let span = (DAYS_KNOWN_BEFORE + DAYS_JOINING) * DAY;
        let share = (at - known_since).clamp(0, span) as u128;
        ((share * self.customers as u128) / span as u128).max(1) as usize
    }

    /// When customer number `index` joined, in milliseconds since 1970.
    pub(crate) fn joined_at(&self, start: i64, index: usize) -> i64 {
        let span = u128::from(((DAYS_KNOWN_BEFORE + DAYS_JOINING) * DAY).unsigned_abs());
        start - DAYS_KNOWN_BEFORE * DAY + (span * (index as u128 + 1) / self.customers.max(1) as u128) as i64
    }
}

/// The company's books go back two years before the story …
const DAYS_KNOWN_BEFORE: i64 = 730;
/// … and the last of the planned customers joins at the end of its first year (less a day, so that he is in).
const DAYS_JOINING: i64 = 364;
