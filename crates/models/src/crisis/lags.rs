//! How far back the equations look, by Schwarz's criterion.

use super::fit::fit_from;
use super::series::Series;
use super::specification::Specification;
use crate::error::{Error, Result};
use serde::Serialize;

/// The lags that describe the series best for their number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LagChoice {
    /// The specification with these lags.
    pub specification: Specification,
    /// All that were tried, in order.
    pub scores: Vec<LagScore>,
}

/// How well a pair of lags describes the series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LagScore {
    /// p.
    pub lags_operations: usize,
    /// q.
    pub lags_perception: usize,
    /// Sum of both equations' criteria: smaller is better. None where the series is too short or a column can't be
    /// told apart.
    pub bic: Option<f64>,
}

/// Tries p from 0 to `operations_max` and q from 0 to `perception_max` (4 and 2 as specified), all on the same
/// changes, and takes the pair with the smallest BIC; of equals the first.
///
/// Lags are in periods. Source: Schwarz 1978, Annals of Statistics 6(2), summed over both equations.
///
/// # Errors
/// [`Error::OutOfRange`] for more lags than are taken or a senseless setting, and those of [`super::fit`] where none of
/// them can be estimated.
///
/// ```
/// # use models::crisis::{Series, Specification, choose_lags};
/// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
/// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
/// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
/// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
/// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
/// # let series = Series { operations: &operations, perception: &perception, answers: None };
/// // Made: operations act at once, with no lag.
/// let choice = choose_lags(&series, &Specification::default(), 2, 1)?;
/// assert_eq!((choice.specification.lags_operations, choice.scores.len()), (0, 6));
/// # Ok::<(), models::Error>(())
/// ```
pub fn choose_lags(
    series: &Series<'_>,
    specification: &Specification,
    operations_max: usize,
    perception_max: usize,
) -> Result<LagChoice> {
    let longest =
        Specification { lags_operations: operations_max, lags_perception: perception_max, ..*specification };
    longest.check()?;
    let first = longest.first_change();
    let mut scores = Vec::new();
    let mut best: Option<(f64, Specification)> = None;
    let mut refused = Error::Empty { what: "lags to choose from" };
    for lags_operations in 0..=operations_max {
        for lags_perception in 0..=perception_max {
            let tried = Specification { lags_operations, lags_perception, ..*specification };
            let bic = match fit_from(series, &tried, first) {
                Ok(fit) => Some(fit.perception.bic + fit.operations.bic),
                Err(error) => {
                    refused = error;
                    None
                }
            };
            if let Some(bic) = bic
                && best.is_none_or(|(least, _)| bic < least)
            {
                best = Some((bic, tried));
            }
            scores.push(LagScore { lags_operations, lags_perception, bic });
        }
    }
    best.map(|(_, specification)| LagChoice { specification, scores }).ok_or(refused)
}
