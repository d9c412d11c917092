//! BG/NBD: customers may leave after each repeat purchase.

use super::beta_geometric::{self, BetaGeometric, starts};
use super::buying::{Buying, Estimable, ahead, checked, unsettled};
use super::distinct::Distinct;
use super::history::History;
use crate::error::Result;
use rand::Rng;
use serde::Serialize;

/// BG/NBD (Fader, Hardie & Lee 2005, Marketing Science 24(2)).
///
/// A customer buys at a Poisson rate lambda from Gamma(r, alpha) and leaves after each *repeat* purchase with
/// probability p from Beta(a, b). So nobody who never bought again has left: good for forecasts, wrong for counting
/// whom one has lost, for which it has no [`CountsLost`](super::CountsLost).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub struct BgNbd(BetaGeometric);

impl BgNbd {
    /// The model at given parameters; alpha is a time, the others are pure numbers.
    ///
    /// Source: Fader, Hardie & Lee 2005, Marketing Science 24(2).
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::{BgNbd, Buying, History};
    /// // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// let customer = History::new(26, 30.86, 31.0)?;
    /// assert!((model.alive(&customer) - 0.969).abs() < 0.001);
    /// assert!((model.expected_after(&customer, 52.0)? - 25.76).abs() < 0.05);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self> {
        Self::of(&[r, alpha, a, b])
    }
}

impl Buying for BgNbd {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn log_likelihood(&self, history: &History) -> f64 {
        self.0.log_likelihood(history)
    }

    fn alive(&self, history: &History) -> f64 {
        self.0.alive(history)
    }

    fn expected_if_alive(&self, history: &History, t: f64) -> Result<f64> {
        self.0.expected_if_alive(history, ahead(t)?).ok_or_else(|| unsettled(Self::NAME))
    }

    fn probability(&self, count: u32, t: f64) -> Result<f64> {
        Ok(self.0.probability(count, ahead(t)?))
    }

    fn future(&self, history: &History, horizon: f64, generator: &mut dyn Rng) -> Vec<f64> {
        self.0.future(history, horizon, generator)
    }
}

impl Estimable for BgNbd {
    const NAME: &'static str = "BG/NBD";
    const ALIKE: &'static str = "BG/NBD, all leaving alike";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "a", "b"];
    const TIMES: &'static [bool] = &[false, true, false, false];

    fn of(parameters: &[f64]) -> Result<Self> {
        let [r, alpha, a, b] = checked(Self::PARAMETERS, parameters)?;
        Ok(Self(BetaGeometric { r, alpha, a, b, first: 0 }))
    }

    fn total(parameters: &[f64], customers: &Distinct) -> (f64, Vec<f64>) {
        match Self::of(parameters) {
            Ok(model) => model.0.total(customers),
            Err(_) => (f64::NAN, vec![f64::NAN; parameters.len()]),
        }
    }

    fn alike(ratio: f64, sharpness: f64) -> Option<[(f64, f64); 2]> {
        beta_geometric::alike(ratio, sharpness)
    }

    fn starts(rate: f64) -> Vec<Vec<f64>> {
        starts(rate)
    }
}
