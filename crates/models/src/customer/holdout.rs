//! Forecasts against what customers then did.

use super::buying::Buying;
use super::history::History;
use crate::error::{Error, Result, positive};
use serde::Serialize;

/// Customers with this many repeat purchases or more are one row, as in the literature.
const MANY: u32 = 7;

/// Customers with the same number of repeat purchases in the calibration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HoldoutRow {
    /// Repeat purchases in the calibration; the last row holds as many or more.
    pub repeats: u32,
    /// Whether customers with more are in this row too.
    pub or_more: bool,
    /// How many.
    pub customers: u64,
    /// Purchases in the holdout, mean.
    pub actual: f64,
    /// Purchases expected of them, mean.
    pub expected: f64,
}

/// How a model forecasts what it wasn't fitted to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holdout {
    /// The model.
    pub model: &'static str,
    /// By repeat purchases in the calibration; only rows with customers.
    pub rows: Vec<HoldoutRow>,
    /// Purchases of all in the holdout.
    pub actual: f64,
    /// Purchases expected of all.
    pub expected: f64,
    /// Mean of the absolute difference per customer.
    pub mean_absolute_error: f64,
}

/// Compares, for each customer, the purchases within `time` after the end of observation with those expected.
///
/// Histories and `purchases` have one place per customer; means are purchases per customer. Source: the table of
/// conditional expectations in Fader, Hardie & Lee 2005, Marketing Science 24(2).
///
/// # Errors
/// [`Error::Empty`] without customers, [`Error::LengthsDiffer`], [`Error::OutOfRange`] for a time that isn't above 0,
/// and those of the expectation.
///
/// ```
/// use models::customer::{History, Nbd, holdout};
/// let customers = [History::new(0, 0.0, 10.0)?, History::new(9, 8.0, 10.0)?];
/// let fit = holdout(&Nbd::new(1.0, 1.0)?, &customers, &[1, 5], 5.0)?;
/// assert_eq!((fit.actual, fit.rows.len(), fit.rows[1].or_more), (6.0, 2, true));
/// # Ok::<(), models::Error>(())
/// ```
pub fn holdout(model: &dyn Buying, customers: &[History], purchases: &[u32], time: f64) -> Result<Holdout> {
    if customers.is_empty() {
        return Err(Error::Empty { what: "customers" });
    }
    if customers.len() != purchases.len() {
        let what = "customers and their purchases in the holdout";
        return Err(Error::LengthsDiffer { what, left: customers.len(), right: purchases.len() });
    }
    positive("time of the holdout", None, time)?;
    let mut rows: Vec<HoldoutRow> = (0..=MANY)
        .map(|repeats| HoldoutRow {
            repeats,
            or_more: repeats == MANY,
            customers: 0,
            actual: 0.0,
            expected: 0.0,
        })
        .collect();
    let mut error = 0.0;
    for (history, bought) in customers.iter().zip(purchases) {
        let expected = model.expected_after(history, time)?;
        if let Some(row) = rows.get_mut(history.repeats().min(MANY) as usize) {
            row.customers += 1;
            row.actual += f64::from(*bought);
            row.expected += expected;
        }
        error += (f64::from(*bought) - expected).abs();
    }
    let (actual, expected) =
        rows.iter().fold((0.0, 0.0), |sum, row| (sum.0 + row.actual, sum.1 + row.expected));
    rows.retain(|row| row.customers > 0);
    for row in &mut rows {
        row.actual /= row.customers as f64;
        row.expected /= row.customers as f64;
    }
    let mean_absolute_error = error / customers.len() as f64;
    Ok(Holdout { model: model.name(), rows, actual, expected, mean_absolute_error })
}
