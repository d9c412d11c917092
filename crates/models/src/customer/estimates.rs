//! Parameters found by maximum likelihood, with how sure they are.

use crate::error::{Error, Result};
use crate::numeric::minimise::{Objective, minimise};
use nalgebra::{DMatrix, DVector};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::Serialize;

/// How far from 1 a parameter (in the unit the search runs in) may be, as a logarithm: e^12 is 160,000. One that is
/// farther has run off: the data hold nothing that stops it.
const LOG_MAX: f64 = 12.0;

/// Where the search itself may not go: so far beyond [`LOG_MAX`] that nothing comes back from there, and near enough for
/// likelihoods to be computed.
const WALL: f64 = 16.0;
/// Step, in the logarithm of a parameter, of the differences that tell how a figure moves with it.
const STEP: f64 = 1e-3;

/// A parameter with its standard error.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// Its name in the literature, such as "alpha".
    pub name: &'static str,
    /// The value that makes the data most likely.
    pub value: f64,
    /// Its standard error, from the curvature of the log-likelihood at the maximum.
    pub standard_error: f64,
}

/// What maximum likelihood found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimates {
    /// The model.
    pub model: &'static str,
    /// Its parameters, in the order of the literature.
    pub parameters: Vec<Estimate>,
    /// The logarithm of the likelihood at these.
    pub log_likelihood: f64,
    /// How many customers (or whatever was observed) it sums over.
    pub observations: u64,
    /// Steps of the search, all starts together.
    pub iterations: u64,
    /// Covariance of the logarithms of the parameters: the likelihood is closer to normal in these, and they keep
    /// what is drawn from it positive.
    #[serde(skip)]
    log_covariance: DMatrix<f64>,
}

impl Estimates {
    /// The values alone, in the order of the literature.
    ///
    /// One number per parameter, times in the unit of the histories. The maximum-likelihood estimates.
    ///
    /// ```
    /// use models::customer::ShiftedBetaGeometric;
    /// let estimates = ShiftedBetaGeometric::fit(&[vec![1000, 631, 468, 382, 326]])?.estimates;
    /// assert_eq!(estimates.values()[0], estimates.parameters[0].value);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn values(&self) -> Vec<f64> {
        self.parameters.iter().map(|estimate| estimate.value).collect()
    }

    /// Bayesian information criterion, k ln n - 2 ln L with k parameters and n observations: lower is better, and two
    /// models of the same data may be compared by it.
    ///
    /// Source: Schwarz 1978, Annals of Statistics 6(2).
    ///
    /// ```
    /// use models::customer::ShiftedBetaGeometric;
    /// let estimates = ShiftedBetaGeometric::fit(&[vec![1000, 631, 468, 382, 326]])?.estimates;
    /// // Two parameters, a thousand customers.
    /// let expected = 2.0 * 1000.0_f64.ln() - 2.0 * estimates.log_likelihood;
    /// assert!((estimates.bic() - expected).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn bic(&self) -> f64 {
        self.parameters.len() as f64 * (self.observations as f64).ln() - 2.0 * self.log_likelihood
    }

    /// The same in other parameters: their names and values, and how the logarithm of each moves with that of each of
    /// these.
    pub(crate) fn mapped(&self, parameters: &[(&'static str, f64)], slopes: &DMatrix<f64>) -> Self {
        let log_covariance = slopes * &self.log_covariance * slopes.transpose();
        let parameters = (parameters.iter().enumerate())
            .map(|(index, (name, value))| {
                let standard_error = value * log_covariance[(index, index)].max(0.0).sqrt();
                Estimate { name, value: *value, standard_error }
            })
            .collect();
        Self { parameters, log_covariance, ..self.clone() }
    }

    /// Covariance of the logarithms of the parameters, row by row; pure numbers.
    ///
    /// A square table with a row and a column per parameter: the inverse of the second derivatives of -ln L at the
    /// maximum.
    ///
    /// ```
    /// use models::customer::ShiftedBetaGeometric;
    /// let estimates = ShiftedBetaGeometric::fit(&[vec![1000, 631, 468, 382, 326]])?.estimates;
    /// // By the delta method a standard error is the value times that of its logarithm.
    /// let (covariance, alpha) = (estimates.log_covariance(), &estimates.parameters[0]);
    /// assert!((alpha.value * covariance[0][0].sqrt() / alpha.standard_error - 1.0).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn log_covariance(&self) -> Vec<Vec<f64>> {
        self.log_covariance.row_iter().map(|row| row.iter().copied().collect()).collect()
    }

    /// The variance of a figure computed from the parameters, by the delta method: how the figure moves with each
    /// logarithm, and how sure these are.
    pub(crate) fn variance(&self, figure: impl Fn(&[f64]) -> Result<f64>) -> Result<f64> {
        let values = self.values();
        let mut slope = DVector::zeros(values.len());
        for index in 0..values.len() {
            let moved = |by: f64| {
                let mut values = values.clone();
                values[index] *= by.exp();
                figure(&values)
            };
            slope[index] = (moved(STEP)? - moved(-STEP)?) / (2.0 * STEP);
        }
        Ok((slope.transpose() * &self.log_covariance * slope)[(0, 0)])
    }

    /// Parameters as they could also be, given how sure these are: one draw from their approximate distribution,
    /// normal in the logarithms.
    pub(crate) fn draw(&self, generator: &mut dyn Rng) -> Vec<f64> {
        let size = self.parameters.len();
        let normal = DVector::from_iterator(
            size,
            (0..size).map(|_| Distribution::<f64>::sample(&StandardNormal, generator)),
        );
        // A root by eigenvalues, because a covariance of parameters that move together has no other.
        let eigen = self.log_covariance.clone().symmetric_eigen();
        let lengths = eigen.eigenvalues.map(|value| value.max(0.0).sqrt());
        let shift = &eigen.eigenvectors * normal.component_mul(&lengths);
        // A parameter that the data hardly hold may have an error of many e-folds; draws beyond the search's own
        // bounds would be of a model nobody would accept.
        self.parameters
            .iter()
            .zip(shift.iter())
            .map(|(estimate, shift)| estimate.value * shift.clamp(-LOG_MAX, LOG_MAX).exp())
            .collect()
    }
}

/// A model with the parameters that make the data most likely.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit<M> {
    /// The model at its estimates, ready to be asked.
    #[serde(skip)]
    pub model: M,
    /// How sure the parameters are.
    pub estimates: Estimates,
}

/// What a search needs to know beside the likelihood.
pub(crate) struct Search<'a> {
    pub(crate) model: &'static str,
    pub(crate) names: &'a [&'static str],
    /// What each parameter is multiplied by to be in the caller's unit: 1, or the unit of time for one that is a time.
    pub(crate) units: &'a [f64],
    pub(crate) observations: u64,
    /// Where to start, in the search's own unit.
    pub(crate) starts: &'a [Vec<f64>],
}

/// Finds the parameters, all positive, that maximise a log-likelihood. `likelihood` is asked for its value and its
/// derivatives by the parameters; the search runs on their logarithms.
pub(crate) fn maximise(search: &Search, likelihood: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Result<Estimates> {
    let objective = |logs: &[f64]| {
        if logs.iter().any(|log| log.is_nan() || log.abs() > WALL) {
            return (f64::NAN, vec![f64::NAN; logs.len()]);
        }
        let parameters: Vec<f64> = logs.iter().map(|log| log.exp()).collect();
        let (value, gradient) = likelihood(&parameters);
        (-value, gradient.iter().zip(&parameters).map(|(slope, parameter)| -slope * parameter).collect())
    };
    let starts: Vec<Vec<f64>> =
        search.starts.iter().map(|start| start.iter().map(|value| value.ln()).collect()).collect();
    maximise_logs(search, &starts, &objective)
}

fn maximise_logs(search: &Search, starts: &[Vec<f64>], objective: &impl Objective) -> Result<Estimates> {
    let minimum = minimise(search.model, search.observations.max(1) as f64, starts, objective)?;
    if let Some(index) = minimum.at.iter().position(|log| log.abs() > LOG_MAX) {
        let name = search.names.get(index).copied().unwrap_or_default();
        let why =
            format!("{name} runs off without end: the customers are too few or too much alike to tell it");
        return Err(Error::NotConverged { model: search.model, iterations: minimum.iterations, why });
    }
    let (names, units) = (search.names.iter(), search.units.iter());
    let parameters = (minimum.at.iter().zip(names).zip(units).enumerate())
        .map(|(index, ((log, name), unit))| {
            let value = log.exp() * unit;
            Estimate { name, value, standard_error: value * minimum.inverse_hessian[(index, index)].sqrt() }
        })
        .collect();
    Ok(Estimates {
        model: search.model,
        parameters,
        log_likelihood: -minimum.value,
        observations: search.observations,
        iterations: minimum.iterations,
        log_covariance: minimum.inverse_hessian,
    })
}
