//! NBD: customers who never leave. A yardstick, not a forecast.

use super::buying::{Buying, Estimable, ahead, checked};
use super::distinct::Distinct;
use super::history::History;
use super::poisson_gamma::{PoissonGamma, gamma, purchases};
use super::rising::{Rising, ln_rising};
use crate::error::Result;
use rand::Rng;
use serde::Serialize;

/// NBD (Ehrenberg 1959): purchases at a Poisson rate from Gamma(r, alpha), and nobody leaves.
///
/// If a model with leaving isn't clearly more likely than this one, the data show no leaving.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Nbd {
    r: f64,
    alpha: f64,
}

impl Nbd {
    /// The model at given parameters; alpha is a time.
    ///
    /// r is a pure number. Source: Ehrenberg 1959, Applied Statistics 8(1), as the model without leaving.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::{Buying, Nbd};
    /// // Two purchases per unit of time in the mean, for ever.
    /// assert_eq!(Nbd::new(1.0, 0.5)?.expected(10.0)?, 20.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(r: f64, alpha: f64) -> Result<Self> {
        Self::of(&[r, alpha])
    }
}

impl Buying for Nbd {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn log_likelihood(&self, history: &History) -> f64 {
        let x = f64::from(history.repeats());
        ln_rising(self.r, history.repeats()) + self.r * self.alpha.ln()
            - (self.r + x) * (self.alpha + history.observed()).ln()
    }

    fn alive(&self, _: &History) -> f64 {
        1.0
    }

    fn expected_if_alive(&self, history: &History, t: f64) -> Result<f64> {
        Ok((self.r + f64::from(history.repeats())) / (self.alpha + history.observed()) * ahead(t)?)
    }

    fn probability(&self, count: u32, t: f64) -> Result<f64> {
        Ok(PoissonGamma { r: self.r, alpha: self.alpha }.probability(count, ahead(t)?))
    }

    fn future(&self, history: &History, horizon: f64, generator: &mut dyn Rng) -> Vec<f64> {
        let shape = self.r + f64::from(history.repeats());
        let rate = gamma(shape, self.alpha + history.observed(), generator);
        purchases(rate, 0.0, horizon, generator)
    }
}

impl Estimable for Nbd {
    const NAME: &'static str = "NBD";
    const ALIKE: &'static str = "NBD";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha"];
    const TIMES: &'static [bool] = &[false, true];

    fn of(parameters: &[f64]) -> Result<Self> {
        let [r, alpha] = checked(Self::PARAMETERS, parameters)?;
        Ok(Self { r, alpha })
    }

    fn total(parameters: &[f64], customers: &Distinct) -> (f64, Vec<f64>) {
        let Ok(Self { r, alpha }) = Self::of(parameters) else {
            return (f64::NAN, vec![f64::NAN; parameters.len()]);
        };
        let rate = Rising::new(r, customers.repeats_max());
        let (mut sum, mut by_r, mut by_alpha) = (0.0, 0.0, 0.0);
        for (history, count) in customers.rows() {
            let (count, x) = (f64::from(*count), f64::from(history.repeats()));
            let (ln_r, d_r) = rate.at(history.repeats());
            let end = alpha + history.observed();
            sum += count * (ln_r + r * alpha.ln() - (r + x) * end.ln());
            by_r += count * (d_r + alpha.ln() - end.ln());
            by_alpha += count * (r / alpha - (r + x) / end);
        }
        (sum, vec![by_r, by_alpha])
    }

    fn starts(rate: f64) -> Vec<Vec<f64>> {
        vec![vec![0.5, 0.5 / rate], vec![2.0, 2.0 / rate]]
    }
}
