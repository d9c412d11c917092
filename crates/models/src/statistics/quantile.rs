//! How far out a given share of the normal, Student's t and F distributions lies, and how much lies beyond.

use super::beta;
use crate::error::{Result, within};
use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::SQRT_2;

/// The level of an interval, if it is one: above 0 and below 1.
pub(crate) fn level(level: f64) -> Result<f64> {
    within("level", None, level, level > 0.0 && level < 1.0, "above 0 and below 1, such as 0.95")
}

/// `z` such that a standard normal lies between `-z` and `z` with probability `level`.
pub(crate) fn normal(level: f64) -> f64 {
    SQRT_2 * erfc_inv(1.0 - level)
}

/// The probability of a standard normal beyond `±z`.
pub(crate) fn normal_beyond(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2)
}

/// `t` such that Student's t with `freedom` degrees lies between `-t` and `t` with probability `level`.
///
/// `t²/(freedom + t²)` is beta distributed with 1/2 and freedom/2.
pub(crate) fn student(level: f64, freedom: f64) -> f64 {
    let x = beta::quantile(0.5, freedom / 2.0, level);
    (freedom * x / (1.0 - x)).sqrt()
}

/// The probability of Student's t with `freedom` degrees beyond `±t`.
pub(crate) fn student_beyond(t: f64, freedom: f64) -> f64 {
    beta::regularised(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

/// The `share` quantile of F with `first` and `second` degrees of freedom.
pub(crate) fn fisher(share: f64, first: f64, second: f64) -> f64 {
    let x = beta::quantile(first / 2.0, second / 2.0, share);
    second * x / (first * (1.0 - x))
}

/// The probability of F above `f`.
pub(crate) fn fisher_beyond(f: f64, first: f64, second: f64) -> f64 {
    beta::regularised(second / 2.0, first / 2.0, second / (second + first * f))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_tables_are_met() {
        // Tables in any book of statistics.
        assert!((normal(0.95) - 1.959_964).abs() < 1e-6);
        for (freedom, t) in [(1.0, 12.7062), (4.0, 2.7764), (30.0, 2.0423), (1e6, 1.9600)] {
            assert!((student(0.95, freedom) - t).abs() < 1e-4, "{freedom}");
            assert!((student_beyond(t, freedom) - 0.05).abs() < 1e-5, "{freedom}");
        }
        assert!((fisher(0.95, 3.0, 10.0) - 3.7083).abs() < 1e-4);
        assert!((fisher_beyond(3.7083, 3.0, 10.0) - 0.05).abs() < 1e-5);
        assert!((normal_beyond(1.959_964) - 0.05).abs() < 1e-7);
    }
}
