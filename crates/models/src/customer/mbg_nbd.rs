//! MBG/NBD: customers may leave after each purchase, the first included.

use super::beta_geometric::{self, BetaGeometric, starts};
use super::buying::{Buying, CountsLost, Estimable, ahead, checked, unsettled};
use super::distinct::Distinct;
use super::history::History;
use crate::error::Result;
use rand::Rng;
use serde::Serialize;

/// MBG/NBD (Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007).
///
/// As [`BgNbd`](super::BgNbd), but a customer may leave after the first purchase too. So it tells those who never came
/// back apart by their silence, and may be asked how many customers were lost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub struct MbgNbd(BetaGeometric);

impl CountsLost for MbgNbd {}

impl MbgNbd {
    /// The model at given parameters; alpha is a time, the others are pure numbers.
    ///
    /// Source: Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::{Buying, History, MbgNbd};
    /// let model = MbgNbd::new(0.525, 6.183, 0.891, 1.614)?;
    /// // Silent since the first purchase 39 weeks ago: probably gone, as BG/NBD could not say.
    /// assert!(model.alive(&History::new(0, 0.0, 39.0)?) < 0.5);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self> {
        Self::of(&[r, alpha, a, b])
    }
}

impl Buying for MbgNbd {
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

impl Estimable for MbgNbd {
    const NAME: &'static str = "MBG/NBD";
    const ALIKE: &'static str = "MBG/NBD, all leaving alike";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "a", "b"];
    const TIMES: &'static [bool] = &[false, true, false, false];

    fn of(parameters: &[f64]) -> Result<Self> {
        let [r, alpha, a, b] = checked(Self::PARAMETERS, parameters)?;
        Ok(Self(BetaGeometric { r, alpha, a, b, first: 1 }))
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
