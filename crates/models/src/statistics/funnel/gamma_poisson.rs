//! Poisson counts whose rates are gamma distributed between those who are counted.

use super::checked;
use crate::error::{Error, Result};
use crate::statistics::beta;
use serde::Serialize;
use statrs::function::gamma::{checked_gamma_lr, ln_gamma};

/// The range of dispersions searched, as logarithms: 1e-7 is Poisson for every use, and at 1000 rates would lie
/// powers of ten apart.
const LN_DISPERSION: (f64, f64) = (-16.0, 7.0);
/// Points of the first look over that range.
const LOOKS: u32 = 47;
/// Up to here the logarithm of a rising factorial is summed term by term, which stays right as dispersion goes to 0.
const TERMS_MAX: u64 = 2000;

/// Rates with this mean, gamma distributed with shape `1/dispersion`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GammaPoisson {
    /// Mean rate per unit of exposure.
    pub mean: f64,
    /// Squared coefficient of variation of the rates; 0 where counts vary no more than Poisson ones.
    pub dispersion: f64,
    /// Logarithm of the likelihood at the fit.
    pub log_likelihood: f64,
}

impl GammaPoisson {
    /// The likeliest mean and dispersion: counts are negative binomial with mean `mean·exposure` and variance
    /// `mean·exposure + dispersion·(mean·exposure)²`.
    ///
    /// For each dispersion the mean solves one equation with one root; the dispersion is then searched in one
    /// dimension.
    ///
    /// One exposure per count, in any unit; the mean is a rate per that unit. Maximum likelihood of the gamma-Poisson
    /// (negative binomial) model.
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`]; [`Error::Empty`] without counts; [`Error::OutOfRange`] for an exposure that isn't
    /// above 0, with its row; [`Error::TooFew`] for fewer than three counts; [`Error::NoVariation`] where all counts
    /// are 0; [`Error::NotConverged`] for a dispersion beyond the range searched.
    ///
    /// ```
    /// use models::statistics::funnel::GammaPoisson;
    /// let prior = GammaPoisson::fit(&[2, 9, 5, 0, 14, 6], &[100.0, 100.0, 80.0, 60.0, 120.0, 90.0])?;
    /// assert!((prior.shape() / prior.rate() - prior.mean).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(counts: &[u64], exposures: &[f64]) -> Result<Self> {
        checked(counts, exposures)?;
        if counts.len() < 3 {
            return Err(Error::TooFew { what: "counts", needed: 3, found: counts.len() });
        }
        let data = Data { counts, exposures };
        let step = (LN_DISPERSION.1 - LN_DISPERSION.0) / f64::from(LOOKS - 1);
        let at = |look: u32| LN_DISPERSION.0 + step * f64::from(look);
        let (mut best, mut look) = (data.poisson(), None);
        for number in 0..LOOKS {
            let here = data.at(at(number).exp());
            if here.log_likelihood > best.log_likelihood {
                (best, look) = (here, Some(number));
            }
        }
        let Some(look) = look.filter(|look| *look > 0) else { return Ok(data.poisson()) };
        if look + 1 == LOOKS {
            let why = "the likelihood still rises at a dispersion of 1000".to_owned();
            return Err(Error::NotConverged { model: "gamma-Poisson", iterations: u64::from(LOOKS), why });
        }
        Ok(data.highest(at(look - 1), at(look + 1)))
    }

    /// The shape of the gamma distribution, a plain number: `1/dispersion`; infinite where there is no dispersion.
    ///
    /// The estimate of [`GammaPoisson::fit`].
    ///
    /// ```
    /// # use models::statistics::funnel::GammaPoisson;
    /// // Five concessions in a hundred contacts, and agents who differ by half of that.
    /// let prior = GammaPoisson { mean: 0.05, dispersion: 0.25, log_likelihood: 0.0 };
    /// assert_eq!(prior.shape(), 4.0);
    /// ```
    pub fn shape(&self) -> f64 {
        1.0 / self.dispersion
    }

    /// Its rate, in units of exposure: how much exposure the prior is worth, `1/(dispersion·mean)`; infinite where
    /// there is no dispersion.
    ///
    /// The estimate of [`GammaPoisson::fit`].
    ///
    /// ```
    /// # use models::statistics::funnel::GammaPoisson;
    /// // Five concessions in a hundred contacts, and agents who differ by half of that.
    /// let prior = GammaPoisson { mean: 0.05, dispersion: 0.25, log_likelihood: 0.0 };
    /// assert_eq!(prior.rate().round(), 80.0);
    /// ```
    pub fn rate(&self) -> f64 {
        1.0 / (self.dispersion * self.mean)
    }

    /// The mean of the rate after seeing a count: `(shape + count)/(rate + exposure)`, per unit of exposure.
    /// Without exposure it is the mean of all.
    ///
    /// Source: the posterior mean of a gamma prior, Gelman et al. 2013, Bayesian Data Analysis, section 2.7.
    ///
    /// ```
    /// # use models::statistics::funnel::GammaPoisson;
    /// // Five concessions in a hundred contacts, and agents who differ by half of that.
    /// let prior = GammaPoisson { mean: 0.05, dispersion: 0.25, log_likelihood: 0.0 };
    /// // Twelve in a hundred contacts are drawn towards the five of the others.
    /// assert!((prior.shrunken_rate(12, 100.0) - (4.0 + 12.0) / (80.0 + 100.0)).abs() < 1e-12);
    /// assert_eq!(prior.shrunken_rate(0, 0.0), prior.mean);
    /// ```
    pub fn shrunken_rate(&self, count: u64, exposure: f64) -> f64 {
        let worth = self.dispersion * self.mean;
        self.mean * (1.0 + self.dispersion * count as f64) / (1.0 + worth * exposure)
    }

    /// The probability of this count or a higher one with so much exposure, between 0 and 1.
    ///
    /// Source: the negative binomial predictive distribution of the same.
    ///
    /// ```
    /// # use models::statistics::funnel::GammaPoisson;
    /// // Five concessions in a hundred contacts, and agents who differ by half of that.
    /// let prior = GammaPoisson { mean: 0.05, dispersion: 0.25, log_likelihood: 0.0 };
    /// // At least one in twenty contacts, where one is expected.
    /// assert!((prior.upper_tail(1, 20.0) - (1.0 - 1.25_f64.powi(-4))).abs() < 1e-12);
    /// assert!(prior.upper_tail(12, 100.0) < 0.06);
    /// ```
    pub fn upper_tail(&self, count: u64, exposure: f64) -> f64 {
        let (count, expected) = (count as f64, self.mean * exposure);
        if count < 1.0 || exposure.is_nan() {
            return 1.0;
        }
        if expected <= 0.0 {
            return 0.0;
        }
        // With next to no dispersion the beta function would lose digits, and the counts are Poisson.
        if self.dispersion * expected.max(1.0) < 1e-7 {
            return checked_gamma_lr(count, expected).unwrap_or(1.0);
        }
        let x = self.dispersion * expected / (1.0 + self.dispersion * expected);
        beta::regularised(count, self.shape(), x).clamp(0.0, 1.0)
    }
}

struct Data<'a> {
    counts: &'a [u64],
    exposures: &'a [f64],
}

impl Data<'_> {
    fn poisson(&self) -> GammaPoisson {
        self.at(0.0)
    }

    /// The likeliest with this dispersion.
    fn at(&self, dispersion: f64) -> GammaPoisson {
        let mean = self.mean(dispersion);
        let log_likelihood =
            self.rows().map(|(count, exposure)| term(count, mean * exposure, dispersion)).sum();
        GammaPoisson { mean, dispersion, log_likelihood }
    }

    fn rows(&self) -> impl Iterator<Item = (u64, f64)> + '_ {
        self.counts.iter().copied().zip(self.exposures.iter().copied())
    }

    /// The root of the score, which falls with the mean: it lies between the lowest and the highest rate.
    fn mean(&self, dispersion: f64) -> f64 {
        let rates = || self.rows().map(|(count, exposure)| count as f64 / exposure);
        let (mut low, mut high) = (rates().fold(f64::INFINITY, f64::min), rates().fold(0.0, f64::max));
        let totals = self.rows().fold((0.0, 0.0), |sums, row| (sums.0 + row.0 as f64, sums.1 + row.1));
        let mut mean = totals.0 / totals.1;
        for _ in 0..100 {
            let (mut score, mut slope) = (0.0, 0.0);
            for (count, exposure) in self.rows() {
                let (count, spread) = (count as f64, 1.0 + dispersion * mean * exposure);
                score += (count - mean * exposure) / spread;
                slope -= exposure * (1.0 + dispersion * count) / (spread * spread);
            }
            if score > 0.0 {
                low = mean;
            } else {
                high = mean;
            }
            let step = mean - score / slope;
            let next = if step > low && step < high { step } else { f64::midpoint(low, high) };
            if (next - mean).abs() <= 1e-15 * mean {
                return next;
            }
            mean = next;
        }
        mean
    }

    /// The highest likelihood between two logarithms of dispersion, by the golden section.
    fn highest(&self, mut low: f64, mut high: f64) -> GammaPoisson {
        let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
        let at = |place: f64| self.at(place.exp());
        let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
        let (mut of_left, mut of_right) = (at(left), at(right));
        while high - low > 1e-9 {
            if of_left.log_likelihood > of_right.log_likelihood {
                (high, right, of_right) = (right, left, of_left);
                left = high - golden * (high - low);
                of_left = at(left);
            } else {
                (low, left, of_left) = (left, right, of_right);
                right = low + golden * (high - low);
                of_right = at(right);
            }
        }
        at(f64::midpoint(low, high))
    }
}

/// The logarithm of the probability of a count.
fn term(count: u64, expected: f64, dispersion: f64) -> f64 {
    let number = count as f64;
    let rising = if count <= TERMS_MAX {
        (0..count).map(|below| (dispersion * below as f64).ln_1p()).sum()
    } else if dispersion > 0.0 {
        let shape = 1.0 / dispersion;
        ln_gamma(shape + number) - ln_gamma(shape) + number * dispersion.ln()
    } else {
        0.0
    };
    let (scaled, waiting) = if dispersion > 0.0 {
        let spread = (dispersion * expected).ln_1p();
        (number * spread, spread / dispersion)
    } else {
        (0.0, expected)
    };
    rising + number * expected.ln() - scaled - waiting - ln_gamma(number + 1.0)
}
