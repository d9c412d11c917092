//! What BG/NBD and MBG/NBD share: customers who may leave after a purchase, each time with the same probability p,
//! which differs between customers by a beta distribution.
//!
//! The two differ in one number: how many chances to leave the first purchase gives (none, or one). With x repeat
//! purchases a customer has had n = x + first chances and every formula is the same in n.

use super::distinct::Distinct;
use super::history::History;
use super::poisson_gamma::{self, PoissonGamma};
use super::rising::{Rising, ln_rising};
use rand::Rng;
use serde::Serialize;

/// The kernel: r, alpha of the purchase rate; a, b of the probability to leave; chances at the first purchase.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct BetaGeometric {
    pub(crate) r: f64,
    pub(crate) alpha: f64,
    pub(crate) a: f64,
    pub(crate) b: f64,
    #[serde(skip)]
    pub(crate) first: u32,
}

/// Terms after which an expectation is given up: horizons up to 100,000 times the time scale of buying.
const TERMS_MAX: u32 = 5_000_000;

impl BetaGeometric {
    fn rate(&self) -> PoissonGamma {
        PoissonGamma { r: self.r, alpha: self.alpha }
    }

    /// ln of the odds that the customer has left: `a / (b + n - 1) * ((alpha + T) / (alpha + t_x))^(r + x)`. None while
    /// there was no chance to leave.
    fn ln_odds_left(&self, history: &History) -> Option<f64> {
        let x = f64::from(history.repeats());
        let chances = history.repeats() + self.first;
        let silence = (self.alpha + history.observed()).ln() - (self.alpha + history.last()).ln();
        (chances > 0).then(|| (self.a / (self.b + f64::from(chances) - 1.0)).ln() + (self.r + x) * silence)
    }

    /// 1 / (1 + odds).
    pub(crate) fn alive(&self, history: &History) -> f64 {
        self.ln_odds_left(history).map_or(1.0, |ln_odds| 1.0 / (1.0 + ln_odds.exp()))
    }

    pub(crate) fn log_likelihood(&self, history: &History) -> f64 {
        let x = f64::from(history.repeats());
        let chances = history.repeats() + self.first;
        let staying = ln_rising(self.b, chances) - ln_rising(self.a + self.b, chances);
        let buying = ln_rising(self.r, history.repeats()) + self.r * self.alpha.ln()
            - (self.r + x) * (self.alpha + history.observed()).ln();
        staying + buying + self.ln_odds_left(history).map_or(0.0, softplus)
    }

    /// Sum of the log-likelihood and its derivatives by r, alpha, a, b.
    pub(crate) fn total(&self, customers: &Distinct) -> (f64, Vec<f64>) {
        let Self { r, alpha, a, b, first } = *self;
        let most = customers.repeats_max();
        let rate = Rising::new(r, most);
        let (stay, chance) = (Rising::new(b, most + first), Rising::new(a + b, most + first));
        let ln_alpha = alpha.ln();
        let mut sum = 0.0;
        let mut slopes = [0.0; 4];
        for (history, count) in customers.rows() {
            let (count, x) = (f64::from(*count), f64::from(history.repeats()));
            let chances = history.repeats() + first;
            let ((ln_r, d_r), (ln_b, d_b), (ln_c, d_c)) =
                (rate.at(history.repeats()), stay.at(chances), chance.at(chances));
            let (end, last) = (alpha + history.observed(), alpha + history.last());
            let ln_end = end.ln();
            let mut value = ln_r + r * ln_alpha - (r + x) * ln_end + ln_b - ln_c;
            let mut slope = [d_r + ln_alpha - ln_end, r / alpha - (r + x) / end, -d_c, d_b - d_c];
            if chances > 0 {
                let before = b + f64::from(chances) - 1.0;
                let silence = ln_end - last.ln();
                let ln_odds = (a / before).ln() + (r + x) * silence;
                value += softplus(ln_odds);
                let left = 1.0 / (1.0 + (-ln_odds).exp());
                slope[0] += left * silence;
                slope[1] += left * (r + x) * (1.0 / end - 1.0 / last);
                slope[2] += left / a;
                slope[3] -= left / before;
            }
            sum += count * value;
            for (total, slope) in slopes.iter_mut().zip(slope) {
                *total += count * slope;
            }
        }
        (sum, slopes.to_vec())
    }

    /// Purchases expected within t of a customer who is surely alive; none where the horizon is too long to sum over.
    ///
    /// Were there no leaving, he would make m purchases with negative binomial probability; of these he makes, with p
    /// from Beta(a, b + n), the j-th with probability (1 - p)^(j-1), in the mean (b+n)_(j-1) / (a+b+n)_(j-1). The sum
    /// over m equals the published closed form
    /// `(a+b+n-1)/(a-1) * (1 - ((alpha+T)/(alpha+T+t))^(r+x) F(r+x, b+n; a+b+n-1; t/(alpha+T+t)))`,
    /// but all its terms are positive, and nothing happens at a = 1 or a + b = 1.
    pub(crate) fn expected_if_alive(&self, history: &History, t: f64) -> Option<f64> {
        let scale = self.alpha + history.observed();
        let z = t / (scale + t);
        let shape = self.r + f64::from(history.repeats());
        let stay = self.b + f64::from(history.repeats() + self.first);
        let (mut weight, mut weights) = (1.0_f64, 1.0_f64);
        let (mut made, mut mean) = (0.0_f64, 0.0_f64);
        let mut still_there = 1.0;
        for m in 0..TERMS_MAX {
            let m = f64::from(m);
            let ratio = (shape + m) / (m + 1.0) * z;
            weight *= ratio;
            weights += weight;
            made += still_there;
            mean += weight * made;
            still_there *= (stay + m) / (self.a + stay + m);
            if weight > 1e200 {
                // Only the quotient of the sums matters.
                (weight, weights, mean) = (weight * 1e-200, weights * 1e-200, mean * 1e-200);
            }
            // Past the hump the tail is at most geometric, and at most one purchase more is made per term.
            let tail = ratio.max(z);
            if tail < 1.0 {
                let rest = tail / (1.0 - tail);
                if weight * rest * (made + rest + 1.0) <= 1e-15 * mean && weight * rest <= 1e-15 * weights {
                    return Some(mean / weights);
                }
            }
            if weight == 0.0 {
                return Some(mean / weights);
            }
        }
        None
    }

    pub(crate) fn probability(&self, count: u32, t: f64) -> f64 {
        let chances = count.saturating_add(self.first);
        let staying = (ln_rising(self.b, chances) - ln_rising(self.a + self.b, chances)).exp();
        let alive = staying * self.rate().probability(count, t);
        if chances == 0 {
            return alive;
        }
        let left = staying * self.a / (self.b + f64::from(chances) - 1.0);
        alive + left * self.rate().at_least(count, t)
    }

    pub(crate) fn future(&self, history: &History, horizon: f64, generator: &mut dyn Rng) -> Vec<f64> {
        if !poisson_gamma::happens(self.alive(history), generator) {
            return Vec::new();
        }
        let x = f64::from(history.repeats());
        let rate = poisson_gamma::gamma(self.r + x, self.alpha + history.observed(), generator);
        let chances = f64::from(history.repeats() + self.first);
        let leaving = poisson_gamma::beta(self.a, self.b + chances, generator);
        poisson_gamma::purchases(rate, leaving, horizon, generator)
    }
}

/// a and b with the ratio a / b and the sum `sharpness`, and how the logarithm of each moves with that of the ratio.
#[expect(clippy::unnecessary_wraps, reason = "of other models it is none")]
pub(crate) fn alike(ratio: f64, sharpness: f64) -> Option<[(f64, f64); 2]> {
    let (leaving, staying) = (ratio / (1.0 + ratio), 1.0 / (1.0 + ratio));
    Some([(sharpness * leaving, staying), (sharpness * staying, -leaving)])
}

/// ln(1 + e^x).
pub(crate) fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }
}

/// Where to look for the maximum: few or many alike customers, few or many leaving; the mean rate is kept.
pub(crate) fn starts(rate: f64) -> Vec<Vec<f64>> {
    // About half the time of a customer is spent as one, so that he buys twice as often while he is.
    let start = |r: f64, a: f64, b: f64| vec![r, r / (2.0 * rate), a, b];
    vec![start(0.5, 0.8, 2.5), start(1.5, 0.5, 5.0), start(0.3, 2.0, 2.0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::hypergeometric::gauss;

    /// The closed forms as printed (Fader, Hardie & Lee 2005, equation 10; Batislam et al. 2007).
    fn printed(model: &BetaGeometric, history: &History, t: f64) -> f64 {
        let BetaGeometric { r, alpha, a, b, first } = *model;
        let (x, n) = (f64::from(history.repeats()), f64::from(history.repeats() + first));
        let scale = alpha + history.observed();
        let sum = gauss(r + x, b + n, a + b + n - 1.0, t / (scale + t)).expect("it settles");
        (a + b + n - 1.0) / (a - 1.0) * (1.0 - (scale / (scale + t)).powf(r + x) * sum)
    }

    #[test]
    fn the_sum_of_positive_terms_is_the_printed_closed_form() {
        for first in [0, 1] {
            for (r, alpha, a, b) in
                [(0.243, 4.414, 0.793, 2.426), (1.7, 0.4, 2.3, 0.6), (9.0, 30.0, 0.31, 0.52)]
            {
                let model = BetaGeometric { r, alpha, a, b, first };
                for (x, last, observed) in [(0, 0.0, 0.0), (0, 0.0, 39.0), (2, 30.0, 39.0), (26, 30.9, 31.0)]
                {
                    let history = History::new(x, last, observed).expect("a history");
                    for t in [0.5, 39.0, 200.0] {
                        let found = model.expected_if_alive(&history, t).expect("it settles");
                        let right = printed(&model, &history, t);
                        assert!(
                            (found / right - 1.0).abs() < 1e-9,
                            "{model:?} {history:?} {t}: {found} {right}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_happens_where_the_closed_form_divides_by_zero() {
        let newcomer = History::newcomer();
        let at = |a: f64| {
            let model = BetaGeometric { r: 0.5, alpha: 5.0, a, b: 0.4, first: 0 };
            model.expected_if_alive(&newcomer, 52.0).expect("it settles")
        };
        for a in [1.0, 0.6] {
            assert!((at(a) - f64::midpoint(at(a - 1e-4), at(a + 1e-4))).abs() < 1e-7, "a = {a}");
        }
    }
}
