//! The one place that asks the machine for time and randomness.

use domain::Moment;
use jiff::Timestamp;

/// The time and fresh randomness.
#[expect(clippy::disallowed_methods, reason = "somebody must look at the clock: here, and nowhere else")]
pub(crate) fn moment() -> Moment {
    let mut seed = [0; 32];
    // Without randomness there are no sessions, no tokens, no safe boundaries: better to stop at once.
    if let Err(error) = getrandom::fill(&mut seed) {
        tracing::error!(%error, "the system gives no randomness");
        std::process::abort();
    }
    Moment::new(Timestamp::now(), seed)
}

/// A number from 0 to 1, for waits that shouldn't fall together.
pub(crate) fn jitter() -> f64 {
    f64::from(moment().bytes("jitter")[0]) / 255.0
}
