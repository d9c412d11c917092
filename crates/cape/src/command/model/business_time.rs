//! `cape model business-time`: when something is due, and how much open time has passed.

use super::table::Result;
use super::{Answer, Answered, Table};
use clap::Args;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use models::business_time::{Calendar, Pause, Span};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Business time: when something is due after so many open minutes, or how many lie between two instants.
///
/// The calendar has the columns day, opens and closes: a day is a weekday or a date, which replaces its weekday; a date
/// without hours is closed; 22:00 to 30:00 runs until six in the morning. The cases have the column start and either
/// minutes, for a due instant, or end, for the open minutes between them; pauses, if there is such a column, as
/// from/until, several with a space between them. Instants are written like 2026-03-02T08:00:00Z.
#[derive(Args)]
pub(super) struct BusinessTime {
    /// The CSV file of cases; - for standard input.
    file: PathBuf,
    /// The CSV file of opening hours.
    #[arg(long)]
    calendar: PathBuf,
    /// The time zone of the opening hours, such as Europe/Berlin.
    #[arg(long)]
    zone: String,
}

#[derive(Serialize)]
struct Case {
    start: Timestamp,
    end: Timestamp,
    open_minutes: f64,
    /// The end by the clock of the place.
    end_local: String,
}

pub(super) fn run(arguments: BusinessTime) -> Answered {
    let zone = TimeZone::get(&arguments.zone)
        .map_err(|_| models::Error::Unknown { what: "time zone", value: arguments.zone.clone() })?;
    let calendar = calendar(&arguments.calendar, zone.clone())?;
    let table = Table::read(&arguments.file)?;
    let starts = table.values("start", INSTANT, |text| text.parse().ok())?;
    let pauses = if table.has("pauses") {
        table.values("pauses", "instants from/until", pauses)?
    } else {
        vec![Vec::new(); table.len()]
    };
    let wrong = |row, column: &str, error: models::Error| table.wrong(row, column, &error.to_string());
    let ends: Vec<Timestamp> = if table.has("minutes") {
        let minutes = table.counts("minutes")?;
        let due = |(row, ((start, minutes), pauses)): (usize, ((&Timestamp, u64), &Vec<Pause>))| {
            let open =
                SignedDuration::from_mins(i64::try_from(minutes).unwrap_or(i64::MAX / 60).min(i64::MAX / 60));
            calendar.due(*start, open, pauses).map_err(|error| wrong(row, "minutes", error))
        };
        let rows = starts.iter().zip(minutes).zip(&pauses).enumerate();
        rows.map(due).collect::<std::result::Result<_, _>>()?
    } else {
        table.values("end", INSTANT, |text| text.parse().ok())?
    };
    let mut cases = Vec::with_capacity(table.len());
    for (row, ((start, end), pauses)) in starts.into_iter().zip(ends).zip(&pauses).enumerate() {
        let open = calendar.open_between(start, end, pauses).map_err(|error| wrong(row, "start", error))?;
        let end_local = end.to_zoned(zone.clone()).strftime("%a %Y-%m-%d %H:%M %:z").to_string();
        cases.push(Case { start, end, open_minutes: open.as_secs_f64() / 60.0, end_local });
    }
    let line = |case: &Case| {
        format!("{}  {:>8} min  {}  {}", case.start, case.open_minutes, case.end, case.end_local)
    };
    Ok(Answer::new(cases.iter().map(line).collect::<Vec<_>>().join("\n"), &cases)?)
}

/// Ends the sentence "… is not".
const INSTANT: &str = "an instant such as 2026-03-02T08:00:00Z";

/// A day of the calendar: of the week, or one date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Day {
    Weekly(i8),
    On(Date),
}

fn calendar(path: &Path, zone: TimeZone) -> Result<Calendar> {
    let table = Table::read(path)?;
    let days = table.values("day", "a weekday or a date such as 2026-12-24", day)?;
    let (opens, closes) = (table.texts("opens")?, table.texts("closes")?);
    let mut spans: BTreeMap<Day, Vec<Span>> = BTreeMap::new();
    for (row, (day, (opens, closes))) in days.into_iter().zip(opens.into_iter().zip(closes)).enumerate() {
        let spans = spans.entry(day).or_default();
        if !(opens.is_empty() && closes.is_empty()) {
            spans.push(
                Span::parse(opens, closes).map_err(|error| table.wrong(row, "opens", &error.to_string()))?,
            );
        }
    }
    Ok(spans.iter().fold(Calendar::new(zone), |calendar, (day, spans)| match day {
        Day::Weekly(number) => match Weekday::from_monday_zero_offset(*number) {
            Ok(weekday) => calendar.weekly(weekday, spans),
            Err(_) => calendar,
        },
        Day::On(date) => calendar.on(*date, spans),
    }))
}

fn day(text: &str) -> Option<Day> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let named = (0..).zip(NAMES).find(|(_, name)| name.eq_ignore_ascii_case(text));
    named.map(|(number, _)| Day::Weekly(number)).or_else(|| text.parse().ok().map(Day::On))
}

fn pauses(text: &str) -> Option<Vec<Pause>> {
    let pause = |text: &str| {
        let (from, until) = text.split_once('/')?;
        Some(Pause { from: from.parse().ok()?, until: until.parse().ok()? })
    };
    text.split_whitespace().map(pause).collect()
}
