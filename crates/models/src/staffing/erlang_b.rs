//! Erlang B: who finds all busy is turned away.

use super::load::agents_checked;
use crate::error::{Result, not_negative};

/// The share of contacts that find all agents (or lines) busy when nobody waits; `offered` in erlangs.
///
/// By the recursion `B_0 = 1, B_k = a B_(k-1) / (k + a B_(k-1))`, which loses no digits, unlike factorials.
/// Source: Erlang 1917; Cooper, Introduction to Queueing Theory, section 3.3.
///
/// A share, from 0 to 1.
///
/// # Errors
/// [`crate::Error::OutOfRange`] for a load below 0 or not a number, and for no agents or more than a million.
///
/// ```
/// use models::staffing::erlang_b;
/// assert!((erlang_b(2.0, 2)? - 2.0 / 5.0).abs() < 1e-15);
/// # Ok::<(), models::Error>(())
/// ```
pub fn erlang_b(offered: f64, agents: u32) -> Result<f64> {
    not_negative("offered load", None, offered)?;
    Ok(blocking(offered, agents_checked(agents)?))
}

pub(crate) fn blocking(offered: f64, agents: u32) -> f64 {
    (1..=agents).fold(1.0, |blocked, agents| next_blocking(offered, agents, blocked))
}

/// The blocking with one agent more.
pub(crate) fn next_blocking(offered: f64, agents: u32, before: f64) -> f64 {
    offered * before / (f64::from(agents) + offered * before)
}
