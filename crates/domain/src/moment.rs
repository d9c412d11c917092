//! The time and the randomness an action may use: given, never taken.

use crate::Token;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// When an action happens, with the randomness it may draw.
///
/// An action that runs again (a retried transaction, a replayed test) draws the same tokens, because each is
/// derived from the seed and a label that says what it is for.
#[derive(Clone)]
pub struct Moment {
    /// The time of the action.
    pub now: Timestamp,
    seed: [u8; 32],
}

impl Moment {
    /// A moment at `now` whose tokens follow from `seed` (32 random bytes; in tests, any).
    pub fn new(now: Timestamp, seed: [u8; 32]) -> Self {
        Self { now, seed }
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub fn millis(&self) -> i64 {
        crate::millis(self.now)
    }

    /// The unguessable token of this moment for `purpose`; a second call with the same purpose gives the same token.
    pub fn token(&self, purpose: &str) -> Token {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.bytes(purpose)[..16]);
        Token::from_bytes(bytes)
    }

    /// 32 random bytes for `purpose` (salts, keys).
    pub fn bytes(&self, purpose: &str) -> [u8; 32] {
        Sha256::new().chain_update(self.seed).chain_update(purpose).finalize().into()
    }
}

/// The seed makes secrets, so it doesn't show itself.
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment({})", self.now)
    }
}
