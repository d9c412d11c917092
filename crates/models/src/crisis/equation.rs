//! One of the two equations, estimated.

use super::design::Design;
use super::specification::StandardErrors;
use super::term::Term;
use crate::error::Result;
use crate::numeric::least_squares::{Covariance, Fitted, Problem, fit};
use nalgebra::DMatrix;
use serde::Serialize;

/// An estimated equation. Terms that can't be told are missing: those of a kind of change that never happened, and of
/// one that happened so seldom that they follow from others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Equation {
    /// Its coefficients in the order of the equation.
    pub coefficients: Vec<Coefficient>,
    /// The residual's standard deviation, in the unit of what is explained.
    pub residual_deviation: f64,
    /// How many changes are explained.
    pub changes: usize,
    /// Changes less coefficients.
    pub degrees_of_freedom: usize,
    /// Schwarz's criterion up to a constant; comparable only between fits to the same changes.
    pub bic: f64,
    /// Response less fit, one per change explained.
    #[serde(skip)]
    pub residuals: Vec<f64>,
    /// The covariance of the coefficients.
    #[serde(skip)]
    pub(crate) covariance: DMatrix<f64>,
}

/// A coefficient and how well it is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient {
    /// Which.
    pub term: Term,
    /// Its name in the equations, such as `b-_G_0`.
    pub name: String,
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl Equation {
    pub(crate) fn new(design: &Design, fitted: &Fitted, errors: StandardErrors) -> Self {
        let covariance = fitted.covariance(match errors {
            StandardErrors::Hc1 => Covariance::Hc1,
            StandardErrors::Hac { lags } => Covariance::Hac { lags },
        });
        let coefficient = |(index, &term): (usize, &Term)| Coefficient {
            term,
            name: term.to_string(),
            estimate: fitted.coefficients[index],
            standard_error: covariance[(index, index)].max(0.0).sqrt(),
        };
        Self {
            coefficients: design.terms.iter().enumerate().map(coefficient).collect(),
            residual_deviation: fitted.residual_deviation(),
            changes: design.response.len(),
            degrees_of_freedom: fitted.degrees_of_freedom(),
            bic: fitted.bic(),
            residuals: fitted.residuals.iter().copied().collect(),
            covariance,
        }
    }

    /// A coefficient's estimate, in the unit of what is explained per unit of the term; none where its term is
    /// missing.
    ///
    /// The least-squares estimate of [`super::fit`].
    ///
    /// ```
    /// # use models::crisis::{Cell, Direction, Regime, Series, Specification, Term, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// // Made: a point lost costs .1 of perception, a point gained brings .05, at once and for good.
    /// let cell = Cell { regime: Regime::Usual, direction: Direction::Loss };
    /// let at_once = fit.perception.estimate(Term::Change { cell, lag: 0 }).expect("losses were seen");
    /// assert!((at_once - 0.1).abs() < 0.01);
    /// assert_eq!(fit.perception.estimate(Term::Season { column: 0 }), None);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn estimate(&self, term: Term) -> Option<f64> {
        self.coefficients.iter().find(|coefficient| coefficient.term == term).map(|one| one.estimate)
    }
}

/// Fits a design by weighted least squares with prior rows.
pub(crate) fn estimate(
    design: &Design,
    weights: Option<&[f64]>,
    prior: Option<&DMatrix<f64>>,
) -> Result<Fitted> {
    let problem = Problem {
        columns: &design.columns,
        response: &design.response,
        weights,
        prior,
        what: "changes after the first lags",
    };
    fit(&problem, |index| design.terms[index].to_string())
}
