//! Customers with the same history, counted once.

use super::history::History;
use crate::error::{Error, Result};
use serde::Serialize;

/// The distinct histories of a customer base with how many customers share each. A model sees only (x, `t_x`, T), so
/// nothing is lost, and a million customers become some hundred thousand rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distinct {
    rows: Vec<(History, u32)>,
    customers: u64,
}

impl Distinct {
    /// Counts equal histories.
    ///
    /// Rows come ordered, each history once. Our own definition.
    ///
    /// # Errors
    /// [`Error::Empty`] without customers.
    ///
    /// ```
    /// use models::customer::{Distinct, History};
    /// let once = History::new(0, 0.0, 30.0)?;
    /// let customers = Distinct::of(&[once, History::new(1, 3.0, 30.0)?, once])?;
    /// assert_eq!((customers.len(), customers.customers()), (2, 3));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn of(histories: &[History]) -> Result<Self> {
        let mut sorted = histories.to_vec();
        sorted.sort_unstable_by(History::order);
        let mut rows: Vec<(History, u32)> = Vec::new();
        for history in sorted {
            match rows.last_mut() {
                Some((same, count)) if *same == history => *count += 1,
                _ => rows.push((history, 1)),
            }
        }
        Self::counted(rows)
    }

    /// From rows with their counts; rows of no customer are left out.
    pub(crate) fn counted(mut rows: Vec<(History, u32)>) -> Result<Self> {
        rows.retain(|(_, count)| *count > 0);
        if rows.is_empty() {
            return Err(Error::Empty { what: "customers" });
        }
        let customers = rows.iter().map(|(_, count)| u64::from(*count)).sum();
        Ok(Self { rows, customers })
    }

    /// Each distinct history with its number of customers.
    ///
    /// One row per distinct history. Read from what was given.
    ///
    /// ```
    /// use models::customer::{Distinct, History};
    /// let (once, thrice) = (History::new(0, 0.0, 30.0)?, History::new(2, 13.0, 30.0)?);
    /// let customers = Distinct::of(&[once, thrice, once])?;
    /// assert_eq!(customers.rows(), [(once, 2), (thrice, 1)]);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn rows(&self) -> &[(History, u32)] {
        &self.rows
    }

    /// Number of distinct histories.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::customer::{Distinct, History};
    /// let (once, thrice) = (History::new(0, 0.0, 30.0)?, History::new(2, 13.0, 30.0)?);
    /// let customers = Distinct::of(&[once, thrice, once])?;
    /// assert_eq!(customers.len(), 2);
    /// # Ok::<(), models::Error>(())
    /// ```
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Number of customers.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::customer::{Distinct, History};
    /// let (once, thrice) = (History::new(0, 0.0, 30.0)?, History::new(2, 13.0, 30.0)?);
    /// let customers = Distinct::of(&[once, thrice, once])?;
    /// assert_eq!(customers.customers(), 3);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn customers(&self) -> u64 {
        self.customers
    }

    /// Repeat purchases of all customers together.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::customer::{Distinct, History};
    /// let (once, thrice) = (History::new(0, 0.0, 30.0)?, History::new(2, 13.0, 30.0)?);
    /// let customers = Distinct::of(&[once, thrice, once])?;
    /// assert_eq!(customers.repeats(), 2);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn repeats(&self) -> u64 {
        self.rows.iter().map(|(history, count)| u64::from(history.repeats()) * u64::from(*count)).sum()
    }

    /// A sum over customers.
    pub(crate) fn sum(&self, mut of: impl FnMut(&History) -> f64) -> f64 {
        self.rows.iter().map(|(history, count)| of(history) * f64::from(*count)).sum()
    }

    /// Mean time observed.
    pub(crate) fn mean_observed(&self) -> f64 {
        self.sum(History::observed) / self.customers as f64
    }

    /// The same with every time multiplied.
    pub(crate) fn scaled(&self, by: f64) -> Self {
        let rows = self.rows.iter().map(|(history, count)| (history.scaled(by), *count)).collect();
        Self { rows, customers: self.customers }
    }

    /// The largest number of repeat purchases of one customer.
    pub(crate) fn repeats_max(&self) -> u32 {
        self.rows.iter().map(|(history, _)| history.repeats()).max().unwrap_or_default()
    }
}
