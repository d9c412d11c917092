//! The stretches of real time in which a place is open, one after the other.
//!
//! Between two changes of its offset a zone's wall clock runs evenly, so opening hours are plain intervals there.
//! Each such stretch is walked by itself and cut at its ends: what the clock skips is never reached, and what it
//! repeats is reached twice.

use super::calendar::Calendar;
use super::span::Span;
use jiff::Timestamp;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Open stretches as milliseconds, in order, without overlap; neighbours may touch.
pub(super) struct Openings<'a> {
    calendar: &'a Calendar,
    /// Nothing before this is given out again.
    from: i64,
    until: i64,
    /// The stretch of even time: its end, and what the wall clock there is ahead of UTC.
    stretch_end: i64,
    offset: i64,
    day: i64,
    spans: &'a [Span],
}

impl<'a> Openings<'a> {
    /// From one instant to another, cut at both.
    pub(super) fn new(calendar: &'a Calendar, from: Timestamp, until: i64) -> Self {
        let from_ms = from.as_millisecond();
        let mut openings =
            Self { calendar, from: from_ms, until, stretch_end: from_ms, offset: 0, day: 0, spans: &[] };
        openings.enter(from);
        openings
    }

    /// Begins the stretch of even time that holds an instant.
    fn enter(&mut self, at: Timestamp) {
        let zone = &self.calendar.zone;
        self.offset = i64::from(zone.to_offset(at).seconds()) * 1000;
        let change = zone.following(at).next().map(|change| change.timestamp().as_millisecond());
        self.stretch_end = change.unwrap_or(i64::MAX).min(self.until);
        // Hours of the day before may reach over midnight.
        self.day = (self.from + self.offset).div_euclid(DAY) - 1;
        self.spans = self.calendar.spans(self.day);
    }

    /// The next span of this stretch, in real time, before it is cut.
    fn span(&mut self) -> Option<(i64, i64)> {
        loop {
            let midnight = self.day * DAY - self.offset;
            if midnight >= self.stretch_end {
                return None;
            }
            if let Some((span, rest)) = self.spans.split_first() {
                self.spans = rest;
                let at = |minute: u16| midnight + i64::from(minute) * MINUTE;
                return Some((at(span.opens_minute()), at(span.closes_minute())));
            }
            self.day += 1;
            self.spans = self.calendar.spans(self.day);
        }
    }
}

impl Iterator for Openings<'_> {
    type Item = (i64, i64);

    fn next(&mut self) -> Option<(i64, i64)> {
        loop {
            while let Some((opens, closes)) = self.span() {
                let (opens, closes) = (opens.max(self.from), closes.min(self.stretch_end));
                if opens < closes {
                    self.from = closes;
                    return Some((opens, closes));
                }
            }
            if self.stretch_end >= self.until {
                return None;
            }
            self.from = self.stretch_end;
            self.enter(Timestamp::from_millisecond(self.stretch_end).ok()?);
        }
    }
}
