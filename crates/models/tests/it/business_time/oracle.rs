//! A clock so simple that it is seen to be right: it looks at the wall each minute.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use models::business_time::{Calendar, Pause, Span};
use std::collections::BTreeMap;

/// The same hours as a [`Calendar`].
#[derive(Debug, Clone)]
pub(super) struct Wall {
    pub(super) zone: TimeZone,
    pub(super) week: [Vec<Span>; 7],
    pub(super) dates: BTreeMap<Date, Vec<Span>>,
}

impl Wall {
    pub(super) fn calendar(&self) -> Calendar {
        let mut calendar = Calendar::new(self.zone.clone());
        for (day, spans) in (0..).zip(&self.week) {
            let weekday = jiff::civil::Weekday::from_monday_zero_offset(day).expect("a day");
            calendar = calendar.weekly(weekday, spans);
        }
        for (date, spans) in &self.dates {
            calendar = calendar.on(*date, spans);
        }
        calendar
    }

    fn spans(&self, date: Date) -> &[Span] {
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        self.dates.get(&date).unwrap_or(&self.week[weekday])
    }

    pub(super) fn is_open(&self, at: Timestamp) -> bool {
        let shown: DateTime = self.zone.to_datetime(at);
        let minute = i32::from(shown.hour()) * 60 + i32::from(shown.minute());
        let holds = |date: Date, minute: i32| {
            let hours = |span: &Span| i32::from(span.opens_minute())..i32::from(span.closes_minute());
            self.spans(date).iter().any(|span| hours(span).contains(&minute))
        };
        let before = shown.date().checked_sub(1.day()).expect("a date");
        holds(shown.date(), minute) || holds(before, minute + 24 * 60)
    }

    fn runs(&self, at: Timestamp, pauses: &[Pause]) -> bool {
        self.is_open(at) && !pauses.iter().any(|pause| pause.from <= at && at < pause.until)
    }

    pub(super) fn minutes_between(&self, from: Timestamp, to: Timestamp, pauses: &[Pause]) -> i64 {
        let minutes = to.duration_since(from).as_mins();
        (0..minutes).filter(|minute| self.runs(from + SignedDuration::from_mins(*minute), pauses)).count()
            as i64
    }

    pub(super) fn due(&self, start: Timestamp, minutes: i64, pauses: &[Pause]) -> Option<Timestamp> {
        let mut left = minutes;
        let mut at = start;
        // A month of minutes is as far as a test looks.
        for _ in 0..31 * 24 * 60 {
            if left == 0 {
                return Some(at);
            }
            left -= i64::from(self.runs(at, pauses));
            at += SignedDuration::from_mins(1);
        }
        None
    }
}
