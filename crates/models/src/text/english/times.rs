//! Phrases of time in English.

use super::sets::SETS;
use crate::text::phrasebook::Phrasebook;
use crate::text::promise::TimePart::{
    self, BeforeWeekend, CloseOfBusiness, Day, DayOfMonth, DayOfSomeMonth, EndOfDay, HourSaid, In, InExactly,
    Month, PartOfDay, Week, WeekdayNextWeek, WorkingWeek,
};
use crate::text::promise::Unit;
use jiff::civil::{Time, Weekday};

const LINES: &[(TimePart, &[&str])] = &[
    (Day(0), &["today", "this|later day", "same day"]),
    (Day(1), &["tomorrow", "next day", "the following day"]),
    (Day(2), &["day after tomorrow", "the? day after tomorrow", "overmorrow"]),
    (Week(0), &["this|current week", "over|at|during the|this? weekend", "this weekend"]),
    (Week(1), &["next|following|coming week", "early|mid|late next week"]),
    (WorkingWeek(0), &["end of the|this? week", "end of the? business|working|work week", "eow"]),
    (WorkingWeek(1), &["end of next week"]),
    (BeforeWeekend, &["by|before the|this? weekend"]),
    (Month(0), &["this|current month", "end of the|this? month", "eom"]),
    (Month(1), &["next|following|coming month", "end of next month"]),
    (In(Unit::Minutes), &["within|in ..3 # or|to? #? minutes|minute|mins|min", "# minutes|minute|mins|min"]),
    (InExactly(1, Unit::Minutes), &["in|within a|one minute|moment"]),
    (In(Unit::Hours), &["within|in ..3 # or|to? #? hours|hour|hrs|hr|h", "# hours|hour|hrs|hr"]),
    (InExactly(1, Unit::Hours), &["in|within an|the|one hour", "in about|around an hour"]),
    (InExactly(30, Unit::Minutes), &["half an hour"]),
    (
        In(Unit::BusinessHours),
        &[
            "within|in ..3 # or|to? #? business|working|office hours|hour",
            "# business|working|office hours|hour",
        ],
    ),
    (In(Unit::Days), &["within|in ..3 # or|to? #? calendar? days|day", "# or|to? #? days"]),
    (InExactly(1, Unit::Days), &["within|in a|one|the day"]),
    (InExactly(2, Unit::Days), &["within|in a|the? next? couple of? days", "couple of? days"]),
    (
        In(Unit::BusinessDays),
        &[
            "within|in ..3 # or|to? #? business|working|bank|week days|day",
            "# or|to? #? business|working|bank days|day",
        ],
    ),
    (
        InExactly(1, Unit::BusinessDays),
        &["next business|working day", "within|in a|one business|working day"],
    ),
    (In(Unit::Weeks), &["within|in ..3 # or|to? #? weeks|week", "# or|to? #? weeks"]),
    (InExactly(1, Unit::Weeks), &["within|in a|one|the week", "a week from now|today"]),
    (InExactly(2, Unit::Weeks), &["within|in a fortnight", "within|in a|the? next? couple of? weeks"]),
    (In(Unit::Months), &["within|in ..3 # or|to? #? months|month"]),
    (InExactly(1, Unit::Months), &["within|in a|one|the month"]),
    (HourSaid, &["between # and #"]),
    (PartOfDay(12), &["morning", "first thing", "before lunch"]),
    (PartOfDay(18), &["afternoon"]),
    (PartOfDay(22), &["evening"]),
    (
        EndOfDay,
        &["end of the|today|this? day", "end of today|tomorrow", "eod", "day's end", "tonight", "midnight"],
    ),
    (CloseOfBusiness, &["close|end of business", "cob", "end of the? business|working day", "end of play"]),
    (DayOfSomeMonth, &["on|by|before|until the @"]),
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday|mon", Weekday::Monday),
    ("tuesday|tue|tues", Weekday::Tuesday),
    ("wednesday|wed", Weekday::Wednesday),
    ("thursday|thu|thur|thurs", Weekday::Thursday),
    ("friday|fri", Weekday::Friday),
    ("saturday|sat", Weekday::Saturday),
    ("sunday|sun", Weekday::Sunday),
];

const MONTHS: [&str; 12] = [
    "january|jan",
    "february|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
];

pub(super) fn book() -> Phrasebook<TimePart> {
    let mut lines: Vec<(String, TimePart)> = Vec::new();
    for &(part, patterns) in LINES {
        lines.extend(patterns.iter().map(|pattern| ((*pattern).to_owned(), part)));
    }
    for (names, weekday) in WEEKDAYS {
        lines.push((names.to_owned(), TimePart::Weekday(weekday)));
        lines.push((format!("this|coming {names}"), TimePart::Weekday(weekday)));
        lines.push((format!("next {names}"), WeekdayNextWeek(weekday)));
        lines.push((format!("{names} next week"), WeekdayNextWeek(weekday)));
        lines.push((format!("week on {names}"), WeekdayNextWeek(weekday)));
    }
    for (number, names) in (1..).zip(MONTHS) {
        lines.push((format!("on|by|before|until|till? the? #|@ of? {names}"), DayOfMonth(number)));
        // The verb "may" is no month.
        lines.push((format!("{names} the? #|@"), DayOfMonth(number)));
    }
    Phrasebook::new(lines.iter().map(|(line, part)| (line.as_str(), *part)), SETS)
}

/// A clock time said by a word ("17:00", "5pm", "noon") or by two ("5 pm"), and how many of them it takes.
pub(super) fn clock(word: &str, next: &str) -> Option<(Time, usize)> {
    if matches!(word, "noon" | "midday" | "lunchtime") {
        return Some((Time::constant(12, 0, 0, 0), 1));
    }
    let end = word.find(|letter: char| letter.is_alphabetic()).unwrap_or(word.len());
    let (digits, ending) = word.split_at_checked(end)?;
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        Some(_) => return None,
        None => (digits.parse().ok()?, 0),
    };
    let (half, length) = match (half_of_day(ending), half_of_day(next)) {
        (Some(half), _) => (half, 1),
        (None, Some(half)) if ending.is_empty() => (half, 2),
        (None, _) if ending.is_empty() && next == "o'clock" => (Half::Unsaid, 2),
        (None, _) if ending.is_empty() && digits.contains(':') => (Half::Unsaid, 1),
        _ => return None,
    };
    let hour: i8 = match (half, hour) {
        (Half::Morning, 12) => 0,
        (Half::Morning | Half::Afternoon, 13..) | (_, i8::MIN..=-1) => return None,
        (Half::Afternoon, 1..=11) => hour + 12,
        // "At 3 o'clock" is in the afternoon: nobody works at night.
        (Half::Unsaid, 1..=6) if !digits.contains(':') => hour + 12,
        _ => hour,
    };
    Some((Time::new(hour, minute, 0, 0).ok()?, length))
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
    Unsaid,
}

fn half_of_day(word: &str) -> Option<Half> {
    match word {
        "am" | "a.m" => Some(Half::Morning),
        "pm" | "p.m" => Some(Half::Afternoon),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_are_read() {
        let time = |word, next| clock(word, next).map(|(time, length)| (time.to_string(), length));
        for (word, next, expected, length) in [
            ("5pm", "", "17:00:00", 1),
            ("5", "pm", "17:00:00", 2),
            ("5.30pm", "", "17:30:00", 1),
            ("17:00", "today", "17:00:00", 1),
            ("12", "am", "00:00:00", 2),
            ("12", "p.m", "12:00:00", 2),
            ("9", "o'clock", "09:00:00", 2),
            ("3", "o'clock", "15:00:00", 2),
            ("noon", "", "12:00:00", 1),
        ] {
            assert_eq!(time(word, next), Some((expected.to_owned(), length)), "{word} {next}");
        }
        for (word, next) in [
            ("5", "days"),
            ("25:00", ""),
            ("13", "pm"),
            ("5.3pm", ""),
            ("99999", "pm"),
            ("", ""),
            ("3/3", ""),
        ] {
            assert_eq!(time(word, next), None, "{word} {next}");
        }
    }
}
