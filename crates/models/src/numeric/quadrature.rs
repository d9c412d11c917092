//! Integrals of smooth functions: Gauss and Legendre's rule with sixteen points, by panels.

use std::f64::consts::PI;
use std::sync::LazyLock;

/// Points of the rule. Sixteen integrate polynomials up to degree 31 exactly, and e^x over a panel of width 8 to 13
/// digits.
pub(crate) const POINTS: usize = 16;

/// The points between -1 and 1 and their weights: roots of the Legendre polynomial by Newton's method.
static RULE: LazyLock<[(f64, f64); POINTS]> = LazyLock::new(|| {
    let mut rule = [(0.0, 0.0); POINTS];
    for (index, point) in rule.iter_mut().enumerate() {
        let mut root = (PI * (index as f64 + 0.75) / (POINTS as f64 + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..20 {
            let (value, derivative) = legendre(root);
            slope = derivative;
            root -= value / derivative;
        }
        *point = (root, 2.0 / ((1.0 - root * root) * slope * slope));
    }
    rule
});

/// The Legendre polynomial of degree [`POINTS`] and its derivative.
fn legendre(x: f64) -> (f64, f64) {
    let (mut before, mut here) = (1.0, x);
    for degree in 2..=POINTS {
        let degree = degree as f64;
        (before, here) = (here, ((2.0 * degree - 1.0) * x * here - (degree - 1.0) * before) / degree);
    }
    (here, POINTS as f64 * (x * here - before) / (x * x - 1.0))
}

/// The points within a panel, each with its weight.
pub(crate) fn points(from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
    let (middle, half) = (f64::midpoint(from, to), (to - from) / 2.0);
    RULE.iter().map(move |(point, weight)| (middle + half * point, half * weight))
}

/// The integral over equal panels.
pub(crate) fn integral(from: f64, to: f64, panels: u32, mut function: impl FnMut(f64) -> f64) -> f64 {
    let width = (to - from) / f64::from(panels.max(1));
    let mut sum = 0.0;
    for panel in 0..panels.max(1) {
        let start = from + width * f64::from(panel);
        sum += points(start, start + width).map(|(at, weight)| weight * function(at)).sum::<f64>();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_and_exponentials_are_exact() {
        let polynomial = integral(-1.0, 2.0, 1, |x| x.powi(31));
        assert!((polynomial / ((2.0_f64.powi(32) - 1.0) / 32.0) - 1.0).abs() < 1e-13, "{polynomial}");
        let exponential = integral(0.0, 8.0, 1, |x| (-x).exp());
        assert!((exponential - (1.0 - (-8.0_f64).exp())).abs() < 1e-13, "{exponential}");
    }
}
