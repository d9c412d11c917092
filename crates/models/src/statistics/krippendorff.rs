//! Krippendorff's alpha: agreement of any number of raters, on any scale, with ratings missing.
//!
//! Says whether ratings can be relied on, not whether they are right. With few units, or nearly all alike, it is very
//! unsure: show [`interval`] beside it.

use super::consistency::percentile;
use super::quantile::level as checked_level;
use crate::Interval;
use crate::error::{Error, Result, finite, not_negative};
use crate::numeric::random::generator;
use rand::RngExt;
use serde::Serialize;

/// From here on ratings are relied on (Krippendorff 2004, Content Analysis, chapter 11).
pub const RELIABLE_FROM: f64 = 0.8;
/// Below this no score is shown.
pub const TENTATIVE_FROM: f64 = 0.667;

/// What the numbers of a rating mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Names: alike or not.
    Nominal,
    /// Ranks.
    Ordinal,
    /// Distances count.
    Interval,
    /// Proportions count, from a true zero.
    Ratio,
}

/// What may be done with the ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Alpha is at least [`RELIABLE_FROM`].
    Reliable,
    /// Conclusions are tentative.
    Tentative,
    /// Below [`TENTATIVE_FROM`]: show no scores from these ratings.
    NoScores,
}

/// Agreement of raters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alpha {
    /// 1 is full agreement, 0 what chance brings, below 0 worse.
    pub value: f64,
    /// Units with at least two ratings: the others say nothing of agreement.
    pub units: usize,
    /// Ratings of these units.
    pub ratings: usize,
    /// What may be done with the ratings.
    pub verdict: Verdict,
}

/// Alpha of `ratings`, one list per rater with one place per unit, `None` where a rating is missing.
///
/// Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections A to D.
///
/// All lists have one place per unit. On the canonical example alpha is .743 (nominal), .815 (ordinal), .849 (interval)
/// and .797 (ratio).
///
/// # Errors
/// [`Error::LengthsDiffer`]; [`Error::OutOfRange`] for a rating that isn't finite, or negative on a ratio scale, with
/// its unit as row; [`Error::Empty`] where no unit is rated twice; [`Error::NoVariation`] where all ratings are alike.
///
/// ```
/// use models::statistics::krippendorff::{Scale, Verdict, alpha};
/// let ada = [Some(1.0), Some(2.0), Some(3.0), Some(3.0), None];
/// let ben = [Some(1.0), Some(2.0), Some(3.0), Some(2.0), Some(1.0)];
/// let found = alpha(&[ada.to_vec(), ben.to_vec()], Scale::Interval)?;
/// assert_eq!((found.units, found.verdict), (4, Verdict::Reliable));
/// # Ok::<(), models::Error>(())
/// ```
pub fn alpha(ratings: &[Vec<Option<f64>>], scale: Scale) -> Result<Alpha> {
    let rated = Rated::new(ratings, scale)?;
    let all: Vec<usize> = (0..rated.units.len()).collect();
    let value = rated.alpha(&all, scale).ok_or(Error::NoVariation { what: "ratings" })?;
    let verdict = match value {
        value if value >= RELIABLE_FROM => Verdict::Reliable,
        value if value >= TENTATIVE_FROM => Verdict::Tentative,
        _ => Verdict::NoScores,
    };
    Ok(Alpha { value, units: rated.units.len(), ratings: rated.units.iter().map(Vec::len).sum(), verdict })
}

/// A percentile interval for alpha from `resamples` draws of units with replacement. A draw in which all ratings are
/// alike counts as 0, for it shows no agreement beyond chance.
///
/// The same seed gives the same interval, which is in units of alpha. Source: the percentile bootstrap over units;
/// not the algorithm of Krippendorff himself.
///
/// # Errors
/// Those of [`alpha`]; [`Error::TooFew`] for fewer than 100 resamples; [`Error::OutOfRange`] for a level that isn't
/// between 0 and 1.
///
/// ```
/// use models::statistics::krippendorff::{Scale, alpha, interval};
/// let ada = [1.0, 2.0, 3.0, 3.0, 2.0, 1.0, 4.0, 5.0].map(Some).to_vec();
/// let ben = [1.0, 2.0, 3.0, 2.0, 2.0, 1.0, 4.0, 4.0].map(Some).to_vec();
/// let (ratings, scale) = ([ada, ben], Scale::Ordinal);
/// let found = interval(&ratings, scale, 0.95, 200, 7)?;
/// assert!(found.contains(alpha(&ratings, scale)?.value) && found.high <= 1.0);
/// assert_eq!(interval(&ratings, scale, 0.95, 200, 7)?, found);
/// # Ok::<(), models::Error>(())
/// ```
pub fn interval(
    ratings: &[Vec<Option<f64>>],
    scale: Scale,
    level: f64,
    resamples: usize,
    seed: u64,
) -> Result<Interval> {
    checked_level(level)?;
    if resamples < 100 {
        return Err(Error::TooFew { what: "resamples", needed: 100, found: resamples });
    }
    alpha(ratings, scale)?;
    let rated = Rated::new(ratings, scale)?;
    let mut dice = generator(seed);
    let count = rated.units.len();
    let mut found: Vec<f64> = (0..resamples)
        .map(|_| {
            let drawn: Vec<usize> = (0..count).map(|_| dice.random_range(0..count)).collect();
            rated.alpha(&drawn, scale).unwrap_or(0.0)
        })
        .collect();
    found.sort_by(f64::total_cmp);
    let outside = (1.0 - level) / 2.0;
    Ok(Interval { low: percentile(&found, outside), high: percentile(&found, 1.0 - outside), level })
}

/// The units that were rated at least twice, each rating as the place of its value among all values.
struct Rated {
    values: Vec<f64>,
    units: Vec<Vec<usize>>,
}

impl Rated {
    fn new(ratings: &[Vec<Option<f64>>], scale: Scale) -> Result<Self> {
        let length = ratings.first().map_or(0, Vec::len);
        if let Some(other) = ratings.iter().find(|list| list.len() != length) {
            return Err(Error::LengthsDiffer {
                what: "ratings of the raters",
                left: length,
                right: other.len(),
            });
        }
        let mut units: Vec<Vec<f64>> = Vec::new();
        for unit in 0..length {
            let mut given = Vec::new();
            for value in ratings.iter().filter_map(|list| list.get(unit).copied().flatten()) {
                given.push(match scale {
                    Scale::Ratio => not_negative("rating", Some(unit), value)?,
                    _ => finite("rating", Some(unit), value)?,
                });
            }
            if given.len() > 1 {
                units.push(given);
            }
        }
        if units.is_empty() {
            return Err(Error::Empty { what: "units with two ratings" });
        }
        let mut values: Vec<f64> = units.iter().flatten().map(|value| value + 0.0).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let place = |value: &f64| values.partition_point(|other| other < value);
        let units = units.iter().map(|given| given.iter().map(place).collect()).collect();
        Ok(Self { values, units })
    }

    /// Alpha of these units; none where all their ratings are alike.
    fn alpha(&self, units: &[usize], scale: Scale) -> Option<f64> {
        let mut counts = vec![0.0; self.values.len()];
        for place in units.iter().filter_map(|unit| self.units.get(*unit)).flatten() {
            if let Some(count) = counts.get_mut(*place) {
                *count += 1.0;
            }
        }
        let ranks = middle_ranks(&counts);
        let distance = |one: usize, two: usize| self.distance(&ranks, one, two, scale);
        let mut seen = 0.0;
        for given in units.iter().filter_map(|unit| self.units.get(*unit)) {
            let pairs: f64 = given.iter().flat_map(|one| given.iter().map(|two| distance(*one, *two))).sum();
            seen += pairs / (given.len() as f64 - 1.0);
        }
        let mut chance = 0.0;
        for (one, first) in counts.iter().enumerate() {
            for (two, second) in counts.iter().enumerate() {
                chance += first * second * distance(one, two);
            }
        }
        let total: f64 = counts.iter().sum();
        (chance > 0.0).then(|| 1.0 - (total - 1.0) * seen / chance)
    }

    /// The squared distance of two values, by their places.
    fn distance(&self, ranks: &[f64], one: usize, two: usize, scale: Scale) -> f64 {
        let of = |numbers: &[f64], place: usize| numbers.get(place).copied().unwrap_or_default();
        let (x, y) = (of(&self.values, one), of(&self.values, two));
        let apart = match scale {
            _ if one == two => 0.0,
            Scale::Nominal => 1.0,
            Scale::Ordinal => of(ranks, one) - of(ranks, two),
            Scale::Interval => x - y,
            Scale::Ratio => (x - y) / (x + y),
        };
        apart * apart
    }
}

/// The rank in the middle of each value's ratings; it depends on how often each was given.
fn middle_ranks(counts: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    let middle = |count: &f64| {
        below += count;
        below - count / 2.0
    };
    counts.iter().map(middle).collect()
}
