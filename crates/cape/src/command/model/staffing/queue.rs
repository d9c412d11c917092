//! Queues with so many agents, and the agents for a target.

use super::super::{Answer, Answered};
use super::Table;
use clap::Args;
use models::staffing::{
    ErlangA, ErlangC, Goal, Load, Target, agents_for_service, agents_with_patience, erlang_a, erlang_b,
    erlang_c,
};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// What happens with so many agents: who waits, how long, and who hangs up.
///
/// The table has one row per stretch of time: `calls_per_hour`, `aht_s` (handle time in seconds), `agents`, `target_s`, and
/// `patience_s` where people hang up (Erlang A; otherwise Erlang C).
#[derive(Args)]
pub(super) struct Queue {
    /// The CSV file; - for standard input.
    file: PathBuf,
}

/// The fewest agents for a target.
///
/// The table has one row per stretch of time: `calls_per_hour`, `aht_s` (handle time in seconds), `service_level` (a share such
/// as .8), `target_s`, and `patience_s` where people hang up (Erlang A; otherwise Erlang C).
#[derive(Args)]
pub(super) struct Agents {
    /// The CSV file; - for standard input.
    file: PathBuf,
}

#[derive(Serialize)]
struct Told {
    erlangs: f64,
    /// The share that would be turned away if nobody could wait (Erlang B).
    blocked: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    erlang_c: Option<ErlangC>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erlang_a: Option<ErlangA>,
    target_s: f64,
    answered_within_target: f64,
}

#[derive(Serialize)]
struct Needed {
    load: Load,
    target: Target,
    patience_s: Option<f64>,
    agents: u32,
}

/// Loads and, where the column is there, patience.
fn loads(table: &Table) -> super::super::table::Result<Vec<(Load, Option<f64>)>> {
    let rates = table.numbers("calls_per_hour")?;
    let times = table.numbers("aht_s")?;
    let patience = table.has("patience_s").then(|| table.numbers("patience_s")).transpose()?;
    let load = |(row, (&rate, &time)): (usize, (&f64, &f64))| {
        let load = Load::new(rate, time)
            .map_err(|error| table.wrong(row, "calls_per_hour, aht_s", &error.to_string()))?;
        Ok((load, patience.as_ref().map(|patience| patience[row])))
    };
    rates.iter().zip(&times).enumerate().map(load).collect()
}

pub(super) fn queue(arguments: Queue) -> Answered {
    let table = Table::read(&arguments.file)?;
    let counts = table.values("agents", "a whole number of at least 1", |text| text.parse::<u32>().ok())?;
    let targets = table.numbers("target_s")?;
    let mut told = Vec::new();
    let mut words =
        String::from("calls/h    aht s  agents   waits  hang up  mean wait s  busy   answered in time\n");
    for (row, (load, patience)) in loads(&table)?.into_iter().enumerate() {
        let wrong = |error: models::Error| table.wrong(row, "agents", &error.to_string());
        let (agents, target_s) = (counts[row], targets[row]);
        let blocked = erlang_b(load.erlangs(), agents).map_err(wrong)?;
        let one = if let Some(patience_s) = patience {
            let queue = erlang_a(load, patience_s, agents).map_err(wrong)?;
            let answered_within_target = queue.answered_within(target_s).map_err(wrong)?;
            let (waits, left) = (queue.p_wait, format!("{:.4}", queue.p_abandon));
            line(
                &mut words,
                load,
                agents,
                (waits, &left, queue.mean_wait_s, queue.occupancy),
                answered_within_target,
            );
            Told {
                erlangs: load.erlangs(),
                blocked,
                erlang_c: None,
                erlang_a: Some(queue),
                target_s,
                answered_within_target,
            }
        } else {
            let queue = erlang_c(load, agents).map_err(wrong)?;
            let answered_within_target = queue.answered_within(target_s).map_err(wrong)?;
            line(
                &mut words,
                load,
                agents,
                (queue.p_wait, "-", queue.mean_wait_s, queue.occupancy),
                answered_within_target,
            );
            Told {
                erlangs: load.erlangs(),
                blocked,
                erlang_c: Some(queue),
                erlang_a: None,
                target_s,
                answered_within_target,
            }
        };
        told.push(one);
    }
    Ok(Answer::new(words.trim_end(), &told)?)
}

/// A line of the table: who waits, who hangs up, the mean wait, how busy agents are.
fn line(words: &mut String, load: Load, agents: u32, queue: (f64, &str, f64, f64), answered: f64) {
    let (rate, time) = (load.contacts_per_hour, load.handle_time_s);
    let (waits, left, wait, busy) = queue;
    let _ = writeln!(
        words,
        "{rate:>7.1}  {time:>7.1}  {agents:>6}  {waits:.4}  {left:>7}  {wait:>11.2}  {busy:.3}  {answered:.4}"
    );
}

pub(super) fn agents(arguments: Agents) -> Answered {
    let table = Table::read(&arguments.file)?;
    let shares = table.numbers("service_level")?;
    let targets = table.numbers("target_s")?;
    let mut told = Vec::new();
    let mut words = String::from("calls/h    aht s  answered  within s  agents\n");
    for (row, (load, patience_s)) in loads(&table)?.into_iter().enumerate() {
        let target = Target { share: shares[row], within_s: targets[row] };
        let found = match patience_s {
            Some(patience_s) => agents_with_patience(load, patience_s, Goal::Answered(target)),
            None => agents_for_service(load, target),
        };
        let agents = found.map_err(|error| table.wrong(row, "service_level", &error.to_string()))?;
        let (rate, time) = (load.contacts_per_hour, load.handle_time_s);
        let _ = writeln!(
            words,
            "{rate:>7.1}  {time:>7.1}  {:>8.3}  {:>8.1}  {agents:>6}",
            target.share, target.within_s
        );
        told.push(Needed { load, target, patience_s, agents });
    }
    Ok(Answer::new(words.trim_end(), &told)?)
}
