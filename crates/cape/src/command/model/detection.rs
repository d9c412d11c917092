//! `cape model detection`: hourly counts of one or more topics.

use super::{Answer, Answered, Table};
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use models::detection::{Cause, Delay, Detector, Hour, Incident, Surge, Watch, calendar};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// Hours of a week.
const WEEK: usize = 168;
/// The surge whose delay is stated: contacts double over six hours and stay so for a day.
const SURGE: Surge = Surge { times: 2.0, ramp_hours: 6, lasts_hours: 24 };

/// Each row is an hour: its beginning, and the contacts of each topic in a column named after it. The first weeks teach
/// what is usual; the others are watched.
#[derive(Args)]
pub(crate) struct Detection {
    /// A CSV file with the hours in a row, such as `hour,delivery,billing`; - for standard input.
    file: PathBuf,
    /// The column with the beginning of each hour, such as 2026-03-02T09:00:00Z.
    #[arg(long, default_value = "hour")]
    time: String,
    /// Weeks from the first row on that teach what is usual.
    #[arg(long, default_value_t = 16)]
    calibration_weeks: usize,
    /// False alarms that you accept per topic and week.
    #[arg(long, default_value_t = 0.01)]
    false_alarms: f64,
    /// The time zone that your customers live by.
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// A public holiday, such as 2026-12-25; repeat for each.
    #[arg(long)]
    holiday: Vec<Date>,
    /// A column that names what was planned: empty for nothing, ? for something of unknown effect, or by how much it
    /// multiplies contacts, such as 1.5.
    #[arg(long)]
    planned: Option<String>,
}

/// The answer, for programs.
#[derive(Serialize)]
struct Report {
    false_alarms_per_week: f64,
    topics: Vec<Watched>,
    incidents: Vec<Finding>,
}

#[derive(Serialize)]
struct Watched {
    topic: String,
    usual_per_week: f64,
    /// None where counts scatter no more than Poisson counts.
    size: Option<f64>,
    threshold: f64,
    false_alarms_per_week: f64,
    /// Of contacts that double over six hours and stay so for a day.
    delay: Delay,
    /// Old crises in the weeks that taught it, which weigh next to nothing.
    calibration_incidents: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    topic: String,
    onset: Timestamp,
    /// The end of the hour that raised the alarm.
    alarm: Timestamp,
    last: Timestamp,
    closed: Option<Timestamp>,
    observed: u64,
    expected: f64,
}

pub(super) fn run(arguments: Detection) -> Answered {
    let table = Table::read(&arguments.file)?;
    let zone = TimeZone::get(&arguments.zone).map_err(|error| format!("--zone: {error}"))?;
    let times = times(&table, &arguments.time)?;
    let hours = hours(&table, &arguments, &times, &zone)?;
    let topics: Vec<&String> = table
        .columns()
        .iter()
        .filter(|column| **column != arguments.time && arguments.planned.as_ref() != Some(column))
        .collect();
    let counts: Vec<Vec<u64>> = topics.iter().map(|topic| table.counts(topic)).collect::<Result<_, _>>()?;
    let taught = arguments.calibration_weeks.saturating_mul(WEEK).min(hours.len());
    let learned: Vec<(&str, &[u64])> =
        topics.iter().zip(&counts).map(|(topic, counts)| (topic.as_str(), &counts[..taught])).collect();
    let explain = |error| table.explain(error);
    let watch = Watch::fit(&learned, &hours[..taught], arguments.false_alarms).map_err(explain)?;
    let rest: Vec<&[u64]> = counts.iter().map(|counts| &counts[taught..]).collect();
    let findings = watch.findings(&rest, &hours[taught..]).map_err(explain)?;
    let report = Report {
        false_alarms_per_week: watch.false_alarms_per_week(),
        topics: watch
            .topics()
            .iter()
            .map(|(name, detector)| topic(name, detector, &times))
            .collect::<models::Result<_>>()?,
        incidents: findings
            .iter()
            .map(|found| finding(&found.topic, &found.incident, &times[taught..]))
            .collect(),
    };
    Ok(Answer::new(words(&report, &zone, times.len() - taught), &report)?)
}

/// The hours' beginnings, each one hour after the last.
fn times(table: &Table, column: &str) -> super::table::Result<Vec<Timestamp>> {
    let times: Vec<Timestamp> =
        table.values(column, "a time such as 2026-03-02T09:00:00Z", |text| text.parse().ok())?;
    let gap = times.windows(2).position(|pair| pair[1].as_second() - pair[0].as_second() != 3_600);
    match gap {
        Some(row) => Err(table.wrong(row + 1, column, "isn't one hour after the line before").into()),
        None => Ok(times),
    }
}

fn hours(
    table: &Table,
    arguments: &Detection,
    times: &[Timestamp],
    zone: &TimeZone,
) -> super::table::Result<Vec<Hour>> {
    let Some(first) = times.first() else { return Ok(Vec::new()) };
    let holidays: BTreeSet<Date> = arguments.holiday.iter().copied().collect();
    let hours = calendar(*first, zone, times.len(), &holidays).map_err(|error| table.explain(error))?;
    let Some(column) = &arguments.planned else { return Ok(hours) };
    let expected = "empty, ? or a number above 0";
    let causes = table.values(column, expected, |text| match text {
        "" => Some(Cause::None),
        "?" => Some(Cause::Unknown),
        factor => {
            factor.parse().ok().filter(|factor: &f64| factor.is_finite() && *factor > 0.0).map(Cause::Times)
        }
    })?;
    let planned = hours.into_iter().zip(causes).map(|(hour, cause)| hour.with(cause));
    Ok(planned.collect::<models::Result<_>>().map_err(|error| table.explain(error))?)
}

fn topic(name: &str, detector: &Detector, times: &[Timestamp]) -> models::Result<Watched> {
    let baseline = detector.baseline();
    Ok(Watched {
        topic: name.to_owned(),
        usual_per_week: baseline.per_week(),
        size: Some(baseline.size()).filter(|size| size.is_finite()),
        threshold: detector.threshold(),
        false_alarms_per_week: detector.false_alarms_per_week(),
        delay: detector.delay(SURGE)?,
        calibration_incidents: baseline.old_incidents().iter().map(|old| finding(name, old, times)).collect(),
    })
}

fn finding(topic: &str, incident: &Incident, times: &[Timestamp]) -> Finding {
    let at = |row: usize| times.get(row).copied().unwrap_or_default();
    let end = |row: usize| at(row) + jiff::SignedDuration::from_hours(1);
    Finding {
        topic: topic.to_owned(),
        onset: at(incident.onset),
        alarm: end(incident.alarm),
        last: end(incident.last),
        closed: incident.closed.map(end),
        observed: incident.observed,
        expected: incident.expected,
    }
}

fn words(report: &Report, zone: &TimeZone, watched: usize) -> String {
    let mut words = String::new();
    let local = |time: Timestamp| Zoned::new(time, zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    for topic in &report.topics {
        let _ = write!(
            words,
            "{}: {:.0} contacts a week; alarm above {:.2}",
            topic.topic, topic.usual_per_week, topic.threshold
        );
        let median = topic.delay.median_hours.map_or_else(
            || "mostly not within a day".to_owned(),
            |hours| format!("after {hours} hours at the median"),
        );
        let _ = writeln!(
            words,
            "; {:.4} false alarms a week; contacts that double over 6 hours are seen {median}, {:.0} % not within a day",
            topic.false_alarms_per_week,
            100.0 * topic.delay.missed
        );
        for old in &topic.calibration_incidents {
            let _ = writeln!(
                words,
                "  an old crisis while learning, {} to {}, hardly counts: {} contacts instead of {:.0}",
                local(old.onset),
                local(old.last),
                old.observed,
                old.expected
            );
        }
    }
    let weeks = watched as f64 / WEEK as f64;
    let false_alarms = report.false_alarms_per_week * weeks;
    let incidents = match report.incidents.len() {
        1 => "1 incident".to_owned(),
        more => format!("{more} incidents"),
    };
    let _ =
        writeln!(words, "\n{incidents} in {weeks:.1} weeks; {false_alarms:.1} false alarms would be usual");
    for found in &report.incidents {
        let end = if found.closed.is_some() { "until" } else { "still open, last above the threshold" };
        let _ = writeln!(
            words,
            "{}: alarm {}, since about {}, {end} {}: {} contacts instead of {:.0}",
            found.topic,
            local(found.alarm),
            local(found.onset),
            local(found.last),
            found.observed,
            found.expected
        );
    }
    words.trim_end().to_owned()
}
