//! `cape model weekly-detection`: weekly counts against past years, by the methods of Farrington and Noufaily.

use super::plot::Plot;
use super::{Answer, Answered, Table};
use clap::{Args, ValueEnum};
use models::detection::Farrington;
use models::detection::farrington::{Bound, Week};
use models::plot::{ControlChart, Labels, control_chart};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// Where the bound of a usual week is drawn.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Method {
    /// Farrington 1996: the same weeks of past years, 2/3-power.
    Original,
    /// Noufaily 2013 with the 2/3-power.
    Delta,
    /// Noufaily 2013 with the negative binomial quantile at the mean.
    NbPlugin,
    /// Noufaily 2013 with the negative binomial quantile at the upper end of the mean.
    Muan,
}

/// Each row is a week, each column but `week` a topic. Needs more than five years.
#[derive(Args)]
pub(crate) struct WeeklyDetection {
    /// A CSV file with the weeks in a row, such as `week,a,b`; - for standard input.
    file: PathBuf,
    /// A topic; repeat for several, leave out for all columns but `week`.
    #[arg(long)]
    topic: Vec<String>,
    /// How the bound is drawn.
    #[arg(long, value_enum, default_value = "nb-plugin")]
    method: Method,
    /// The probability that a usual week is above its bound (with `original`: outside two bounds).
    #[arg(long, default_value_t = 0.01)]
    alpha: f64,
    /// Years to look back.
    #[arg(long, default_value_t = 5)]
    years: usize,
    /// Judge only so many weeks, the last of the file.
    #[arg(long)]
    last: Option<usize>,
    #[command(flatten)]
    plot: Plot,
}

/// The answer for one topic, for programs.
#[derive(Serialize)]
struct Report {
    topic: String,
    weeks: Vec<Judged>,
}

#[derive(Serialize)]
struct Judged {
    line: u64,
    #[serde(flatten)]
    week: Week,
}

pub(super) fn run(arguments: &WeeklyDetection) -> Answered {
    let table = Table::read(&arguments.file)?;
    let method = Farrington { years: arguments.years, ..method(arguments) };
    let topics: Vec<String> = if arguments.topic.is_empty() {
        table.columns().iter().filter(|column| *column != "week").cloned().collect()
    } else {
        arguments.topic.clone()
    };
    let first = arguments.last.map_or(0, |last| table.len().saturating_sub(last)).max(method.history());
    let mut reports = Vec::new();
    for topic in topics {
        let weeks = method
            .judge(&table.counts(&topic)?, first)
            .map_err(|error| format!("{topic}: {}", table.explain(error)))?;
        if weeks.is_empty() {
            return Err(format!(
                "{} weeks are too few: {} come before the first that is judged",
                table.len(),
                method.history()
            )
            .into());
        }
        let weeks = weeks.into_iter().map(|week| Judged { line: table.line(week.week), week }).collect();
        reports.push(Report { topic, weeks });
    }
    if let Some(report) = reports.first() {
        arguments.plot.write(|| draw(report))?;
    }
    Ok(Answer::new(words(&reports), &reports)?)
}

fn method(arguments: &WeeklyDetection) -> Farrington {
    match arguments.method {
        Method::Original => Farrington::original(arguments.alpha),
        Method::Delta => Farrington::flexible(arguments.alpha, Bound::TwoThirdsPower { two_sided: false }),
        Method::NbPlugin => Farrington::flexible(arguments.alpha, Bound::NegativeBinomial),
        Method::Muan => Farrington::flexible(arguments.alpha, Bound::MeanBound),
    }
}

/// The weeks that could be judged, of the first topic.
fn draw(report: &Report) -> models::Result<String> {
    let judged: Vec<(&Week, f64, f64)> = (report.weeks.iter())
        .filter_map(|judged| Some((&judged.week, judged.week.expected?, judged.week.upper?)))
        .collect();
    let column = |value: fn(&(&Week, f64, f64)) -> f64| judged.iter().map(value).collect::<Vec<f64>>();
    let labels = Labels {
        title: &report.topic,
        description: "Contacts a week, what past years let expect, and the bound of a usual week.",
        x: "week of the table",
        y: "contacts",
    };
    let chart = ControlChart {
        x: &column(|(week, _, _)| week.week as f64 + 1.0),
        values: &column(|(week, _, _)| week.observed as f64),
        centre: &column(|(_, expected, _)| *expected),
        upper: &column(|(_, _, upper)| *upper),
        lower: &[],
        signals: &judged.iter().map(|(week, _, _)| week.alarm).collect::<Vec<bool>>(),
    };
    control_chart(&chart, &labels)
}

fn words(reports: &[Report]) -> String {
    let mut words = String::new();
    for report in reports {
        let alarms: Vec<&Judged> = report.weeks.iter().filter(|judged| judged.week.alarm).collect();
        let silent = report.weeks.iter().filter(|judged| judged.week.upper.is_none()).count();
        let _ = writeln!(
            words,
            "{}: {} of {} weeks above their bound",
            report.topic,
            alarms.len(),
            report.weeks.len()
        );
        if silent > 0 {
            let _ = writeln!(
                words,
                "  {silent} weeks have no bound: fewer than 5 contacts in 4 weeks, or no convergence"
            );
        }
        for Judged { line, week } in alarms {
            let (expected, upper) = (week.expected.unwrap_or_default(), week.upper.unwrap_or_default());
            let _ = writeln!(
                words,
                "  week {} (line {line}): {}, expected {expected:.1}, bound {upper:.1}",
                week.week + 1,
                week.observed
            );
        }
        if let Some(Judged { week, .. }) = report.weeks.last()
            && let (Some(expected), Some(upper)) = (week.expected, week.upper)
        {
            let _ =
                writeln!(words, "  last week: {}, expected {expected:.1}, bound {upper:.1}", week.observed);
        }
    }
    words.trim_end().to_owned()
}
