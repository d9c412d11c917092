//! Erlang C: who finds all busy waits, however long.

use super::erlang_b::blocking;
use super::load::{Load, agents_checked};
use crate::error::{Result, not_negative, share, within};
use serde::Serialize;

/// A queue in balance from which nobody leaves (M/M/n). Waits are exponential given that there is one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ErlangC {
    /// What comes in.
    pub load: Load,
    /// How many answer.
    pub agents: u32,
    /// The share of contacts that wait at all.
    pub p_wait: f64,
    /// Mean wait of all contacts in seconds, those answered at once included (average speed of answer).
    pub mean_wait_s: f64,
    /// How many wait on average.
    pub mean_queue: f64,
    /// The share of time an agent is busy.
    pub occupancy: f64,
}

/// The queue of a load with so many agents.
///
/// `C = B / (1 - (a/n)(1 - B))` with Erlang B; mean wait `C * handle time / (n - a)`. Source: Erlang 1917; Cooper,
/// Introduction to Queueing Theory, section 3.4.
///
/// Times in seconds, loads in erlangs.
///
/// # Errors
/// [`crate::Error::OutOfRange`] for numbers that make no sense, and when there are no more agents than erlangs: then
/// the queue grows without end and no balance exists.
///
/// ```
/// use models::staffing::{Load, erlang_c};
/// let queue = erlang_c(Load::new(200.0, 180.0)?, 14)?;
/// assert!((queue.p_wait - 0.174132).abs() < 1e-6);
/// assert!((queue.answered_within(20.0)? - 0.888350).abs() < 1e-6);
/// # Ok::<(), models::Error>(())
/// ```
pub fn erlang_c(load: Load, agents: u32) -> Result<ErlangC> {
    let load = load.checked()?;
    let offered = load.erlangs();
    let count = f64::from(agents_checked(agents)?);
    let expected = "more than the offered load in erlangs, without which the queue grows without end";
    within("agents", None, count, count > offered, expected)?;
    Ok(queue(load, agents, blocking(offered, agents)))
}

/// The same from the blocking, which a search over agents has at hand.
pub(crate) fn queue(load: Load, agents: u32, blocked: f64) -> ErlangC {
    let (offered, count) = (load.erlangs(), f64::from(agents));
    let p_wait = blocked / (1.0 - offered / count * (1.0 - blocked));
    let mean_wait_s = p_wait * load.handle_time_s / (count - offered);
    let mean_queue = load.arrivals_per_s() * mean_wait_s;
    ErlangC { load, agents, p_wait, mean_wait_s, mean_queue, occupancy: offered / count }
}

impl ErlangC {
    /// The share of contacts answered within so many seconds: the service level, `1 - C exp(-(n - a) t / handle time)`
    /// with [`ErlangC::p_wait`] as C.
    ///
    /// Source: as [`erlang_c`].
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for a time below 0.
    ///
    /// ```
    /// use models::staffing::{Load, erlang_c};
    /// let queue = erlang_c(Load::new(200.0, 180.0)?, 14)?;
    /// assert!((queue.answered_within(20.0)? - 0.888).abs() < 0.001);
    /// assert!((queue.answered_within(0.0)? - (1.0 - queue.p_wait)).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn answered_within(&self, target_s: f64) -> Result<f64> {
        not_negative("target", None, target_s)?;
        Ok(1.0 - self.p_wait * (-self.spare() * target_s / self.load.handle_time_s).exp())
    }

    /// The wait in seconds that this share of all contacts doesn't exceed, such as .9: the inverse of
    /// [`ErlangC::answered_within`], 0 where so many are answered at once.
    ///
    /// Source: as [`erlang_c`].
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for a share outside 0 to 1; 1 itself has no finite wait.
    ///
    /// ```
    /// use models::staffing::{Load, erlang_c};
    /// let queue = erlang_c(Load::new(200.0, 180.0)?, 14)?;
    /// // Nine in ten wait at most 25 seconds, eight in ten not at all.
    /// assert!((queue.wait_quantile_s(0.9)? - 24.96).abs() < 0.01);
    /// assert_eq!(queue.wait_quantile_s(0.8)?, 0.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn wait_quantile_s(&self, quantile: f64) -> Result<f64> {
        share("share", None, quantile)?;
        within("share", None, quantile, quantile < 1.0, "below 1, which no finite wait reaches")?;
        let longer = self.p_wait / (1.0 - quantile);
        Ok(if longer <= 1.0 { 0.0 } else { longer.ln() * self.load.handle_time_s / self.spare() })
    }

    /// Agents beyond the load.
    fn spare(&self) -> f64 {
        f64::from(self.agents) - self.load.erlangs()
    }
}
