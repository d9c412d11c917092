//! Days that differ more than by chance.
//!
//! A rate is a forecast, and some days are busier for no reason that anyone knows. The load of a day is then the rate
//! times a random factor with mean 1, and a team sized for the mean is too small on half the days, which hurts more
//! than the other half helps.

use super::erlang_a::erlang_a;
use super::load::Load;
use super::required::Target;
use crate::error::{Error, Result, not_negative};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Gamma, Normal};

/// How many equally likely days are looked at: enough for three digits.
const DAYS: usize = 100;

/// The largest coefficient of variation: beyond it the days have no common rate.
const VARIATION_MAX: f64 = 2.0;

/// Above this shape a gamma is as good as normal, and quicker.
const SHAPE_MAX: f64 = 1e4;

/// What a team reaches over many days whose rates differ.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OverDays {
    /// The share of all contacts answered in time.
    pub answered_within: f64,
    /// The share of all contacts that hang up.
    pub abandoned: f64,
    /// The share of days on which the target is kept.
    pub days_on_target: f64,
}

/// The service over days whose rate varies around that of the load like a gamma with this coefficient of variation
/// (standard deviation over mean, beyond chance; see [`super::forecast`] for an estimate), with agents and mean patience
/// as in [`erlang_a`]. With 0 every day is alike.
///
/// Source: a mixture of [`erlang_a`] over a gamma-distributed rate, our own definition.
///
/// # Errors
/// [`Error::OutOfRange`] for numbers that make no sense, or a variation above 2.
///
/// ```
/// use models::staffing::{Load, Target, busy_days::over_days};
/// let target = Target { share: 0.8, within_s: 20.0 };
/// let load = Load::new(200.0, 180.0)?;
/// let alike = over_days(load, 120.0, 12, target, 0.0)?;
/// let varied = over_days(load, 120.0, 12, target, 0.3)?;
/// assert!(varied.answered_within < alike.answered_within);
/// # Ok::<(), models::Error>(())
/// ```
pub fn over_days(
    load: Load,
    patience_s: f64,
    agents: u32,
    target: Target,
    variation: f64,
) -> Result<OverDays> {
    target.check()?;
    not_negative("variation of the days", None, variation)?;
    let mut sums = (0.0, 0.0, 0.0);
    let mut weight = 0.0;
    for factor in factors(variation)? {
        let day = Load::new(load.contacts_per_hour * factor, load.handle_time_s)?;
        let queue = erlang_a(day, patience_s, agents)?;
        let answered = queue.answered_within(target.within_s)?;
        sums.0 += factor * answered;
        sums.1 += factor * queue.p_abandon;
        sums.2 += f64::from(u32::from(answered >= target.share));
        weight += factor;
    }
    Ok(OverDays {
        answered_within: sums.0 / weight,
        abandoned: sums.1 / weight,
        days_on_target: sums.2 / DAYS as f64,
    })
}

/// The factors of equally likely days: midpoints of the gamma's percentiles.
fn factors(variation: f64) -> Result<Vec<f64>> {
    if variation == 0.0 {
        return Ok(vec![1.0; DAYS]);
    }
    let shape = variation.powi(-2);
    let expected = "at most 2";
    let senseless =
        || Error::OutOfRange { what: "variation of the days", row: None, value: variation, expected };
    if variation > VARIATION_MAX {
        return Err(senseless());
    }
    let places = (0..DAYS).map(|day| (day as f64 + 0.5) / DAYS as f64);
    if shape > SHAPE_MAX {
        let normal = Normal::standard();
        return Ok(places.map(|place| 1.0 + variation * normal.inverse_cdf(place)).collect());
    }
    let gamma = Gamma::new(shape, shape).map_err(|_| senseless())?;
    Ok(places.map(|place| gamma.inverse_cdf(place)).collect())
}
