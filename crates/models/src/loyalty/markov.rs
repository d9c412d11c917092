//! Customers as a Markov chain: where they will be, and what they are worth by where they are.

use crate::error::{self, Error, Result, finite, not_negative, positive};
use nalgebra::{DMatrix, DVector};

/// How far a row may be from adding up to 1, for shares written with six digits.
const ROW_SUM_TOLERANCE: f64 = 1e-5;

/// The shares of customers that move from each state (row) to each state (column) in a period.
///
/// Next period depends on this state only, and shares stay as they are: test that with [`order_test`](super::order_test)
/// before looking far ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Migration {
    shares: DMatrix<f64>,
}

impl Migration {
    /// From a square table of shares, each row adding up to 1 (within 0.00001).
    ///
    /// Source: the transition matrix P of Pfeifer & Carraway 2000, J. Interactive Marketing 14(2).
    ///
    /// # Errors
    /// [`Error::Empty`] without states, [`Error::LengthsDiffer`] for a row of another length, [`Error::OutOfRange`] for
    /// a share outside 0 to 1 or a row that doesn't add up to 1 (within 0.00001), with its row.
    ///
    /// ```
    /// use models::loyalty::Migration;
    /// // Of active customers .8 stay so; of lapsed ones .1 come back.
    /// assert!(Migration::new(&[vec![0.8, 0.2], vec![0.1, 0.9]]).is_ok());
    /// assert!(Migration::new(&[vec![0.8, 0.3], vec![0.1, 0.9]]).is_err());
    /// ```
    pub fn new(rows: &[Vec<f64>]) -> Result<Self> {
        let states = rows.len();
        if states == 0 {
            return Err(Error::Empty { what: "states" });
        }
        for (row, shares) in rows.iter().enumerate() {
            same_length("states and shares of a row", states, shares.len())?;
            for share in shares {
                error::share("share", Some(row), *share)?;
            }
            let sum: f64 = shares.iter().sum();
            error::within("sum of shares", Some(row), sum, (sum - 1.0).abs() <= ROW_SUM_TOLERANCE, "1")?;
        }
        Ok(Self { shares: DMatrix::from_row_iterator(states, states, rows.iter().flatten().copied()) })
    }

    /// How many states there are.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let migration = models::loyalty::Migration::new(&[vec![0.8, 0.2], vec![0.1, 0.9]])?;
    /// assert_eq!(migration.states(), 2);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn states(&self) -> usize {
        self.shares.nrows()
    }

    /// How many customers will be in each state after so many periods, from how many are there now.
    ///
    /// `counts` has one number per state, and so has the answer, in the same order: counts times P, so often.
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`] for another number of states, [`Error::OutOfRange`] for a negative count, with its row.
    ///
    /// ```
    /// let migration = models::loyalty::Migration::new(&[vec![0.8, 0.2], vec![0.1, 0.9]])?;
    /// let later = migration.project(&[1_000.0, 0.0], 2)?;
    /// assert!((later[0] - 660.0).abs() < 1e-9 && (later[1] - 340.0).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn project(&self, counts: &[f64], periods: u32) -> Result<Vec<f64>> {
        let mut counts = self.vector("states and counts", counts)?;
        for (row, count) in counts.iter().enumerate() {
            not_negative("count", Some(row), *count)?;
        }
        for _ in 0..periods {
            counts = self.shares.tr_mul(&counts);
        }
        Ok(counts.iter().copied().collect())
    }

    /// What a customer in each state is worth for good: `V = (I - P/(1+d))⁻¹ R` (Pfeifer & Carraway 2000, J.
    /// Interactive Marketing 14(2)). `margins` come at the beginning of each period, the first at once;
    /// `discount` is the rate per period.
    ///
    /// `margins` and the answer have one number per state, in the same currency.
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`] for another number of states, [`Error::OutOfRange`] for a margin that isn't finite
    /// (with its row) or a discount that isn't above 0, [`Error::NotConverged`] where the discount is too small to tell
    /// from none.
    ///
    /// ```
    /// // A customer who buys again with probability .3, else is lost; 36 each time.
    /// let migration = models::loyalty::Migration::new(&[vec![0.3, 0.7], vec![0.0, 1.0]])?;
    /// let value = migration.value(&[36.0, 0.0], 0.2)?;
    /// assert!((value[0] - 36.0 / (1.0 - 0.3 / 1.2)).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn value(&self, margins: &[f64], discount: f64) -> Result<Vec<f64>> {
        positive("discount", None, discount)?;
        let margins = self.margins(margins)?;
        let states = self.states();
        let system = DMatrix::identity(states, states) - &self.shares / (1.0 + discount);
        let value = system.lu().solve(&margins).filter(|value| value.iter().all(|value| value.is_finite()));
        let why = "the discount is too small to tell from none".to_owned();
        let value = value.ok_or(Error::NotConverged { model: "value of states", iterations: 0, why })?;
        Ok(value.iter().copied().collect())
    }

    /// The same over a horizon: now and `periods` more (Pfeifer & Carraway 2000).
    ///
    /// `margins` and the answer have one number per state, in the same currency.
    ///
    /// # Errors
    /// Those of [`Migration::value`], but a discount of 0 is allowed.
    ///
    /// ```
    /// // A customer who buys again with probability .3, else is lost; 36 each time.
    /// let migration = models::loyalty::Migration::new(&[vec![0.3, 0.7], vec![0.0, 1.0]])?;
    /// let value = migration.value_over(&[36.0, 0.0], 0.2, 1)?;
    /// assert!((value[0] - 36.0 * (1.0 + 0.3 / 1.2)).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn value_over(&self, margins: &[f64], discount: f64, periods: u32) -> Result<Vec<f64>> {
        not_negative("discount", None, discount)?;
        let margins = self.margins(margins)?;
        let mut value = margins.clone();
        for _ in 0..periods {
            value = &margins + &self.shares * value / (1.0 + discount);
        }
        Ok(value.iter().copied().collect())
    }

    /// Customer equity: what all customers are worth, by how many are in each state, in the unit of the margins.
    ///
    /// `counts` and `margins` have one number per state. Source: the sum of residual values as customer equity, Rust,
    /// Lemon & Zeithaml 2004, Journal of Marketing 68(1).
    ///
    /// # Errors
    /// Those of [`Migration::value`], and [`Error::OutOfRange`] for a negative count, with its row.
    ///
    /// ```
    /// // A customer who buys again with probability .3, else is lost, is worth 48; a lost one nothing.
    /// let migration = models::loyalty::Migration::new(&[vec![0.3, 0.7], vec![0.0, 1.0]])?;
    /// let equity = migration.equity(&[100.0, 50.0], &[36.0, 0.0], 0.2)?;
    /// assert!((equity - 4_800.0).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn equity(&self, counts: &[f64], margins: &[f64], discount: f64) -> Result<f64> {
        let counts = self.project(counts, 0)?;
        Ok(counts.iter().zip(self.value(margins, discount)?).map(|(count, value)| count * value).sum())
    }

    fn margins(&self, margins: &[f64]) -> Result<DVector<f64>> {
        for (row, margin) in margins.iter().enumerate() {
            finite("margin", Some(row), *margin)?;
        }
        self.vector("states and margins", margins)
    }

    fn vector(&self, what: &'static str, values: &[f64]) -> Result<DVector<f64>> {
        same_length(what, self.states(), values.len())?;
        Ok(DVector::from_column_slice(values))
    }
}

fn same_length(what: &'static str, left: usize, right: usize) -> Result<()> {
    if left == right { Ok(()) } else { Err(Error::LengthsDiffer { what, left, right }) }
}
