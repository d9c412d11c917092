//! The part of the Pareto/NBD likelihood that knows of leaving.
//!
//! Published with two Gauss hypergeometric functions, it is the integral they come from: over the time y at which the
//! customer may have left since the last purchase. Taken numerically it costs the same everywhere, subtracts nothing
//! from nothing, and gives the derivatives by all four parameters on the way.

use super::history::History;
use super::pareto_nbd::ParetoNbd;
use crate::numeric::quadrature;

/// Widest panel, in ln(time): the nearest singularity is pi away, so sixteen points give 14 digits.
const PANEL: f64 = 1.2;
/// Most e-folds that the integrand falls within a panel.
const FALL: f64 = 8.0;
/// Below this share of what was summed the rest of the integral is nothing.
const NEGLIGIBLE: f64 = 1e-17;

/// For one customer: the likelihoods of being still here and of having left (less what doesn't depend on it), and the
/// means over the time of leaving that make the derivatives.
pub(super) struct Lifetime {
    /// Shape r + x, alpha + T, s, beta + T.
    here: [f64; 4],
    /// ln of (alpha + T)^-(r + x) (beta + T)^-s.
    ln_here: f64,
    /// ln of s times the integral of (alpha + y)^-(r + x) (beta + y)^-(s + 1); none where the last purchase is at the
    /// end of observation.
    ln_left: Option<f64>,
    /// Means, over the time of leaving, of ln(alpha + y), 1/(alpha + y), ln(beta + y), 1/(beta + y).
    means: [f64; 4],
}

impl Lifetime {
    pub(super) fn of(model: &ParetoNbd, history: &History) -> Self {
        let ParetoNbd { r, alpha, s, beta } = *model;
        let shape = r + f64::from(history.repeats());
        let (alpha_end, beta_end) = (alpha + history.observed(), beta + history.observed());
        let here = [shape, alpha_end, s, beta_end];
        let ln_here = -shape * alpha_end.ln() - s * beta_end.ln();
        let mut lifetime = Self { here, ln_here, ln_left: None, means: [0.0; 4] };
        if history.last() < history.observed() {
            lifetime.integrate(model, history, shape);
        }
        lifetime
    }

    /// Over u = ln(scale + y) with the smaller of alpha and beta as scale; relative to the integrand at `t_x`.
    fn integrate(&mut self, model: &ParetoNbd, history: &History, shape: f64) {
        let ParetoNbd { alpha, s, beta, .. } = *model;
        let (from, to) = (history.last(), history.observed());
        let scale = alpha.min(beta);
        let (ln_alpha, ln_beta) = ((alpha + from).ln(), (beta + from).ln());
        let (start, end) = ((scale + from).ln(), (scale + to).ln());
        // e-folds that the integrand falls per unit of u, at most, up to there.
        let fall = |u: f64| {
            let moved = u.exp();
            let y = moved - scale;
            moved * (shape / (alpha + y) + (s + 1.0) / (beta + y))
        };
        let mut sums = [0.0; 5];
        let mut left = start;
        while left < end {
            let width = PANEL.min(FALL / fall((left + PANEL).min(end))).min(end - left);
            let mut largest: f64 = 0.0;
            for (u, weight) in quadrature::points(left, left + width) {
                let moved = u.exp();
                let y = moved - scale;
                let (over_alpha, over_beta) = (1.0 / (alpha + y), 1.0 / (beta + y));
                let (a, b) = ((alpha + y).ln(), (beta + y).ln());
                let part = weight * moved * (shape * (ln_alpha - a) + (s + 1.0) * (ln_beta - b)).exp();
                largest = largest.max(part);
                sums[0] += part;
                sums[1] += part * a;
                sums[2] += part * over_alpha;
                sums[3] += part * b;
                sums[4] += part * over_beta;
            }
            left += width;
            let still = (end - left) / width * 16.0;
            // A panel too narrow to be told from its edge is one of a history and parameters beyond any sense.
            if largest * still < NEGLIGIBLE * sums[0] || left + width <= left {
                break;
            }
        }
        if sums[0] > 0.0 {
            self.ln_left = Some(s.ln() - shape * ln_alpha - (s + 1.0) * ln_beta + sums[0].ln());
            for (mean, sum) in self.means.iter_mut().zip(&sums[1..]) {
                *mean = sum / sums[0];
            }
        }
    }

    /// ln of the odds that the customer has left.
    fn ln_odds_left(&self) -> f64 {
        self.ln_left.map_or(f64::NEG_INFINITY, |left| left - self.ln_here)
    }

    /// The probability of being still here.
    pub(super) fn alive(&self) -> f64 {
        1.0 / (1.0 + self.ln_odds_left().exp())
    }

    /// ln of the sum of both likelihoods.
    pub(super) fn ln_sum(&self) -> f64 {
        self.ln_here + super::beta_geometric::softplus(self.ln_odds_left())
    }

    /// Its derivatives by r, alpha, s, beta.
    pub(super) fn slope(&self) -> [f64; 4] {
        let [shape, alpha_end, s, beta_end] = self.here;
        let [ln_alpha, over_alpha, ln_beta, over_beta] = self.means;
        let here = self.alive();
        let left = 1.0 - here;
        [
            -here * alpha_end.ln() - left * ln_alpha,
            -shape * (here / alpha_end + left * over_alpha),
            -here * beta_end.ln() + left * (1.0 / s - ln_beta),
            -here * s / beta_end - left * (s + 1.0) * over_beta,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::hypergeometric::gauss;

    /// s/(r+s+x) A0 as printed (Fader & Hardie, equations 19 and 20).
    fn printed(model: &ParetoNbd, history: &History) -> f64 {
        let ParetoNbd { r, alpha, s, beta } = *model;
        let x = f64::from(history.repeats());
        let sum = r + s + x;
        let at = |t: f64| {
            let (b, first, distance) =
                if alpha >= beta { (s + 1.0, alpha, alpha - beta) } else { (r + x, beta, beta - alpha) };
            gauss(sum, b, sum + 1.0, distance / (first + t)).expect("it settles") / (first + t).powf(sum)
        };
        s / sum * (at(history.last()) - at(history.observed()))
    }

    #[test]
    fn the_integral_is_the_printed_difference() {
        let models = [(0.553, 10.578, 0.606, 11.669), (0.8, 40.0, 1.4, 0.9), (2.0, 0.7, 1.0, 60.0)];
        for (r, alpha, s, beta) in models {
            let model = ParetoNbd { r, alpha, s, beta };
            for (x, last, observed) in [(0, 0.0, 39.0), (1, 0.4, 39.0), (7, 35.0, 77.86), (30, 5.0, 39.0)] {
                let history = History::new(x, last, observed).expect("a history");
                let found = Lifetime::of(&model, &history).ln_left.expect("time since the last purchase");
                let right = printed(&model, &history).ln();
                assert!((found - right).abs() < 1e-9, "{model:?} {history:?}: {found} {right}");
            }
        }
    }
}
