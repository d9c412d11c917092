//! Cohen's kappa: how far two raters agree beyond what chance would bring.
//!
//! Depends on how common the categories are: between groups with different shares it can't be compared. For more than
//! two raters, or missing ratings, use [`krippendorff`](super::krippendorff).

use super::quantile::{level as checked_level, normal};
use crate::Interval;
use crate::error::{Error, Result};
use serde::Serialize;

/// How near two categories are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// Alike or not: names without order.
    Equal,
    /// By their distance in rank.
    Linear,
    /// By its square.
    Quadratic,
}

/// Agreement of two raters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kappa {
    /// How many were rated by both.
    pub subjects: u64,
    /// Agreement beyond chance: 1 is all, 0 is what chance brings.
    pub value: f64,
    /// Agreement seen, weighted, from 0 to 1.
    pub observed: f64,
    /// Agreement that chance brings with these shares of the categories.
    pub expected: f64,
    /// Standard error for many subjects.
    pub standard_error: f64,
    /// Interval from it, for a hundred subjects or more.
    pub interval: Interval,
}

/// Kappa of a square table: `table[i][j]` counts whom the first rater put in category i and the second in j.
///
/// Cohen 1960 (Educational and Psychological Measurement 20) and 1968 (weights); standard error by Fleiss, Cohen &
/// Everitt 1969 (Psychological Bulletin 72).
///
/// A pure number from -1 to 1, with `level` as a share.
///
/// # Errors
/// [`Error::LengthsDiffer`] for a table that isn't square, [`Error::Empty`] where nobody is rated,
/// [`Error::NoVariation`] where chance alone agrees wholly (one category only), [`Error::OutOfRange`] for a level that
/// isn't between 0 and 1.
///
/// ```
/// use models::statistics::kappa::{Weights, of_table};
/// let kappa = of_table(&[vec![20, 5], vec![10, 15]], Weights::Equal, 0.95)?;
/// assert!((kappa.value - 0.4).abs() < 1e-12);
/// # Ok::<(), models::Error>(())
/// ```
pub fn of_table(table: &[Vec<u64>], weights: Weights, level: f64) -> Result<Kappa> {
    let z = normal(checked_level(level)?);
    let size = table.len();
    if let Some(row) = table.iter().find(|row| row.len() != size) {
        return Err(Error::LengthsDiffer { what: "rows and columns", left: size, right: row.len() });
    }
    let subjects: u64 = table.iter().flatten().sum();
    if subjects == 0 {
        return Err(Error::Empty { what: "ratings" });
    }
    let n = subjects as f64;
    let first: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64 / n).collect();
    let mut second = vec![0.0; size];
    for row in table {
        for (sum, count) in second.iter_mut().zip(row) {
            *sum += *count as f64 / n;
        }
    }
    let weight = |i: usize, j: usize| nearness(weights, i, j, size);
    let mean_weight = |shares: &[f64], i: usize| -> f64 {
        shares.iter().enumerate().map(|(j, share)| share * weight(i, j)).sum()
    };
    // The mean weight of a category against the other rater's shares.
    let of_first: Vec<f64> = (0..size).map(|i| mean_weight(&second, i)).collect();
    let of_second: Vec<f64> = (0..size).map(|j| mean_weight(&first, j)).collect();
    let cells = || {
        table
            .iter()
            .enumerate()
            .flat_map(|(i, row)| row.iter().enumerate().map(move |(j, count)| (i, j, *count as f64 / n)))
    };
    let observed: f64 = cells().map(|(i, j, share)| share * weight(i, j)).sum();
    let expected: f64 = first.iter().zip(&of_first).map(|(share, weight)| share * weight).sum();
    if 1.0 - expected <= 1e-12 {
        return Err(Error::NoVariation { what: "ratings" });
    }
    let value = (observed - expected) / (1.0 - expected);
    let spread: f64 = cells()
        .map(|(i, j, share)| {
            let chance = of_first.get(i).unwrap_or(&0.0) + of_second.get(j).unwrap_or(&0.0);
            share * (weight(i, j) - chance * (1.0 - value)).powi(2)
        })
        .sum();
    let bias = value - expected * (1.0 - value);
    let standard_error = ((spread - bias * bias).max(0.0) / n).sqrt() / (1.0 - expected);
    let half = z * standard_error;
    let interval = Interval { low: (value - half).max(-1.0), high: (value + half).min(1.0), level };
    Ok(Kappa { subjects, value, observed, expected, standard_error, interval })
}

/// Kappa of two lists of ratings of the same subjects. Categories are those that occur, in their order, so that with
/// weights a category that nobody used is not counted between its neighbours.
///
/// One rating per subject in each list. Source: as [`of_table`].
///
/// # Errors
/// [`Error::LengthsDiffer`] for lists of different length, and those of [`of_table`].
///
/// ```
/// use models::statistics::kappa::{Weights, of_ratings};
/// let ada = ["good", "good", "good", "good", "good", "good", "good", "poor", "poor", "poor"];
/// let ben = ["good", "good", "good", "good", "good", "good", "poor", "good", "poor", "poor"];
/// let kappa = of_ratings(&ada, &ben, Weights::Equal, 0.95)?;
/// assert!((kappa.observed - 0.8).abs() < 1e-12);
/// assert!((kappa.value - 0.22 / 0.42).abs() < 1e-12);
/// # Ok::<(), models::Error>(())
/// ```
pub fn of_ratings<T: Ord>(first: &[T], second: &[T], weights: Weights, level: f64) -> Result<Kappa> {
    if first.len() != second.len() {
        let (left, right) = (first.len(), second.len());
        return Err(Error::LengthsDiffer { what: "ratings of the two raters", left, right });
    }
    let mut categories: Vec<&T> = first.iter().chain(second).collect();
    categories.sort();
    categories.dedup();
    let mut table = vec![vec![0; categories.len()]; categories.len()];
    for (one, two) in first.iter().zip(second) {
        let (Ok(i), Ok(j)) = (categories.binary_search(&one), categories.binary_search(&two)) else {
            continue;
        };
        if let Some(cell) = table.get_mut(i).and_then(|row: &mut Vec<u64>| row.get_mut(j)) {
            *cell += 1;
        }
    }
    of_table(&table, weights, level)
}

fn nearness(weights: Weights, i: usize, j: usize, size: usize) -> f64 {
    let distance = i.abs_diff(j) as f64 / size.saturating_sub(1).max(1) as f64;
    match weights {
        Weights::Equal => f64::from(u8::from(i == j)),
        Weights::Linear => 1.0 - distance,
        Weights::Quadratic => 1.0 - distance * distance,
    }
}
