//! Pareto/NBD: customers may leave at any time, unseen.

use super::buying::{Buying, CountsLost, Estimable, ahead, checked, unsettled};
use super::discount::Discount;
use super::distinct::Distinct;
use super::history::History;
use super::pareto_lifetime::Lifetime;
use super::poisson_gamma::{PoissonGamma, gamma, happens, purchases, wait};
use super::rising::{Rising, ln_rising};
use crate::error::Result;
use crate::numeric::{exponential_integral, quadrature};
use rand::Rng;
use serde::Serialize;

/// Pareto/NBD (Schmittlein, Morrison & Colombo 1987, Management Science 33(1); Fader & Hardie 2005, "A note on deriving
/// the Pareto/NBD model").
///
/// A customer buys at a Poisson rate lambda from Gamma(r, alpha) and stays for an exponential time of rate mu from
/// Gamma(s, beta), whether he buys or not. s and beta are known together rather than each: compare expectations and
/// likelihoods, not their third digits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ParetoNbd {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
}

impl CountsLost for ParetoNbd {}

impl ParetoNbd {
    /// The model at given parameters; alpha and beta are times.
    ///
    /// r and s are pure numbers. Source: Schmittlein, Morrison & Colombo 1987, Management Science 33(1).
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::{Buying, History, ParetoNbd};
    /// let model = ParetoNbd::new(0.553, 10.578, 0.606, 11.669)?;
    /// // With the same silence since week 20, those who used to buy more have less of a future.
    /// let future = |repeats| model.expected_after(&History::new(repeats, 20.0, 39.0)?, 52.0);
    /// assert!(future(25)? < future(10)?);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(r: f64, alpha: f64, s: f64, beta: f64) -> Result<Self> {
        Self::of(&[r, alpha, s, beta])
    }

    /// All purchases this customer will ever make, each discounted to the end of observation: "discounted expected
    /// residual transactions" (Fader, Hardie & Lee 2005, JMR 42(4)).
    ///
    /// Tricomi's U(s, s, d(beta+T)) of the paper is an exponential integral, so it has no singular cases.
    ///
    /// A number of purchases; the discount is a rate per unit of time of the histories.
    ///
    /// # Errors
    /// [`Error::NotConverged`](crate::Error::NotConverged) for a discount next to nothing against the time scale of
    /// staying; [`Error::OutOfRange`](crate::Error::OutOfRange) without discount (the sum may then be infinite).
    ///
    /// ```
    /// use models::customer::{Discount, History, ParetoNbd};
    /// let model = ParetoNbd::new(0.5630, 12.5590, 0.4081, 10.5148)?;
    /// let residual = model.discounted_residual(&History::new(7, 35.0, 77.86)?, &Discount::continuous(0.0027)?)?;
    /// assert!((residual - 1.864).abs() < 0.001);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn discounted_residual(&self, history: &History, discount: &Discount) -> Result<f64> {
        let rate = crate::error::positive("discount per unit of time", None, discount.rate())?;
        let beta = self.beta + history.observed();
        let staying =
            exponential_integral::scaled(self.s, rate * beta).ok_or_else(|| unsettled(Self::NAME))?;
        Ok(self.rate_after(history) * beta * staying * self.alive(history))
    }

    /// Mean purchase rate of this customer, if still one.
    fn rate_after(&self, history: &History) -> f64 {
        (self.r + f64::from(history.repeats())) / (self.alpha + history.observed())
    }
}

impl Buying for ParetoNbd {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn log_likelihood(&self, history: &History) -> f64 {
        let lifetime = Lifetime::of(self, history);
        ln_rising(self.r, history.repeats())
            + self.r * self.alpha.ln()
            + self.s * self.beta.ln()
            + lifetime.ln_sum()
    }

    fn alive(&self, history: &History) -> f64 {
        Lifetime::of(self, history).alive()
    }

    fn expected_if_alive(&self, history: &History, t: f64) -> Result<f64> {
        let beta = self.beta + history.observed();
        // (1 - (beta/(beta+t))^(s-1)) / (s-1), also at s = 1.
        let (over, longer) = (self.s - 1.0, (ahead(t)? / beta).ln_1p());
        let staying = if over == 0.0 { longer } else { -(-over * longer).exp_m1() / over };
        Ok(self.rate_after(history) * beta * staying)
    }

    fn probability(&self, count: u32, t: f64) -> Result<f64> {
        let rate = PoissonGamma { r: self.r, alpha: self.alpha };
        let stays = (-self.s * (ahead(t)? / self.beta).ln_1p()).exp();
        // Over the time of leaving y, in ln(scale + y), where density and purchases are both smooth.
        let scale = self.alpha.min(self.beta);
        let width = (t / scale).ln_1p();
        let panels = (2.0 * width).ceil() as u32 + count.min(400) / 4 + 1;
        let left = quadrature::integral(0.0, width, panels, |u| {
            let y = scale * u.exp_m1();
            let density = self.s / self.beta * (-(self.s + 1.0) * (y / self.beta).ln_1p()).exp();
            density * rate.probability(count, y) * (scale + y)
        });
        Ok(stays * rate.probability(count, t) + left)
    }

    fn future(&self, history: &History, horizon: f64, generator: &mut dyn Rng) -> Vec<f64> {
        if !happens(self.alive(history), generator) {
            return Vec::new();
        }
        let shape = self.r + f64::from(history.repeats());
        let rate = gamma(shape, self.alpha + history.observed(), generator);
        let leaving = gamma(self.s, self.beta + history.observed(), generator);
        let stay = wait(leaving, generator);
        purchases(rate, 0.0, stay.min(horizon), generator)
    }
}

impl Estimable for ParetoNbd {
    const NAME: &'static str = "Pareto/NBD";
    const ALIKE: &'static str = "Pareto/NBD, all leaving alike";
    const PARAMETERS: &'static [&'static str] = &["r", "alpha", "s", "beta"];
    const TIMES: &'static [bool] = &[false, true, false, true];

    fn of(parameters: &[f64]) -> Result<Self> {
        let [r, alpha, s, beta] = checked(Self::PARAMETERS, parameters)?;
        Ok(Self { r, alpha, s, beta })
    }

    fn total(parameters: &[f64], customers: &Distinct) -> (f64, Vec<f64>) {
        let Ok(model) = Self::of(parameters) else {
            return (f64::NAN, vec![f64::NAN; parameters.len()]);
        };
        let rate = Rising::new(model.r, customers.repeats_max());
        let fixed = model.r * model.alpha.ln() + model.s * model.beta.ln();
        let fixed_slope = [model.alpha.ln(), model.r / model.alpha, model.beta.ln(), model.s / model.beta];
        let mut sum = 0.0;
        let mut slopes = [0.0; 4];
        for (history, count) in customers.rows() {
            let count = f64::from(*count);
            let (ln_r, d_r) = rate.at(history.repeats());
            let lifetime = Lifetime::of(&model, history);
            sum += count * (ln_r + fixed + lifetime.ln_sum());
            let slope = lifetime.slope();
            for (total, (slope, fixed)) in slopes.iter_mut().zip(slope.iter().zip(fixed_slope)) {
                *total += count * (slope + fixed);
            }
            slopes[0] += count * d_r;
        }
        (sum, slopes.to_vec())
    }

    fn alike(ratio: f64, sharpness: f64) -> Option<[(f64, f64); 2]> {
        // The rate of leaving is gamma distributed with mean s / beta.
        Some([(sharpness, 0.0), (sharpness / ratio, -1.0)])
    }

    fn starts(rate: f64) -> Vec<Vec<f64>> {
        let start = |r: f64, s: f64, beta: f64| vec![r, r / (2.0 * rate), s, beta];
        vec![start(0.5, 0.6, 0.4), start(1.5, 1.0, 1.5)]
    }
}
