//! Does the state before this one still matter? Where it does, a chain of order one forecasts wrongly.

use super::migration::checked;
use crate::error::{Error, Result};
use serde::Serialize;
use statrs::function::gamma::checked_gamma_ur;
use std::collections::BTreeMap;

/// The test of a chain of order one against one of order two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderTest {
    /// Runs of three periods it rests on.
    pub triples: u64,
    /// Pearson's chi-square of the runs seen against those expected under order one.
    pub statistic: f64,
    /// Degrees of freedom, counting only what could be seen.
    pub freedom: usize,
    /// The probability of a statistic as large if order one were true, for many triples. Below 0.05: don't look far
    /// ahead with order one.
    pub p_value: f64,
}

/// Chi-square test that the next state depends on the present one only (Anderson & Goodman 1957, Annals of Mathematical
/// Statistics 28(1)). Their likelihood-ratio test alarms too often with a few hundred runs.
///
/// Shares that differ between customers look like order two as well.
///
/// `histories` has one list per customer, states numbered from 0.
///
/// # Errors
/// [`Error::OutOfRange`] for a state that isn't below `states` (with the customer as row), [`Error::TooFew`] for too
/// few runs of three periods to compare anything.
///
/// ```
/// // Whoever stayed keeps staying, whoever came leaves again: order two.
/// let histories = [vec![0, 0, 0, 0, 0], vec![1, 0, 1, 0, 1], vec![0, 0, 0, 0], vec![0, 1, 0, 1]];
/// let test = models::loyalty::order_test(&histories, 2)?;
/// assert!(test.p_value < 0.01);
/// # Ok::<(), models::Error>(())
/// ```
pub fn order_test(histories: &[Vec<usize>], states: usize) -> Result<OrderTest> {
    checked(histories, states)?;
    let mut triples: BTreeMap<(usize, usize, usize), u64> = BTreeMap::new();
    for triple in histories.iter().flat_map(|history| history.windows(3)) {
        if let [first, second, third] = triple {
            *triples.entry((*first, *second, *third)).or_default() += 1;
        }
    }
    let sum_by = |key: fn((usize, usize, usize)) -> (usize, usize)| {
        let mut sums: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for (triple, count) in &triples {
            *sums.entry(key(*triple)).or_default() += count;
        }
        sums
    };
    let into = sum_by(|(first, second, _)| (second, first));
    let out = sum_by(|(_, second, third)| (second, third));
    let through = sum_by(|(_, second, _)| (second, 0));
    let neighbours = |sums: &BTreeMap<(usize, usize), u64>, state: usize| -> Vec<(usize, f64)> {
        sums.range((state, 0)..=(state, usize::MAX))
            .map(|((_, other), count)| (*other, *count as f64))
            .collect()
    };
    let (mut statistic, mut freedom) = (0.0, 0);
    for ((second, _), through) in &through {
        let (into, out) = (neighbours(&into, *second), neighbours(&out, *second));
        for (first, came) in &into {
            for (third, left) in &out {
                let seen = triples.get(&(*first, *second, *third)).map_or(0.0, |count| *count as f64);
                let expected = came * left / *through as f64;
                statistic += (seen - expected).powi(2) / expected;
            }
        }
        freedom += (into.len() - 1) * (out.len() - 1);
    }
    if freedom == 0 {
        return Err(Error::TooFew { what: "runs of three periods that differ", needed: 1, found: 0 });
    }
    let p_value = checked_gamma_ur(freedom as f64 / 2.0, statistic / 2.0).unwrap_or(1.0);
    Ok(OrderTest { triples: triples.values().sum(), statistic, freedom, p_value })
}
