//! Answers on a scale: customer satisfaction (CSAT) and customer effort (CES 2.0).
//!
//! The share of favourable answers is the headline; the mean treats the scale as if its steps were equal.

use super::Share;
use super::mean::{Mean, mean};
use crate::Interval;
use crate::error::{Error, Result};
use serde::Serialize;
use std::ops::RangeInclusive;

/// What answers on a scale come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rating {
    /// The share of favourable answers, with its base.
    pub favourable: Share,
    /// Wilson's interval for it.
    pub interval: Interval,
    /// The mean answer, with Student's interval.
    pub mean: Mean,
}

/// Satisfaction on a scale from 1 to 5; favourable is 4 or 5 (the top two).
///
/// One whole number per answer; the share is from 0 to 1, the mean in points of the scale. Top two of five: our choice
/// of the usual definition.
///
/// # Errors
/// [`Error::Empty`] without answers, [`Error::OutOfRange`] for an answer off the scale (with its row) or a level that
/// isn't between 0 and 1.
///
/// ```
/// let found = models::statistics::rating::satisfaction(&[5, 4, 4, 2, 5, 3, 5, 4, 5, 4], 0.95)?;
/// assert_eq!(found.favourable.value(), 0.8);
/// # Ok::<(), models::Error>(())
/// ```
pub fn satisfaction(answers: &[u64], level: f64) -> Result<Rating> {
    rating(answers, 1..=5, 4, level)
}

/// Effort by CES 2.0: how much a customer agrees, from 1 to 7, that the company made it easy to handle the issue;
/// favourable is 5 to 7 (CEB 2013: Dixon and others, The Effortless Experience).
///
/// One whole number per answer; the share is from 0 to 1, the mean in points of the scale.
///
/// # Errors
/// Those of [`satisfaction`].
///
/// ```
/// let found = models::statistics::rating::effort(&[7, 6, 5, 5, 3, 7, 6, 4, 6, 5], 0.95)?;
/// assert_eq!(found.favourable.value(), 0.8);
/// assert!((found.mean.value - 5.4).abs() < 1e-12);
/// # Ok::<(), models::Error>(())
/// ```
pub fn effort(answers: &[u64], level: f64) -> Result<Rating> {
    rating(answers, 1..=7, 5, level)
}

/// Answers on any scale; favourable from `favourable_from` on.
///
/// One whole number per answer; the share is from 0 to 1, the mean in points of the scale. Our own definition.
///
/// # Errors
/// Those of [`satisfaction`].
///
/// ```
/// // From 1 to 10, favourable from 8 on.
/// let found = models::statistics::rating::rating(&[10, 8, 9, 4, 7, 8, 10, 9], 1..=10, 8, 0.95)?;
/// assert_eq!(found.favourable.value(), 0.75);
/// assert!(found.interval.contains(0.75));
/// # Ok::<(), models::Error>(())
/// ```
pub fn rating(
    answers: &[u64],
    scale: RangeInclusive<u64>,
    favourable_from: u64,
    level: f64,
) -> Result<Rating> {
    if let Some(row) = answers.iter().position(|answer| !scale.contains(answer)) {
        let value = answers.get(row).map_or(f64::NAN, |answer| *answer as f64);
        return Err(Error::OutOfRange { what: "answer", row: Some(row), value, expected: "on the scale" });
    }
    let good = answers.iter().filter(|answer| **answer >= favourable_from).count();
    let favourable = Share::of(good as u64, answers.len() as u64)?;
    let values: Vec<f64> = answers.iter().map(|answer| *answer as f64).collect();
    Ok(Rating { favourable, interval: favourable.wilson(level)?, mean: mean(&values, level)? })
}
