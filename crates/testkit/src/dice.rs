//! Chance for tests that try random moments: a seed that is printed replays the same choices.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// Random choices from a seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From `CAPE_SEED` if it is set, else from anything; prints what replays it.
    #[expect(clippy::print_stderr, reason = "the seed is for whoever must replay a failure")]
    pub fn for_test(name: &str) -> Self {
        let given = std::env::var("CAPE_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().build_hasher().finish());
        eprintln!("{name}: CAPE_SEED={seed} makes the same choices");
        Self(seed)
    }

    /// From this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which isn't zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end.max(1)
    }

    /// A time up to `longest`.
    pub fn within(&mut self, longest: Duration) -> Duration {
        Duration::from_micros(self.below(longest.as_micros() as u64 + 1))
    }
}

/// Lets a random stretch of time go by before something is killed: here time itself is what is tried.
#[expect(clippy::disallowed_methods, reason = "the moment of the kill is random; no condition stands for it")]
pub fn let_pass(time: Duration) {
    std::thread::sleep(time);
}
