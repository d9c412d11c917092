//! `cape model service excess`: which counts are too high for their exposure.

use super::figures::percent;
use super::{Answer, Answered, Table};
use clap::Args;
use models::statistics::funnel;
use serde::Serialize;
use std::path::PathBuf;

/// Which counts are higher than agents differ anyway, such as concessions per contact. A flag opens a talk.
#[derive(Args)]
pub(in crate::command::model) struct Excess {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The column of names.
    #[arg(long, default_value = "agent")]
    by: String,
    /// The column of counts.
    #[arg(long, default_value = "count")]
    count: String,
    /// The column of exposures: how much each had the chance to do.
    #[arg(long, default_value = "exposure")]
    exposure: String,
    /// The share of flags that may be wrong.
    #[arg(long, default_value_t = 0.05)]
    false_discovery_rate: f64,
}

#[derive(Serialize)]
struct Found {
    prior: funnel::GammaPoisson,
    left_out_of_prior: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    #[serde(flatten)]
    excess: funnel::Excess,
}

pub(super) fn run(arguments: Excess) -> Answered {
    let table = Table::read(&arguments.file)?;
    let names = table.texts(&arguments.by)?;
    let counts = table.counts(&arguments.count)?;
    let exposures = table.numbers(&arguments.exposure)?;
    let found = funnel::excess(&counts, &exposures, arguments.false_discovery_rate)
        .map_err(|error| table.explain(error))?;
    let left_out = found.left_out.iter().filter_map(|row| names.get(*row)).map(|name| (*name).to_owned());
    let left_out_of_prior = left_out.collect();
    let row = |(name, excess): (&&str, funnel::Excess)| Row { name: (*name).to_owned(), excess };
    let rows = names.iter().zip(found.counts).map(row).collect();
    let found = Found { prior: found.prior, left_out_of_prior, rows };
    Ok(Answer::new(words(&found), &found)?)
}

fn words(found: &Found) -> String {
    let mut lines = vec![
        format!("usual rate {}, dispersion {:.4}", percent(found.prior.mean), found.prior.dispersion),
        format!("left out of that: {}", listed(&found.left_out_of_prior)),
        format!("{:<16}{:>10}{:>10}{:>12}{:>9}", "", "rate", "shrunken", "upper tail", "flag"),
    ];
    for Row { name, excess } in &found.rows {
        let flag = if excess.flagged { "talk" } else { "" };
        // Who isn't like the others isn't to be drawn towards them.
        let shrunken = if excess.flagged { "-".to_owned() } else { percent(excess.shrunken_rate) };
        let rate = percent(excess.rate);
        lines.push(
            format!("{name:<16}{rate:>10}{shrunken:>10}{:>12.6}{flag:>9}", excess.upper_tail)
                .trim_end()
                .to_owned(),
        );
    }
    lines.join("\n")
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
