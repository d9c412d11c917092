//! A limit on tries: so many per key in so much time, then a wait that people are told.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tries at signing in per address in [`WINDOW_SECONDS`]: a person mistypes a few times, a machine guesses thousands.
const TRIES_MAX: usize = 10;
/// Seconds in which tries are counted.
const WINDOW_SECONDS: i64 = 300;
/// Keys remembered; beyond that the oldest are forgotten, so that guessing with many names costs no memory.
const KEYS_MAX: usize = 10_000;

/// Counts failed tries.
#[derive(Clone, Default)]
pub(crate) struct Throttle(Arc<Mutex<BTreeMap<String, Vec<i64>>>>);

impl Throttle {
    /// Seconds to wait before the next try for this key, if it must wait.
    pub(crate) fn wait(&self, key: &str, now: Timestamp) -> Option<i64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = tries.get_mut(key)?;
        recent.retain(|&at| at > now.as_second() - WINDOW_SECONDS);
        (recent.len() >= TRIES_MAX)
            .then(|| recent.first().map_or(0, |first| first + WINDOW_SECONDS - now.as_second()))
    }

    /// Notes a failed try.
    pub(crate) fn failed(&self, key: &str, now: Timestamp) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= KEYS_MAX {
            tries.retain(|_, recent| recent.iter().any(|&at| at > now.as_second() - WINDOW_SECONDS));
        }
        if tries.len() >= KEYS_MAX {
            tries.pop_first();
        }
        tries.entry(key.to_owned()).or_default().push(now.as_second());
    }

    /// Forgets the failures of a key that got in.
    pub(crate) fn succeeded(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}
