//! Run lengths of charts as the solution of an integral equation.
//!
//! The mean run length L(u) of a chart at level u solves L(u) = 1 + ∫ K(u, v) L(v) dv over the levels without alarm.
//! Gauss-Legendre nodes turn it into linear equations (Nyström's method; Crowder 1987, Technometrics 29(4);
//! Vance 1986, Journal of Quality Technology 18(3)).

use crate::{Error, Result};
use nalgebra::{DMatrix, DVector};
use std::f64::consts::PI;

/// The number of nodes that is tried first; it is doubled until the answer stands still.
const NODES_FIRST: usize = 24;
/// The most nodes that are tried: 400 equations take some 20 ms.
const NODES_MAX: usize = 400;
/// Two answers that differ by less than this share are the same.
const SETTLED: f64 = 1e-9;
/// What rounding takes from a run length, as a share of it for each score it is long: the equations are the closer to
/// singular the longer the run.
const ROUNDING: f64 = 1e-12;
/// A run length below this isn't moved by rounding; if it doesn't settle the nodes are too few.
const RUN_LENGTH_SURE: f64 = 1e8;
/// The longest run length that double precision still tells apart from "never".
pub(super) const RUN_LENGTH_MAX: f64 = 1e10;

/// Doubles the number of nodes until `run_length` settles. None where the run length is beyond [`RUN_LENGTH_MAX`].
pub(super) fn settle(model: &'static str, run_length: impl Fn(usize) -> Option<f64>) -> Result<Option<f64>> {
    let mut nodes = NODES_FIRST;
    let mut last = run_length(nodes);
    while nodes * 2 <= NODES_MAX {
        nodes *= 2;
        let now = run_length(nodes);
        if let (Some(before), Some(after)) = (last, now)
            && (after - before).abs() <= after * SETTLED.max(after * ROUNDING)
        {
            return Ok(now.filter(|length| *length <= RUN_LENGTH_MAX));
        }
        last = now;
    }
    match last {
        Some(length) if length < RUN_LENGTH_SURE => Err(Error::NotConverged {
            model,
            iterations: nodes as u64,
            why: format!("the run length still moved at {length:.4}"),
        }),
        _ => Ok(None),
    }
}

/// Solves (I − `kernel`) L = 1 for the mean run lengths at all nodes; none where they are too long to tell.
pub(super) fn solve(kernel: DMatrix<f64>) -> Option<DVector<f64>> {
    let size = kernel.nrows();
    let lengths = (DMatrix::identity(size, size) - kernel).lu().solve(&DVector::repeat(size, 1.0))?;
    lengths.iter().all(|length| length.is_finite() && *length >= 1.0 - 1e-9).then_some(lengths)
}

/// Nodes and weights of the Gauss-Legendre rule between `low` and `high` (Abramowitz & Stegun 25.4.30).
pub(super) fn gauss_legendre(nodes: usize, low: f64, high: f64) -> Vec<(f64, f64)> {
    let (middle, half) = (f64::midpoint(low, high), 0.5 * (high - low));
    let node = |index: usize| {
        let mut x = (PI * (index as f64 + 0.75) / (nodes as f64 + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..100 {
            let (value, derivative) = legendre(nodes, x);
            slope = derivative;
            let step = value / derivative;
            x -= step;
            if step.abs() < 1e-15 {
                break;
            }
        }
        (middle - half * x, half * 2.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..nodes).map(node).collect()
}

/// The Legendre polynomial of a degree and its derivative, by the three-term recurrence.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut now) = (1.0, x);
    for index in 2..=degree {
        let index = index as f64;
        (before, now) = (now, ((2.0 * index - 1.0) * x * now - (index - 1.0) * before) / index);
    }
    (now, degree as f64 * (x * now - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_exact_for_polynomials_of_twice_its_degree() {
        let integral: f64 = gauss_legendre(5, 0.0, 2.0).iter().map(|(x, weight)| weight * x.powi(9)).sum();
        assert!((integral - 102.4).abs() < 1e-11, "{integral}");
    }
}
