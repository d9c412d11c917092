//! How many customers were lost, where nobody says good-bye.

use super::buying::{CountsLost, Estimable};
use super::distinct::Distinct;
use super::estimates::Fit;
use super::history::History;
use crate::error::{Result, positive, within};
use crate::interval::Interval;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

/// The number of customers lost: an expectation with its range, never a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lost {
    /// The model.
    pub model: &'static str,
    /// Customers observed.
    pub customers: u64,
    /// How many of them have left: the sum of 1 - P(alive).
    pub expected: f64,
    /// Range of the number, from what is unsure about the parameters and from chance; cut at none and all.
    pub interval: Interval,
}

/// Counts the lost by a model that can tell silence from absence.
///
/// Which models can is a matter of type: BG/NBD holds everybody alive who never bought again and isn't accepted.
///
/// Customers, as a number that needn't be whole. Source: the sum of 1 - P(alive) of Schmittlein, Morrison & Colombo
/// 1987; the range is our own.
///
/// ```compile_fail,E0277
/// use models::customer::{BgNbd, Distinct, Estimable, lost};
/// # let customers: Distinct = unimplemented!();
/// let _ = lost(&BgNbd::fit(&customers)?, &customers, 0.95);
/// # Ok::<(), models::Error>(())
/// ```
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a level that isn't between 0 and 1.
///
/// ```
/// use models::customer::{Buying, Distinct, Estimable, History, MbgNbd, lost};
/// # use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// # let (truth, mut generator) = (MbgNbd::new(0.8, 6.0, 0.9, 2.5)?, ChaCha8Rng::seed_from_u64(1));
/// # let histories: Result<Vec<History>, _> = (0..2000)
/// #     .map(|_| truth.future(&History::newcomer(), 52.0, &mut generator))
/// #     .map(|times| History::new(times.len() as u32, times.last().copied().unwrap_or_default(), 52.0))
/// #     .collect();
/// # let histories = histories?;
/// let customers = Distinct::of(&histories)?;
/// let found = lost(&MbgNbd::fit(&customers)?, &customers, 0.95)?;
/// assert!(found.interval.contains(found.expected) && found.expected > 0.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn lost<M: Estimable + CountsLost>(fit: &Fit<M>, customers: &Distinct, level: f64) -> Result<Lost> {
    let wide = normal_quantile(level)?;
    let sum = |model: &M| customers.sum(|history| 1.0 - model.alive(history));
    let expected = sum(&fit.model);
    let unsure = fit.estimates.variance(|parameters| Ok(sum(&M::of(parameters)?)))?;
    let chance = customers.sum(|history| {
        let alive = fit.model.alive(history);
        alive * (1.0 - alive)
    });
    let half = wide * (unsure + chance).sqrt();
    let all = customers.customers();
    let (low, high) = ((expected - half).max(0.0), (expected + half).min(all as f64));
    Ok(Lost { model: M::NAME, customers: all, expected, interval: Interval { low, high, level } })
}

/// The rule to show beside a model: customers silent for more than `times` their usual gap, which is their own mean gap,
/// or for those with one purchase the median of the others' gaps. None where nobody has a gap.
///
/// Customers. Our own definition.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for `times` that isn't above 0.
///
/// ```
/// use models::customer::{Distinct, History, silent};
/// // A purchase a week: one silent since four weeks, one who bought yesterday.
/// let customers = Distinct::of(&[History::new(4, 4.0, 8.0)?, History::new(8, 8.0, 8.1)?])?;
/// assert_eq!(silent(&customers, 3.0)?, Some(1));
/// # Ok::<(), models::Error>(())
/// ```
pub fn silent(customers: &Distinct, times: f64) -> Result<Option<u64>> {
    positive("times the usual gap", None, times)?;
    let gap = |history: &History| history.last() / f64::from(history.repeats());
    let mut gaps: Vec<(f64, u32)> = (customers.rows().iter())
        .filter(|(history, _)| history.repeats() > 0)
        .map(|(history, count)| (gap(history), *count))
        .collect();
    gaps.sort_by(|left, right| left.0.total_cmp(&right.0));
    let half = gaps.iter().map(|(_, count)| u64::from(*count)).sum::<u64>().div_ceil(2);
    let mut seen = 0;
    let median = gaps.iter().find(|(_, count)| {
        seen += u64::from(*count);
        seen >= half
    });
    Ok(median.map(|(median, _)| {
        let usual = |history: &History| if history.repeats() > 0 { gap(history) } else { *median };
        (customers.rows().iter())
            .filter(|(history, _)| history.observed() - history.last() > times * usual(history))
            .map(|(_, count)| u64::from(*count))
            .sum()
    }))
}

/// How many standard deviations to each side hold the share `level` of a normal distribution.
pub(crate) fn normal_quantile(level: f64) -> Result<f64> {
    within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
    Ok(Normal::standard().inverse_cdf(f64::midpoint(1.0, level)))
}
