//! The opening hours of a place.

use super::span::Span;
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// A week of opening hours in a time zone, and dates that differ from it.
///
/// Closed all week when new. Hours of one day may overlap each other or those of the day before: an instant is open
/// once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub(super) zone: TimeZone,
    week: [Vec<Span>; 7],
    dates: BTreeMap<i64, Vec<Span>>,
}

impl Calendar {
    /// A place in this zone, closed until it is told otherwise.
    pub fn new(zone: TimeZone) -> Self {
        Self { zone, week: Default::default(), dates: BTreeMap::new() }
    }

    /// Opening hours of a day of the week; replaces those it had.
    #[must_use]
    pub fn weekly(mut self, weekday: Weekday, spans: &[Span]) -> Self {
        if let Some(day) = self.week.get_mut(usize::from(weekday.to_monday_zero_offset().unsigned_abs())) {
            *day = sorted(spans);
        }
        self
    }

    /// Opening hours of one date, such as a half day, in place of those of the week.
    #[must_use]
    pub fn on(mut self, date: Date, spans: &[Span]) -> Self {
        self.dates.insert(day_number(date), sorted(spans));
        self
    }

    /// A date on which nothing opens, such as a holiday. Hours that began the day before still end in its morning.
    #[must_use]
    pub fn closed(self, date: Date) -> Self {
        self.on(date, &[])
    }

    /// Whether there are any opening hours.
    pub fn ever_opens(&self) -> bool {
        self.week.iter().chain(self.dates.values()).any(|spans| !spans.is_empty())
    }

    /// The opening hours of a day, counted from 1 January 1970, in order.
    pub(super) fn spans(&self, day: i64) -> &[Span] {
        if let Some(spans) = self.dates.get(&day) {
            return spans;
        }
        // Day 0 was a Thursday.
        self.week.get((day + 3).rem_euclid(7) as usize).map_or(&[], Vec::as_slice)
    }
}

fn sorted(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans
}

fn day_number(of: Date) -> i64 {
    of.duration_since(date(1970, 1, 1)).as_hours() / 24
}
