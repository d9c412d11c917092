//! Customers with what they spend, and the models of buying and spending fitted to them: what the commands about money
//! share.

use super::Table;
use super::table::Result;
use clap::{Args, ValueEnum};
use models::customer::{Discount, Distinct, Estimable, Fit, GammaGamma, History, Member, Spend, Terms};

/// Weeks in a year, for the discount.
const WEEKS: f64 = 365.25 / 7.0;

/// What a purchase brings, and for how long one looks.
#[derive(Args)]
pub(super) struct Money {
    /// How many weeks one looks at.
    #[arg(long, default_value_t = 156.0)]
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
}

impl Money {
    pub(super) fn terms(&self) -> models::Result<Terms> {
        Ok(Terms {
            horizon: self.horizon,
            discount: Discount::yearly(self.discount, WEEKS)?,
            margin: self.margin,
            cost_to_serve: self.cost_to_serve,
        })
    }
}

/// When customers leave.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Leaving {
    /// After any purchase.
    #[value(name = "mbg-nbd")]
    AfterAnyPurchase,
    /// After a repeat purchase.
    #[value(name = "bg-nbd")]
    AfterRepeatPurchase,
    /// At any time.
    #[value(name = "pareto-nbd")]
    AnyTime,
}

/// Customers of a table with the columns `x`, `t_x` and `T` (weeks; or `t_x_days` and `T_days`) and `m_x`.
pub(super) fn members(table: &Table) -> Result<Vec<Member>> {
    let repeats = table.values("x", "a whole number of at least 0", |text| text.parse::<u32>().ok())?;
    let weeks = |weeks: &str, days: &str| -> Result<Vec<f64>> {
        if !table.has(weeks) && table.has(days) {
            return Ok(table.numbers(days)?.into_iter().map(|days| days / 7.0).collect());
        }
        table.numbers(weeks)
    };
    let (last, observed) = (weeks("t_x", "t_x_days")?, weeks("T", "T_days")?);
    let histories = History::of_columns(&repeats, &last, &observed).map_err(|error| table.explain(error))?;
    let means = table.numbers("m_x")?;
    let member = |(history, mean): (History, f64)| Member {
        history,
        spend: Spend { repeats: history.repeats(), mean },
    };
    Ok(histories.into_iter().zip(means).map(member).collect())
}

/// The model of spending.
pub(super) fn spending(table: &Table, members: &[Member]) -> Result<Fit<GammaGamma>> {
    let spends: Vec<Spend> = members.iter().map(|member| member.spend).collect();
    Ok(GammaGamma::fit(&spends).map_err(|error| table.explain(error))?.fit)
}

/// The model of buying; where customers don't show that they differ in leaving, the simpler one in which they don't.
pub(super) fn buying<M: Estimable>(table: &Table, members: &[Member]) -> Result<Fit<M>> {
    let histories: Vec<History> = members.iter().map(|member| member.history).collect();
    let customers = Distinct::of(&histories).map_err(|error| table.explain(error))?;
    let fit = match M::fit(&customers) {
        Err(error @ models::Error::NotConverged { .. }) => M::fit_alike(&customers).map_err(|_| error),
        other => other,
    };
    Ok(fit.map_err(|error| table.explain(error))?)
}
