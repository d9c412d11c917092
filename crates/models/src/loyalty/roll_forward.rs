//! Why the value of all customers changed in a period, with nothing left unexplained: the continuity of value.

use super::Migration;
use crate::error::Result;
use serde::Serialize;

/// Customer equity from one period to the next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RollForward {
    /// Equity at the beginning.
    pub opening: f64,
    /// Margins of the period, which are collected and no longer ahead: taken off.
    pub collected: f64,
    /// What is ahead came one period nearer: added.
    pub discount_unwound: f64,
    /// Customers who moved otherwise than expected, by the state they are in now: more there than expected, times
    /// what that is worth. Their sum is added.
    pub surprise: Vec<f64>,
    /// Customers who came in the period: added.
    pub newcomers: f64,
    /// Equity at the end: the sum of all that.
    pub closing: f64,
}

/// Explains the change of equity: `counts` at the beginning and at the end by state, of which `newcomers` came in the
/// period. Margins and discount as in [`Migration::value`], whose recursion `V = R + P·V/(1+d)` makes it add up.
///
/// Lists have one number per state; money is in the unit of the margins. Our own definition; the recursion is that of
/// Pfeifer & Carraway 2000.
///
/// # Errors
/// Those of [`Migration::equity`].
///
/// ```
/// use models::loyalty::{Migration, roll_forward};
/// let migration = Migration::new(&[vec![0.8, 0.2], vec![0.0, 1.0]])?;
/// // A hundred customers; eighty were expected to stay, seventy did, and five came.
/// let year = roll_forward(&migration, &[100.0, 0.0], &[75.0, 30.0], &[5.0, 0.0], &[10.0, 0.0], 0.1)?;
/// let explained = year.opening - year.collected + year.discount_unwound + year.surprise.iter().sum::<f64>() + year.newcomers;
/// assert!((year.closing - explained).abs() < 1e-9 && year.surprise[0] < 0.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn roll_forward(
    migration: &Migration,
    opening_counts: &[f64],
    closing_counts: &[f64],
    newcomers: &[f64],
    margins: &[f64],
    discount: f64,
) -> Result<RollForward> {
    let value = migration.value(margins, discount)?;
    let worth = |counts: &[f64]| counts.iter().zip(&value).map(|(count, value)| count * value).sum::<f64>();
    let expected = migration.project(opening_counts, 1)?;
    let (closing_counts, newcomers) =
        (migration.project(closing_counts, 0)?, migration.project(newcomers, 0)?);
    let opening = worth(opening_counts);
    let collected: f64 = opening_counts.iter().zip(margins).map(|(count, margin)| count * margin).sum();
    let surprise = closing_counts
        .iter()
        .zip(newcomers.iter().zip(expected.iter().zip(&value)))
        .map(|(closing, (new, (expected, value)))| (closing - new - expected) * value)
        .collect();
    Ok(RollForward {
        opening,
        collected,
        discount_unwound: (opening - collected) * discount,
        surprise,
        newcomers: worth(&newcomers),
        closing: worth(&closing_counts),
    })
}
