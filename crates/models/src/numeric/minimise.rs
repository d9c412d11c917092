//! The lowest point of a smooth function of a few parameters, and how sharply it is the lowest.
//!
//! L-BFGS (of argmin) from several starts finds the valley; Newton steps on the best of them end where what could
//! still be gained is negligible. Only such an end is an answer.

use crate::error::{Error, Result};
use argmin::core::{ArgminError, CostFunction, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use nalgebra::{Cholesky, DMatrix, DVector};
use std::cell::{Cell, RefCell};

/// A function to minimise: its value and its gradient, both at once because they share most of the work.
pub(crate) trait Objective {
    /// Value and gradient at a point. A value that isn't finite means: not here.
    fn at(&self, point: &[f64]) -> (f64, Vec<f64>);
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> Objective for F {
    fn at(&self, point: &[f64]) -> (f64, Vec<f64>) {
        self(point)
    }
}

/// Where a function is lowest.
#[derive(Debug, Clone)]
pub(crate) struct Minimum {
    /// The point.
    pub(crate) at: Vec<f64>,
    /// The function there.
    pub(crate) value: f64,
    /// The inverse of the matrix of second derivatives there: the covariance, where the function is the negative
    /// logarithm of a likelihood.
    pub(crate) inverse_hessian: DMatrix<f64>,
    /// Steps of all starts and of the polish.
    pub(crate) iterations: u64,
}

/// Past pairs of steps that L-BFGS remembers.
const MEMORY: usize = 7;
/// Steps of L-BFGS per start.
const STEPS_MAX: u64 = 300;
/// Values asked for per start; a line search down a slope without end would never stop by itself.
const VALUES_MAX: u32 = 3000;
/// L-BFGS stops where the gradient per unit of weight is below this; Newton does the rest.
const SLOPE: f64 = 1e-6;
/// Newton steps on the best start; from a good start three are enough.
const POLISHES_MAX: u64 = 60;
/// The end: half the Newton decrement (what the next step would still gain) is below this. For a log-likelihood it
/// means: right to the sixth decimal, and parameters to a thousandth of their standard errors.
const GAIN: f64 = 1e-7;
/// Relative step of the differences of gradients that make the second derivatives.
const DIFFERENCE: f64 = 1e-5;

/// The lowest of what the starts lead to. `weight` is the size of the function, such as the number of customers whose
/// log-likelihoods it sums: the search runs on the function per unit of it, so that its first step has a sensible
/// length.
///
/// # Errors
/// [`Error::NotConverged`] where no start leads to a point that is surely a minimum.
pub(crate) fn minimise(
    model: &'static str,
    weight: f64,
    starts: &[Vec<f64>],
    objective: &impl Objective,
) -> Result<Minimum> {
    let mut iterations = 0;
    let mut best: Option<(f64, Vec<f64>)> = None;
    for start in starts {
        let (found, steps) = descend(objective, weight, start);
        iterations += steps;
        let value = objective.at(&found).0;
        if value.is_finite() && best.as_ref().is_none_or(|(lowest, _)| value < *lowest) {
            best = Some((value, found));
        }
    }
    let Some((_, start)) = best else {
        let why = "the function has no finite value at any start".to_owned();
        return Err(Error::NotConverged { model, iterations, why });
    };
    polish(model, objective, start, iterations)
}

/// L-BFGS from one start; the best point it saw.
fn descend(objective: &impl Objective, weight: f64, start: &[f64]) -> (Vec<f64>, u64) {
    let problem = Scaled { objective, weight, last: RefCell::new(None) };
    let Ok(solver) = LBFGS::new(MoreThuenteLineSearch::new(), MEMORY).with_tolerance_grad(SLOPE) else {
        return (start.to_vec(), 0);
    };
    let best = RefCell::new((f64::INFINITY, start.to_vec()));
    let problem = Watched { problem, best: &best, asked: Cell::new(0) };
    let run = Executor::new(problem, solver)
        .configure(|state| state.param(start.to_vec()).max_iters(STEPS_MAX))
        .run();
    // Where the line search gives up (a step into nowhere), the best point so far is still a start for Newton.
    let steps = run.map_or(0, |run| run.state().get_iter());
    (best.into_inner().1, steps)
}

/// Newton steps with second derivatives from differences of gradients.
fn polish(model: &'static str, objective: &impl Objective, start: Vec<f64>, before: u64) -> Result<Minimum> {
    let mut at = start;
    let (mut value, mut gradient) = objective.at(&at);
    let mut why = String::new();
    for step in 0..POLISHES_MAX {
        let iterations = before + step;
        let hessian = hessian(objective, &at);
        let slope = DVector::from_column_slice(&gradient);
        let Some(curved) = Cholesky::new(hessian.clone()) else {
            // Not in a valley yet: a step along a matrix bent until it is one.
            let bent = bend(&hessian);
            let Some((next, lower, next_gradient)) =
                bent.and_then(|bent| walk(objective, &at, value, &bent, &slope))
            else {
                let why = "the surface is flat or a saddle: the parameters can't be told apart".to_owned();
                return Err(Error::NotConverged { model, iterations, why });
            };
            (at, value, gradient) = (next, lower, next_gradient);
            continue;
        };
        let gain = slope.dot(&curved.solve(&slope)) / 2.0;
        if gain.is_finite() && gain < GAIN {
            return Ok(Minimum { at, value, inverse_hessian: curved.inverse(), iterations });
        }
        let Some((next, lower, next_gradient)) = walk(objective, &at, value, &curved, &slope) else {
            why = format!("no step leads lower, though {gain:.1e} should still be gained");
            return Err(Error::NotConverged { model, iterations, why });
        };
        why = format!("{gain:.1e} should still be gained");
        (at, value, gradient) = (next, lower, next_gradient);
    }
    Err(Error::NotConverged { model, iterations: before + POLISHES_MAX, why })
}

/// A point, the value and the gradient there.
type Place = (Vec<f64>, f64, Vec<f64>);

/// A Newton step, at most 1 long per parameter and shortened until it leads lower.
fn walk(
    objective: &impl Objective,
    at: &[f64],
    value: f64,
    curved: &Cholesky<f64, nalgebra::Dyn>,
    slope: &DVector<f64>,
) -> Option<Place> {
    let mut step = curved.solve(slope);
    let longest = step.amax();
    if longest > 1.0 {
        step /= longest;
    }
    for _ in 0..40 {
        let next: Vec<f64> = at.iter().zip(step.iter()).map(|(value, step)| value - step).collect();
        let (lower, gradient) = objective.at(&next);
        if lower < value && gradient.iter().all(|slope| slope.is_finite()) {
            return Some((next, lower, gradient));
        }
        step /= 2.0;
    }
    None
}

/// The matrix with its negative curvatures turned up, ready to solve.
fn bend(hessian: &DMatrix<f64>) -> Option<Cholesky<f64, nalgebra::Dyn>> {
    if hessian.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let eigen = hessian.clone().symmetric_eigen();
    let largest = eigen.eigenvalues.amax().max(1e-12);
    let raised = eigen.eigenvalues.map(|value| value.abs().max(1e-8 * largest));
    let bent = &eigen.eigenvectors * DMatrix::from_diagonal(&raised) * eigen.eigenvectors.transpose();
    Cholesky::new(bent)
}

/// Second derivatives by central differences of the gradient.
fn hessian(objective: &impl Objective, at: &[f64]) -> DMatrix<f64> {
    let mut matrix = DMatrix::zeros(at.len(), at.len());
    for column in 0..at.len() {
        let width = DIFFERENCE * at[column].abs().max(1.0);
        let shifted = |by: f64| {
            let mut point = at.to_vec();
            point[column] += by;
            objective.at(&point).1
        };
        for (row, (above, below)) in shifted(width).iter().zip(shifted(-width)).enumerate() {
            matrix[(row, column)] = (above - below) / (2.0 * width);
        }
    }
    (&matrix + matrix.transpose()) / 2.0
}

/// The objective per unit of weight; the last point is remembered because argmin asks for value and gradient apart.
struct Scaled<'a, O> {
    objective: &'a O,
    weight: f64,
    last: RefCell<Option<Place>>,
}

impl<O: Objective> Scaled<'_, O> {
    fn at(&self, point: &[f64]) -> (f64, Vec<f64>) {
        if let Some((known, value, gradient)) = self.last.borrow().as_ref()
            && known == point
        {
            return (*value, gradient.clone());
        }
        let (value, gradient) = self.objective.at(point);
        let value = value / self.weight;
        let gradient: Vec<f64> = gradient.iter().map(|slope| slope / self.weight).collect();
        *self.last.borrow_mut() = Some((point.to_vec(), value, gradient.clone()));
        (value, gradient)
    }
}

/// Remembers the lowest point that was asked for.
struct Watched<'a, O> {
    problem: Scaled<'a, O>,
    best: &'a RefCell<(f64, Vec<f64>)>,
    asked: Cell<u32>,
}

impl<O: Objective> CostFunction for Watched<'_, O> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, point: &Vec<f64>) -> std::result::Result<f64, argmin::core::Error> {
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() > VALUES_MAX {
            return Err(ArgminError::ConditionViolated { text: "too many values".to_owned() }.into());
        }
        let (value, _) = self.problem.at(point);
        let mut best = self.best.borrow_mut();
        if value < best.0 {
            *best = (value, point.clone());
        }
        Ok(value)
    }
}

impl<O: Objective> Gradient for Watched<'_, O> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, point: &Vec<f64>) -> std::result::Result<Vec<f64>, argmin::core::Error> {
        Ok(self.problem.at(point).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bent_valley_of_rosenbrock_is_followed_to_its_end() {
        let valley = |at: &[f64]| {
            let (x, y) = (at[0], at[1]);
            let value = (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
            (value, vec![-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)])
        };
        let found =
            minimise("valley", 1.0, &[vec![-1.2, 1.0], vec![3.0, -2.0]], &valley).expect("it converges");
        assert!(found.at.iter().all(|value| (value - 1.0).abs() < 1e-4), "{:?}", found.at);
        // The inverse of [[802, -400], [-400, 200]].
        assert!((found.inverse_hessian[(0, 0)] - 0.5).abs() < 1e-3, "{}", found.inverse_hessian);
    }

    #[test]
    fn a_slope_without_end_is_no_minimum() {
        let slope = |at: &[f64]| (at[0], vec![1.0]);
        assert!(matches!(minimise("slope", 1.0, &[vec![0.0]], &slope), Err(Error::NotConverged { .. })));
        let nowhere = |_: &[f64]| (f64::NAN, vec![f64::NAN]);
        assert!(matches!(minimise("nowhere", 1.0, &[vec![0.0]], &nowhere), Err(Error::NotConverged { .. })));
    }
}
