//! Is service reliably good, or good on average? The bad end of the answers first, the mean last.

use super::Share;
use super::mean::{Mean, mean};
use crate::Interval;
use crate::error::Result;
use serde::Serialize;

/// How even a set of scores is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consistency {
    /// The tenth percentile: one answer in ten is worse or equal.
    pub tenth_percentile: f64,
    /// The share of scores of at most the limit.
    pub bad: Share,
    /// Wilson's interval for it.
    pub bad_interval: Interval,
    /// The mean, with Student's interval.
    pub mean: Mean,
}

/// The bad end of scores; `bad_at_most` is the highest score that is bad (2 on a scale from 1 to 5).
///
/// Scores are in any unit, in which percentile and mean come back. Our own choice of measures; the percentile is
/// definition 7 of Hyndman & Fan 1996, intervals are Wilson's and Student's.
///
/// # Errors
/// [`Error::Empty`](crate::Error::Empty) without scores, [`Error::OutOfRange`](crate::Error::OutOfRange) for one that
/// isn't finite (with its row) or a level that isn't between 0 and 1.
///
/// ```
/// let found = models::statistics::consistency(&[5.0, 5.0, 5.0, 1.0, 5.0], 2.0, 0.95)?;
/// assert_eq!(found.bad.value(), 0.2);
/// assert!((found.tenth_percentile - 2.6).abs() < 1e-12);
/// # Ok::<(), models::Error>(())
/// ```
pub fn consistency(scores: &[f64], bad_at_most: f64, level: f64) -> Result<Consistency> {
    let mean = mean(scores, level)?;
    let count = scores.iter().filter(|score| **score <= bad_at_most).count();
    let bad = Share::of(count as u64, scores.len() as u64)?;
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(Consistency {
        tenth_percentile: percentile(&sorted, 0.1),
        bad,
        bad_interval: bad.wilson(level)?,
        mean,
    })
}

/// The value below which a share of sorted values lies, between neighbours in proportion (definition 7 of Hyndman &
/// Fan 1996, the one R takes by default). NaN of no values.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len().saturating_sub(1)) as f64;
    let at = |index: usize| sorted.get(index).copied();
    let below = at(place.floor() as usize).unwrap_or(f64::NAN);
    let above = at(place.ceil() as usize).unwrap_or(below);
    below + (above - below) * place.fract()
}
