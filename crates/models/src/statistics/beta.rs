//! The incomplete beta function and its inverse, for large samples too.
//!
//! `statrs` stops its continued fraction after 140 steps, too early for a hundred thousand answers.

use statrs::function::gamma::ln_gamma;

/// Steps of the continued fraction; it needs about the root of the larger parameter, so this is enough for 10^9.
const STEPS_MAX: u32 = 200_000;
/// Halvings of the interval from 0 to 1 until nothing is left to halve.
const HALVINGS: u32 = 1100;

/// The regularised incomplete beta function `I_x(a, b)`, for `a`, `b` above 0 and `x` from 0 to 1.
///
/// Continued fraction by Lentz's method (Numerical Recipes, 3rd edition, section 6.4).
pub(crate) fn regularised(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let apart = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    for step in 1..STEPS_MAX {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for part in [even, odd] {
            below = 1.0 / apart(1.0 + part * below);
            above = apart(1.0 + part / above);
            change = below * above;
            value *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// The `x` at which `I_x(a, b)` is `share`: the quantile of the beta distribution. By halving, which can't fail.
pub(crate) fn quantile(a: f64, b: f64, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if regularised(a, b, middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms_are_met() {
        // I_x(a, 1) = x^a, I_x(1, b) = 1 - (1-x)^b, I_1/2(a, a) = 1/2.
        for x in [1e-9, 0.01, 0.3, 0.77, 0.999] {
            assert!((regularised(3.5, 1.0, x) - x.powf(3.5)).abs() < 1e-13);
            assert!((regularised(1.0, 7.0, x) - (1.0 - (1.0 - x).powi(7))).abs() < 1e-13);
        }
        for a in [0.5, 8.0, 4e4, 3e7] {
            assert!((regularised(a, a, 0.5) - 0.5).abs() < 1e-6, "{a}: {}", regularised(a, a, 0.5));
        }
    }

    #[test]
    fn the_quantile_undoes_the_function() {
        for (a, b) in [(0.5, 0.5), (1.0, 10.0), (9.0, 3.0), (3e5, 7e5), (0.5, 5e6)] {
            for share in [1e-6, 0.025, 0.5, 0.975] {
                let x = quantile(a, b, share);
                assert!((regularised(a, b, x) - share).abs() < 1e-7, "{a} {b} {share}");
            }
        }
    }
}
