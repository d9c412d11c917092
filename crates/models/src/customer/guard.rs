//! Whether customers of a channel bring back what it costs to win them.

use super::bootstrap::percentiles;
use super::buying::{Buying, Estimable};
use super::estimates::Fit;
use super::gamma_gamma::GammaGamma;
use super::poisson_gamma::gamma;
use super::value::{Member, Terms};
use crate::error::{Error, Result, finite, not_negative, within};
use crate::interval::Interval;
use crate::numeric::random::generator;
use rand::{Rng, RngExt};
use serde::Serialize;

/// Above this probability of bringing less than they cost there is an alert.
pub const PROBABILITY_MAX: f64 = 0.5;
/// Customers simulated per draw of the parameters: enough for a standard error of two points within each draw, which
/// some hundred draws average out.
const CUSTOMERS_MAX: usize = 500;
/// The fewest draws whose tails mean anything.
const DRAWS_MIN: u32 = 50;

/// A customer won.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Won {
    /// What is known of him by now.
    pub member: Member,
    /// What he brought so far, the first purchase included, in money.
    pub earned: f64,
}

/// Customers who came the same way, such as one channel in one month.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<K> {
    /// Which.
    pub name: K,
    /// What it cost to win one of them, in money.
    pub cost: f64,
    /// Who they are. For a channel not yet used: one newcomer.
    pub customers: Vec<Won>,
}

/// What winning customers this way is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guarded<K> {
    /// Which group.
    pub name: K,
    /// Customers in it.
    pub customers: usize,
    /// What it cost to win one of them.
    pub cost: f64,
    /// Mean lifetime value of one of them within the horizon: earned and still to come.
    pub value: f64,
    /// The probability that one of them brings less than he cost.
    pub probability: f64,
    /// Its range, from what is unsure about the parameters and from chance.
    pub interval: Interval,
    /// Whether the probability is above [`PROBABILITY_MAX`].
    pub alert: bool,
}

/// For each group the probability P(CLV < cost) that a customer brings less than it cost to win him, by a parametric
/// bootstrap: draw the parameters of both models from how sure they are, then a future for each customer given his own
/// history.
///
/// A mean can hide it: few customers who bring much make a channel pay in which most bring less than they cost.
///
/// One answer per group, in order; cost and value in one currency, probabilities as shares. The same seed gives the
/// same answer. Our own definition.
///
/// # Errors
/// [`Error::Empty`] for no groups or one without customers; [`Error::OutOfRange`] for a cost under 0, a figure that
/// isn't a number or a level that isn't between 0 and 1; [`Error::TooFew`] under 50 draws.
///
/// ```
/// use models::customer::{Discount, Group, Member, Terms, Won, acquisition_guard};
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
/// let newcomer = Won { member: Member::newcomer(), earned: 9.0 };
/// let group = Group { name: "fair in March", cost: 100.0, customers: vec![newcomer] };
/// let found = &acquisition_guard(&buying, &spending, &[group], &terms, 50, 0.9, 1)?[0];
/// assert!(found.alert && found.interval.contains(found.probability));
/// # Ok::<(), models::Error>(())
/// ```
pub fn acquisition_guard<K: Clone, M: Estimable>(
    buying: &Fit<M>,
    spending: &Fit<GammaGamma>,
    groups: &[Group<K>],
    terms: &Terms,
    draws: u32,
    level: f64,
    seed: u64,
) -> Result<Vec<Guarded<K>>> {
    terms.check()?;
    within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
    if draws < DRAWS_MIN {
        return Err(Error::TooFew { what: "draws", needed: DRAWS_MIN as usize, found: draws as usize });
    }
    if groups.is_empty() {
        return Err(Error::Empty { what: "groups of customers won" });
    }
    let mut generator = generator(seed);
    let mut guarded = Vec::new();
    for (row, group) in groups.iter().enumerate() {
        not_negative("cost of winning a customer", Some(row), group.cost)?;
        if group.customers.is_empty() {
            return Err(Error::Empty { what: "customers of a group" });
        }
        for customer in &group.customers {
            finite("earned so far", Some(row), customer.earned)?;
        }
        let (mut shares, mut values) = (Vec::new(), 0.0);
        for _ in 0..draws {
            let model = M::drawn(&buying.estimates, &mut generator)?;
            let spends = GammaGamma::of(&spending.estimates.draw(&mut generator))?;
            let (share, value) = simulate(&model, &spends, group, terms, &mut generator);
            shares.push(share);
            values += value;
        }
        let probability = shares.iter().sum::<f64>() / f64::from(draws);
        guarded.push(Guarded {
            name: group.name.clone(),
            customers: group.customers.len(),
            cost: group.cost,
            value: values / f64::from(draws),
            probability,
            interval: percentiles(shares, level),
            alert: probability > PROBABILITY_MAX,
        });
    }
    Ok(guarded)
}

/// One world: the share of customers who bring less than they cost, and their mean value.
fn simulate<K>(
    buying: &dyn Buying,
    spending: &GammaGamma,
    group: &Group<K>,
    terms: &Terms,
    generator: &mut dyn Rng,
) -> (f64, f64) {
    let size = group.customers.len();
    let (mut below, mut sum) = (0.0, 0.0);
    for _ in 0..CUSTOMERS_MAX {
        let Some(customer) = group.customers.get(generator.random_range(0..size)) else { continue };
        let value = customer.earned + future(buying, spending, &customer.member, terms, generator);
        sum += value;
        below += f64::from(u8::from(value < group.cost));
    }
    (below / CUSTOMERS_MAX as f64, sum / CUSTOMERS_MAX as f64)
}

/// One possible future of a customer, in money of the day he came.
fn future(
    buying: &dyn Buying,
    spending: &GammaGamma,
    member: &Member,
    terms: &Terms,
    generator: &mut dyn Rng,
) -> f64 {
    let now = member.history.observed();
    // The horizon is a customer's whole time: what was watched already is behind him.
    let ahead = terms.horizon - now;
    if ahead <= 0.0 {
        return 0.0;
    }
    let (shape, rate) = spending.customer(&member.spend, generator);
    let purchases = buying.future(&member.history, ahead, generator);
    purchases
        .iter()
        .map(|time| terms.discount.factor(now + time) * terms.gain(gamma(shape, rate, generator)))
        .sum()
}
