//! What happens at each of several steps, over the whole way.

use crate::error::{self, Result};

/// The share of customers who meet at least one bad step, when each is good with the share given and steps are
/// independent: one less the product. Where bad steps come together it is less, so read it as an upper limit.
///
/// `good` has one share (0 to 1) per step; the answer is a share. The product rule of independent events.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a share outside 0 to 1, with its row.
///
/// ```
/// let met = models::service::compounding::at_least_one_bad(&[0.95; 6])?;
/// assert_eq!((met * 1000.0).round(), 265.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn at_least_one_bad(good: &[f64]) -> Result<f64> {
    let mut all_good = 1.0;
    for (row, share) in good.iter().enumerate() {
        all_good *= error::share("share of good steps", Some(row), *share)?;
    }
    Ok(1.0 - all_good)
}
