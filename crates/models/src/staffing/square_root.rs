//! The square-root rule: how much a large team needs beyond its load.
//!
//! `n = a + beta sqrt(a)`. Twice the load needs less than twice the spare agents, and beta says how many wait. To think
//! with; for a roster take the exact [`super::agents_for_service`], above all below some thirty agents.

use super::load::AGENTS_MAX;
use crate::error::{Result, positive, within};
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// The share of contacts that wait in a large team with `n = a + beta sqrt(a)` agents and nobody who hangs up:
/// `1 / (1 + beta Phi(beta) / phi(beta))`. Source: Halfin & Whitt 1981 (Operations Research 29(3), 567-588).
///
/// A share; beta is a pure number.
///
/// # Errors
/// [`crate::Error::OutOfRange`] unless beta is a number above 0.
///
/// ```
/// assert!((models::staffing::halfin_whitt(1.0)? - 0.223361).abs() < 1e-6);
/// # Ok::<(), models::Error>(())
/// ```
pub fn halfin_whitt(beta: f64) -> Result<f64> {
    positive("beta", None, beta)?;
    let normal = Normal::standard();
    Ok(1.0 / (1.0 + beta * normal.cdf(beta) / normal.pdf(beta)))
}

/// The beta at which this share of contacts waits: the inverse of [`halfin_whitt`].
///
/// A pure number. Source: Halfin & Whitt 1981.
///
/// # Errors
/// [`crate::Error::OutOfRange`] unless the share is above 1e-12 and below 1.
///
/// ```
/// use models::staffing::{safety_for_wait, square_root_agents};
/// assert!((safety_for_wait(0.223361)? - 1.0).abs() < 1e-4);
/// // One in five waits: 111 agents for 100 erlangs.
/// assert_eq!(square_root_agents(100.0, safety_for_wait(0.2)?)?, 111);
/// # Ok::<(), models::Error>(())
/// ```
pub fn safety_for_wait(p_wait: f64) -> Result<f64> {
    within("share that waits", None, p_wait, p_wait > 1e-12 && p_wait < 1.0, "above 1e-12 and below 1")?;
    let (mut low, mut high) = (0.0_f64, 10.0_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= 0.0 || halfin_whitt(middle)? > p_wait {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(f64::midpoint(low, high))
}

/// The rule's number of agents for a load in erlangs: `a + beta sqrt(a)`, rounded up.
///
/// Agents. Source: Halfin & Whitt 1981.
///
/// # Errors
/// [`crate::Error::OutOfRange`] unless the load is above 0 and below a million, and beta a number above 0.
///
/// ```
/// assert_eq!(models::staffing::square_root_agents(100.0, 0.5)?, 105);
/// # Ok::<(), models::Error>(())
/// ```
pub fn square_root_agents(offered: f64, beta: f64) -> Result<u32> {
    positive("offered load", None, offered)?;
    positive("beta", None, beta)?;
    let agents = (offered + beta * offered.sqrt()).ceil();
    within("agents", None, agents, agents <= f64::from(AGENTS_MAX), "at most a million")?;
    Ok(agents as u32)
}
