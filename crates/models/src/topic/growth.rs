//! Topics whose share of messages grows.

use crate::error::within;
use crate::{Error, Interval, Result};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

/// The median of the square of a standard normal.
const MEDIAN_SQUARE: f64 = 0.454_936;
/// Topics that the scatter between topics is estimated from, at least.
const TOPICS_MIN: usize = 5;
/// The level of the interval.
const LEVEL: f64 = 0.95;

/// How a topic's share of all messages changed between two stretches of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Growth {
    /// The topic, counted from 0 in the order given.
    pub topic: usize,
    /// Its recent share over its earlier share, with half a message added to each.
    pub ratio: f64,
    /// The range of that ratio at level .95.
    pub interval: Interval,
    /// The probability of so much growth, or more, where nothing grew.
    pub p_value: f64,
    /// Whether it is named as growing, with false ones making up at most the asked share of all that are named.
    pub grows: bool,
}

/// The growth of each topic from its messages in an earlier and a recent stretch of time, the fastest first.
///
/// The logarithm of the ratio is taken as normal with variance 1/(earlier + ½) + 1/(recent + ½) less the same of all messages,
/// times the scatter of all topics (a robust estimate from their median, at least 1, from five topics on), because messages come
/// in bunches. `false_share` (such as .1) bounds the expected share of false ones among those named (Benjamini & Hochberg 1995,
/// JRSS B 57(1)). Shares always sum to one: where one topic doubles, others shrink without anyone writing less.
///
/// Both lists have one count per topic; one [`Growth`] per topic, its ratio a pure number. The scatter is our own
/// definition.
///
/// # Errors
/// [`Error::Empty`] without topics or without messages in either stretch; [`Error::LengthsDiffer`]; [`Error::OutOfRange`] unless
/// `false_share` is between 0 and 1.
///
/// ```
/// let growth = models::topic::growing(&[100, 80, 12], &[104, 77, 60], 0.1)?;
/// assert_eq!((growth[0].topic, growth[0].grows), (2, true));
/// assert!(!growth[1].grows);
/// # Ok::<(), models::Error>(())
/// ```
pub fn growing(earlier: &[u64], recent: &[u64], false_share: f64) -> Result<Vec<Growth>> {
    if earlier.len() != recent.len() {
        let (left, right) = (earlier.len(), recent.len());
        return Err(Error::LengthsDiffer { what: "earlier and recent counts", left, right });
    }
    within("share of false ones", None, false_share, (0.0..=1.0).contains(&false_share), "between 0 and 1")?;
    let total = |counts: &[u64]| counts.iter().map(|count| *count as f64).sum::<f64>();
    let (all_earlier, all_recent) = (total(earlier), total(recent));
    if all_earlier <= 0.0 || all_recent <= 0.0 {
        return Err(Error::Empty { what: "messages in one of the stretches" });
    }
    let whole = 1.0 / (all_earlier + 0.5) + 1.0 / (all_recent + 0.5);
    let changes: Vec<(f64, f64)> = (earlier.iter().zip(recent))
        .map(|(before, after)| {
            let (before, after) = (*before as f64 + 0.5, *after as f64 + 0.5);
            let change = (after / (all_recent + 0.5)).ln() - (before / (all_earlier + 0.5)).ln();
            (change, (1.0 / before + 1.0 / after - whole).max(f64::EPSILON))
        })
        .collect();
    let scatter = scatter(&changes);
    let normal = Normal::standard();
    let reach = normal.inverse_cdf(f64::midpoint(1.0, LEVEL));
    let mut growth: Vec<Growth> = changes
        .iter()
        .enumerate()
        .map(|(topic, (change, variance))| {
            let error = (variance * scatter).sqrt();
            let (low, high) = ((change - reach * error).exp(), (change + reach * error).exp());
            let interval = Interval { low, high, level: LEVEL };
            Growth { topic, ratio: change.exp(), interval, p_value: normal.sf(change / error), grows: false }
        })
        .collect();
    name(&mut growth, false_share);
    growth.sort_by(|left, right| right.ratio.total_cmp(&left.ratio).then(left.topic.cmp(&right.topic)));
    Ok(growth)
}

/// How much more topics scatter than counts at random would.
fn scatter(changes: &[(f64, f64)]) -> f64 {
    if changes.len() < TOPICS_MIN {
        return 1.0;
    }
    let mut squares: Vec<f64> = changes.iter().map(|(change, variance)| change * change / variance).collect();
    squares.sort_by(f64::total_cmp);
    (squares[squares.len() / 2] / MEDIAN_SQUARE).max(1.0)
}

/// Marks those that the procedure of Benjamini and Hochberg names.
fn name(growth: &mut [Growth], false_share: f64) {
    growth.sort_by(|left, right| left.p_value.total_cmp(&right.p_value));
    let topics = growth.len() as f64;
    let named = growth
        .iter()
        .enumerate()
        .rev()
        .find(|(rank, growth)| growth.p_value <= false_share * (rank + 1) as f64 / topics);
    let named = named.map_or(0, |(rank, _)| rank + 1);
    for growth in &mut growth[..named] {
        growth.grows = true;
    }
}
