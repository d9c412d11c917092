//! How unusual a count is, as a score that charts can add.

use super::normal::exceeded_with;
use crate::Result;
use crate::error::{positive, within};
use statrs::function::gamma::ln_gamma;

/// Beyond this size the negative binomial is the Poisson distribution to ten digits of what matters here.
const SIZE_POISSON: f64 = 1e9;
/// The most terms of a tail that are summed; only a mean beyond a hundred thousand times the size needs more.
const TERMS_MAX: usize = 4_000_000;
/// The largest score: one hour may alarm by itself, but must not hide the following days.
pub(super) const SCORE_MAX: f64 = 10.0;

/// The mid-p score of a count: z = Φ⁻¹(P(Y < y) + P(Y = y)/2) for a negative binomial Y with this `mean` and `size`
/// (variance mean + mean²/size; infinite size is Poisson), between −10 and 10.
///
/// Half the probability of the count itself is taken (Lancaster 1961, JASA 56), because at low rates the plain p-value is
/// far too cautious.
///
/// In standard deviations; `mean` and `size` are in counts.
///
/// # Errors
/// [`crate::Error::OutOfRange`] where the mean isn't above 0 and finite, or the size isn't above 0.
///
/// ```
/// let usual = models::detection::mid_p_score(3, 3.2, 8.0)?;
/// let unusual = models::detection::mid_p_score(14, 3.2, 8.0)?;
/// assert!(usual.abs() < 0.2 && unusual > 3.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn mid_p_score(count: u64, mean: f64, size: f64) -> Result<f64> {
    positive("mean", None, mean)?;
    if size != f64::INFINITY {
        within("size", None, size, size > 0.0, "a number above 0, or infinite")?;
    }
    Ok(score(count, mean, size))
}

/// The score of arguments that are known to be sound.
pub(super) fn score(count: u64, mean: f64, size: f64) -> f64 {
    let at = chance(count, mean, size);
    if count as f64 <= mean {
        -bounded(exceeded_with(sum_below(count, at, mean, size) + 0.5 * at))
    } else {
        bounded(exceeded_with(sum_above(count, at, mean, size) + 0.5 * at))
    }
}

/// P(Y = y), in log space.
pub(super) fn chance(count: u64, mean: f64, size: f64) -> f64 {
    let count = count as f64;
    let logarithm = if size > SIZE_POISSON {
        count * mean.ln() - mean - ln_gamma(count + 1.0)
    } else {
        let binomial = ln_gamma(count + size) - ln_gamma(size) - ln_gamma(count + 1.0);
        binomial - size * (mean / size).ln_1p() - count * (size / mean).ln_1p()
    };
    logarithm.exp()
}

/// P(Y = y + 1)/P(Y = y).
pub(super) fn ratio(count: f64, mean: f64, size: f64) -> f64 {
    if size > SIZE_POISSON {
        mean / (count + 1.0)
    } else {
        (count + size) / (count + 1.0) * (mean / (mean + size))
    }
}

/// P(Y > y), from P(Y = y) upwards.
fn sum_above(count: u64, at: f64, mean: f64, size: f64) -> f64 {
    let (mut term, mut sum, mut count) = (at, 0.0, count as f64);
    for _ in 0..TERMS_MAX {
        term *= ratio(count, mean, size);
        sum += term;
        count += 1.0;
        if term <= 1e-15 * sum {
            break;
        }
    }
    sum
}

/// P(Y < y), from P(Y = y) downwards.
fn sum_below(count: u64, at: f64, mean: f64, size: f64) -> f64 {
    let (mut term, mut sum, mut count) = (at, 0.0, count as f64);
    for _ in 0..TERMS_MAX {
        if count < 1.0 || term <= 1e-15 * sum {
            break;
        }
        count -= 1.0;
        term /= ratio(count, mean, size);
        sum += term;
    }
    sum
}

fn bounded(score: f64) -> f64 {
    score.clamp(-SCORE_MAX, SCORE_MAX)
}
