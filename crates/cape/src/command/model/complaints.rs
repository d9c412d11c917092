//! `cape model complaints`: what a complaint costs, and what making it good is worth.

use super::buyers::Money;
use super::{Answer, Answered, Table};
use clap::Args;
use models::Interval;
use models::customer::{ComplaintAware, ComplaintFit, ComplaintHistory, Event, Recovery, recovery_value};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

/// The customers for whom a recovery is valued, by their place among all in the order of purchases.
const SHOWN: [(&str, f64); 3] = [("buys little", 0.25), ("buys as most do", 0.5), ("buys much", 0.9)];

/// What a complaint costs, and what making it good is worth: how likely customers leave after a purchase, after a
/// complaint that was not recovered and after one that was.
///
/// The table has one row per customer: `purchases`, `complaints_unrecovered`, `complaints_recovered`, the `last` event
/// (purchase, unrecovered, recovered or none), its time `t_last_weeks`, and `T_weeks`, the time observed.
/// Purchases and times count from when he came.
#[derive(Args)]
pub(super) struct Complaints {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The mean value of a purchase.
    #[arg(long)]
    spend: f64,
    #[command(flatten)]
    money: Money,
    /// The share of later complaints that will be recovered; otherwise the share of those in the table.
    #[arg(long)]
    recovered_share: Option<f64>,
    /// The share of ranges that hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// The seed of what is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Serialize)]
struct Found {
    customers: usize,
    /// Purchases, unrecovered and recovered complaints.
    events: [u64; 3],
    fit: ComplaintFit,
    leaving: [(f64, Interval); 3],
    recovered_share: f64,
    recoveries: Vec<Valued>,
}

/// What a recovery is worth with one customer of the table.
#[derive(Serialize)]
struct Valued {
    who: &'static str,
    line: u64,
    counts: [u32; 3],
    recovery: Recovery,
}

pub(super) fn run(arguments: Complaints) -> Answered {
    let table = Table::read(&arguments.file)?;
    let customers = customers(&table)?;
    let fit = ComplaintAware::fit(&customers).map_err(|error| table.explain(error))?;
    let leaving = fit.mean_leaving(arguments.level)?;
    let events = [0, 1, 2].map(|kind: usize| {
        customers.iter().filter_map(|one| one.counts().get(kind).copied()).map(u64::from).sum::<u64>()
    });
    let [_, unrecovered, recovered] = events;
    let share = recovered as f64 / (unrecovered + recovered).max(1) as f64;
    let recovered_share = arguments.recovered_share.unwrap_or(share);
    let terms = arguments.money.terms()?;
    let mut order: Vec<usize> = (0..customers.len()).collect();
    order.sort_by_key(|row| customers.get(*row).map(ComplaintHistory::counts));
    let mut recoveries = Vec::new();
    for (who, place) in SHOWN {
        let place = (place * order.len().saturating_sub(1) as f64) as usize;
        let Some((row, customer)) = order.get(place).and_then(|row| Some((*row, customers.get(*row)?)))
        else {
            continue;
        };
        let Complaints { spend, level, seed, .. } = arguments;
        let recovery = recovery_value(&fit.fit, customer, recovered_share, spend, &terms, level, seed)?;
        recoveries.push(Valued { who, line: table.line(row), counts: customer.counts(), recovery });
    }
    let found = Found { customers: customers.len(), events, fit, leaving, recovered_share, recoveries };
    Ok(Answer::new(words(&found), &found)?)
}

fn customers(table: &Table) -> super::table::Result<Vec<ComplaintHistory>> {
    let counts =
        |column| table.values(column, "a whole number of at least 0", |text| text.parse::<u32>().ok());
    let (purchases, unrecovered, recovered) =
        (counts("purchases")?, counts("complaints_unrecovered")?, counts("complaints_recovered")?);
    let event = |text: &str| match text {
        "" | "none" => Some(None),
        "purchase" => Some(Some(Event::Purchase)),
        "unrecovered" => Some(Some(Event::Unrecovered)),
        "recovered" => Some(Some(Event::Recovered)),
        _ => None,
    };
    let kinds = table.values("last", "purchase, unrecovered, recovered or none", event)?;
    let time = |text: &str| if text.is_empty() { Some(0.0) } else { text.parse::<f64>().ok() };
    let times = table.values("t_last_weeks", "a number", time)?;
    let observed = table.numbers("T_weeks")?;
    let rows = purchases.iter().zip(&unrecovered).zip(&recovered).zip(kinds.iter().zip(times)).zip(observed);
    rows.enumerate()
        .map(|(row, ((((bought, left), made_good), (kind, time)), observed))| {
            let last = kind.map(|kind| (kind, time));
            ComplaintHistory::in_row(Some(row), [*bought, *left, *made_good], last, observed)
                .map_err(|error| table.explain(error).into())
        })
        .collect()
}

fn words(found: &Found) -> String {
    let [purchases, unrecovered, recovered] = found.events;
    let mut words = format!(
        "{} customers: {purchases} purchases, {unrecovered} complaints not recovered, {recovered} recovered.\n\n\
         Mean probability of leaving\n",
        found.customers
    );
    let after = ["after a purchase", "after a complaint not recovered", "after a recovered complaint"];
    for (after, (share, range)) in after.into_iter().zip(&found.leaving) {
        let _ = writeln!(words, "  {after:<34}{share:.3} ({:.3} to {:.3})", range.low, range.high);
    }
    let _ = writeln!(
        words,
        "\nWorth of recovering a complaint made now ({:.0} % of later ones recovered)",
        100.0 * found.recovered_share
    );
    for valued in &found.recoveries {
        let Recovery { recovered, unrecovered, value, interval, shown } = &valued.recovery;
        let [purchases, left, made_good] = valued.counts;
        let doubt = if *shown { "" } else { "  not shown by these data" };
        let _ = writeln!(
            words,
            "  {:<18}{value:>8.2} ({:.2} to {:.2}): {recovered:.2} still to come against {unrecovered:.2}{doubt}\n\
             {:20}line {}: {purchases} purchases, {} complaints before",
            valued.who,
            interval.low,
            interval.high,
            "",
            valued.line,
            left + made_good,
        );
    }
    words.push_str(
        "\nAn association: recovery isn't given by lot, and worse cases may get more of it. Only a random offer tells \
         what it does.",
    );
    words
}
