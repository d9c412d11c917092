//! Linear least squares by QR, with weights, prior rows and robust covariances.
//!
//! Columns are scaled to length one before the factorisation, so that a diagonal entry of R is the distance of its
//! column from the span of those before it: near zero means that the column says nothing of its own.

use crate::error::{Error, Result};
use nalgebra::{DMatrix, DVector};

/// Below this share of its length a column counts as a combination of the earlier ones.
pub(crate) const DISTANCE_MIN: f64 = 1e-9;

/// What is to be fitted: `response` (n) by `columns` (n by k).
pub(crate) struct Problem<'a> {
    pub(crate) columns: &'a DMatrix<f64>,
    pub(crate) response: &'a DVector<f64>,
    /// One a row, not all zero; only their ratios matter.
    pub(crate) weights: Option<&'a [f64]>,
    /// Rows (any number by k) whose product with the coefficients is drawn towards zero, in units of the residual.
    pub(crate) prior: Option<&'a DMatrix<f64>>,
    /// What there are n of, for the error when they are too few.
    pub(crate) what: &'static str,
}

/// The estimates and what is needed to judge them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    pub(crate) coefficients: DVector<f64>,
    /// Response less fit, in the response's unit.
    pub(crate) residuals: DVector<f64>,
    /// (X'WX + P'P)^-1, with weights of mean one.
    inverse: DMatrix<f64>,
    /// A row's contribution to the normal equations: weight times residual times columns.
    scores: DMatrix<f64>,
    /// Sum of weighted squared residuals, with weights of mean one.
    pub(crate) squares: f64,
}

/// How the scatter of the estimates is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Covariance {
    /// White 1980 with the factor n/(n-k): the residual's spread may change from row to row.
    Hc1,
    /// Newey & West 1987 (Bartlett weights) with the same factor: neighbours may also resemble each other.
    Hac {
        /// How many rows apart they may still do.
        lags: usize,
    },
}

/// Fits; `name` tells a column's name for the error when it is a combination of the earlier ones.
pub(crate) fn fit(problem: &Problem<'_>, name: impl Fn(usize) -> String) -> Result<Fitted> {
    let (rows, count) = problem.columns.shape();
    if rows <= count {
        return Err(Error::TooFew { what: problem.what, needed: count + 1, found: rows });
    }
    let roots = weight_roots(problem.weights, rows);
    let weighted = DMatrix::from_fn(rows, count, |row, column| roots[row] * problem.columns[(row, column)]);
    let target = problem.response.component_mul(&roots);
    let extra = problem.prior.map_or(0, DMatrix::nrows);
    let mut stacked = DMatrix::zeros(rows + extra, count);
    stacked.rows_mut(0, rows).copy_from(&weighted);
    if let Some(prior) = problem.prior {
        stacked.rows_mut(rows, extra).copy_from(prior);
    }
    let lengths: Vec<f64> = stacked.column_iter().map(|column| column.norm()).collect();
    for (index, length) in lengths.iter().enumerate() {
        if *length == 0.0 || !length.is_finite() {
            return Err(Error::Collinear { column: name(index) });
        }
        stacked.column_mut(index).unscale_mut(*length);
    }
    let factors = stacked.qr();
    let upper = factors.r();
    if let Some(index) = (0..count).find(|&index| upper[(index, index)].abs() < DISTANCE_MIN) {
        return Err(Error::Collinear { column: name(index) });
    }
    let mut right = DVector::zeros(rows + extra);
    right.rows_mut(0, rows).copy_from(&target);
    factors.q_tr_mul(&mut right);
    let singular = || Error::Collinear { column: name(count.saturating_sub(1)) };
    let scaled = upper.solve_upper_triangular(&right.rows(0, count)).ok_or_else(singular)?;
    let root = upper.solve_upper_triangular(&DMatrix::identity(count, count)).ok_or_else(singular)?;
    let coefficients = DVector::from_fn(count, |index, _| scaled[index] / lengths[index]);
    let inverse = DMatrix::from_fn(count, count, |left, right| {
        root.row(left).dot(&root.row(right)) / (lengths[left] * lengths[right])
    });
    let rest = &target - &weighted * &coefficients;
    let scores = DMatrix::from_fn(rows, count, |row, column| rest[row] * weighted[(row, column)]);
    let residuals = problem.response - problem.columns * &coefficients;
    Ok(Fitted { coefficients, residuals, inverse, scores, squares: rest.norm_squared() })
}

impl Fitted {
    /// Rows less coefficients.
    pub(crate) fn degrees_of_freedom(&self) -> usize {
        self.scores.nrows() - self.scores.ncols()
    }

    /// The residual's standard deviation, at a weight of one.
    pub(crate) fn residual_deviation(&self) -> f64 {
        (self.squares / self.degrees_of_freedom() as f64).sqrt()
    }

    /// The covariance of the coefficients (k by k).
    pub(crate) fn covariance(&self, kind: Covariance) -> DMatrix<f64> {
        let rows = self.scores.nrows();
        let mut middle = self.scores.tr_mul(&self.scores);
        if let Covariance::Hac { lags } = kind {
            for lag in 1..=lags.min(rows - 1) {
                let weight = 1.0 - lag as f64 / (lags + 1) as f64;
                let apart = self.scores.rows(lag, rows - lag).tr_mul(&self.scores.rows(0, rows - lag));
                middle += (&apart + apart.transpose()) * weight;
            }
        }
        let correction = rows as f64 / self.degrees_of_freedom() as f64;
        &self.inverse * middle * &self.inverse * correction
    }

    /// Schwarz's criterion for normal residuals, up to a constant: smaller is better.
    pub(crate) fn bic(&self) -> f64 {
        let rows = self.scores.nrows() as f64;
        rows * (self.squares / rows).ln() + self.scores.ncols() as f64 * rows.ln()
    }
}

/// Square roots of the weights, scaled to a mean weight of one.
fn weight_roots(weights: Option<&[f64]>, rows: usize) -> DVector<f64> {
    match weights {
        None => DVector::from_element(rows, 1.0),
        Some(weights) => {
            let mean = weights.iter().sum::<f64>() / rows as f64;
            DVector::from_iterator(rows, weights.iter().map(|weight| (weight / mean).sqrt()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> (DMatrix<f64>, DVector<f64>) {
        let columns = DMatrix::from_row_slice(5, 2, &[1.0, 0.0, 1.0, 1.0, 1.0, 2.0, 1.0, 3.0, 1.0, 4.0]);
        (columns, DVector::from_row_slice(&[1.0, 3.0, 4.0, 8.0, 9.0]))
    }

    fn fitted(weights: Option<&[f64]>, prior: Option<&DMatrix<f64>>) -> Fitted {
        let (columns, response) = line();
        let problem = Problem { columns: &columns, response: &response, weights, prior, what: "rows" };
        fit(&problem, |index| index.to_string()).expect("it can be fitted")
    }

    /// By hand: slope 21/10, intercept .8, residuals .2 .1 -1 .9 -.2; HC1 of the slope is
    /// 5/3 (4(.04) + .01 + 0 + .81 + 4(.04)) / 100.
    #[test]
    fn a_line_is_fitted_as_by_hand() {
        let fitted = fitted(None, None);
        let covariance = fitted.covariance(Covariance::Hc1);
        assert!((fitted.coefficients[0] - 0.8).abs() < 1e-12 && (fitted.coefficients[1] - 2.1).abs() < 1e-12);
        assert!((covariance[(1, 1)] - 5.0 / 3.0 * 1.14 / 100.0).abs() < 1e-12, "{covariance}");
        assert!((fitted.residual_deviation() - (1.9_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!(fitted.covariance(Covariance::Hac { lags: 0 }), covariance);
        assert!(fitted.covariance(Covariance::Hac { lags: 2 }) != covariance);
    }

    #[test]
    fn a_weight_of_two_is_the_row_twice_and_scale_is_nothing() {
        let (columns, response) = line();
        let twice = columns.clone().insert_row(5, 0.0);
        let mut twice = twice;
        twice.set_row(5, &columns.row(2));
        let response = response.push(4.0);
        let problem =
            Problem { columns: &twice, response: &response, weights: None, prior: None, what: "rows" };
        let doubled = fit(&problem, |index| index.to_string()).expect("it can be fitted");
        let weighted = fitted(Some(&[1.0, 1.0, 2.0, 1.0, 1.0]), None);
        assert!((doubled.coefficients - &weighted.coefficients).norm() < 1e-12);
        let scaled = fitted(Some(&[7.0, 7.0, 14.0, 7.0, 7.0]), None);
        assert!((scaled.covariance(Covariance::Hc1) - weighted.covariance(Covariance::Hc1)).norm() < 1e-12);
    }

    #[test]
    fn a_prior_row_draws_towards_zero() {
        let free = fitted(None, None).coefficients[1];
        let slope = |strength| {
            let prior = DMatrix::from_row_slice(1, 2, &[0.0, strength]);
            fitted(None, Some(&prior)).coefficients[1]
        };
        assert!(slope(1.0) < free && slope(10.0) < slope(1.0));
        assert!(slope(1e6).abs() < 1e-9);
    }

    #[test]
    fn a_combination_of_columns_is_named() {
        let (columns, response) = line();
        let columns = columns.insert_column(2, 0.0);
        let mut columns = columns;
        columns.set_column(2, &(columns.column(0) * 2.0 + columns.column(1)));
        let problem =
            Problem { columns: &columns, response: &response, weights: None, prior: None, what: "rows" };
        assert_eq!(
            fit(&problem, |index| format!("column {index}")).unwrap_err(),
            Error::Collinear { column: "column 2".into() }
        );
    }

    #[test]
    fn as_many_coefficients_as_rows_are_refused() {
        let (columns, response) = line();
        let (columns, response) = (columns.rows(0, 2).into(), response.rows(0, 2).into());
        let problem =
            Problem { columns: &columns, response: &response, weights: None, prior: None, what: "rows" };
        assert_eq!(
            fit(&problem, |index| index.to_string()).unwrap_err(),
            Error::TooFew { what: "rows", needed: 3, found: 2 }
        );
    }
}
