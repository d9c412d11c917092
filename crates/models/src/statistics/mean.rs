//! A mean with Student's interval.

use super::quantile::{level as checked_level, student};
use crate::Interval;
use crate::error::{Error, Result, finite};
use serde::Serialize;

/// A mean and how sure it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mean {
    /// How many values.
    pub count: usize,
    /// Their mean, in their unit.
    pub value: f64,
    /// Their standard deviation (divisor n - 1); none of a single value.
    pub deviation: Option<f64>,
    /// Student's interval; none where a single value, or values all alike, say nothing of their spread.
    pub interval: Option<Interval>,
}

/// The mean of independent values (Student 1908). For very skewed ones, such as times, take logarithms first or show
/// percentiles.
///
/// Mean, deviation and interval are in the unit of the values.
///
/// # Errors
/// [`Error::Empty`] without values, [`Error::OutOfRange`] for a value that isn't finite (with its row) or a level that
/// isn't between 0 and 1.
///
/// ```
/// let mean = models::statistics::mean::mean(&[4.0, 5.0, 3.0, 5.0, 4.0], 0.95)?;
/// assert_eq!(mean.value, 4.2);
/// # Ok::<(), models::Error>(())
/// ```
pub fn mean(values: &[f64], level: f64) -> Result<Mean> {
    checked_level(level)?;
    if values.is_empty() {
        return Err(Error::Empty { what: "values" });
    }
    for (row, value) in values.iter().enumerate() {
        finite("value", Some(row), *value)?;
    }
    let count = values.len();
    let value = plain(values);
    let deviation = (count > 1).then(|| variance(values).sqrt());
    let interval = deviation.filter(|deviation| *deviation > 0.0).map(|deviation| {
        let half = student(level, count as f64 - 1.0) * deviation / (count as f64).sqrt();
        Interval { low: value - half, high: value + half, level }
    });
    Ok(Mean { count, value, deviation, interval })
}

/// The mean of some values.
pub(crate) fn plain(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Their variance, divisor n - 1, of at least two.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let mean = plain(values);
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
}
