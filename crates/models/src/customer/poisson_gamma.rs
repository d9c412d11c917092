//! Purchases at a rate that differs between customers by a gamma distribution: what all models of buying share.

use super::history::REPEATS_MAX;
use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, Exp1, Gamma};
use statrs::function::beta::beta_reg;

use super::rising::ln_rising;

/// The negative binomial distribution of purchases in a time t by customers who don't leave: shape r, rate alpha.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PoissonGamma {
    pub(crate) r: f64,
    pub(crate) alpha: f64,
}

impl PoissonGamma {
    /// The probability of exactly `count`.
    pub(crate) fn probability(&self, count: u32, t: f64) -> f64 {
        let none = -self.r * (t / self.alpha).ln_1p();
        if count == 0 {
            return none.exp();
        }
        let some = f64::from(count) * (t / (self.alpha + t)).ln();
        (ln_rising(self.r, count) - ln_rising(1.0, count) + none + some).exp()
    }

    /// The probability of `count` or more.
    pub(crate) fn at_least(&self, count: u32, t: f64) -> f64 {
        if count == 0 {
            return 1.0;
        }
        if t <= 0.0 {
            return 0.0;
        }
        beta_reg(f64::from(count), self.r, t / (self.alpha + t))
    }
}

/// A draw from a gamma distribution with mean shape / rate; 0 where the parameters allow none.
pub(crate) fn gamma(shape: f64, rate: f64, generator: &mut dyn Rng) -> f64 {
    Gamma::new(shape, 1.0 / rate).map_or(0.0, |gamma| gamma.sample(generator))
}

/// A draw from a beta distribution; its mean where the parameters are too extreme to draw from.
pub(crate) fn beta(a: f64, b: f64, generator: &mut dyn Rng) -> f64 {
    Beta::new(a, b).map_or(a / (a + b), |beta| beta.sample(generator))
}

/// A draw of the time until something that happens at `rate`; never, at rate 0.
pub(crate) fn wait(rate: f64, generator: &mut dyn Rng) -> f64 {
    let unit: f64 = Exp1.sample(generator);
    if rate > 0.0 { unit / rate } else { f64::INFINITY }
}

/// Whether something of this probability happens.
pub(crate) fn happens(probability: f64, generator: &mut dyn Rng) -> bool {
    generator.random::<f64>() < probability
}

/// Times of purchases at `rate` until `end`, each the last with probability `leaving`.
pub(crate) fn purchases(rate: f64, leaving: f64, end: f64, generator: &mut dyn Rng) -> Vec<f64> {
    let mut times = Vec::new();
    let mut now = 0.0;
    while times.len() < REPEATS_MAX as usize {
        now += wait(rate, generator);
        if now > end {
            break;
        }
        times.push(now);
        if leaving > 0.0 && happens(leaving, generator) {
            break;
        }
    }
    times
}
