//! What the models of buying know of one customer.

use crate::error::{Error, Result, not_negative};
use serde::Serialize;
use std::cmp::Ordering;

/// The most repeat purchases of one customer: one a day for 2,700 years. More is a broken column, and the models hold
/// tables as long as this number.
pub const REPEATS_MAX: u32 = 1_000_000;

/// A customer's repeat purchases, when the last of them was, and how long he was observed: x, `t_x` and T of the
/// literature. Times run from the first purchase, in any unit that is the same for all (weeks, in the papers).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
pub struct History {
    repeats: u32,
    last: f64,
    observed: f64,
}

impl History {
    /// A customer with `repeats` purchases after the first, the last of them at time `last`, observed until time
    /// `observed`.
    ///
    /// Times are in any one unit, from the first purchase. Source: (x, `t_x`, T) of Schmittlein, Morrison & Colombo
    /// 1987.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for times that are negative or not finite and for more than [`REPEATS_MAX`] repeats;
    /// [`Error::Contradiction`] where the last purchase is after the end of observation, where there is a time of a
    /// repeat purchase but none, or a repeat purchase at the very time of the first (purchases of one day are one).
    ///
    /// ```
    /// use models::customer::History;
    /// // Two repeat purchases, the last one 30.43 weeks after the first purchase, observed for 38.86 weeks.
    /// let customer = History::new(2, 30.43, 38.86)?;
    /// assert_eq!(customer.repeats(), 2);
    /// assert!(History::new(2, 40.0, 38.86).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(repeats: u32, last: f64, observed: f64) -> Result<Self> {
        Self::in_row(None, repeats, last, observed)
    }

    /// As [`new`](Self::new), for a row of a table: errors name it.
    ///
    /// `row` counts from 0. Source: as [`new`](Self::new).
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// ```
    /// use models::{Error, customer::History};
    /// // Last bought after the end of observation.
    /// assert!(matches!(History::in_row(Some(3), 2, 40.0, 38.86), Err(Error::Contradiction { row: Some(3), .. })));
    /// ```
    pub fn in_row(row: Option<usize>, repeats: u32, last: f64, observed: f64) -> Result<Self> {
        not_negative("time of the last purchase", row, last)?;
        not_negative("time observed", row, observed)?;
        if repeats > REPEATS_MAX {
            let (what, expected) = ("repeat purchases", "at most 1000000");
            return Err(Error::OutOfRange { what, row, value: f64::from(repeats), expected });
        }
        let what = match (repeats, last) {
            _ if last > observed => "the last purchase is after the end of observation",
            (0, last) if last > 0.0 => "there is a time of the last repeat purchase, but no repeat purchase",
            (1.., 0.0) => "there are repeat purchases, but the last one is at the time of the first purchase",
            _ => return Ok(Self { repeats, last, observed }),
        };
        Err(Error::Contradiction { what, row })
    }

    /// All of a table: counts of repeat purchases, times of the last ones, times observed.
    ///
    /// Columns have one place per customer, and so has the answer. Source: as [`new`](Self::new).
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`], and those of [`new`](Self::new) with the row they are in.
    ///
    /// ```
    /// use models::customer::History;
    /// let customers = History::of_columns(&[2, 0], &[30.43, 0.0], &[38.86, 38.86])?;
    /// assert_eq!(customers[0], History::new(2, 30.43, 38.86)?);
    /// assert!(History::of_columns(&[2, 0], &[30.43], &[38.86, 38.86]).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn of_columns(repeats: &[u32], last: &[f64], observed: &[f64]) -> Result<Vec<Self>> {
        for (what, right) in [("repeats and last", last.len()), ("repeats and observed", observed.len())] {
            if repeats.len() != right {
                return Err(Error::LengthsDiffer { what, left: repeats.len(), right });
            }
        }
        let rows = repeats.iter().zip(last).zip(observed).enumerate();
        rows.map(|(row, ((repeats, last), observed))| Self::in_row(Some(row), *repeats, *last, *observed))
            .collect()
    }

    /// A customer at the moment of the first purchase.
    ///
    /// x = 0 and T = 0: our own definition.
    ///
    /// ```
    /// use models::customer::{Buying, History, ParetoNbd};
    /// let model = ParetoNbd::new(0.553, 10.58, 0.606, 11.67)?;
    /// assert_eq!(model.expected(52.0)?, model.expected_after(&History::newcomer(), 52.0)?);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn newcomer() -> Self {
        Self { repeats: 0, last: 0.0, observed: 0.0 }
    }

    /// Purchases after the first: x.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let customer = models::customer::History::new(2, 30.43, 38.86)?;
    /// assert_eq!(customer.repeats(), 2);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn repeats(&self) -> u32 {
        self.repeats
    }

    /// Time of the last purchase: `t_x`, 0 where there was only the first; in the unit of time of all histories.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let customer = models::customer::History::new(2, 30.43, 38.86)?;
    /// assert_eq!(customer.last(), 30.43);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn last(&self) -> f64 {
        self.last
    }

    /// Time observed: T, in the unit of time of all histories.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let customer = models::customer::History::new(2, 30.43, 38.86)?;
    /// assert_eq!(customer.observed(), 38.86);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn observed(&self) -> f64 {
        self.observed
    }

    /// A total order, in which equal histories are neighbours.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        (self.repeats.cmp(&other.repeats))
            .then(self.observed.total_cmp(&other.observed))
            .then(self.last.total_cmp(&other.last))
    }

    /// The same in another unit of time: every time multiplied.
    pub(crate) fn scaled(&self, by: f64) -> Self {
        Self { repeats: self.repeats, last: self.last * by, observed: self.observed * by }
    }
}
