//! What making a letdown good is worth beside what it costs: the complaint-aware model on the house's own records.
//!
//! It is an association. Nobody gives by lot, and worse cases may get more; a page that shows it says so.

use super::evidence::Evidence;
use domain::Currency;
use models::customer::{ComplaintAware, ComplaintHistory, Discount, Event, Terms, recovery_value};

/// Events of each kind below which nothing is claimed: with fewer the ranges would say "perhaps".
pub const EVENTS_MIN: i64 = 30;
/// How far ahead is looked, in weeks: two years.
pub const HORIZON_WEEKS: f64 = 104.0;
/// What money a year later is worth less.
const DISCOUNT_YEARLY: f64 = 0.1;
/// Weeks of a year.
const YEAR_WEEKS: f64 = 52.0;
/// How sure the ranges are.
const LEVEL: f64 = 0.95;
/// The same records give the same figures.
const SEED: u64 = 1;

/// A share with its range.
pub type Ranged = (f64, f64, f64);

/// What is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// Too little to claim anything.
    Missing {
        /// Customers who bought something.
        customers: i64,
        /// Later orders, letdowns left alone, letdowns made good.
        events: [i64; 3],
        /// What the model says, where there would be enough.
        words: Option<String>,
    },
    /// A figure.
    Known(Box<Known>),
}

/// What a letdown made good is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The currency of all amounts.
    pub currency: Currency,
    /// Customers it is learned from.
    pub customers: i64,
    /// Later orders, letdowns left alone, letdowns made good.
    pub events: [i64; 3],
    /// The chance of leaving after each of these.
    pub leaving: [Ranged; 3],
    /// The customer it is reckoned for: later orders, and weeks since the first one.
    pub typical: (u32, f64),
    /// Turnover ahead if it is made good less that if it isn't, in minor units.
    pub worth_minor: i64,
    /// Its range.
    pub range_minor: (i64, i64),
    /// Whether the range lies above nothing.
    pub is_shown: bool,
    /// What making it good costs, in the mean.
    pub cost_minor: i64,
}

/// Reckons it: up to some seconds on the most customers that are looked at, so not inside a transaction.
pub fn worth(evidence: &Evidence) -> Worth {
    let (customers, events) = (evidence.histories.len() as i64, evidence.events());
    if events.iter().any(|count| *count < EVENTS_MIN) {
        return Worth::Missing { customers, events, words: None };
    }
    match known(evidence, customers, events) {
        Ok(known) => Worth::Known(Box::new(known)),
        Err(error) => Worth::Missing { customers, events, words: Some(error.to_string()) },
    }
}

fn known(evidence: &Evidence, customers: i64, events: [i64; 3]) -> models::Result<Known> {
    let found = ComplaintAware::fit(&evidence.histories)?;
    let leaving = found.mean_leaving(LEVEL)?.map(|(mean, range)| (mean, range.low, range.high));
    let (purchases, weeks) = typical(&evidence.histories);
    let last = (purchases > 0).then_some((Event::Purchase, weeks));
    let customer = ComplaintHistory::new([purchases, 0, 0], last, weeks)?;
    let terms = Terms {
        horizon: HORIZON_WEEKS,
        discount: Discount::yearly(DISCOUNT_YEARLY, YEAR_WEEKS)?,
        // Turnover: what of it is left to the house, Cape doesn't know.
        margin: 1.0,
        cost_to_serve: 0.0,
    };
    let made_good = events[2] as f64 / (events[1] + events[2]) as f64;
    let value = recovery_value(&found.fit, &customer, made_good, evidence.order_minor, &terms, LEVEL, SEED)?;
    Ok(Known {
        currency: evidence.currency,
        customers,
        events,
        leaving,
        typical: (purchases, weeks),
        worth_minor: value.value.round() as i64,
        range_minor: (value.interval.low.round() as i64, value.interval.high.round() as i64),
        is_shown: value.shown,
        cost_minor: evidence.remedy_minor.round() as i64,
    })
}

/// The middle of those who were let down: later orders, and weeks since the first one.
fn typical(histories: &[ComplaintHistory]) -> (u32, f64) {
    let [_, unrecovered, recovered] = [0, 1, 2];
    let was_let_down = |one: &&ComplaintHistory| one.counts()[unrecovered] + one.counts()[recovered] > 0;
    let let_down: Vec<&ComplaintHistory> = histories.iter().filter(was_let_down).collect();
    let mut purchases: Vec<u32> = let_down.iter().map(|one| one.counts()[0]).collect();
    let mut weeks: Vec<f64> = let_down.iter().map(|one| one.observed()).collect();
    purchases.sort_unstable();
    weeks.sort_by(f64::total_cmp);
    let middle = let_down.len() / 2;
    (purchases.get(middle).copied().unwrap_or(0), weeks.get(middle).copied().unwrap_or(1.0))
}
