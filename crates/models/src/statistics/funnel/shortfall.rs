//! The other side: which counts are lower than those who are counted differ anyway.

use super::{
    GammaPoisson, LEFT_OUT_ABOVE, ROUNDS_MAX, expected, fit_of, left_out, low_in_funnel, most,
    poisson_funnel, spread,
};
use crate::error::Result;
use crate::statistics::false_discovery::benjamini_hochberg;
use serde::Serialize;

/// How one count stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shortfall {
    /// Its rate per unit of exposure.
    pub rate: f64,
    /// The probability of a count as low by one like the others.
    pub lower_tail: f64,
    /// Whether it is flagged, with the false discoveries among flags held at the rate asked for.
    pub flagged: bool,
    /// Where it stands in the plain Poisson funnel, in standard deviations: for comparison.
    pub funnel_z: f64,
}

/// What was found, and against what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shortfalls {
    /// How rates are spread, from the fit without those who are far out.
    pub prior: GammaPoisson,
    /// Rows left out of that fit.
    pub left_out: Vec<usize>,
    /// One for each count, in order.
    pub counts: Vec<Shortfall>,
}

/// Which counts are too low for their exposure, with at most `false_discovery_rate` of flags expected to be wrong.
///
/// As [`excess`](super::excess), to the other side: the lower tail of the negative binomial predictive (Gelman et al.
/// 2013, Bayesian Data Analysis, section 2.7), flags by Benjamini & Hochberg. Whoever is far out to either side has no
/// say in what is usual.
///
/// One exposure per count, in any unit; rates are per that unit.
///
/// # Errors
/// Those of [`excess`](super::excess).
///
/// ```
/// let contacts = [200.0; 12];
/// let concessions = [10, 9, 11, 8, 12, 10, 9, 13, 7, 10, 11, 0];
/// let found = models::statistics::funnel::shortfall(&concessions, &contacts, 0.05)?;
/// assert!(found.counts[11].flagged && !found.counts[8].flagged);
/// # Ok::<(), models::Error>(())
/// ```
pub fn shortfall(counts: &[u64], exposures: &[f64], false_discovery_rate: f64) -> Result<Shortfalls> {
    let usual = low_in_funnel(counts, exposures)?;
    let mut kept = without_the_low(counts, exposures, &usual)?;
    let mut round = 0;
    loop {
        let prior = fit_of(counts, exposures, &kept)?;
        let found = shortfall_against(prior, left_out(&kept), counts, exposures, false_discovery_rate)?;
        let next: Vec<bool> =
            found.counts.iter().zip(&usual).map(|(count, usual)| *usual && !count.flagged).collect();
        round += 1;
        if next == kept || !most(&next) || round > ROUNDS_MAX {
            return Ok(found);
        }
        kept = next;
    }
}

fn shortfall_against(
    prior: GammaPoisson,
    left_out: Vec<usize>,
    counts: &[u64],
    exposures: &[f64],
    false_discovery_rate: f64,
) -> Result<Shortfalls> {
    let funnel = poisson_funnel(counts, exposures)?;
    let rows = || counts.iter().zip(exposures);
    let tails: Vec<f64> = rows()
        .map(|(count, exposure)| (1.0 - prior.upper_tail(count.saturating_add(1), *exposure)).clamp(0.0, 1.0))
        .collect();
    let flags = benjamini_hochberg(&tails, false_discovery_rate)?;
    let counts = rows()
        .zip(tails.iter().zip(flags).zip(funnel))
        .map(|((count, exposure), ((lower_tail, flagged), funnel_z))| Shortfall {
            rate: *count as f64 / exposure,
            lower_tail: *lower_tail,
            flagged,
            funnel_z,
        })
        .collect();
    Ok(Shortfalls { prior, left_out, counts })
}

/// Of those not high in the funnel of roots, the ones not low in it either; all of them, where those would be too few.
fn without_the_low(counts: &[u64], exposures: &[f64], usual: &[bool]) -> Result<Vec<bool>> {
    let expected = expected(counts, exposures, usual)?;
    let rooted = |(count, mean): (&u64, f64)| 2.0 * ((*count as f64).sqrt() - mean.sqrt());
    let z: Vec<f64> = counts.iter().zip(expected).map(rooted).collect();
    let limit = -LEFT_OUT_ABOVE * spread(&z);
    let kept: Vec<bool> = z.iter().zip(usual).map(|(z, usual)| *usual && *z >= limit).collect();
    Ok(if most(&kept) { kept } else { usual.to_vec() })
}
