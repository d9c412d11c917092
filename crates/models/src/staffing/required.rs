//! The fewest agents for a target.

use super::erlang_b::next_blocking;
use super::load::{AGENTS_MAX, Load};
use super::{erlang_a, erlang_c};
use crate::error::{Error, Result, not_negative, positive, within};
use serde::Serialize;

/// A service level: a share of contacts answered within a time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Target {
    /// The share, above 0 and below 1, such as .8.
    pub share: f64,
    /// The time in seconds, such as 20.
    pub within_s: f64,
}

/// What is to be kept when people may hang up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Goal {
    /// At least this share of all contacts is answered within the time.
    Answered(Target),
    /// At most this share hangs up; above 0 and below 1.
    Abandoned(f64),
}

impl Target {
    pub(crate) fn check(self) -> Result<()> {
        open_share("share to be answered", self.share)?;
        not_negative("target", None, self.within_s).map(drop)
    }
}

/// The fewest agents with which a share of contacts is answered within a time, if nobody hangs up (Erlang C).
///
/// Agents. The inverse of [`erlang_c`](super::erlang_c()).
///
/// # Errors
/// [`Error::OutOfRange`] for numbers that make no sense.
///
/// ```
/// use models::staffing::{Load, Target, agents_for_service};
/// let target = Target { share: 0.8, within_s: 20.0 };
/// assert_eq!(agents_for_service(Load::new(200.0, 180.0)?, target)?, 14);
/// # Ok::<(), models::Error>(())
/// ```
pub fn agents_for_service(load: Load, target: Target) -> Result<u32> {
    target.check()?;
    fewest(load, |load, agents, blocked| {
        let stable = f64::from(agents) > load.erlangs();
        Ok(stable && erlang_c::queue(load, agents, blocked).answered_within(target.within_s)? >= target.share)
    })
}

/// The fewest agents that keep a goal when people hang up after a mean patience (Erlang A).
///
/// Agents; patience in seconds. The inverse of [`erlang_a`](super::erlang_a()).
///
/// # Errors
/// [`Error::OutOfRange`] for numbers that make no sense, and those of [`erlang_a::erlang_a`].
///
/// ```
/// use models::staffing::{Goal, Load, agents_with_patience};
/// let agents = agents_with_patience(Load::new(2880.0, 60.0)?, 120.0, Goal::Abandoned(0.04))?;
/// assert_eq!(agents, 49);
/// # Ok::<(), models::Error>(())
/// ```
pub fn agents_with_patience(load: Load, patience_s: f64, goal: Goal) -> Result<u32> {
    positive("patience", None, patience_s)?;
    match goal {
        Goal::Answered(target) => target.check()?,
        Goal::Abandoned(most) => open_share("share that may hang up", most)?,
    }
    fewest(load, |load, agents, blocked| {
        // Those who aren't answered number at least this share, so the sum over a long queue can wait.
        let lost = 1.0 - f64::from(agents) / load.erlangs();
        match goal {
            Goal::Answered(target) if 1.0 - lost < target.share => Ok(false),
            Goal::Abandoned(most) if lost > most => Ok(false),
            Goal::Answered(target) => {
                let queue = erlang_a::queue(load, patience_s, agents, blocked)?;
                Ok(queue.answered_within(target.within_s)? >= target.share)
            }
            Goal::Abandoned(most) => {
                Ok(erlang_a::queue(load, patience_s, agents, blocked)?.p_abandon <= most)
            }
        }
    })
}

/// The first number of agents that suffices, with the blocking carried along.
fn fewest(load: Load, suffices: impl Fn(Load, u32, f64) -> Result<bool>) -> Result<u32> {
    let load = load.checked()?;
    let mut blocked = 1.0;
    for agents in 1..=AGENTS_MAX {
        blocked = next_blocking(load.erlangs(), agents, blocked);
        if suffices(load, agents, blocked)? {
            return Ok(agents);
        }
    }
    Err(Error::OutOfRange {
        what: "offered load",
        row: None,
        value: load.erlangs(),
        expected: "small enough for a million agents",
    })
}

fn open_share(what: &'static str, value: f64) -> Result<()> {
    within(what, None, value, value > 0.0 && value < 1.0, "above 0 and below 1").map(drop)
}
