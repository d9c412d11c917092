//! What every request needs: the database, the clock, how often a token may ask.

use crate::rate::Rates;
use app::Database;
use domain::Moment;
use std::sync::Arc;

/// Shared by all requests; clones are cheap.
#[derive(Clone)]
pub struct House {
    pub(crate) db: Database,
    pub(crate) public_url: Arc<str>,
    pub(crate) rates: Rates,
    clock: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl House {
    /// A house reached at `public_url` (without a slash at the end), whose time and randomness come from `clock`.
    pub fn new(
        db: Database,
        public_url: impl Into<Arc<str>>,
        clock: impl Fn() -> Moment + Send + Sync + 'static,
    ) -> Self {
        Self { db, public_url: public_url.into(), rates: Rates::default(), clock: Arc::new(clock) }
    }

    /// Lets each token ask that often in a minute, instead of [`crate::rate::REQUESTS_PER_MINUTE`].
    #[must_use]
    pub fn requests_per_minute(self, limit: u32) -> Self {
        Self { rates: Rates::new(limit), ..self }
    }

    /// The time and randomness of one request.
    pub(crate) fn moment(&self) -> Moment {
        (self.clock)()
    }
}
