//! What all customers are worth together, those to come included.

use super::buying::{Buying, Estimable};
use super::estimates::Fit;
use super::gamma_gamma::GammaGamma;
use super::lost::normal_quantile;
use super::value::{Member, Terms, discounted_purchases, expected_spend};
use crate::error::{Error, Result, finite, not_negative};
use crate::interval::Interval;
use serde::Serialize;

/// Customers still to come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Arrivals {
    /// How many per unit of time.
    pub per_unit: f64,
    /// For how long, in units of time.
    pub until: f64,
    /// What it costs to win one, in money.
    pub cost: f64,
}

/// Customer equity, in money of the end of observation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Equity {
    /// What the customers there are will still bring within the horizon.
    pub residual: f64,
    /// What a new customer brings, the first purchase included, less the cost of winning him.
    pub newcomer: f64,
    /// What the customers to come will bring, each within the horizon from his first purchase.
    pub newcomers: f64,
    /// Both.
    pub total: f64,
    /// Range of the total from what is unsure about the parameters; not from how many will come.
    pub interval: Interval,
}

/// Residual values of all customers plus the value of expected newcomers (Gupta, Lehmann & Stuart 2004, JMR 41(1);
/// Rust, Lemon & Zeithaml 2004, J. Marketing 68(1)).
///
/// The first purchase of a newcomer is taken to be worth as much as a repeat purchase.
///
/// Money is in the currency of the spending model, `level` a share.
///
/// # Errors
/// [`Error::Empty`] without customers; [`Error::OutOfRange`] for a negative number or time of arrivals and for a level
/// that isn't between 0 and 1; those of [`residual_value`](super::residual_value).
///
/// ```
/// use models::customer::{Arrivals, Discount, Member, Terms, equity};
/// # use models::customer::{BgNbd, Buying, Distinct, Estimable, GammaGamma, History, Spend};
/// # use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// # let (truth, mut generator) = (BgNbd::new(0.8, 6.0, 0.9, 2.5)?, ChaCha8Rng::seed_from_u64(1));
/// # let histories: Result<Vec<History>, _> = (0..1000)
/// #     .map(|_| truth.future(&History::newcomer(), 52.0, &mut generator))
/// #     .map(|times| History::new(times.len() as u32, times.last().copied().unwrap_or_default(), 52.0))
/// #     .collect();
/// # let histories = histories?;
/// # let means = [12.0, 80.5, 33.1, 21.0, 45.2, 16.9, 27.4, 60.0, 9.5, 38.7, 30.3, 24.8];
/// # let spends: Vec<Spend> = means.iter().zip(1..).map(|(mean, n)| Spend { repeats: n % 4 + 1, mean: *mean }).collect();
/// let buying = BgNbd::fit(&Distinct::of(&histories)?)?;
/// let spending = GammaGamma::fit(&spends)?.fit;
/// let discount = Discount::yearly(0.1, 52.0)?;
/// let terms = Terms { horizon: 104.0, discount, margin: 0.3, cost_to_serve: 0.0 };
/// let customers: Vec<Member> = histories
///     .iter()
///     .map(|history| Member { history: *history, spend: Spend { repeats: history.repeats(), mean: 30.0 } })
///     .collect();
/// let arrivals = Arrivals { per_unit: 20.0, until: 52.0, cost: 5.0 };
/// let found = equity(&buying, &spending, &customers, &arrivals, &terms, 0.95)?;
/// assert!((found.residual + found.newcomers - found.total).abs() < 1e-9);
/// # Ok::<(), models::Error>(())
/// ```
pub fn equity<M: Estimable>(
    buying: &Fit<M>,
    spending: &Fit<GammaGamma>,
    customers: &[Member],
    arrivals: &Arrivals,
    terms: &Terms,
    level: f64,
) -> Result<Equity> {
    terms.check()?;
    not_negative("arrivals per unit of time", None, arrivals.per_unit)?;
    not_negative("time of arrivals", None, arrivals.until)?;
    finite("cost of winning a customer", None, arrivals.cost)?;
    let wide = normal_quantile(level)?;
    if customers.is_empty() {
        return Err(Error::Empty { what: "customers" });
    }
    let mut sorted = customers.to_vec();
    sorted.sort_by(|left, right| left.history.order(&right.history));
    let value =
        |buying: &dyn Buying, spending: &GammaGamma| value(buying, spending, &sorted, arrivals, terms);
    let [residual, newcomer, newcomers] = value(&buying.model, &spending.model)?;
    let by_buying = buying.estimates.variance(|parameters| {
        let [residual, _, newcomers] = value(&M::of(parameters)?, &spending.model)?;
        Ok(residual + newcomers)
    })?;
    let by_spending = spending.estimates.variance(|parameters| {
        let [residual, _, newcomers] = value(&buying.model, &GammaGamma::of(parameters)?)?;
        Ok(residual + newcomers)
    })?;
    let (total, half) = (residual + newcomers, wide * (by_buying + by_spending).sqrt());
    let interval = Interval { low: total - half, high: total + half, level };
    Ok(Equity { residual, newcomer, newcomers, total, interval })
}

/// Residual value of all, of one newcomer, of all newcomers. Customers with one history share its expectation.
fn value(
    buying: &dyn Buying,
    spending: &GammaGamma,
    sorted: &[Member],
    arrivals: &Arrivals,
    terms: &Terms,
) -> Result<[f64; 3]> {
    let mut residual = 0.0;
    for alike in sorted.chunk_by(|left, right| left.history == right.history) {
        let purchases = discounted_purchases(buying, &alike[0].history, terms.horizon, &terms.discount)?;
        for customer in alike {
            residual += purchases * terms.gain(expected_spend(spending, &customer.spend)?);
        }
    }
    let newcomer = Member::newcomer();
    let repeats = discounted_purchases(buying, &newcomer.history, terms.horizon, &terms.discount)?;
    let newcomer = (1.0 + repeats) * terms.gain(expected_spend(spending, &newcomer.spend)?) - arrivals.cost;
    let rate = terms.discount.rate();
    let time = if rate > 0.0 { -(-rate * arrivals.until).exp_m1() / rate } else { arrivals.until };
    Ok([residual, newcomer, arrivals.per_unit * time * newcomer])
}
