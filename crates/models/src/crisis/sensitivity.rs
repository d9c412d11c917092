//! Whether the findings hang on what the modeller decided: K and tau, shown and varied.

use super::finding::Finding;
use super::fit::fit;
use super::series::Series;
use super::specification::{Specification, Threshold};
use crate::error::Result;
use serde::Serialize;

/// The findings under one K and tau.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Setting {
    /// K.
    pub run_length: usize,
    /// tau.
    pub threshold: Threshold,
    /// The findings, or why there are none under this setting.
    pub findings: std::result::Result<Vec<Finding>, String>,
}

/// The findings for every pair of a run length K and a threshold tau, all else as specified; `size` as in
/// [`Fit::findings`](super::Fit::findings).
///
/// One [`Setting`] per pair, thresholds within run lengths. Our own definition.
///
/// # Errors
/// Those of a series or a specification that no setting could use; a setting that can't be estimated says so itself.
///
/// ```
/// # use models::crisis::{Series, Specification, Threshold, Verdict, sensitivity};
/// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
/// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
/// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
/// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
/// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
/// # let series = Series { operations: &operations, perception: &perception, answers: None };
/// // Made: a point lost costs .1 of perception, a point gained brings .05, at once and for good.
/// let thresholds = [Threshold::Deviations(0.2), Threshold::Deviations(0.4)];
/// let settings = sensitivity(&series, &Specification::default(), &[2, 3], &thresholds, 0.05)?;
/// assert_eq!(settings.len(), 4);
/// // That losses loom larger hangs on neither K nor tau.
/// let holds = |setting: &models::crisis::Setting| {
///     setting.findings.as_ref().is_ok_and(|findings| findings[0].verdict == Verdict::Holds)
/// };
/// assert!(settings.iter().all(holds));
/// # Ok::<(), models::Error>(())
/// ```
pub fn sensitivity(
    series: &Series<'_>,
    specification: &Specification,
    run_lengths: &[usize],
    thresholds: &[Threshold],
    size: f64,
) -> Result<Vec<Setting>> {
    series.check()?;
    specification.check()?;
    let mut settings = Vec::with_capacity(run_lengths.len() * thresholds.len());
    for &run_length in run_lengths {
        for &threshold in thresholds {
            let varied = Specification { run_length, threshold, ..*specification };
            let findings = fit(series, &varied).and_then(|fit| fit.findings(size));
            settings.push(Setting {
                run_length,
                threshold,
                findings: findings.map_err(|error| error.to_string()),
            });
        }
    }
    Ok(settings)
}
