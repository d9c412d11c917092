//! Which values stand apart, measured so that they can't hide themselves or each other.
//!
//! Not for rates of unequal exposure, where small bases stand apart by chance: use [`funnel`](super::funnel).

use super::consistency::percentile;
use super::mean::{plain, variance};
use crate::error::{Error, Result, finite};
use serde::Serialize;

/// From here on a value is called an outlier (Iglewicz & Hoaglin 1993).
pub const LIMIT: f64 = 3.5;
/// The 75th percentile of a standard normal: makes the median deviation comparable to a standard deviation.
const NORMAL_QUARTILE: f64 = 0.6745;
/// The same for the mean deviation: the root of pi/2.
const NORMAL_MEAN_DEVIATION: f64 = 1.253_314;

/// Where values stand to their median.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outliers {
    /// The median.
    pub median: f64,
    /// The median of distances to it (MAD).
    pub median_deviation: f64,
    /// `0.6745 (x - median)/MAD`, one for each value. Where the MAD is 0 (more than half are alike), the mean
    /// distance takes its place: `(x - median)/(1.253314 · mean distance)`.
    pub modified_z: Vec<f64>,
    /// Rows whose modified z is beyond ±[`LIMIT`].
    pub rows: Vec<usize>,
    /// The largest distance to the mean in standard deviations: how little the classic measure would have seen.
    pub classic_z_max: f64,
}

/// The modified z of values (Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers).
///
/// One z per value, a plain number.
///
/// # Errors
/// [`Error::TooFew`] for fewer than three values, [`Error::OutOfRange`] for one that isn't finite (with its row),
/// [`Error::NoVariation`] where all are alike.
///
/// ```
/// let minutes = [12.0, 15.0, 11.0, 14.0, 13.0, 16.0, 12.0, 15.0, 90.0, 13.0];
/// assert_eq!(models::statistics::outlier::modified_z(&minutes)?.rows, [8]);
/// # Ok::<(), models::Error>(())
/// ```
pub fn modified_z(values: &[f64]) -> Result<Outliers> {
    if values.len() < 3 {
        return Err(Error::TooFew { what: "values", needed: 3, found: values.len() });
    }
    for (row, value) in values.iter().enumerate() {
        finite("value", Some(row), *value)?;
    }
    let median = median_of(values.to_vec());
    let distances: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
    let mean_distance = plain(&distances);
    if mean_distance <= 0.0 {
        return Err(Error::NoVariation { what: "values" });
    }
    let median_deviation = median_of(distances);
    let unit = if median_deviation > 0.0 {
        median_deviation / NORMAL_QUARTILE
    } else {
        NORMAL_MEAN_DEVIATION * mean_distance
    };
    let modified_z: Vec<f64> = values.iter().map(|value| (value - median) / unit).collect();
    let rows = (0..).zip(&modified_z).filter(|(_, z)| z.abs() > LIMIT).map(|(row, _)| row).collect();
    let (mean, deviation) = (plain(values), variance(values).sqrt());
    let classic_z_max = values.iter().map(|value| (value - mean).abs() / deviation).fold(0.0, f64::max);
    Ok(Outliers { median, median_deviation, modified_z, rows, classic_z_max })
}

fn median_of(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    percentile(&values, 0.5)
}
