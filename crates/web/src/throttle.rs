//! A limit on tries: so many per key in so much time, then a wait that people are told.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tries per account in [`WINDOW_SECONDS`]: a person mistypes a few times, a machine guesses thousands.
const ACCOUNT_TRIES_MAX: usize = 10;
/// The same per client: many people of one office share an address, a machine tries one password with many names.
const CLIENT_TRIES_MAX: usize = 50;
/// Letters through the form per client and per address: somebody adds what was forgotten, a machine floods.
const FORM_TRIES_MAX: usize = 5;
/// Seconds in which tries are counted.
const WINDOW_SECONDS: i64 = 300;
/// Keys remembered; beyond that the oldest are forgotten, so that guessing with many names costs no memory.
const KEYS_MAX: usize = 10_000;

/// Counts failed tries.
#[derive(Clone)]
pub(crate) struct Throttle {
    tries_max: usize,
    tries: Arc<Mutex<BTreeMap<String, Vec<i64>>>>,
}

impl Throttle {
    /// For keys that name an account.
    pub(crate) fn of_accounts() -> Self {
        Self { tries_max: ACCOUNT_TRIES_MAX, tries: Arc::default() }
    }

    /// For keys that name a client.
    pub(crate) fn of_clients() -> Self {
        Self { tries_max: CLIENT_TRIES_MAX, tries: Arc::default() }
    }

    /// For keys that name who fills in a public form.
    pub(crate) fn of_forms() -> Self {
        Self { tries_max: FORM_TRIES_MAX, tries: Arc::default() }
    }

    /// Seconds to wait before the next try for this key, if it must wait.
    pub(crate) fn wait(&self, key: &str, now: Timestamp) -> Option<i64> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = tries.get_mut(key)?;
        recent.retain(|&at| at > now.as_second() - WINDOW_SECONDS);
        (recent.len() >= self.tries_max)
            .then(|| recent.first().map_or(0, |first| first + WINDOW_SECONDS - now.as_second()))
    }

    /// Notes a failed try.
    pub(crate) fn failed(&self, key: &str, now: Timestamp) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
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
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}
