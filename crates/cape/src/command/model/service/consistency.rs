//! `cape model service consistency`: is service even, and how much depends on who helps.

use super::figures::{percent, percents, range};
use super::{Answer, Answered, Table};
use clap::Args;
use models::statistics::variance_split::VarianceSplit;
use models::statistics::{consistency, variance_split};
use serde::Serialize;
use std::path::PathBuf;

/// Whether service is even: the bad end of scores, and how much of their spread lies between agents.
///
/// Columns: agent (or what --by names) and score. Shrunken means are those to go by: raw ones rank luck.
#[derive(Args)]
pub(in crate::command::model) struct Consistency {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The column of groups.
    #[arg(long, default_value = "agent")]
    by: String,
    /// The highest score that is bad.
    #[arg(long, default_value_t = 2.0)]
    bad_at_most: f64,
    /// How often the intervals shall hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Serialize)]
struct Found {
    consistency: consistency::Consistency,
    split: VarianceSplit<String>,
}

pub(super) fn run(arguments: Consistency) -> Answered {
    let table = Table::read(&arguments.file)?;
    let groups: Vec<String> = table.texts(&arguments.by)?.into_iter().map(str::to_owned).collect();
    let scores = table.numbers("score")?;
    let explained = |error| table.explain(error);
    let found = Found {
        consistency: consistency(&scores, arguments.bad_at_most, arguments.level).map_err(explained)?,
        split: variance_split(&groups, &scores, arguments.level).map_err(explained)?,
    };
    Ok(Answer::new(words(&found, &arguments), &found)?)
}

fn words(found: &Found, arguments: &Consistency) -> String {
    let Found { consistency, split } = found;
    let interval = split.icc_interval.as_ref().map_or_else(|| "no interval".to_owned(), percents);
    let mean = consistency.mean.interval.as_ref().map_or_else(|| "no interval".to_owned(), range);
    let mut lines = vec![
        format!("one in ten is at most      {:.2}", consistency.tenth_percentile),
        format!(
            "at most {:<18} {} of {} ({})",
            arguments.bad_at_most,
            percent(consistency.bad.value()),
            consistency.bad.base(),
            percents(&consistency.bad_interval)
        ),
        format!("by {:<23} {} of the variance ({interval})", arguments.by, percent(split.icc)),
        format!("mean                       {:.3} ({mean})", consistency.mean.value),
        format!("{:<16}{:>8}{:>9}{:>10}", arguments.by, "scores", "mean", "shrunken"),
    ];
    let group = |group: &variance_split::Group<String>| {
        format!("{:<16}{:>8}{:>9.3}{:>10.3}", group.label, group.size, group.mean, group.shrunken_mean)
    };
    lines.extend(split.groups.iter().map(group));
    lines.join("\n")
}
