//! What an offer brought: those who got it against a permanent random holdout who didn't.
//!
//! Only chance may decide who is in the holdout. Members against non-members is not uplift: members chose themselves.

use super::mean::{plain, variance};
use super::quantile::{level as checked_level, student, student_beyond};
use crate::Interval;
use crate::error::{Error, Result, finite};
use serde::Serialize;

/// A difference of two means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uplift {
    /// Mean of the treated less mean of the holdout, in the unit of the outcome.
    pub effect: f64,
    /// Its standard error, each group with its own variance.
    pub standard_error: f64,
    /// Effect by standard error.
    pub z: f64,
    /// The probability of an effect as large if there were none.
    pub p_value: f64,
    /// Interval by Welch's t.
    pub interval: Interval,
    /// How many were treated.
    pub treated: usize,
    /// How many were held out.
    pub held_out: usize,
}

/// The same with what was known of each customer before (CUPED).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Adjusted {
    /// The effect after adjustment: the one to go by.
    pub adjusted: Uplift,
    /// The effect without it.
    pub unadjusted: Uplift,
    /// How the groups differed before. Far from 0, the draw was not random: look there first.
    pub before: Uplift,
    /// How much of the value before is taken off: covariance by variance, over both groups.
    pub theta: f64,
    /// Correlation of before and after, over both groups.
    pub correlation: f64,
    /// What is left of the variance: one less the square of the correlation.
    pub variance_ratio: f64,
}

/// The effect from outcomes alone (Welch 1947, Biometrika 34).
///
/// One outcome per customer in each list, in any unit; effect, error and interval are in that unit.
///
/// # Errors
/// [`Error::TooFew`] for fewer than two in a group, [`Error::OutOfRange`] for an outcome that isn't finite (with its
/// row in its group) or a level that isn't between 0 and 1, [`Error::NoVariation`] where all outcomes are alike.
///
/// ```
/// let found = models::statistics::uplift(&[12.0, 15.0, 11.0, 16.0], &[10.0, 9.0, 12.0, 11.0], 0.95)?;
/// assert_eq!(found.effect, 3.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn uplift(treated: &[f64], held_out: &[f64], level: f64) -> Result<Uplift> {
    checked_level(level)?;
    for group in [treated, held_out] {
        if group.len() < 2 {
            return Err(Error::TooFew { what: "customers of a group", needed: 2, found: group.len() });
        }
        for (row, outcome) in group.iter().enumerate() {
            finite("outcome", Some(row), *outcome)?;
        }
    }
    let (one, two) = (treated.len() as f64, held_out.len() as f64);
    let (first, second) = (variance(treated) / one, variance(held_out) / two);
    let standard_error = (first + second).sqrt();
    if standard_error <= 0.0 {
        return Err(Error::NoVariation { what: "outcomes" });
    }
    let effect = plain(treated) - plain(held_out);
    let freedom = (first + second).powi(2) / (first * first / (one - 1.0) + second * second / (two - 1.0));
    let z = effect / standard_error;
    let half = student(level, freedom) * standard_error;
    Ok(Uplift {
        effect,
        standard_error,
        z,
        p_value: student_beyond(z, freedom),
        interval: Interval { low: effect - half, high: effect + half, level },
        treated: treated.len(),
        held_out: held_out.len(),
    })
}

/// The effect from pairs of the value before the draw and the outcome: `y - theta (x - mean x)`, with theta = cov/var
/// over both groups (Deng, Xu, Kohavi & Walker 2013, WSDM). The value before must be untouched by the offer.
///
/// One pair per customer in each list; effects are in the unit of the outcome.
///
/// # Errors
/// Those of [`uplift()`], for either value.
///
/// ```
/// use models::statistics::uplift::uplift_adjusted;
/// let treated = [(10.0, 14.0), (20.0, 23.5), (30.0, 34.0), (25.0, 29.0)];
/// let held_out = [(12.0, 12.5), (22.0, 22.0), (31.0, 30.5), (23.0, 24.0)];
/// let found = uplift_adjusted(&treated, &held_out, 0.95)?;
/// assert!(found.adjusted.standard_error < found.unadjusted.standard_error / 5.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn uplift_adjusted(treated: &[(f64, f64)], held_out: &[(f64, f64)], level: f64) -> Result<Adjusted> {
    let columns = |group: &[(f64, f64)]| -> (Vec<f64>, Vec<f64>) { group.iter().copied().unzip() };
    let ((treated_before, treated_after), (held_before, held_after)) = (columns(treated), columns(held_out));
    let unadjusted = uplift(&treated_after, &held_after, level)?;
    let before = uplift(&treated_before, &held_before, level)?;
    let all_before = [treated_before.as_slice(), &held_before].concat();
    let all_after = [treated_after.as_slice(), &held_after].concat();
    let (mean_before, mean_after) = (plain(&all_before), plain(&all_after));
    let products = all_before.iter().zip(&all_after).map(|(x, y)| (x - mean_before) * (y - mean_after));
    let covariance = products.sum::<f64>() / (all_before.len() as f64 - 1.0);
    let theta = covariance / variance(&all_before);
    let correlation = covariance / (variance(&all_before) * variance(&all_after)).sqrt();
    let adjust = |before: &[f64], after: &[f64]| -> Vec<f64> {
        before.iter().zip(after).map(|(x, y)| y - theta * (x - mean_before)).collect()
    };
    let adjusted =
        uplift(&adjust(&treated_before, &treated_after), &adjust(&held_before, &held_after), level)?;
    let variance_ratio = 1.0 - correlation * correlation;
    Ok(Adjusted { adjusted, unadjusted, before, theta, correlation, variance_ratio })
}
