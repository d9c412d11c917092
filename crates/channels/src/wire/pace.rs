//! How long to wait before trying again.

use std::time::Duration;

/// The first wait after a failure and the longest one; in between it doubles.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Wait after the first failure.
    pub first: Duration,
    /// Longest wait.
    pub cap: Duration,
    /// First wait after a refused login: servers lock accounts out that knock too often.
    pub login_first: Duration,
}

impl Default for Pace {
    /// A second, up to five minutes: a server's restart is noticed at once, a day's outage costs 300 attempts.
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            cap: Duration::from_mins(5),
            login_first: Duration::from_secs(30),
        }
    }
}

/// Failures in a row, turned into waits.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The wait after one more failure: `first` doubled per failure up to the cap, of which the half to the whole
    /// is waited as `jitter` (0 to 1) says, so that many mailboxes don't come back in one beat.
    pub(crate) fn next(&mut self, first: Duration, cap: Duration, jitter: f64) -> Duration {
        let doubled = first.saturating_mul(2_u32.saturating_pow(self.failures.min(20)));
        self.failures = self.failures.saturating_add(1);
        doubled.min(cap.max(first)).mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0))
    }

    /// Failures in a row so far.
    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// It worked again.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap_and_start_over_after_success() {
        let (first, cap) = (Duration::from_secs(1), Duration::from_secs(10));
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..6).map(|_| backoff.next(first, cap, 1.0).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 10, 10]);
        assert_eq!(backoff.next(first, cap, 0.0), Duration::from_secs(5), "jitter takes up to half");
        backoff.reset();
        assert_eq!(backoff.next(first, cap, 1.0), first);
    }
}
