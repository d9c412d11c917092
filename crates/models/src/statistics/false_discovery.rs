//! Many tests at once: which may be believed, when only a given share of those believed may be wrong.

use crate::error::{self, Result, within};

/// Which p-values to believe so that at most the share `rate` of those believed is expected to be wrong, if the
/// tests are independent (Benjamini & Hochberg 1995, J. Royal Statistical Society B 57(1), procedure (1)).
///
/// One answer per p-value, in order.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a p-value outside 0 to 1 (with its row) or a rate not between 0
/// and 1.
///
/// ```
/// let believed = models::statistics::false_discovery::benjamini_hochberg(&[0.001, 0.4, 0.03, 0.02], 0.05)?;
/// assert_eq!(believed, [true, false, true, true]);
/// # Ok::<(), models::Error>(())
/// ```
pub fn benjamini_hochberg(p_values: &[f64], rate: f64) -> Result<Vec<bool>> {
    within("false discovery rate", None, rate, rate > 0.0 && rate < 1.0, "above 0 and below 1")?;
    for (row, p_value) in p_values.iter().enumerate() {
        error::share("p-value", Some(row), *p_value)?;
    }
    let mut sorted = p_values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let tests = sorted.len() as f64;
    let largest = (1..).zip(&sorted).filter(|(rank, p)| **p <= rate * f64::from(*rank) / tests).last();
    let limit = largest.map_or(-1.0, |(_, p): (u32, &f64)| *p);
    Ok(p_values.iter().map(|p_value| *p_value <= limit).collect())
}
