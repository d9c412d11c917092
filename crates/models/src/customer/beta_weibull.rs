//! Beta-discrete-Weibull: contracts whose renewal also depends on how long they have run.

use super::estimates::Fit;
use super::renewal::{self, Renewal};
use crate::error::{Result, positive};
use serde::Serialize;

/// The beta-discrete-Weibull model (Fader, Hardie, Liu, Davin & Steenburgh 2018, JIM 43): as sBG, but each customer's own
/// probability of leaving may fall with time (c under 1) or rise (over 1).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BetaWeibull {
    gamma: f64,
    delta: f64,
    c: f64,
}

const NAME: &str = "BdW";

impl BetaWeibull {
    /// The model at given parameters, all pure numbers.
    ///
    /// Source: Fader, Hardie, Liu, Davin & Steenburgh 2018, J. Interactive Marketing 43: S(t) = B(gamma, delta + t^c) /
    /// B(gamma, delta).
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::{BetaWeibull, Renewal, ShiftedBetaGeometric};
    /// // With c = 1 it is sBG; over 1 the same customers leave sooner after the first renewal.
    /// let (steady, plain) = (BetaWeibull::new(0.704, 1.182, 1.0)?, ShiftedBetaGeometric::new(0.704, 1.182)?);
    /// assert!((steady.survival(5) - plain.survival(5)).abs() < 1e-12);
    /// assert!(BetaWeibull::new(0.704, 1.182, 1.5)?.survival(5) < plain.survival(5));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(gamma: f64, delta: f64, c: f64) -> Result<Self> {
        positive("gamma", None, gamma)?;
        Ok(Self { gamma, delta: positive("delta", None, delta)?, c: positive("c", None, c)? })
    }

    /// Finds the parameters by maximum likelihood from cohorts: for each, how many were there at the start and after
    /// each renewal. Cohorts may differ in length.
    ///
    /// One list per cohort, of counts of customers at times 0, 1, 2 … in periods. Source: as [`new`](Self::new); ln L
    /// sums lost(t) ln(S(t-1) - S(t)) and what is left at the end.
    ///
    /// # Errors
    /// As [`ShiftedBetaGeometric::fit`](super::ShiftedBetaGeometric::fit), with three renewals at least.
    ///
    /// ```
    /// use models::customer::{BetaWeibull, Renewal};
    /// let fit = BetaWeibull::fit(&[vec![1000, 631, 468, 382, 326]])?;
    /// assert!((fit.model.survival(4) - 0.326).abs() < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(cohorts: &[Vec<u64>]) -> Result<Fit<Self>> {
        let customers = renewal::checked(cohorts, 3)?;
        let estimates = renewal::fit(NAME, &["gamma", "delta", "c"], cohorts, customers)?;
        let values = estimates.values();
        Ok(Fit { model: Self::new(values[0], values[1], values[2])?, estimates })
    }
}

impl Renewal for BetaWeibull {
    fn ln_survival(&self, periods: u32) -> f64 {
        renewal::ln_survival(self.gamma, self.delta, self.c, periods)
    }
}
