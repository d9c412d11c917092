//! `cape model customer-equity`: what all customers are worth together, those to come included.

use super::buyers::{self, Leaving, Money};
use super::{Answer, Answered, Table};
use clap::Args;
use models::customer::{Arrivals, BgNbd, Equity, Estimable, MbgNbd, Member, ParetoNbd, equity};
use serde::Serialize;
use std::path::PathBuf;

/// What all customers are worth together: what each will still bring, and what those to come will.
///
/// The table has one row per customer: `x`, `t_x`, `T` (weeks) and `m_x` as for "customer-value". For customers in
/// levels that they move between, see "loyalty migration".
#[derive(Args)]
pub(super) struct CustomerEquity {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The model of buying.
    #[arg(long, value_enum, default_value_t = Leaving::AfterAnyPurchase)]
    model: Leaving,
    #[command(flatten)]
    money: Money,
    /// New customers expected each week.
    #[arg(long, default_value_t = 0.0)]
    arrivals: f64,
    /// For so many weeks.
    #[arg(long, default_value_t = 52.0)]
    arrivals_until: f64,
    /// What it costs to win one.
    #[arg(long, default_value_t = 0.0)]
    arrival_cost: f64,
    /// The share of ranges that hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

#[derive(Serialize)]
struct Found {
    model: &'static str,
    customers: usize,
    equity: Equity,
}

pub(super) fn run(arguments: CustomerEquity) -> Answered {
    let table = Table::read(&arguments.file)?;
    let members = buyers::members(&table)?;
    let found = match arguments.model {
        Leaving::AfterRepeatPurchase => sum::<BgNbd>(&table, &members, &arguments),
        Leaving::AfterAnyPurchase => sum::<MbgNbd>(&table, &members, &arguments),
        Leaving::AnyTime => sum::<ParetoNbd>(&table, &members, &arguments),
    }?;
    Ok(Answer::new(words(&found), &found)?)
}

fn sum<M: Estimable>(
    table: &Table,
    members: &[Member],
    arguments: &CustomerEquity,
) -> super::table::Result<Found> {
    let buying = buyers::buying::<M>(table, members)?;
    let spending = buyers::spending(table, members)?;
    let arrivals = Arrivals {
        per_unit: arguments.arrivals,
        until: arguments.arrivals_until,
        cost: arguments.arrival_cost,
    };
    let terms = arguments.money.terms()?;
    let equity = equity(&buying, &spending, members, &arrivals, &terms, arguments.level)?;
    Ok(Found { model: buying.estimates.model, customers: members.len(), equity })
}

fn words(found: &Found) -> String {
    let Equity { residual, newcomer, newcomers, total, interval } = &found.equity;
    format!(
        "{} customers will still bring {residual:.2}, by {}.\n\
         A new customer is worth {newcomer:.2}; those expected, {newcomers:.2}.\n\
         Together: {total:.2} ({:.2} to {:.2}, {} %).",
        found.customers,
        found.model,
        interval.low,
        interval.high,
        100.0 * interval.level
    )
}
