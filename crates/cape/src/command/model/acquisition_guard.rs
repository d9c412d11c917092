//! `cape model acquisition-guard`: does a channel bring back what its customers cost?

use super::buyers::{self, Leaving, Money};
use super::{Answer, Answered, Table};
use clap::Args;
use models::customer::{BgNbd, Estimable, Group, Guarded, MbgNbd, Member, ParetoNbd, Won, acquisition_guard};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Whether the customers of a channel bring back what it cost to win them: the probability P(CLV < cost) that one of
/// them doesn't, channel by channel. A mean can hide it where few bring much.
///
/// The table has one row per customer: `x`, `t_x`, `T` (weeks) and `m_x` as for "customer-value", the `channel` (or
/// channel and month), what it `cost` to win him and what he has `earned` so far, his first purchase included.
#[derive(Args)]
pub(super) struct AcquisitionGuard {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The column that tells how the customer came.
    #[arg(long, default_value = "channel")]
    channel: String,
    /// The model of buying.
    #[arg(long, value_enum, default_value_t = Leaving::AfterAnyPurchase)]
    model: Leaving,
    #[command(flatten)]
    money: Money,
    /// Draws of the parameters (50 or more).
    #[arg(long, default_value_t = 200)]
    draws: u32,
    /// The share of ranges that hold the truth.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// The seed of what is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Serialize)]
struct Found {
    model: &'static str,
    channels: Vec<Guarded<String>>,
}

pub(super) fn run(arguments: AcquisitionGuard) -> Answered {
    let table = Table::read(&arguments.file)?;
    let members = buyers::members(&table)?;
    let groups = groups(&table, &arguments.channel, &members)?;
    let found = match arguments.model {
        Leaving::AfterRepeatPurchase => guard::<BgNbd>(&table, &members, &groups, &arguments),
        Leaving::AfterAnyPurchase => guard::<MbgNbd>(&table, &members, &groups, &arguments),
        Leaving::AnyTime => guard::<ParetoNbd>(&table, &members, &groups, &arguments),
    }?;
    Ok(Answer::new(words(&found), &found)?)
}

/// Customers by channel, each with the mean cost of its customers.
fn groups(table: &Table, channel: &str, members: &[Member]) -> super::table::Result<Vec<Group<String>>> {
    let amount = |text: &str| text.parse().ok().filter(|cost: &f64| cost.is_finite() && *cost >= 0.0);
    let costs = table.values("cost", "a number of at least 0", amount)?;
    let earned = table.numbers("earned")?;
    let mut groups: BTreeMap<&str, (f64, Vec<Won>)> = BTreeMap::new();
    let rows = table.texts(channel)?.into_iter().zip(members).zip(costs).zip(earned);
    for (((name, member), cost), earned) in rows {
        let (costs, customers) = groups.entry(name).or_default();
        *costs += cost;
        customers.push(Won { member: *member, earned });
    }
    let group = |(name, (costs, customers)): (&str, (f64, Vec<Won>))| Group {
        name: name.to_owned(),
        cost: costs / customers.len() as f64,
        customers,
    };
    Ok(groups.into_iter().map(group).collect())
}

fn guard<M: Estimable>(
    table: &Table,
    members: &[Member],
    groups: &[Group<String>],
    arguments: &AcquisitionGuard,
) -> super::table::Result<Found> {
    let buying = buyers::buying::<M>(table, members)?;
    let spending = buyers::spending(table, members)?;
    let AcquisitionGuard { draws, level, seed, .. } = *arguments;
    let terms = arguments.money.terms()?;
    let channels = acquisition_guard(&buying, &spending, groups, &terms, draws, level, seed)?;
    Ok(Found { model: buying.estimates.model, channels })
}

fn words(found: &Found) -> String {
    let mut words = format!(
        "{:<20}{:>10}{:>10}{:>10}{:>28}",
        "channel", "customers", "cost", "value", "P(brings less than cost)"
    );
    for channel in &found.channels {
        let range = format!(
            "{:.2} ({:.2} to {:.2})",
            channel.probability, channel.interval.low, channel.interval.high
        );
        let alert = if channel.alert { "  more likely than not" } else { "" };
        let _ = write!(
            words,
            "\n{:<20}{:>10}{:>10.2}{:>10.2}{range:>28}{alert}",
            channel.name, channel.customers, channel.cost, channel.value
        );
    }
    let _ = write!(words, "\n\nValue is the mean of a customer, earned and to come, by {}.", found.model);
    words
}
