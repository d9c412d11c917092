//! sBG: contracts renewed with a probability that differs between customers.

use super::estimates::Fit;
use super::renewal::{self, Renewal};
use crate::error::{Error, Result, positive};
use crate::numeric::hypergeometric::gauss;
use serde::Serialize;

/// The shifted-beta-geometric model (Fader & Hardie 2007, JIM 21(1)): at each renewal a customer leaves with the same
/// probability, which differs between customers by Beta(alpha, beta).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ShiftedBetaGeometric {
    alpha: f64,
    beta: f64,
}

const NAME: &str = "sBG";

impl ShiftedBetaGeometric {
    /// The model at given parameters, both pure numbers.
    ///
    /// Source: Fader & Hardie 2007, J. Interactive Marketing 21(1): S(t) = B(alpha, beta + t) / B(alpha, beta).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::{Renewal, ShiftedBetaGeometric};
    /// let model = ShiftedBetaGeometric::new(0.704, 1.182)?;
    /// // The share who renew for the first time is beta / (alpha + beta).
    /// assert!((model.survival(1) - 0.627).abs() < 0.001);
    /// assert!(ShiftedBetaGeometric::new(0.0, 1.182).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(alpha: f64, beta: f64) -> Result<Self> {
        Ok(Self { alpha: positive("alpha", None, alpha)?, beta: positive("beta", None, beta)? })
    }

    /// Finds the parameters by maximum likelihood from cohorts: for each, how many were there at the start and after
    /// each renewal. Cohorts may differ in length.
    ///
    /// One list per cohort, of counts of customers at times 0, 1, 2 … in periods. Source: Fader & Hardie 2007; ln L
    /// sums lost(t) ln(S(t-1) - S(t)) and what is left at the end.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Contradiction`] for a cohort that grows (rows count through all cohorts),
    /// [`Error::TooFew`] under two renewals, [`Error::NoVariation`] where nobody left, [`Error::NotConverged`] such as
    /// when all customers leave with the same probability.
    ///
    /// ```
    /// use models::customer::{Renewal, ShiftedBetaGeometric};
    /// let fit = ShiftedBetaGeometric::fit(&[vec![1000, 631, 468, 382, 326, 289, 262, 241]])?;
    /// // Who has renewed six times renews the seventh rather than a new customer his first.
    /// assert!(fit.model.retention(7) > fit.model.retention(1));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(cohorts: &[Vec<u64>]) -> Result<Fit<Self>> {
        let customers = renewal::checked(cohorts, 2)?;
        let estimates = renewal::fit(NAME, &["alpha", "beta"], cohorts, customers)?;
        let values = estimates.values();
        Ok(Fit { model: Self::new(values[0], values[1])?, estimates })
    }
}

impl Renewal for ShiftedBetaGeometric {
    fn ln_survival(&self, periods: u32) -> f64 {
        renewal::ln_survival(self.alpha, self.beta, 1.0, periods)
    }

    /// In closed form (Fader & Hardie 2010, equation 5).
    fn discounted_renewals(&self, made: u32, rate: f64) -> Result<f64> {
        positive("discount per period", None, rate)?;
        let (alpha, stay) = (self.alpha, self.beta + f64::from(made));
        let sum = gauss(1.0, stay + 1.0, alpha + stay + 1.0, 1.0 / (1.0 + rate));
        let why = "a discount next to nothing leaves the sum without end".to_owned();
        let unsettled = Error::NotConverged { model: "discounted renewals", iterations: 0, why };
        Ok(stay / (alpha + stay) * sum.ok_or(unsettled)?)
    }
}
