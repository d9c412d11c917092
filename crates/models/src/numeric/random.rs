//! Randomness as an argument.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The stream of numbers that belongs to a seed: the same on every machine and in every release.
pub(crate) fn generator(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}
