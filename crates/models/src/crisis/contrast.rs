//! Questions put to the coefficients: weighted sums of them, and whether those are zero.

use super::equation::Equation;
use super::term::Term;
use crate::error::{Error, Result};
use crate::interval::Interval;
use nalgebra::{DMatrix, DVector};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor, StudentsT};

/// A weighted sum of coefficients, and how sure one can be that it isn't zero.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// What the sum says, such as "what remains of a loss in the end".
    pub what: &'static str,
    /// The sum, in units of perception per unit of operations.
    pub estimate: f64,
    /// Its standard error, as robust as the specification asked for.
    pub standard_error: f64,
    /// Where it lies.
    pub interval: Interval,
    /// The Wald statistic of "the sum is zero": (estimate / standard error)^2.
    pub statistic: f64,
    /// Periods less coefficients: the statistic is judged by F(1, this).
    pub degrees_of_freedom: usize,
    /// The probability of a statistic at least as large were the sum zero.
    pub p_value: f64,
}

impl Evidence {
    /// 1 or -1 when the sum is above or below zero beyond doubt at `size` (two-sided), else 0.
    pub(crate) fn sign(&self, size: f64) -> i8 {
        match self.p_value < size {
            true if self.estimate > 0.0 => 1,
            true => -1,
            false => 0,
        }
    }
}

impl Equation {
    /// Judges one weighted sum of coefficients; `level` is that of the interval, such as .95.
    ///
    /// The contrast has one weight per term; estimate and interval are in the unit of what is explained per unit of the
    /// terms. Source: the t test of a linear combination, with errors by White 1980 or Newey & West 1987 as specified.
    ///
    /// # Errors
    /// [`Error::Collinear`] when the equation has no such term, [`Error::OutOfRange`] for a level outside 0 to 1.
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
    /// let at_once = |regime, direction| Term::Change { cell: Cell { regime, direction }, lag: 0 };
    /// let (loss, gain) = (at_once(Regime::Usual, Direction::Loss), at_once(Regime::Usual, Direction::Gain));
    /// let larger = fit.perception.evidence("a loss less a gain", &[(loss, 1.0), (gain, -1.0)], 0.95)?;
    /// assert!(larger.interval.contains(0.1 - 0.05) && larger.p_value < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn evidence(&self, what: &'static str, contrast: &[(Term, f64)], level: f64) -> Result<Evidence> {
        let weights = self.weights(contrast)?;
        let estimate = weights.dot(&self.estimates());
        let standard_error = weights.dot(&(&self.covariance * &weights)).max(0.0).sqrt();
        let degrees_of_freedom = self.degrees_of_freedom;
        let student = student(degrees_of_freedom)?;
        let ratio = estimate / standard_error;
        if !(level > 0.0 && level < 1.0) {
            return Err(Error::OutOfRange {
                what: "level",
                row: None,
                value: level,
                expected: "between 0 and 1",
            });
        }
        let reach = student.inverse_cdf(f64::midpoint(level, 1.0)) * standard_error;
        Ok(Evidence {
            what,
            estimate,
            standard_error,
            interval: Interval { low: estimate - reach, high: estimate + reach, level },
            statistic: ratio * ratio,
            degrees_of_freedom,
            p_value: 2.0 * student.cdf(-ratio.abs()),
        })
    }

    /// The Wald test that several weighted sums are all zero: statistic (an F, already divided by their number) and
    /// its p-value by F(number of sums, periods less coefficients).
    ///
    /// Source: the Wald test, with errors as in [`Equation::evidence`].
    ///
    /// # Errors
    /// [`Error::Collinear`] when the equation has no such term or one sum follows from the others.
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
    /// // Made without memory: what a change does at once is the same after gains as in business as usual.
    /// let at_once = |regime, direction| Term::Change { cell: Cell { regime, direction }, lag: 0 };
    /// let differs = |direction| {
    ///     [(at_once(Regime::AfterGains, direction), 1.0), (at_once(Regime::Usual, direction), -1.0)]
    /// };
    /// let (gains, losses) = (differs(Direction::Gain), differs(Direction::Loss));
    /// let (_, p_value) = fit.perception.wald(&[&gains, &losses])?;
    /// assert!(p_value > 0.05);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn wald(&self, contrasts: &[&[(Term, f64)]]) -> Result<(f64, f64)> {
        let rows = contrasts.iter().map(|contrast| self.weights(contrast)).collect::<Result<Vec<_>>>()?;
        let restrictions =
            DMatrix::from_fn(rows.len(), self.covariance.ncols(), |row, column| rows[row][column]);
        let sums = &restrictions * self.estimates();
        let covariance = &restrictions * &self.covariance * restrictions.transpose();
        let follows = || Error::Collinear { column: "one of the sums tested".into() };
        let solved = covariance.cholesky().ok_or_else(follows)?.solve(&sums);
        let statistic = sums.dot(&solved) / rows.len() as f64;
        let f =
            FisherSnedecor::new(rows.len() as f64, self.degrees_of_freedom as f64).map_err(|_| follows())?;
        Ok((statistic, f.sf(statistic)))
    }

    /// The estimates as a vector, in the order of the coefficients.
    fn estimates(&self) -> DVector<f64> {
        DVector::from_iterator(self.coefficients.len(), self.coefficients.iter().map(|one| one.estimate))
    }

    fn weights(&self, contrast: &[(Term, f64)]) -> Result<DVector<f64>> {
        let mut weights = DVector::zeros(self.coefficients.len());
        for &(term, weight) in contrast {
            let index = self.coefficients.iter().position(|coefficient| coefficient.term == term);
            let index = index.ok_or_else(|| Error::Collinear { column: term.to_string() })?;
            weights[index] += weight;
        }
        Ok(weights)
    }
}

fn student(degrees_of_freedom: usize) -> Result<StudentsT> {
    StudentsT::new(0.0, 1.0, degrees_of_freedom as f64).map_err(|_| Error::TooFew {
        what: "periods beyond the number of coefficients",
        needed: 1,
        found: degrees_of_freedom,
    })
}
