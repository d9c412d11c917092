//! The standard normal distribution, accurate far into its tails.

use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::{PI, SQRT_2};

/// Density at `x`.
pub(super) fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

/// P(Z ≤ `x`).
pub(super) fn below(x: f64) -> f64 {
    0.5 * erfc(-x / SQRT_2)
}

/// The value that is exceeded with probability `upper`.
pub(super) fn exceeded_with(upper: f64) -> f64 {
    SQRT_2 * erfc_inv(2.0 * upper)
}
