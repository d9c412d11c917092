//! Quasi-Poisson regression with a logarithmic link, and the down-weighting of past outbreaks.

use nalgebra::{DMatrix, DVector};

/// Dispersion is at least that of Poisson counts.
pub(super) const SCALE_MIN: f64 = 1.0;
/// Steps of the regression; five are usual.
const STEPS_MAX: usize = 25;
/// The relative change of the deviance at which it has converged.
const CONVERGED: f64 = 1e-8;

/// A regression that converged.
pub(super) struct Fit {
    pub(super) coefficients: DVector<f64>,
    /// Of the coefficients, before it is multiplied by a dispersion.
    pub(super) covariance: DMatrix<f64>,
    /// Pearson's statistic over the degrees of freedom.
    pub(super) dispersion: f64,
    pub(super) freedom: f64,
    means: DVector<f64>,
    leverages: DVector<f64>,
    relative_residuals: DVector<f64>,
}

impl Fit {
    /// Σ weight × (relative residual)² over the degrees of freedom; see [`super::MeanError::Surveillance`].
    pub(super) fn relative_dispersion(&self, weights: &DVector<f64>) -> f64 {
        self.relative_residuals
            .iter()
            .zip(weights)
            .map(|(residual, weight)| weight * residual * residual)
            .sum::<f64>()
            / self.freedom
    }

    /// Anscombe residuals, standardised by dispersion and leverage (Farrington et al. 1996, section 3.6).
    fn anscombe(&self, observed: &DVector<f64>) -> DVector<f64> {
        let scale = self.dispersion.max(SCALE_MIN);
        DVector::from_fn(observed.len(), |row, _| {
            let (count, mean) = (observed[row], self.means[row]);
            let raw = 1.5 * (count.powf(2.0 / 3.0) * mean.powf(-1.0 / 6.0) - mean.sqrt());
            raw / (scale * (1.0 - self.leverages[row]).max(f64::EPSILON)).sqrt()
        })
    }
}

/// Fits, weighs past outbreaks down, and fits again. Weights are residual⁻² above the limit and 1 below, scaled to the number
/// of weeks (Farrington et al. 1996, equation 4).
pub(super) fn fit_reweighted(
    design: &DMatrix<f64>,
    observed: &DVector<f64>,
    above: f64,
) -> Option<(Fit, DVector<f64>)> {
    let first = fit(design, observed, &DVector::repeat(observed.len(), 1.0))?;
    let raw = first.anscombe(observed).map(|residual| if residual > above { residual.powi(-2) } else { 1.0 });
    let weights = &raw * (observed.len() as f64 / raw.sum());
    Some((fit(design, observed, &weights)?, weights))
}

/// Iteratively reweighted least squares (Nelder & Wedderburn 1972, JRSS A 135(3), section 1.2); none where it doesn't converge, or the
/// columns don't tell the coefficients.
fn fit(design: &DMatrix<f64>, observed: &DVector<f64>, weights: &DVector<f64>) -> Option<Fit> {
    let freedom = observed.len().checked_sub(design.ncols()).filter(|freedom| *freedom > 0)? as f64;
    let mut means = observed.add_scalar(0.1);
    let mut last = deviance(observed, &means, weights);
    for _ in 0..STEPS_MAX {
        let working = means.component_mul(weights);
        let mut weighted = design.clone();
        for (row, weight) in working.iter().enumerate() {
            weighted.row_mut(row).scale_mut(*weight);
        }
        let target = means.zip_map(observed, |mean, count| mean.ln() + (count - mean) / mean);
        let covariance = (design.transpose() * &weighted).cholesky()?.inverse();
        let coefficients = &covariance * (weighted.transpose() * target);
        means = (design * &coefficients).map(f64::exp);
        let now = deviance(observed, &means, weights);
        if !now.is_finite() {
            return None;
        }
        if (now - last).abs() < CONVERGED * (now.abs() + 0.1) {
            let leverages = (design * &covariance).component_mul(&weighted).column_sum();
            let relative_residuals = observed.zip_map(&means, |count, mean| (count - mean) / mean);
            let pearson: f64 = working
                .iter()
                .zip(&relative_residuals)
                .map(|(weight, residual)| weight * residual * residual)
                .sum();
            let dispersion = pearson / freedom;
            return Some(Fit {
                coefficients,
                covariance,
                dispersion,
                freedom,
                means,
                leverages,
                relative_residuals,
            });
        }
        last = now;
    }
    None
}

fn deviance(observed: &DVector<f64>, means: &DVector<f64>, weights: &DVector<f64>) -> f64 {
    let part = |count: f64, mean: f64| {
        let logarithm = if count > 0.0 { count * (count / mean).ln() } else { 0.0 };
        2.0 * (logarithm - (count - mean))
    };
    (0..observed.len()).map(|row| weights[row] * part(observed[row], means[row])).sum()
}
