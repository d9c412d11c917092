//! Where the line between usual and unusual is drawn.

use crate::detection::normal::exceeded_with;
use crate::detection::score::{chance, ratio};
use serde::Serialize;

/// The largest bound that is searched for count by count.
const COUNT_MAX: u64 = 100_000_000;

/// The upper bound of a usual week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Counts to the power 2/3 are about normal ("delta"; Farrington et al. 1996, equation 7). Holds the error of the mean.
    TwoThirdsPower {
        /// Whether alpha is shared with a lower bound.
        two_sided: bool,
    },
    /// The quantile of a negative binomial with the mean plugged in ("nbPlugin"). Leaves out the error of the mean.
    NegativeBinomial,
    /// The same at the upper end of the interval for the mean ("muan"; Noufaily et al. 2013, section 3.5).
    MeanBound,
}

impl Bound {
    /// The bound for a week with this `mean`, the standard `error` of its logarithm, and this `dispersion` (at least 1); none
    /// where it is beyond all counts.
    pub(super) fn upper(self, mean: f64, error: f64, dispersion: f64, alpha: f64) -> Option<f64> {
        match self {
            Self::TwoThirdsPower { two_sided } => {
                let level = if two_sided { alpha / 2.0 } else { alpha };
                let relative = dispersion + error * error * mean;
                let deviation = (4.0 / 9.0 * mean.cbrt() * relative).sqrt();
                let upper = (mean.powf(2.0 / 3.0) + exceeded_with(level) * deviation).powf(1.5);
                upper.is_finite().then_some(upper)
            }
            Self::NegativeBinomial => quantile(mean, dispersion, alpha),
            Self::MeanBound => quantile(mean * (exceeded_with(alpha) * error).exp(), dispersion, alpha),
        }
    }
}

/// The smallest count that is passed with probability at most `alpha`.
fn quantile(mean: f64, dispersion: f64, alpha: f64) -> Option<f64> {
    if !(mean.is_finite() && mean < COUNT_MAX as f64 / 100.0) {
        return None;
    }
    let size = if dispersion > 1.0 { mean / (dispersion - 1.0) } else { f64::INFINITY };
    // Sums begin where the lower tail is far below what rounding shows.
    let deviation = (mean * dispersion).sqrt();
    let mut count = (mean - 12.0 * deviation).max(0.0).floor();
    let mut at = chance(count as u64, mean, size);
    let mut below = at;
    while below < 1.0 - alpha {
        if count > COUNT_MAX as f64 {
            return None;
        }
        at *= ratio(count, mean, size);
        count += 1.0;
        below += at;
    }
    Some(count)
}
