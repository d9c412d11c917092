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
    ///
    /// Source of its rules: the IANA time zone data.
    ///
    /// ```
    /// use jiff::tz::TimeZone;
    /// use models::business_time::Calendar;
    /// assert!(!Calendar::new(TimeZone::UTC).ever_opens());
    /// ```
    pub fn new(zone: TimeZone) -> Self {
        Self { zone, week: Default::default(), dates: BTreeMap::new() }
    }

    /// Opening hours of a day of the week; replaces those it had.
    ///
    /// Our own definition.
    ///
    /// ```
    /// # use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
    /// # use models::business_time::{Calendar, Span};
    /// # let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// let calendar = Calendar::new(TimeZone::UTC)
    ///     .weekly(Weekday::Saturday, &[Span::parse("10:00", "12:00")?, Span::parse("13:00", "15:00")?]);
    /// assert!(calendar.is_open(at("2026-03-07T14:00:00Z")));
    /// assert!(!calendar.is_open(at("2026-03-07T12:30:00Z")));
    /// # Ok::<(), models::Error>(())
    /// ```
    #[must_use]
    pub fn weekly(mut self, weekday: Weekday, spans: &[Span]) -> Self {
        if let Some(day) = self.week.get_mut(usize::from(weekday.to_monday_zero_offset().unsigned_abs())) {
            *day = sorted(spans);
        }
        self
    }

    /// Opening hours of one date, such as a half day, in place of those of the week.
    ///
    /// Our own definition.
    ///
    /// ```
    /// # use jiff::{Timestamp, civil::{Weekday, date}, tz::TimeZone};
    /// # use models::business_time::{Calendar, Span};
    /// # let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// let calendar = Calendar::new(TimeZone::UTC)
    ///     .weekly(Weekday::Thursday, &[Span::parse("09:00", "17:00")?])
    ///     .on(date(2026, 12, 24), &[Span::parse("09:00", "12:00")?]);
    /// assert!(calendar.is_open(at("2026-12-17T15:00:00Z")));
    /// assert!(!calendar.is_open(at("2026-12-24T15:00:00Z")));
    /// # Ok::<(), models::Error>(())
    /// ```
    #[must_use]
    pub fn on(mut self, date: Date, spans: &[Span]) -> Self {
        self.dates.insert(day_number(date), sorted(spans));
        self
    }

    /// A date on which nothing opens, such as a holiday. Hours that began the day before still end in its morning.
    ///
    /// Our own definition.
    ///
    /// ```
    /// # use jiff::{Timestamp, civil::{Weekday, date}, tz::TimeZone};
    /// # use models::business_time::{Calendar, Span};
    /// # let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// let calendar = Calendar::new(TimeZone::UTC)
    ///     .weekly(Weekday::Friday, &[Span::parse("09:00", "17:00")?])
    ///     .closed(date(2026, 12, 25));
    /// assert!(calendar.is_open(at("2026-12-18T10:00:00Z")));
    /// assert!(!calendar.is_open(at("2026-12-25T10:00:00Z")));
    /// # Ok::<(), models::Error>(())
    /// ```
    #[must_use]
    pub fn closed(self, date: Date) -> Self {
        self.on(date, &[])
    }

    /// Whether there are any opening hours.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use jiff::{civil::date, tz::TimeZone};
    /// # use models::business_time::{Calendar, Span};
    /// let calendar = Calendar::new(TimeZone::UTC);
    /// assert!(!calendar.ever_opens());
    /// assert!(calendar.on(date(2026, 12, 24), &[Span::parse("09:00", "12:00")?]).ever_opens());
    /// # Ok::<(), models::Error>(())
    /// ```
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
