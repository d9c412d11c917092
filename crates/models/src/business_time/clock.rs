//! The clock that runs while a place is open.

use super::calendar::Calendar;
use super::opening::Openings;
use super::pause::{self, Pause};
use crate::error::{Error, Result};
use jiff::{SignedDuration, Timestamp};

/// How far ahead a due instant is looked for: ten years. Beyond it a number is rather a mistake in its unit.
const AHEAD_MS_MAX: i64 = 3_653 * 24 * 60 * 60 * 1000;
/// The longest time that is measured: a century.
const MEASURED_MS_MAX: i64 = 10 * AHEAD_MS_MAX;

impl Calendar {
    /// The instant at which this much open time has passed since `start`, pauses not counted: the end of its last
    /// minute, so that eight hours from an opening at nine are due at the closing at five, not next morning.
    ///
    /// Exact to the millisecond; what is finer is cut off. Nothing to pass is due at once.
    ///
    /// Our own definition; membership by the wall clock of the calendar's zone (IANA zone data), pauses as a union of
    /// half-open intervals.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a negative time or a due instant more than ten years ahead (value in minutes),
    /// [`Error::Empty`] for a calendar without hours, [`Error::Contradiction`] for a pause that ends before it begins,
    /// with its row.
    ///
    /// ```
    /// use jiff::{SignedDuration, Timestamp, civil::Weekday, tz::TimeZone};
    /// use models::business_time::{Calendar, Pause, Span};
    /// let calendar = Calendar::new(TimeZone::UTC).weekly(Weekday::Monday, &[Span::parse("09:00", "17:00")?]);
    /// let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// let lunch = Pause { from: at("2026-03-02T12:00:00Z"), until: at("2026-03-02T13:00:00Z") };
    /// let due = calendar.due(at("2026-03-02T11:00:00Z"), SignedDuration::from_hours(2), &[lunch])?;
    /// assert_eq!(due, at("2026-03-02T14:00:00Z"));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn due(&self, start: Timestamp, open: SignedDuration, pauses: &[Pause]) -> Result<Timestamp> {
        let minutes = open.as_secs_f64() / 60.0;
        let wrong = |expected| Error::OutOfRange {
            what: "open minutes until due",
            row: None,
            value: minutes,
            expected,
        };
        let mut left = i64::try_from(open.as_millis()).unwrap_or(i64::MAX);
        if left < 0 {
            return Err(wrong("a number of at least 0"));
        }
        if !self.ever_opens() {
            return Err(Error::Empty { what: "opening hours" });
        }
        let pauses = pause::union(pauses)?;
        if left == 0 {
            return Ok(start);
        }
        let until = start.as_millisecond().saturating_add(AHEAD_MS_MAX);
        for (from, until) in Running::new(Openings::new(self, start, until), &pauses) {
            if until - from >= left {
                return Timestamp::from_millisecond(from + left)
                    .map_err(|_| wrong("reached before the last instant that can be written"));
            }
            left -= until - from;
        }
        Err(wrong("reached within ten years"))
    }

    /// The open time from one instant to another, pauses not counted. Exact to the millisecond.
    ///
    /// Our own definition, as [`Calendar::due`].
    ///
    /// # Errors
    /// [`Error::Contradiction`] for an end before the beginning and for a pause that ends before it begins (with its
    /// row), [`Error::OutOfRange`] for more than a century (value in days).
    ///
    /// ```
    /// use jiff::{SignedDuration, Timestamp, civil::Weekday, tz::TimeZone};
    /// use models::business_time::{Calendar, Span};
    /// let calendar = Calendar::new(TimeZone::UTC).weekly(Weekday::Monday, &[Span::parse("09:00", "17:00")?]);
    /// let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// let open = calendar.open_between(at("2026-03-02T16:00:00Z"), at("2026-03-09T10:30:00Z"), &[])?;
    /// assert_eq!(open, SignedDuration::from_mins(60 + 90));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn open_between(&self, from: Timestamp, to: Timestamp, pauses: &[Pause]) -> Result<SignedDuration> {
        if to < from {
            return Err(Error::Contradiction { what: "the end is before the beginning", row: None });
        }
        let end = to.as_millisecond();
        if end - from.as_millisecond() > MEASURED_MS_MAX {
            let value = to.duration_since(from).as_secs_f64() / 86_400.0;
            return Err(Error::OutOfRange {
                what: "days to measure",
                row: None,
                value,
                expected: "at most a century",
            });
        }
        let pauses = pause::union(pauses)?;
        let running = Running::new(Openings::new(self, from, end), &pauses);
        Ok(SignedDuration::from_millis(running.map(|(from, until)| until - from).sum()))
    }

    /// Whether the place is open at an instant: at that of its opening it is, at that of its closing no more.
    ///
    /// Our own definition, as [`Calendar::due`].
    ///
    /// ```
    /// // Open on Mondays from nine to five.
    /// # use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
    /// # use models::business_time::{Calendar, Span};
    /// # let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// # let calendar = Calendar::new(TimeZone::UTC).weekly(Weekday::Monday, &[Span::parse("09:00", "17:00")?]);
    /// assert!(calendar.is_open(at("2026-03-02T09:00:00Z")));
    /// assert!(!calendar.is_open(at("2026-03-02T17:00:00Z")));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn is_open(&self, at: Timestamp) -> bool {
        let at_ms = at.as_millisecond();
        Openings::new(self, at, at_ms + 1).next().is_some()
    }

    /// The first open instant from this one on; none within ten years.
    ///
    /// Our own definition, as [`Calendar::due`].
    ///
    /// ```
    /// // Open on Mondays from nine to five.
    /// # use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
    /// # use models::business_time::{Calendar, Span};
    /// # let at = |text: &str| text.parse::<Timestamp>().expect("a time");
    /// # let calendar = Calendar::new(TimeZone::UTC).weekly(Weekday::Monday, &[Span::parse("09:00", "17:00")?]);
    /// assert_eq!(calendar.next_opening(at("2026-03-02T18:00:00Z")), Some(at("2026-03-09T09:00:00Z")));
    /// assert_eq!(calendar.next_opening(at("2026-03-02T11:30:00Z")), Some(at("2026-03-02T11:30:00Z")));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        let until = at.as_millisecond().saturating_add(AHEAD_MS_MAX);
        let (from, _) = Openings::new(self, at, until).next()?;
        if from <= at.as_millisecond() { Some(at) } else { Timestamp::from_millisecond(from).ok() }
    }
}

/// Open stretches less the pauses.
struct Running<'a> {
    openings: Openings<'a>,
    pauses: &'a [(i64, i64)],
    /// What is left of the opening looked at last.
    rest: Option<(i64, i64)>,
}

impl<'a> Running<'a> {
    fn new(openings: Openings<'a>, pauses: &'a [(i64, i64)]) -> Self {
        Self { openings, pauses, rest: None }
    }
}

impl Iterator for Running<'_> {
    type Item = (i64, i64);

    fn next(&mut self) -> Option<(i64, i64)> {
        loop {
            let (from, until) = match self.rest.take() {
                Some(rest) => rest,
                None => self.openings.next()?,
            };
            match self.pauses.split_first() {
                Some(((_, goes_on), later)) if *goes_on <= from => {
                    self.pauses = later;
                    self.rest = Some((from, until));
                }
                Some(((stops, goes_on), _)) if *stops < until => {
                    if *goes_on < until {
                        self.rest = Some((*goes_on, until));
                    }
                    if from < *stops {
                        return Some((from, *stops));
                    }
                }
                _ => return Some((from, until)),
            }
        }
    }
}
