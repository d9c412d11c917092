//! Intervals for whatever a model says, by fitting it again to customers drawn anew.

use super::buying::Estimable;
use super::distinct::Distinct;
use super::estimates::Fit;
use crate::error::{Error, Result, within};
use crate::interval::Interval;
use crate::numeric::random::generator;
use rand::Rng;
use rand_distr::{Binomial, Distribution};
use serde::Serialize;

/// The fewest draws whose tails mean anything.
const DRAWS_MIN: u32 = 50;
/// Where more of the draws than this share can't be fitted, the others aren't a fair sample of what could have been.
const FAILED_MAX: f64 = 0.05;

/// Intervals, and how they came about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bootstrap {
    /// One per figure asked for, between the percentiles of the draws.
    pub intervals: Vec<Interval>,
    /// Draws that were fitted.
    pub fitted: u32,
    /// Draws that could not be.
    pub failed: u32,
}

/// Fits the model to `draws` new sets of customers, each drawn with replacement from those there are, and asks each
/// for the figures in question (Efron & Tibshirani 1993, percentile intervals).
///
/// `figures` gives a list of numbers in any unit, of one length; the ranges are in these units, in its order. The same
/// seed gives the same ranges. A set in which nothing shows that customers differ in leaving is fitted by the simpler
/// model in which they don't ([`Estimable::fit_alike`]): that is where its likelihood is highest.
///
/// # Errors
/// [`Error::OutOfRange`] for a level that isn't between 0 and 1, [`Error::TooFew`] draws, [`Error::NotConverged`] where
/// more than a twentieth of the draws can't be fitted, and what `figures` returns.
///
/// ```
/// use models::customer::{Buying, Distinct, Estimable, History, Nbd, bootstrap};
/// let histories: Vec<History> =
///     (0..60).map(|n| History::new(n % 9, f64::from(n % 9), 10.0)).collect::<Result<_, _>>()?;
/// let customers = Distinct::of(&histories)?;
/// let fit = Nbd::fit(&customers)?;
/// let found = bootstrap(&customers, &fit, 50, 0.9, 7, |model| Ok(vec![model.expected(10.0)?]))?;
/// assert!(found.intervals[0].contains(fit.model.expected(10.0)?));
/// # Ok::<(), models::Error>(())
/// ```
pub fn bootstrap<M: Estimable>(
    customers: &Distinct,
    fit: &Fit<M>,
    draws: u32,
    level: f64,
    seed: u64,
    figures: impl Fn(&M) -> Result<Vec<f64>>,
) -> Result<Bootstrap> {
    within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
    if draws < DRAWS_MIN {
        return Err(Error::TooFew { what: "draws", needed: DRAWS_MIN as usize, found: draws as usize });
    }
    let mut generator = generator(seed);
    // Where all leave alike, two of the parameters stand for infinity: no place to start from.
    let near = (fit.estimates.model != M::ALIKE).then(|| fit.estimates.values());
    let (mut found, mut failed) = (Vec::new(), 0);
    for _ in 0..draws {
        let drawn = resample(customers, &mut generator)?;
        match again(&drawn, near.as_deref()) {
            Ok(again) => found.push(figures(&again.model)?),
            Err(_) => failed += 1,
        }
    }
    if f64::from(failed) > FAILED_MAX * f64::from(draws) {
        let why = format!("{failed} of {draws} sets of customers drawn anew could not be fitted");
        return Err(Error::NotConverged { model: M::NAME, iterations: u64::from(draws), why });
    }
    let figures = found.first().map_or(0, Vec::len);
    let intervals = (0..figures)
        .map(|figure| percentiles(found.iter().filter_map(|row| row.get(figure).copied()).collect(), level))
        .collect();
    Ok(Bootstrap { intervals, fitted: draws - failed, failed })
}

/// The model of customers drawn anew.
fn again<M: Estimable>(drawn: &Distinct, near: Option<&[f64]>) -> Result<Fit<M>> {
    match M::fit_from(drawn, near) {
        Err(Error::NotConverged { .. }) => M::fit_alike(drawn),
        other => other,
    }
}

/// As many customers as there are, drawn with replacement: a multinomial draw over the distinct histories, one
/// binomial after the other.
fn resample(customers: &Distinct, generator: &mut dyn Rng) -> Result<Distinct> {
    let (mut to_draw, mut behind) = (customers.customers(), customers.customers());
    let mut rows = Vec::with_capacity(customers.len());
    for (history, count) in customers.rows() {
        let share = (f64::from(*count) / behind as f64).min(1.0);
        let drawn = match Binomial::new(to_draw, share) {
            Ok(binomial) if u64::from(*count) < behind => binomial.sample(generator),
            _ => to_draw,
        };
        rows.push((*history, u32::try_from(drawn).unwrap_or(u32::MAX)));
        (to_draw, behind) = (to_draw - drawn, behind - u64::from(*count));
    }
    Distinct::counted(rows)
}

/// The interval between the percentiles that leave (1 - level) / 2 on each side, interpolated.
pub(crate) fn percentiles(mut values: Vec<f64>, level: f64) -> Interval {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * values.len().saturating_sub(1) as f64;
        let below = values.get(place.floor() as usize).copied().unwrap_or(f64::NAN);
        let above = values.get(place.ceil() as usize).copied().unwrap_or(f64::NAN);
        below + (above - below) * place.fract()
    };
    Interval { low: at((1.0 - level) / 2.0), high: at(f64::midpoint(1.0, level)), level }
}
