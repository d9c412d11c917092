//! How much of the spread of scores lies between agents, and what an agent's mean is worth after few of them.
//!
//! Not for ranking: show shrunken means, and the share between agents first. Where that share is small, who helped
//! matters little, and an agent's worst month is followed by a better one without anything being done.

use super::mean::{plain, variance};
use super::quantile::{fisher, fisher_beyond, level as checked_level};
use crate::Interval;
use crate::error::{Error, Result, finite};
use serde::Serialize;
use std::collections::BTreeMap;

/// One group, such as an agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group<L> {
    /// Its name, as given.
    pub label: L,
    /// How many scores.
    pub size: usize,
    /// Their mean.
    pub mean: f64,
    /// The mean drawn towards that of all, the more the fewer scores there are.
    pub shrunken_mean: f64,
}

/// One-way analysis of variance with random groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VarianceSplit<L> {
    /// The groups, by name.
    pub groups: Vec<Group<L>>,
    /// Mean of all scores.
    pub mean: f64,
    /// Standard deviation of all scores.
    pub deviation: f64,
    /// Mean square between groups (MSB).
    pub between_mean_square: f64,
    /// Mean square within groups (MSW): the variance within.
    pub within_mean_square: f64,
    /// The size of a group that unequal groups amount to (n0).
    pub typical_size: f64,
    /// Variance between groups, at least 0.
    pub between_variance: f64,
    /// The share of variance between groups, ICC(1), at least 0.
    pub icc: f64,
    /// Interval for the share, from the F distribution: exact for groups of equal size, near for others; none where
    /// nothing varies within groups.
    pub icc_interval: Option<Interval>,
    /// MSB by MSW; none where nothing varies within groups.
    pub f: Option<f64>,
    /// The probability of an F as large if groups were alike.
    pub p_value: Option<f64>,
}

/// Splits the variance of `scores` between and within groups; `labels` names the group of each.
///
/// ICC(1) and its interval by Shrout & Fleiss (1979, Psychological Bulletin 86(2), case 1), with `n0` in place of the
/// common size; shrunken means are the best linear predictors around the mean of all scores.
///
/// One group per score, in order; variances are in the square of the scores' unit, ICC is a plain number.
///
/// # Errors
/// [`Error::LengthsDiffer`]; [`Error::OutOfRange`] for a score that isn't finite (with its row) or a level that isn't
/// between 0 and 1; [`Error::TooFew`] for fewer than two groups or no group with two scores; [`Error::NoVariation`]
/// where all scores are alike.
///
/// ```
/// let agents = ["Ada", "Ada", "Ben", "Ben"];
/// let split = models::statistics::variance_split(&agents, &[5.0, 4.0, 2.0, 1.0], 0.95)?;
/// assert!((split.icc - 0.894_736_8).abs() < 1e-6);
/// # Ok::<(), models::Error>(())
/// ```
pub fn variance_split<L: Ord + Clone>(labels: &[L], scores: &[f64], level: f64) -> Result<VarianceSplit<L>> {
    checked_level(level)?;
    let groups = by_label(labels, scores)?;
    let (count, n) = (groups.len() as f64, scores.len() as f64);
    let mean = plain(scores);
    let mut between = 0.0;
    let mut within = 0.0;
    let mut squares = 0.0;
    for group in groups.values() {
        let (size, own) = (group.len() as f64, plain(group));
        between += size * (own - mean).powi(2);
        within += group.iter().map(|score| (score - own).powi(2)).sum::<f64>();
        squares += size * size;
    }
    if between + within <= 0.0 {
        return Err(Error::NoVariation { what: "scores" });
    }
    let (between_mean_square, within_mean_square) = (between / (count - 1.0), within / (n - count));
    let typical_size = (n - squares / n) / (count - 1.0);
    let between_variance = ((between_mean_square - within_mean_square) / typical_size).max(0.0);
    let f = (within_mean_square > 0.0).then(|| between_mean_square / within_mean_square);
    let (first, second) = (count - 1.0, n - count);
    let icc_interval = f.map(|f| {
        let share = |against: f64| {
            let ratio = f / against;
            ((ratio - 1.0) / (ratio + typical_size - 1.0)).clamp(0.0, 1.0)
        };
        let outside = (1.0 - level) / 2.0;
        let (low, high) = (fisher(1.0 - outside, first, second), fisher(outside, first, second));
        Interval { low: share(low), high: share(high), level }
    });
    let groups = groups
        .into_iter()
        .map(|(label, group)| {
            let own = plain(&group);
            let weight = between_variance / (between_variance + within_mean_square / group.len() as f64);
            let weight = if weight.is_finite() { weight } else { 0.0 };
            let shrunken_mean = mean + weight * (own - mean);
            Group { label: label.clone(), size: group.len(), mean: own, shrunken_mean }
        })
        .collect();
    Ok(VarianceSplit {
        groups,
        mean,
        deviation: variance(scores).sqrt(),
        between_mean_square,
        within_mean_square,
        typical_size,
        between_variance,
        icc: between_variance / (between_variance + within_mean_square),
        icc_interval,
        f,
        p_value: f.map(|f| fisher_beyond(f, first, second)),
    })
}

/// The scores of each group, of which there are at least two, one of them with two scores.
fn by_label<'a, L: Ord>(labels: &'a [L], scores: &[f64]) -> Result<BTreeMap<&'a L, Vec<f64>>> {
    if labels.len() != scores.len() {
        let (left, right) = (labels.len(), scores.len());
        return Err(Error::LengthsDiffer { what: "groups and scores", left, right });
    }
    let mut groups: BTreeMap<&L, Vec<f64>> = BTreeMap::new();
    for (row, (label, score)) in labels.iter().zip(scores).enumerate() {
        groups.entry(label).or_default().push(finite("score", Some(row), *score)?);
    }
    if groups.len() < 2 {
        return Err(Error::TooFew { what: "groups", needed: 2, found: groups.len() });
    }
    if groups.len() == scores.len() {
        return Err(Error::TooFew { what: "scores of a group", needed: 2, found: 1 });
    }
    Ok(groups)
}
