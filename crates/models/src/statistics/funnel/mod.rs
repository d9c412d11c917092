//! Counts with unequal exposure, such as concessions per agent: which are higher, or lower, than agents
//! differ anyway.
//!
//! Agents differ by more than chance, so a Poisson limit would accuse many. Their rates are taken as gamma
//! distributed; a count is judged by what a count of its exposure may be under that. A few who are far out would
//! widen the fitted distribution and hide each other, so points high in the funnel are left out of the fit.
//!
//! Not for fewer than some ten agents. A flag opens a talk, never a penalty.

mod gamma_poisson;
mod shortfall;

pub use gamma_poisson::GammaPoisson;
pub use shortfall::{Shortfall, Shortfalls, shortfall};

use super::consistency::percentile;
use super::false_discovery::benjamini_hochberg;
use crate::error::{Error, Result, positive};
use serde::Serialize;

/// Points above this many standard deviations are left out of the first fit.
const LEFT_OUT_ABOVE: f64 = 3.0;
/// The share at each end drawn in when the spread of the funnel is measured (Spiegelhalter 2005).
const DRAWN_IN: f64 = 0.1;
/// Rounds of leaving out; it settles after two or three.
const ROUNDS_MAX: usize = 20;

/// How one count stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Excess {
    /// Its rate per unit of exposure.
    pub rate: f64,
    /// The rate to go by where there is no flag: drawn towards the others', the more the less exposure there was. One
    /// who is flagged isn't like the others, and his own rate tells more.
    pub shrunken_rate: f64,
    /// The probability of a count as high by an agent like the others.
    pub upper_tail: f64,
    /// Whether it is flagged, with the false discoveries among flags held at the rate asked for.
    pub flagged: bool,
    /// Where it stands in the plain Poisson funnel, in standard deviations: for comparison.
    pub funnel_z: f64,
}

/// What was found, and against what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Excesses {
    /// How rates are spread, from the fit without the high points.
    pub prior: GammaPoisson,
    /// Rows left out of that fit.
    pub left_out: Vec<usize>,
    /// One for each count, in order.
    pub counts: Vec<Excess>,
}

/// Which counts are too high for their exposure, with at most `false_discovery_rate` of flags expected to be wrong.
///
/// Empirical Bayes with gamma-Poisson rates (Gelman et al. 2013, Bayesian Data Analysis, section 2.7), upper tail of
/// the negative binomial predictive, flags by Benjamini & Hochberg. The prior is fitted without the points high in the
/// funnel first, then again without those that are flagged against it, until these are the same: who is flagged has no
/// say in what is usual, and who isn't has.
///
/// One exposure per count, in any unit (contacts, say); rates are per that unit.
///
/// # Errors
/// Those of [`GammaPoisson::fit`], and [`Error::OutOfRange`] for a false discovery rate that isn't between 0 and 1.
///
/// ```
/// let contacts = [200.0; 12];
/// let concessions = [10, 9, 11, 8, 12, 10, 9, 13, 7, 10, 11, 45];
/// let found = models::statistics::funnel::excess(&concessions, &contacts, 0.05)?;
/// assert_eq!(found.left_out, [11]);
/// assert!(found.counts[11].flagged && !found.counts[7].flagged);
/// # Ok::<(), models::Error>(())
/// ```
pub fn excess(counts: &[u64], exposures: &[f64], false_discovery_rate: f64) -> Result<Excesses> {
    let mut kept = low_in_funnel(counts, exposures)?;
    for _ in 0..ROUNDS_MAX {
        let prior = fit_of(counts, exposures, &kept)?;
        let found = excess_against(prior, left_out(&kept), counts, exposures, false_discovery_rate)?;
        let next: Vec<bool> = found.counts.iter().map(|count| !count.flagged).collect();
        if next == kept || !most(&next) {
            return Ok(found);
        }
        kept = next;
    }
    let prior = fit_of(counts, exposures, &kept)?;
    excess_against(prior, left_out(&kept), counts, exposures, false_discovery_rate)
}

/// The same against a prior fitted elsewhere, such as on last year's counts; `left_out` is handed through.
///
/// One exposure per count, in the unit of the prior's. Source: as [`excess`].
///
/// # Errors
/// Those of [`poisson_funnel`], and [`Error::OutOfRange`] for a false discovery rate that isn't between 0 and 1.
///
/// ```
/// use models::statistics::funnel::{GammaPoisson, excess_against};
/// let last_year = GammaPoisson { mean: 0.05, dispersion: 0.25, log_likelihood: 0.0 };
/// let found = excess_against(last_year, Vec::new(), &[6, 30], &[100.0, 100.0], 0.05)?;
/// assert!(!found.counts[0].flagged && found.counts[1].flagged);
/// # Ok::<(), models::Error>(())
/// ```
pub fn excess_against(
    prior: GammaPoisson,
    left_out: Vec<usize>,
    counts: &[u64],
    exposures: &[f64],
    false_discovery_rate: f64,
) -> Result<Excesses> {
    let funnel = poisson_funnel(counts, exposures)?;
    let rows = || counts.iter().zip(exposures);
    let tails: Vec<f64> = rows().map(|(count, exposure)| prior.upper_tail(*count, *exposure)).collect();
    let flags = benjamini_hochberg(&tails, false_discovery_rate)?;
    let counts = rows()
        .zip(tails.iter().zip(flags).zip(funnel))
        .map(|((count, exposure), ((upper_tail, flagged), funnel_z))| Excess {
            rate: *count as f64 / exposure,
            shrunken_rate: prior.shrunken_rate(*count, *exposure),
            upper_tail: *upper_tail,
            flagged,
            funnel_z,
        })
        .collect();
    Ok(Excesses { prior, left_out, counts })
}

/// Where each count stands in a Poisson funnel around the common rate, in standard deviations:
/// `(count - expected)/sqrt(expected)`.
///
/// One exposure per count, and one place per count in the answer. Source: the funnel plot of Spiegelhalter 2005,
/// Statistics in Medicine 24.
///
/// # Errors
/// [`Error::LengthsDiffer`], [`Error::Empty`] without counts, [`Error::OutOfRange`] for an exposure that isn't above 0
/// (with its row), [`Error::NoVariation`] where all counts are 0.
///
/// ```
/// let z = models::statistics::funnel::poisson_funnel(&[15, 6, 6], &[100.0, 100.0, 100.0])?;
/// // Nine were to be expected of each.
/// assert!((z[0] - 2.0).abs() < 1e-9 && (z[1] + 1.0).abs() < 1e-9);
/// # Ok::<(), models::Error>(())
/// ```
pub fn poisson_funnel(counts: &[u64], exposures: &[f64]) -> Result<Vec<f64>> {
    let expected = expected(counts, exposures, &vec![true; counts.len()])?;
    Ok(counts.iter().zip(expected).map(|(count, mean)| (*count as f64 - mean) / mean.sqrt()).collect())
}

/// Which points are not high in the funnel of roots, in which counts of unequal size and skewed rates spread evenly. It
/// is as wide as the counts are spread (Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202: the multiplicative
/// factor, after drawing in a tenth at each end).
fn low_in_funnel(counts: &[u64], exposures: &[f64]) -> Result<Vec<bool>> {
    let mut kept = vec![true; counts.len()];
    for _ in 0..ROUNDS_MAX {
        let expected = expected(counts, exposures, &kept)?;
        let rooted = |(count, mean): (&u64, f64)| 2.0 * ((*count as f64).sqrt() - mean.sqrt());
        let z: Vec<f64> = counts.iter().zip(expected).map(rooted).collect();
        let limit = LEFT_OUT_ABOVE * spread(&z);
        let next: Vec<bool> = z.iter().map(|z| *z <= limit).collect();
        if next == kept || !most(&next) {
            break;
        }
        kept = next;
    }
    Ok(kept)
}

/// Whether at least half are kept; otherwise it is the others who are unusual.
fn most(kept: &[bool]) -> bool {
    kept.iter().filter(|kept| **kept).count() * 2 >= kept.len()
}

fn fit_of(counts: &[u64], exposures: &[f64], kept: &[bool]) -> Result<GammaPoisson> {
    let rows = counts.iter().zip(exposures).zip(kept).filter(|(_, kept)| **kept);
    let (counts, exposures): (Vec<u64>, Vec<f64>) =
        rows.map(|((count, exposure), _)| (*count, *exposure)).unzip();
    GammaPoisson::fit(&counts, &exposures)
}

fn left_out(kept: &[bool]) -> Vec<usize> {
    (0..).zip(kept).filter(|(_, kept)| !**kept).map(|(row, _)| row).collect()
}

/// What each count would be at the common rate of those kept.
fn expected(counts: &[u64], exposures: &[f64], kept: &[bool]) -> Result<Vec<f64>> {
    checked(counts, exposures)?;
    let mut totals = (0.0, 0.0);
    for ((count, exposure), _) in counts.iter().zip(exposures).zip(kept).filter(|(_, kept)| **kept) {
        totals = (totals.0 + *count as f64, totals.1 + exposure);
    }
    Ok(exposures.iter().map(|exposure| totals.0 / totals.1 * exposure).collect())
}

/// How much wider than Poisson a funnel is, at least 1, not counting its ends.
fn spread(z: &[f64]) -> f64 {
    let mut sorted = z.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (percentile(&sorted, DRAWN_IN), percentile(&sorted, 1.0 - DRAWN_IN));
    let squares: f64 = z.iter().map(|z| z.clamp(low, high).powi(2)).sum();
    (squares / z.len() as f64).sqrt().max(1.0)
}

/// Counts that belong to exposures, not all of them 0.
fn checked(counts: &[u64], exposures: &[f64]) -> Result<()> {
    if counts.len() != exposures.len() {
        let (left, right) = (counts.len(), exposures.len());
        return Err(Error::LengthsDiffer { what: "counts and exposures", left, right });
    }
    if counts.is_empty() {
        return Err(Error::Empty { what: "counts" });
    }
    for (row, exposure) in exposures.iter().enumerate() {
        positive("exposure", Some(row), *exposure)?;
    }
    if counts.iter().all(|count| *count == 0) {
        return Err(Error::NoVariation { what: "counts (0)" });
    }
    Ok(())
}
