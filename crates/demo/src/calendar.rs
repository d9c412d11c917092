//! Local time and opening hours, in plain milliseconds: when people write, and when somebody is there to answer.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// One minute in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Minutes of the day from and to which the company answers, Monday first; `None` is a day off.
pub(crate) const OPEN: [Option<(i64, i64)>; 7] = [
    Some((9 * 60, 17 * 60 + 30)),
    Some((9 * 60, 17 * 60 + 30)),
    Some((9 * 60, 17 * 60 + 30)),
    Some((9 * 60, 17 * 60 + 30)),
    Some((9 * 60, 17 * 60)),
    Some((10 * 60, 14 * 60)),
    None,
];

/// When the company is open on a day, counted from 1970-01-01.
fn open_on(day: i64) -> Option<(i64, i64)> {
    let local = Local { day, minute: 0, weekday: (day + 3).rem_euclid(7) as usize };
    let date = local.date();
    let holiday = matches!((date.month(), date.day()), (12, 25 | 26) | (1, 1) | (3, 17));
    OPEN[local.weekday].filter(|_| !holiday)
}

/// A moment as the clock on the wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Local {
    /// Days since 1970-01-01.
    pub(crate) day: i64,
    /// Minute of the day.
    pub(crate) minute: i64,
    /// 0 is Monday.
    pub(crate) weekday: usize,
}

impl Local {
    /// The date of this day.
    pub(crate) fn date(self) -> Date {
        let midnight = Timestamp::from_millisecond(self.day * DAY).unwrap_or(Timestamp::UNIX_EPOCH);
        TimeZone::UTC.to_datetime(midnight).date()
    }
}

/// The clock of one place.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    /// A calendar by a POSIX rule. Rules, not names: looking a name up would read files of the machine, and then
    /// the same seed could give different stories in different places.
    pub(crate) fn posix(rule: &str) -> Self {
        Self { zone: TimeZone::posix(rule).unwrap_or(TimeZone::UTC) }
    }

    /// The company's own clock.
    pub(crate) fn home() -> Self {
        Self::posix("GMT0IST,M3.5.0/1,M10.5.0")
    }

    /// Seconds east of UTC at `at`.
    pub(crate) fn offset_seconds(&self, at: i64) -> i64 {
        let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        i64::from(self.zone.to_offset(at).seconds())
    }

    /// What the wall clock shows at `at`.
    pub(crate) fn local(&self, at: i64) -> Local {
        let wall = at + self.offset_seconds(at) * 1000;
        let day = wall.div_euclid(DAY);
        Local { day, minute: wall.rem_euclid(DAY) / MINUTE, weekday: (day + 3).rem_euclid(7) as usize }
    }

    /// The moment at which the wall clock shows `minute` of `day`.
    pub(crate) fn at(&self, day: i64, minute: i64) -> i64 {
        let wall = day * DAY + minute * MINUTE;
        wall - self.offset_seconds(wall - self.offset_seconds(wall) * 1000) * 1000
    }

    /// The moment when, from `from` on, the company has been open for `minutes`.
    pub(crate) fn after_open(&self, from: i64, minutes: i64) -> i64 {
        let mut here = self.local(from);
        let mut left = minutes.max(0);
        loop {
            if let Some((opens, closes)) = open_on(here.day) {
                let begin = here.minute.max(opens);
                if begin + left < closes {
                    // Seconds of the start are kept, so that not everything happens on the full minute.
                    let moment = self.at(here.day, begin + left) + from.rem_euclid(MINUTE);
                    return moment.max(from);
                }
                left -= (closes - begin).max(0);
            }
            here = Local { day: here.day + 1, minute: 0, weekday: (here.weekday + 1) % 7 };
        }
    }

    /// The first of the next open days, at least `days` ahead of `from`, at `minute` of the day.
    pub(crate) fn open_day_after(&self, from: i64, days: i64, minute: i64) -> i64 {
        let here = self.local(from);
        let mut day = here.day + days;
        while open_on(day).is_none_or(|(_, closes)| closes < minute) {
            day += 1;
        }
        self.at(day, minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn summer_time_is_known_without_the_machine() {
        let home = Calendar::home();
        assert_eq!(home.offset_seconds(ms("2025-01-10T12:00:00Z")), 0);
        assert_eq!(home.offset_seconds(ms("2025-07-10T12:00:00Z")), 3_600);
        let noon = home.local(ms("2025-07-10T11:00:00Z"));
        assert_eq!((noon.minute, noon.weekday), (12 * 60, 3));
        assert_eq!(home.at(noon.day, noon.minute), ms("2025-07-10T11:00:00Z"));
    }

    #[test]
    fn open_minutes_skip_the_night_and_the_sunday() {
        let home = Calendar::home();
        // Saturday 13:30: thirty minutes are left, the other thirty are on Monday.
        assert_eq!(home.after_open(ms("2025-01-11T13:30:00Z"), 60), ms("2025-01-13T09:30:00Z"));
        assert_eq!(home.after_open(ms("2025-01-13T03:00:00Z"), 0), ms("2025-01-13T09:00:00Z"));
    }
}
