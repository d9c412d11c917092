//! `cape model customer-value`: who is still a customer, what he will buy, and for how much.

mod choice;
mod input;
mod picture;
mod words;

use super::plot::Plot;
use super::{Answer, Answered};
use choice::{Choice, Fitted};
use clap::{Args, ValueEnum};
use input::Input;
use jiff::civil::Date;
use models::customer::{
    Bootstrap, Discount, Holdout, Regularity, SpendFit, Summary, Terms, discounted_purchases, holdout,
    regularity, silent,
};
use serde::Serialize;
use std::path::PathBuf;

/// Who is still a customer, what each will buy, and for how much: fits models of buying to a table.
///
/// The table is a transaction log with the columns `id`, `date` and, where known, `dollars` (other names by the options
/// below); or one row per customer with `x` (repeat purchases), `t_x` and `T` in weeks or `t_x_days` and `T_days` in days
/// since the first purchase, and where known `id`, `m_x` (mean value of repeat purchases) and `x_star` (purchases in the
/// holdout).
///
/// Times are weeks. Purchases of one day count once.
#[derive(Args)]
pub(super) struct CustomerValue {
    /// The CSV file; - for standard input.
    file: PathBuf,
    /// The model; "best" takes the likeliest of BG/NBD, MBG/NBD and Pareto/NBD.
    #[arg(long, value_enum, default_value_t = Choice::Best)]
    model: Choice,
    /// In a log: the last day that the models may know of (the last day in the log).
    #[arg(long)]
    end: Option<Date>,
    /// In a table: weeks of the holdout that `x_star` counts. In a log it is what lies after the end.
    #[arg(long)]
    holdout: Option<f64>,
    /// In a log: the column that names the customer.
    #[arg(long, default_value = "id")]
    customer: String,
    /// In a log: the column of the day.
    #[arg(long, default_value = "date")]
    date: String,
    /// In a log: the column of the value, where there is one.
    #[arg(long, default_value = "dollars")]
    value: String,
    /// In a log: what to do with negative values.
    #[arg(long, value_enum, default_value_t = Refunds::Refuse)]
    refunds: Refunds,
    /// How many weeks to look ahead.
    #[arg(long, default_value_t = 52.0)]
    horizon: f64,
    /// Discount a year, as a share.
    #[arg(long, default_value_t = 0.1)]
    discount: f64,
    /// Margin, as a share of the value of a purchase.
    #[arg(long, default_value_t = 1.0)]
    margin: f64,
    /// Cost of serving one purchase.
    #[arg(long, default_value_t = 0.0)]
    cost_to_serve: f64,
    /// Customers drawn anew so many times, for ranges of the expectations (50 or more).
    #[arg(long)]
    bootstrap: Option<u32>,
    /// The seed of what is drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One line (CSV) for each customer instead of the summary; with --json, in "scores".
    #[arg(long)]
    each: bool,
    #[command(flatten)]
    plot: Plot,
    /// What the picture shows.
    #[arg(long, value_enum, default_value_t = Drawing::Alive, requires = "picture")]
    draw: Drawing,
}

/// What `--plot` draws.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Drawing {
    /// The chance of still being a customer, by how often and how lately one bought.
    Alive,
    /// How many customers bought again how often: actual against fitted.
    Repeats,
    /// What customers bought in the holdout, by how often they had bought before: actual against expected.
    Holdout,
}

/// What to do with negative values of a log.
#[derive(Clone, Copy, ValueEnum)]
enum Refunds {
    /// They are errors.
    Refuse,
    /// As if they weren't there.
    LeaveOut,
    /// Less value of the latest purchase before.
    TakeOff,
}

/// Weeks in a year, for the discount.
const WEEKS: f64 = 365.25 / 7.0;
/// How many times his usual gap a customer must be silent to count as lost by the rule beside the models.
const SILENT_TIMES: f64 = 3.0;
/// Level of all ranges.
const LEVEL: f64 = 0.95;

/// Everything that was found.
#[derive(Serialize)]
struct Found {
    customers: u64,
    repeats: u64,
    merged: usize,
    refunds: usize,
    models: Vec<Fitted>,
    chosen: &'static str,
    horizon: f64,
    mean_alive: f64,
    expected_purchases: f64,
    bootstrap: Option<Bootstrap>,
    silent: Option<u64>,
    regularity: Option<Regularity>,
    holdout: Vec<Holdout>,
    spend: Option<SpendFit>,
    spend_missing: Option<String>,
    value: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scores: Vec<Score>,
}

/// A customer.
#[derive(Serialize)]
struct Score {
    id: String,
    alive: f64,
    expected_purchases: f64,
    expected_value_per_purchase: Option<f64>,
    value: Option<f64>,
}

pub(super) fn run(arguments: CustomerValue) -> Answered {
    let input = Input::read(&arguments)?;
    let discount = Discount::yearly(arguments.discount, WEEKS)?;
    let (margin, cost_to_serve) = (arguments.margin, arguments.cost_to_serve);
    let terms = Terms { horizon: arguments.horizon, discount, margin, cost_to_serve };
    let (models, chosen) = choice::fit(arguments.model, &input.distinct)?;
    let (name, model) = (chosen.name(), chosen.as_ref());
    let (spend, spend_missing) = input.spend();
    let mut scores = Vec::with_capacity(input.customers.len());
    for customer in &input.customers {
        let history = &customer.history;
        let each = spend.as_ref().and_then(|spend| {
            spend
                .fit
                .model
                .expected(customer.spend.repeats, customer.spend.mean)
                .map(|value| terms.gain(value))
        });
        let discounted = discounted_purchases(model, history, terms.horizon, &terms.discount)?;
        scores.push(Score {
            id: customer.customer.clone(),
            alive: model.alive(history),
            expected_purchases: model.expected_after(history, terms.horizon)?,
            expected_value_per_purchase: each,
            value: each.map(|each| each * discounted),
        });
    }
    let holdout = held_out(&models, &input)?;
    arguments.plot.write(|| match arguments.draw {
        Drawing::Alive => picture::alive(model, &input.distinct),
        Drawing::Repeats => picture::repeats(model, &input.distinct),
        Drawing::Holdout => picture::holdout(holdout.iter().find(|one| one.model == name)),
    })?;
    let found = Found {
        customers: input.distinct.customers(),
        repeats: input.distinct.repeats(),
        merged: input.merged,
        refunds: input.refunds,
        chosen: name,
        horizon: terms.horizon,
        mean_alive: scores.iter().map(|score| score.alive).sum::<f64>() / scores.len() as f64,
        expected_purchases: scores.iter().map(|score| score.expected_purchases).sum(),
        bootstrap: choice::bootstrap(name, &input.distinct, &arguments)?,
        silent: silent(&input.distinct, SILENT_TIMES)?,
        regularity: regularity(&input.customers.iter().filter_map(|one| one.last_gaps).collect::<Vec<_>>())
            .ok(),
        holdout,
        value: scores.iter().map(|score| score.value).sum(),
        models,
        spend,
        spend_missing,
        scores: if arguments.each { scores } else { Vec::new() },
    };
    let text = if arguments.each { words::scores(&found.scores) } else { words::summary(&found) };
    Ok(Answer::new(text, &found)?)
}

/// Every model against the holdout, where there is one.
fn held_out(models: &[Fitted], input: &Input) -> Result<Vec<Holdout>, models::Error> {
    let Some(time) = input.holdout else { return Ok(Vec::new()) };
    let histories: Vec<_> =
        input.customers.iter().map(|customer: &Summary<String>| customer.history).collect();
    let bought: Vec<u32> = input.customers.iter().map(|customer| customer.holdout).collect();
    (models.iter().filter_map(|fitted| fitted.model.as_deref()))
        .map(|model| holdout(model, &histories, &bought, time))
        .collect()
}
