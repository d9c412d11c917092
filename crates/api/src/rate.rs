//! How often a token may ask: so many requests in each minute, told in every answer.

use axum::http::{HeaderMap, HeaderValue};
use domain::ApiTokenId;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Requests of one token in a minute: twenty a second keep any shop in step, and one system alone can't take the
/// server from the people who work with it.
pub(crate) const REQUESTS_PER_MINUTE: u32 = 1_200;
/// Seconds in which requests are counted.
const WINDOW_SECONDS: i64 = 60;

/// Counts requests. Only tokens that are good are counted, so there are no more counters than tokens.
#[derive(Clone)]
pub(crate) struct Rates {
    limit: u32,
    windows: Arc<Mutex<BTreeMap<ApiTokenId, Window>>>,
}

#[derive(Clone, Copy)]
struct Window {
    began: i64,
    count: u32,
}

/// Where a token stands in its minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset_seconds: i64,
    pub(crate) exceeded: bool,
}

impl Default for Rates {
    fn default() -> Self {
        Self::new(REQUESTS_PER_MINUTE)
    }
}

impl Rates {
    pub(crate) fn new(limit: u32) -> Self {
        Self { limit, windows: Arc::default() }
    }

    /// Counts a request.
    pub(crate) fn count(&self, token: ApiTokenId, now: Timestamp) -> Standing {
        let now = now.as_second();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(token).or_insert(Window { began: now, count: 0 });
        // A clock that was set back begins a new minute, too: nobody waits for a time that may be far away.
        if !(window.began..window.began + WINDOW_SECONDS).contains(&now) {
            *window = Window { began: now, count: 0 };
        }
        window.count = window.count.saturating_add(1);
        Standing {
            limit: self.limit,
            remaining: self.limit.saturating_sub(window.count),
            reset_seconds: window.began + WINDOW_SECONDS - now,
            exceeded: window.count > self.limit,
        }
    }
}

impl Standing {
    /// Tells it in the headers of an answer.
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        headers.insert("ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("ratelimit-remaining", HeaderValue::from(self.remaining));
        headers.insert("ratelimit-reset", HeaderValue::from(self.reset_seconds));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_own_minute() {
        let rates = Rates::new(2);
        let at = |second| Timestamp::from_second(second).unwrap();
        let count = |token, second| rates.count(ApiTokenId(token), at(second));
        assert_eq!(count(1, 100), Standing { limit: 2, remaining: 1, reset_seconds: 60, exceeded: false });
        assert_eq!((count(1, 130).exceeded, count(1, 140).exceeded), (false, true));
        assert_eq!(count(1, 159).reset_seconds, 1);
        assert!(!count(2, 150).exceeded, "another token isn't held up");
        assert!(!count(1, 160).exceeded, "the next minute");
        assert!(!count(1, 50).exceeded, "the clock was set back");
    }
}
