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

/// The findings for every pair of a run length K and a threshold tau, all else as specified.
///
/// # Errors
/// Those of a series or a specification that no setting could use; a setting that can't be estimated says so itself.
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
