//! Two waves of a survey compared on the right base.
//!
//! Rage is a share of households with a problem, which are fewer than the respondents. And a wave asked in another way
//! may differ for that alone: it is flagged, for nobody can compute it away.

use crate::error::{self, Result};
use crate::statistics::share::{Difference, Share, difference};
use serde::Serialize;

/// One wave of a survey, as published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wave {
    /// How many answered.
    pub respondents: u64,
    /// The share with a problem in the last twelve months.
    pub problem: f64,
    /// The share in rage (very or extremely upset) of those with a problem; none where it wasn't published.
    pub rage: Option<f64>,
    /// How it was asked, such as "telephone"; none where it wasn't stated.
    pub mode: Option<String>,
}

impl Wave {
    /// How many had a problem, rounded: the base of rage.
    ///
    /// Share times respondents: our own definition of the base.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a share outside 0 to 1.
    ///
    /// ```
    /// use models::service::wave::Wave;
    /// let wave = Wave { respondents: 1_000, problem: 0.54, rage: Some(0.66), mode: None };
    /// assert_eq!(wave.with_problem()?, 540);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn with_problem(&self) -> Result<u64> {
        Ok((error::share("share with a problem", None, self.problem)? * self.respondents as f64).round()
            as u64)
    }
}

/// First wave against second.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Problem rates, on all respondents.
    pub problem: Difference,
    /// Rage, on those with a problem; none where a wave doesn't tell it.
    pub rage: Option<Difference>,
    /// Both were asked in the same way, as far as they say so. Otherwise a difference may be one of the instrument.
    pub same_mode: bool,
}

/// How two waves differ, first less second.
///
/// Differences are of shares (0 to 1), with the standard error and the interval of [`difference`].
///
/// # Errors
/// [`Error::Empty`](crate::Error::Empty) without respondents or where nobody had a problem,
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a share or a level outside 0 to 1.
///
/// ```
/// use models::service::wave::{Wave, compare};
/// let wave = |problem, rage| Wave { respondents: 1000, problem, rage: Some(rage), mode: Some("telephone".into()) };
/// let rage = compare(&wave(0.54, 0.66), &wave(0.56, 0.56), 0.95)?.rage.expect("both tell it");
/// assert_eq!((rage.z.unwrap_or_default() * 1000.0).round(), 3419.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn compare(first: &Wave, second: &Wave, level: f64) -> Result<Comparison> {
    let of_all = |wave: &Wave| Share::published(wave.problem, wave.respondents);
    let of_problem = |wave: &Wave, rage: f64| Share::published(rage, wave.with_problem()?);
    let rage = match (first.rage, second.rage) {
        (Some(one), Some(two)) => Some(difference(of_problem(first, one)?, of_problem(second, two)?, level)?),
        _ => None,
    };
    Ok(Comparison {
        problem: difference(of_all(first)?, of_all(second)?, level)?,
        rage,
        same_mode: first.mode.is_some() && first.mode == second.mode,
    })
}
