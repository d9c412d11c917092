//! What a wire may ask of the world besides the network: the time and a random number.

use super::Pace;
use jiff::Timestamp;
use std::{fmt, sync::Arc};

/// The clock and the dice, as arguments, and the pace of new attempts.
#[derive(Clone)]
pub struct Surroundings {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// How fast to try again after failures.
    pub pace: Pace,
}

impl Surroundings {
    /// `now` tells the time; `jitter` gives a number from 0 to 1, another at each call.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        jitter: impl Fn() -> f64 + Send + Sync + 'static,
        pace: Pace,
    ) -> Self {
        Self { now: Arc::new(now), jitter: Arc::new(jitter), pace }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.now)()
    }

    pub(crate) fn jitter(&self) -> f64 {
        (self.jitter)()
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").field("pace", &self.pace).finish_non_exhaustive()
    }
}
