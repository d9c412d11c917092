//! How many customers bought how often, against what a model says.

use super::buying::Buying;
use super::distinct::Distinct;
use super::history::History;
use crate::error::{Result, within};
use serde::Serialize;

/// The most rows: more than anyone reads, and few enough for models whose probabilities are sums.
const REPEATS_SHOWN_MAX: u32 = 200;

/// Customers with the same number of repeat purchases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrequencyRow {
    /// Repeat purchases while observed.
    pub repeats: u32,
    /// Whether customers with more are in this row too.
    pub or_more: bool,
    /// How many customers there are.
    pub actual: u64,
    /// How many the model expects.
    pub expected: f64,
}

/// Counts customers by their repeat purchases beside the number that the model expects, sum of P(X(T) = x) over the
/// customers with the time T that each was observed. Gives `most` + 1 rows, from 0 on; the last holds those with `most`
/// or more. A fit in sample: whether the model forecasts is for [`holdout`](super::holdout) to say.
///
/// Source: the comparison of actual and expected frequencies in Fader, Hardie & Lee 2005, Marketing Science 24(2).
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for no or more than 200 repeat purchases, and those of
/// [`Buying::probability`].
///
/// ```
/// use models::customer::{Distinct, History, Nbd, frequencies};
/// let customers = Distinct::of(&[History::new(0, 0.0, 10.0)?, History::new(9, 8.0, 10.0)?])?;
/// let rows = frequencies(&Nbd::new(1.0, 10.0)?, &customers, 2)?;
/// // Gamma(1, 10) over 10 periods: one half never, a quarter once, the rest more often.
/// let expected: Vec<f64> = rows.iter().map(|row| row.expected).collect();
/// assert!((expected[0] - 1.0).abs() < 1e-9 && (expected[1] - 0.5).abs() < 1e-9);
/// assert_eq!((rows[2].actual, rows[2].or_more), (1, true));
/// # Ok::<(), models::Error>(())
/// ```
pub fn frequencies(model: &dyn Buying, customers: &Distinct, most: u32) -> Result<Vec<FrequencyRow>> {
    let fits = (1..=REPEATS_SHOWN_MAX).contains(&most);
    within("repeat purchases shown", None, f64::from(most), fits, "from 1 to 200")?;
    let mut rows: Vec<FrequencyRow> = (0..=most)
        .map(|repeats| FrequencyRow { repeats, or_more: repeats == most, actual: 0, expected: 0.0 })
        .collect();
    let mut times: Vec<(f64, u64)> = Vec::with_capacity(customers.len());
    for (history, count) in customers.rows() {
        if let Some(row) = rows.get_mut(history.repeats().min(most) as usize) {
            row.actual += u64::from(*count);
        }
        times.push((History::observed(history), u64::from(*count)));
    }
    // Many customers share a time, and a probability costs a sum.
    times.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    for same in times.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let customers = same.iter().map(|(_, count)| count).sum::<u64>() as f64;
        let mut rest = 1.0;
        for row in &mut rows {
            let share = if row.or_more { rest } else { model.probability(row.repeats, same[0].0)? };
            row.expected += customers * share;
            rest = f64::max(rest - share, 0.0);
        }
    }
    Ok(rows)
}
