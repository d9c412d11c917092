//! The net promoter score, with the interval that it is never shown without.
//!
//! Not for a handful of answers: with ten, the interval is wider than most companies differ.

use super::quantile::{level as checked_level, normal};
use crate::Interval;
use crate::error::{Error, Result};
use serde::Serialize;

/// A score in points from -100 to 100, as it is always spoken of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetPromoter {
    /// How many answered.
    pub answers: u64,
    /// Share of promoters less share of detractors, times 100.
    pub score: f64,
    /// The plain interval. Of width zero where all answers are alike, so don't show it alone.
    pub wald: Interval,
    /// The adjusted interval, to be shown. The formula may pass ±100 by a few points; cut it there on a screen.
    pub adjusted: Interval,
}

/// The score of so many promoters (9 or 10), passives (7 or 8) and detractors (0 to 6).
///
/// Variance `(P + D - NPS²)/n`; adjusted: three answers more, 3/4 promoter, 3/2 passive, 3/4 detractor (Rocks 2016,
/// "Interval Estimation for the Net Promoter Score", The American Statistician 70(4)).
///
/// Counts of answers; scores and intervals are in points from -100 to 100.
///
/// # Errors
/// [`Error::Empty`] without answers, [`Error::OutOfRange`] for a level that isn't between 0 and 1.
///
/// ```
/// let score = models::statistics::net_promoter(5, 3, 2, 0.95)?;
/// assert_eq!(score.score.round(), 30.0);
/// assert_eq!((score.adjusted.low.round(), score.adjusted.high.round()), (-19.0, 65.0));
/// # Ok::<(), models::Error>(())
/// ```
pub fn net_promoter(promoters: u64, passives: u64, detractors: u64, level: f64) -> Result<NetPromoter> {
    checked_level(level)?;
    let (promoters, passives, detractors) = (promoters as f64, passives as f64, detractors as f64);
    let answers = promoters + passives + detractors;
    if answers < 1.0 {
        return Err(Error::Empty { what: "answers" });
    }
    let (score, wald) = around(promoters, detractors, answers, level);
    let (_, adjusted) = around(promoters + 0.75, detractors + 0.75, answers + 3.0, level);
    Ok(NetPromoter { answers: answers as u64, score, wald, adjusted })
}

/// The score of answers from 0 to 10.
///
/// One whole number per answer. Source: as [`net_promoter()`].
///
/// # Errors
/// Those of [`net_promoter()`], and [`Error::OutOfRange`] for an answer above 10, with its row.
///
/// ```
/// use models::statistics::net_promoter::{from_answers, net_promoter};
/// let found = from_answers(&[10, 9, 9, 10, 9, 8, 7, 7, 6, 3], 0.95)?;
/// assert_eq!(found, net_promoter(5, 3, 2, 0.95)?);
/// assert_eq!(found.score.round(), 30.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn from_answers(answers: &[u64], level: f64) -> Result<NetPromoter> {
    let (mut promoters, mut passives, mut detractors) = (0, 0, 0);
    for (row, answer) in answers.iter().enumerate() {
        match answer {
            0..=6 => detractors += 1,
            7 | 8 => passives += 1,
            9 | 10 => promoters += 1,
            _ => {
                let (what, expected) = ("answer", "from 0 to 10");
                return Err(Error::OutOfRange { what, row: Some(row), value: *answer as f64, expected });
            }
        }
    }
    net_promoter(promoters, passives, detractors, level)
}

fn around(promoters: f64, detractors: f64, answers: f64, level: f64) -> (f64, Interval) {
    let (up, down) = (promoters / answers, detractors / answers);
    let score = up - down;
    let half = normal(level) * ((up + down - score * score).max(0.0) / answers).sqrt();
    let interval = Interval { low: 100.0 * (score - half), high: 100.0 * (score + half), level };
    (100.0 * score, interval)
}
