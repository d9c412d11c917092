//! `cape model loyalty migration`: how customers move between levels, and what that is worth.

use super::figures::{percent, percents};
use super::{Answer, Answered, Table};
use clap::Args;
use models::loyalty::migration::{Moves, estimate};
use models::loyalty::{OrderTest, order_test};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How customers move between levels of engagement from period to period, and what that makes them worth.
///
/// Columns: customer, period (a whole number) and state. A period that a customer is missing from ends a history and
/// begins another. Values need a margin for each state.
#[derive(Args)]
pub(in crate::command::model) struct Migration {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// Margin per period in a state, as state=margin; one for each state.
    #[arg(long = "margin")]
    margins: Vec<String>,
    /// Discount per period, as a share.
    #[arg(long, default_value_t = 0.1)]
    discount: f64,
    /// How many periods to look ahead from the last one.
    #[arg(long, default_value_t = 4)]
    ahead: u32,
    /// Moves added to each cell, so that what wasn't seen isn't impossible.
    #[arg(long, default_value_t = 0.5)]
    smoothing: f64,
    /// How often the intervals shall hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Serialize)]
struct Found {
    states: Vec<String>,
    moves: Moves,
    /// None where there are too few runs of three periods.
    order: Option<OrderTest>,
    /// Customers by state in the last period, and so many periods later.
    now: Vec<f64>,
    ahead: Vec<f64>,
    /// What a customer in each state is worth, and all of them now; none without margins.
    value: Option<Vec<f64>>,
    equity: Option<f64>,
}

pub(super) fn run(arguments: Migration) -> Answered {
    let table = Table::read(&arguments.file)?;
    let (states, histories, now) = histories(&table)?;
    let explained = |error: models::Error| format!("{}: {error}", arguments.file.display());
    let moves =
        estimate(&histories, states.len(), arguments.smoothing, arguments.level).map_err(explained)?;
    let chain = moves.chain()?;
    let ahead = chain.project(&now, arguments.ahead)?;
    let margins = margins(&arguments.margins, &states)?;
    let value = margins.as_ref().map(|margins| chain.value(margins, arguments.discount)).transpose()?;
    let equity =
        margins.as_ref().map(|margins| chain.equity(&now, margins, arguments.discount)).transpose()?;
    let found = Found {
        states: states.into_iter().map(str::to_owned).collect(),
        order: order_test(&histories, moves.counts.len()).ok(),
        moves,
        now,
        ahead,
        value,
        equity,
    };
    Ok(Answer::new(words(&found, arguments.ahead), &found)?)
}

/// States, histories without gaps, and how many customers were in each state in the last period of all.
type Histories<'a> = (Vec<&'a str>, Vec<Vec<usize>>, Vec<f64>);

fn histories(table: &Table) -> crate::command::model::table::Result<Histories<'_>> {
    let (customers, names) = (table.texts("customer")?, table.texts("state")?);
    let periods = table.values("period", "a whole number", |text| text.parse::<i64>().ok())?;
    let mut states = names.clone();
    states.sort_unstable();
    states.dedup();
    let mut seen: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    for (row, ((customer, period), name)) in customers.into_iter().zip(&periods).zip(names).enumerate() {
        let state = states.partition_point(|other| *other < name);
        if seen.insert((customer, *period), state).is_some() {
            return Err(table.wrong(row, "period", "the customer has a state in this period already").into());
        }
    }
    let last = periods.iter().max().copied();
    let mut now = vec![0.0; states.len()];
    let mut histories: Vec<Vec<usize>> = Vec::new();
    let mut before: Option<(&str, i64)> = None;
    for ((customer, period), state) in seen {
        if before != period.checked_sub(1).map(|earlier| (customer, earlier)) {
            histories.push(Vec::new());
        }
        if let Some(history) = histories.last_mut() {
            history.push(state);
        }
        if let Some(count) = now.get_mut(state).filter(|_| Some(period) == last) {
            *count += 1.0;
        }
        before = Some((customer, period));
    }
    Ok((states, histories, now))
}

fn margins(given: &[String], states: &[&str]) -> Result<Option<Vec<f64>>, String> {
    if given.is_empty() {
        return Ok(None);
    }
    let mut margins: BTreeMap<&str, f64> = BTreeMap::new();
    for text in given {
        let parsed = text.split_once('=').and_then(|(state, margin)| Some((state, margin.parse().ok()?)));
        let (state, margin) = parsed.ok_or_else(|| format!("--margin {text}: is not state=number"))?;
        if !states.contains(&state) {
            return Err(format!(
                "--margin {text}: there is no state \"{state}\"; there are: {}",
                states.join(", ")
            ));
        }
        margins.insert(state, margin);
    }
    let margin =
        |state: &&str| margins.get(state).copied().ok_or_else(|| format!("--margin {state}=… is missing"));
    states.iter().map(margin).collect::<Result<_, _>>().map(Some)
}

fn words(found: &Found, ahead: u32) -> String {
    let mut lines = Vec::new();
    for (state, (shares, intervals)) in
        found.states.iter().zip(found.moves.shares.iter().zip(&found.moves.intervals))
    {
        let to = found.states.iter().zip(shares.iter().zip(intervals));
        let to =
            to.map(|(to, (share, interval))| format!("{to} {} ({})", percent(*share), percents(interval)));
        lines.push(format!("from {state}: {}", to.collect::<Vec<_>>().join(", ")));
    }
    lines.push(match &found.order {
        Some(test) if test.p_value < 0.05 => {
            format!("the period before matters too (p {:.4}): don't look far ahead with this", test.p_value)
        }
        Some(test) => format!("nothing speaks against this state alone deciding (p {:.3})", test.p_value),
        None => "too few runs of three periods to tell whether this state alone decides".to_owned(),
    });
    lines.push(format!("{:<16}{:>10}{:>12}{:>12}", "", "now", format!("in {ahead}"), "value"));
    for (place, state) in found.states.iter().enumerate() {
        let at = |list: &[f64]| list.get(place).copied().unwrap_or(f64::NAN);
        let value = found.value.as_ref().map_or_else(String::new, |value| format!("{:.2}", at(value)));
        lines.push(
            format!("{state:<16}{:>10.0}{:>12.1}{value:>12}", at(&found.now), at(&found.ahead))
                .trim_end()
                .to_owned(),
        );
    }
    lines.extend(found.equity.map(|equity| format!("all of them: {equity:.2}")));
    lines.join("\n")
}
