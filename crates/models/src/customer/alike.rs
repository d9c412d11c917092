//! Customers who can't be told to differ in how likely they are to leave.
//!
//! Of few customers the likelihood is often highest where the distribution of leaving has no width: it rises, ever more
//! slowly, while the two parameters of that distribution grow together. That is no fault of the search and has no
//! maximum in these parameters, but it has one in the others and in the ratio of the two.

use super::buying::{Estimable, in_unit, search, units};
use super::distinct::Distinct;
use super::estimates::{Fit, Search, maximise};
use crate::error::{Error, Result};
use nalgebra::DMatrix;

/// How sharp the distribution is in the limit: a standard deviation of the leaving probability of at most .0016.
pub(super) const SHARPNESS: f64 = 1e5;

/// Widths that are tried on the way to the limit.
const ON_THE_WAY: [f64; 7] = [0.3, 1.0, 3.0, 10.0, 50.0, 300.0, 5_000.0];

/// Where the ratio may start: from few to nearly all leaving.
const RATIOS: [f64; 3] = [0.05, 0.4, 2.0];

/// After a search that found no maximum: one from where the likelihood is highest for a given width, or the error, which
/// says so if it is highest without any.
pub(super) fn instead<M: Estimable>(customers: &Distinct, error: Error) -> Result<Fit<M>> {
    let Ok(limit) = fit::<M>(customers, SHARPNESS) else { return Err(error) };
    let inside = ON_THE_WAY.iter().filter_map(|width| fit::<M>(customers, *width).ok());
    let best =
        inside.max_by(|left, right| left.estimates.log_likelihood.total_cmp(&right.estimates.log_likelihood));
    let Some(best) = best else { return Err(error) };
    if best.estimates.log_likelihood > limit.estimates.log_likelihood {
        let unit = customers.mean_observed();
        let near =
            best.estimates.values().iter().zip(units::<M>(unit)).map(|(value, unit)| value / unit).collect();
        return match search::<M>(customers, vec![near]) {
            // A maximum below the limit is only a local one.
            Ok(found) if found.estimates.log_likelihood >= limit.estimates.log_likelihood => Ok(found),
            _ => Err(error),
        };
    }
    let Error::NotConverged { model, iterations, .. } = error else { return Err(error) };
    let [first, second] = [M::PARAMETERS.len() - 2, M::PARAMETERS.len() - 1]
        .map(|place| M::PARAMETERS.get(place).copied().unwrap_or_default());
    let why = format!(
        "{first} and {second} grow together without end, as the likelihood is highest where all customers are as likely \
         to leave: {} are too few, or too much alike, to show that they differ in it",
        customers.customers()
    );
    Err(Error::NotConverged { model, iterations, why })
}

/// The maximum for a given width of the distribution of leaving.
pub(super) fn fit<M: Estimable>(customers: &Distinct, sharpness: f64) -> Result<Fit<M>> {
    if M::alike(1.0, sharpness).is_none() {
        return Err(Error::NoVariation { what: "leaving (nobody leaves in this model)" });
    }
    let unit = customers.mean_observed();
    let own = customers.scaled(1.0 / unit);
    let rate = customers.repeats() as f64 / customers.customers() as f64;
    let starts: Vec<Vec<f64>> = (M::starts(rate).iter())
        .filter_map(|start| start.first_chunk::<2>())
        .flat_map(|[r, alpha]| RATIOS.map(|ratio| vec![*r, *alpha, ratio]))
        .collect();
    let search = Search {
        model: M::ALIKE,
        names: &["r", "alpha", "leaving"],
        units: &[1.0; 3],
        observations: customers.customers(),
        starts: &starts,
    };
    let found = maximise(&search, |parameters| {
        let [r, alpha, ratio] = parameters else { return (f64::NAN, vec![f64::NAN; 3]) };
        let Some([(first, by_first), (second, by_second)]) = M::alike(*ratio, sharpness) else {
            return (f64::NAN, vec![f64::NAN; 3]);
        };
        let (value, slopes) = M::total(&[*r, *alpha, first, second], &own);
        let [of_r, of_alpha, of_first, of_second] = slopes.as_slice() else {
            return (f64::NAN, vec![f64::NAN; 3]);
        };
        let of_ratio = (of_first * first * by_first + of_second * second * by_second) / ratio;
        (value, vec![*of_r, *of_alpha, of_ratio])
    })?;
    let values = found.values();
    let (Some([(first, by_first), (second, by_second)]), [r, alpha, _]) =
        (values.last().and_then(|ratio| M::alike(*ratio, sharpness)), values.as_slice())
    else {
        return Err(Error::NoVariation { what: "leaving (nobody leaves in this model)" });
    };
    let named: Vec<(&'static str, f64)> = (M::PARAMETERS.iter().copied())
        .zip([*r, *alpha, first, second])
        .zip(units::<M>(unit))
        .map(|((name, value), unit)| (name, value * unit))
        .collect();
    let slopes = DMatrix::from_row_slice(
        4,
        3,
        &[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, by_first, 0.0, 0.0, by_second],
    );
    let mut estimates = found.mapped(&named, &slopes);
    estimates.log_likelihood -= in_unit(customers, unit);
    Ok(Fit { model: M::of(&estimates.values())?, estimates })
}
