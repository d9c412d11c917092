//! Phrases of time, and the moment they mean.

use super::calendar;
use super::due::{Due, Precision, Span, Unit};
use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};
use std::ops::Range;

/// A piece of a phrase of time; a day and a clock time go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TimePart {
    /// Days from today.
    Day(i32),
    /// The next such weekday, today included.
    Weekday(Weekday),
    /// The one of next week.
    WeekdayNextWeek(Weekday),
    /// The day of a month, counted from 1, whose number is in the phrase.
    DayOfMonth(i8),
    /// The next day with the number in the phrase.
    DayOfSomeMonth,
    /// The end of this week (0), the next (1): Sunday.
    Week(i32),
    /// The last business day of this week (0), the next (1): Friday.
    WorkingWeek(i32),
    /// Before the weekend comes: Friday.
    BeforeWeekend,
    /// The last day of this month (0), the next (1).
    Month(i32),
    /// From now, as many as the largest number in the phrase, or one.
    In(Unit),
    /// The same, with the number.
    InExactly(u32, Unit),
    /// A part of a day: the hour by which it is over.
    PartOfDay(i8),
    /// A clock time.
    Clock(Time),
    /// The hour that is the largest number in the phrase; before eight it is in the afternoon.
    HourSaid,
    /// The end of the day; of the business day.
    EndOfDay,
    CloseOfBusiness,
}

/// A phrase of time in a text, with what it was put together from.
#[derive(Debug, Clone, Default)]
pub(super) struct TimePhrase {
    pub(super) words: Range<usize>,
    day: Option<(TimePart, Option<u32>, Option<i16>)>,
    clock: Option<TimePart>,
}

/// An hour said without its half of the day is in the afternoon when it is before this one: nobody comes at night.
const AFTERNOON_UNTIL: i8 = 8;
/// The last minute of a day.
const LAST: Time = Time::constant(23, 59, 0, 0);

impl TimePart {
    /// With the hour that its phrase says, where it is one that waits for it.
    fn with_hour(self, number: Option<u32>) -> Self {
        let hour = number.and_then(|hour| i8::try_from(hour).ok());
        let hour = hour.map(|hour| if (1..AFTERNOON_UNTIL).contains(&hour) { hour + 12 } else { hour });
        match (self, hour.and_then(|hour| Time::new(hour, 0, 0, 0).ok())) {
            (Self::HourSaid, Some(time)) => Self::Clock(time),
            (Self::HourSaid, None) => Self::EndOfDay,
            _ => self,
        }
    }

    fn is_clock(self) -> bool {
        matches!(
            self,
            Self::PartOfDay(_) | Self::Clock(_) | Self::HourSaid | Self::EndOfDay | Self::CloseOfBusiness
        )
    }
}

impl TimePhrase {
    /// Adds a piece with the number and year beside it; false where the phrase has one of its kind already.
    pub(super) fn add(
        &mut self,
        part: TimePart,
        number: Option<u32>,
        year: Option<i16>,
        words: Range<usize>,
    ) -> bool {
        let is_first = self.day.is_none() && self.clock.is_none();
        if part.is_clock() {
            let part = part.with_hour(number);
            match (self.clock, part) {
                (None, _) => {}
                // "Between 2 pm and 4 pm" is kept until 4 pm.
                (Some(TimePart::Clock(before)), TimePart::Clock(after)) if before < after => {}
                _ => return false,
            }
            self.clock = Some(part);
        } else {
            if self.day.is_some() {
                return false;
            }
            self.day = Some((part, number, year));
        }
        self.words = if is_first { words } else { self.words.start..words.end };
        true
    }

    /// When it is, seen from now; none where no calendar holds it.
    pub(super) fn due(&self, now: &Zoned) -> Option<Due> {
        let Some((part, number, year)) = self.day else { return self.clock_alone(now) };
        let today = now.date();
        let plain = |date: Date, precision| Some(self.on(date, precision, false, None));
        match part {
            TimePart::Day(days) => plain(calendar::after(today, days.into())?, Precision::Day),
            TimePart::Weekday(weekday) => {
                let passed = self.time().is_some_and(|time| time <= now.time());
                plain(calendar::weekday(today, weekday, passed)?, Precision::Day)
            }
            TimePart::WeekdayNextWeek(weekday) => {
                plain(calendar::in_week(calendar::after(today, 7)?, weekday)?, Precision::Day)
            }
            TimePart::DayOfMonth(month) => plain(
                calendar::day_of_month(today, month, i8::try_from(number?).ok()?, year)?,
                Precision::Day,
            ),
            TimePart::DayOfSomeMonth => {
                plain(calendar::day_of_some_month(today, i8::try_from(number?).ok()?)?, Precision::Day)
            }
            TimePart::Week(weeks) => {
                let day = calendar::after(today, i64::from(weeks) * 7)?;
                plain(calendar::in_week(day, Weekday::Sunday)?, Precision::Week)
            }
            TimePart::WorkingWeek(weeks) => {
                let day = calendar::after(today, i64::from(weeks) * 7)?;
                Some(self.on(calendar::in_week(day, Weekday::Friday)?.max(today), Precision::Day, true, None))
            }
            TimePart::BeforeWeekend => {
                plain(calendar::weekday(today, Weekday::Friday, false)?, Precision::Day)
            }
            TimePart::Month(months) => plain(calendar::end_of_month(today, months)?, Precision::Month),
            TimePart::In(unit) => self.after(now, Span { count: number.unwrap_or(1), unit }),
            TimePart::InExactly(count, unit) => self.after(now, Span { count, unit }),
            _ => None,
        }
    }

    /// A date, at the clock time of the phrase or else at its end.
    fn on(&self, date: Date, precision: Precision, business: bool, span: Option<Span>) -> Due {
        let precision = match self.clock {
            Some(TimePart::Clock(_)) => Precision::Minute,
            Some(TimePart::PartOfDay(_)) => Precision::PartOfDay,
            Some(_) => Precision::Day,
            None => precision,
        };
        let business = business || self.clock == Some(TimePart::CloseOfBusiness);
        Due { at: date.to_datetime(self.time().unwrap_or(LAST)), precision, business, span }
    }

    /// The clock time said, where one was.
    fn time(&self) -> Option<Time> {
        match self.clock? {
            TimePart::Clock(time) => Some(time),
            TimePart::PartOfDay(hour) => Time::new(hour, 0, 0, 0).ok().or(Some(LAST)),
            _ => None,
        }
    }

    /// "At 5 pm": today, or tomorrow where that has passed.
    fn clock_alone(&self, now: &Zoned) -> Option<Due> {
        self.clock?;
        let passed = self.time().is_some_and(|time| time <= now.time());
        let date = calendar::after(now.date(), i64::from(passed))?;
        Some(self.on(date, Precision::Day, false, None))
    }

    fn after(&self, now: &Zoned, span: Span) -> Option<Due> {
        let today = now.date();
        let count = i64::from(span.count);
        let elapsed = |seconds: i64| {
            let later = now.checked_add(jiff::SignedDuration::from_secs(count.checked_mul(seconds)?)).ok()?;
            Some(later.datetime())
        };
        let said = Some(span);
        let exactly = |at, precision, business| Due { at, precision, business, span: said };
        Some(match span.unit {
            Unit::Minutes => exactly(elapsed(60)?, Precision::Minute, false),
            Unit::Hours => exactly(elapsed(3600)?, Precision::Hour, false),
            Unit::BusinessHours => exactly(elapsed(3600)?, Precision::Hour, true),
            Unit::Days => self.on(calendar::after(today, count)?, Precision::Day, false, said),
            Unit::BusinessDays => {
                self.on(calendar::business_days_after(today, count)?, Precision::Day, true, said)
            }
            Unit::Weeks => self.on(calendar::after(today, count * 7)?, Precision::Day, false, said),
            Unit::Months => self.on(calendar::months_after(today, count)?, Precision::Day, false, said),
        })
    }
}
