//! How customers move between states, from where each was seen period by period.

use super::Migration;
use crate::Interval;
use crate::error::{Error, Result, positive};
use crate::statistics::beta;
use crate::statistics::quantile::level as checked_level;
use serde::Serialize;

/// Shares of moves, with how sure each is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moves {
    /// How many moves were seen from each state to each state.
    pub counts: Vec<Vec<u64>>,
    /// The share of moves, smoothed.
    pub shares: Vec<Vec<f64>>,
    /// An interval for each share. A state left seldom has wide ones: look there before believing what follows from it.
    pub intervals: Vec<Vec<Interval>>,
}

/// Estimates the shares from the states of each customer, numbered from 0, in the order of periods.
///
/// Rows are Dirichlet distributed with `smoothing` moves added to each cell (0.5 is usual; Gelman et al. 2013, Bayesian
/// Data Analysis, section 3.4): shares are posterior means, intervals hold the middle of each posterior. A state that
/// nobody was seen to leave has equal shares and intervals from near 0 to near 1.
///
/// `histories` has one list per customer; counts, shares and intervals are tables of `states` by `states`, from (row)
/// to (column). `smoothing` is in moves, `level` a share.
///
/// # Errors
/// [`Error::Empty`] without moves, [`Error::OutOfRange`] for a state that isn't below `states` (with the customer as
/// row), a smoothing that isn't above 0 or a level that isn't between 0 and 1.
///
/// ```
/// use models::loyalty::migration::estimate;
/// let moves = estimate(&[vec![0, 0, 1], vec![1, 1, 1], vec![0, 1]], 2, 0.5, 0.95)?;
/// assert_eq!(moves.counts, [[1, 2], [0, 2]]);
/// assert_eq!(moves.shares[0], [0.375, 0.625]);
/// # Ok::<(), models::Error>(())
/// ```
pub fn estimate(histories: &[Vec<usize>], states: usize, smoothing: f64, level: f64) -> Result<Moves> {
    positive("smoothing", None, smoothing)?;
    let outside = (1.0 - checked_level(level)?) / 2.0;
    checked(histories, states)?;
    let mut counts = vec![vec![0_u64; states]; states];
    for pair in histories.iter().flat_map(|history| history.windows(2)) {
        if let [from, to] = pair
            && let Some(count) = counts.get_mut(*from).and_then(|row| row.get_mut(*to))
        {
            *count += 1;
        }
    }
    if counts.iter().flatten().all(|count| *count == 0) {
        return Err(Error::Empty { what: "moves" });
    }
    let mut moves = Moves { counts, shares: Vec::new(), intervals: Vec::new() };
    for row in &moves.counts {
        let total = row.iter().sum::<u64>() as f64 + smoothing * states as f64;
        moves.shares.push(row.iter().map(|count| (*count as f64 + smoothing) / total).collect());
        let interval = |count: &u64| {
            let weight = *count as f64 + smoothing;
            let end = |share| if states < 2 { 1.0 } else { beta::quantile(weight, total - weight, share) };
            Interval { low: end(outside), high: end(1.0 - outside), level }
        };
        moves.intervals.push(row.iter().map(interval).collect());
    }
    Ok(moves)
}

impl Moves {
    /// The chain with these shares.
    ///
    /// The estimates of [`estimate`] as a table of states by states.
    ///
    /// # Errors
    /// Those of [`Migration::new`], where the shares were changed.
    ///
    /// ```
    /// use models::loyalty::migration::estimate;
    /// let moves = estimate(&[vec![0, 0, 1], vec![1, 1, 1], vec![0, 1]], 2, 0.5, 0.95)?;
    /// let next = moves.chain()?.project(&[800.0, 0.0], 1)?;
    /// assert_eq!(next, [300.0, 500.0]);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn chain(&self) -> Result<Migration> {
        Migration::new(&self.shares)
    }
}

/// States that exist.
pub(super) fn checked(histories: &[Vec<usize>], states: usize) -> Result<()> {
    for (row, history) in histories.iter().enumerate() {
        if let Some(state) = history.iter().find(|state| **state >= states) {
            let (what, value) = ("state", *state as f64);
            return Err(Error::OutOfRange {
                what,
                row: Some(row),
                value,
                expected: "one of the states, from 0",
            });
        }
    }
    Ok(())
}
