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

/// Whether a try is counted still. One that lies ahead was noted before the clock was set back: nobody waits for it.
fn counts(at: i64, now: Timestamp) -> bool {
    let now = now.as_second();
    now - WINDOW_SECONDS < at && at <= now
}

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
        recent.retain(|&at| counts(at, now));
        (recent.len() >= self.tries_max)
            .then(|| recent.first().map_or(0, |first| first + WINDOW_SECONDS - now.as_second()))
    }

    /// Notes a failed try.
    pub(crate) fn failed(&self, key: &str, now: Timestamp) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= KEYS_MAX {
            tries.retain(|_, recent| recent.iter().any(|&at| counts(at, now)));
        }
        if tries.len() >= KEYS_MAX && !tries.contains_key(key) {
            let oldest = tries.iter().min_by_key(|(_, recent)| recent.last().copied());
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                tries.remove(&oldest);
            }
        }
        tries.entry(key.to_owned()).or_default().push(now.as_second());
    }

    /// Forgets the failures of a key that got in.
    pub(crate) fn succeeded(&self, key: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn fail(throttle: &Throttle, key: &str, second: i64, times: usize) {
        (0..times).for_each(|_| throttle.failed(key, at(second)));
    }

    #[test]
    fn full_it_forgets_what_is_over_and_then_what_is_oldest() {
        let throttle = Throttle::of_accounts();
        fail(&throttle, "zzz", 800, ACCOUNT_TRIES_MAX);
        for number in 0..KEYS_MAX - 2 {
            fail(&throttle, &format!("guess {number}"), 900, 1);
        }
        // The first by the alphabet and the last one to fail: who guesses on must go on waiting.
        fail(&throttle, "aaa", 1_000, ACCOUNT_TRIES_MAX);
        fail(&throttle, "one more", 1_001, 1);
        assert!(throttle.wait("aaa", at(1_001)).is_some(), "it failed last");
        assert!(throttle.wait("zzz", at(1_001)).is_none(), "it failed first");
        fail(&throttle, "after all is over", 5_000, 1);
        assert_eq!(throttle.tries.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_key_that_is_known_pushes_nobody_out() {
        let throttle = Throttle::of_accounts();
        for number in 0..KEYS_MAX {
            fail(&throttle, &format!("guess {number}"), 900, 1);
        }
        fail(&throttle, "guess 7", 901, 1);
        assert_eq!(throttle.tries.lock().unwrap().len(), KEYS_MAX);
    }

    #[test]
    fn nobody_waits_for_a_clock_that_was_set_back() {
        let throttle = Throttle::of_accounts();
        fail(&throttle, "ben", 10_000, ACCOUNT_TRIES_MAX);
        assert_eq!(throttle.wait("ben", at(10_100)), Some(200));
        assert_eq!(throttle.wait("ben", at(6_400)), None);
    }
}
