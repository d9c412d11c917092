//! A short signature that two sets share as often as they share members.

use super::shingles::{Shingles, mix};
use crate::numeric::random::generator;
use rand::RngExt;

/// Values of a signature.
pub(super) const VALUES: usize = 128;
/// Bands that are looked up.
pub(super) const BANDS: usize = 32;
/// Values of a band: all must agree for a pair to be looked at.
const ROWS: usize = VALUES / BANDS;

/// The probability that two sets of this Jaccard similarity agree in at least one band, and so are compared exactly:
/// 1 − (1 − s⁴)³² (Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, section 3.4.2).
///
/// ```
/// use models::topic::candidate_probability;
/// assert!((candidate_probability(0.6) - 0.99).abs() < 0.01);
/// assert!((candidate_probability(0.4) - 0.56).abs() < 0.01);
/// ```
pub fn candidate_probability(similarity: f64) -> f64 {
    1.0 - (1.0 - similarity.clamp(0.0, 1.0).powi(ROWS as i32)).powi(BANDS as i32)
}

/// The least of each of 128 random orders of a set (Broder 1997).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(Box<[u32; VALUES]>);

impl Signature {
    /// The share of equal values, from 0 to 1: estimates Jaccard similarity within about .09 (two standard errors).
    ///
    /// Source: Broder 1997, On the resemblance and containment of documents.
    ///
    /// ```
    /// # use models::topic::{MinHash, Shingles};
    /// # let one = Shingles::of("My card was declined in the shop this morning");
    /// # let other = Shingles::of("My card was declined in the shop this evening");
    /// let minhash = MinHash::new(1);
    /// let estimate = minhash.signature(&one).similarity(&minhash.signature(&other));
    /// assert!((estimate - one.jaccard(&other)).abs() < 0.15);
    /// ```
    pub fn similarity(&self, other: &Self) -> f64 {
        let equal = self.0.iter().zip(other.0.iter()).filter(|(left, right)| left == right).count();
        equal as f64 / VALUES as f64
    }

    /// One key per band.
    pub(super) fn bands(&self) -> [u32; BANDS] {
        let mut keys = [0; BANDS];
        for (key, values) in keys.iter_mut().zip(self.0.chunks_exact(ROWS)) {
            *key = values.iter().fold(0_u64, |state, value| mix(state ^ u64::from(*value))) as u32;
        }
        keys
    }
}

/// 128 random orders: h(x) = (ax + b) >> 32 with odd 64-bit a (Dietzfelbinger 1996).
#[derive(Debug, Clone)]
pub struct MinHash {
    orders: Vec<(u64, u64)>,
}

impl MinHash {
    /// The orders that belong to a seed. Signatures of different seeds can't be compared.
    ///
    /// Source: Broder 1997.
    ///
    /// ```
    /// use models::topic::{MinHash, Shingles};
    /// let minhash = MinHash::new(1);
    /// let text = Shingles::of("My card was declined in the shop");
    /// assert_eq!(minhash.signature(&text).similarity(&minhash.signature(&text)), 1.0);
    /// ```
    pub fn new(seed: u64) -> Self {
        let mut generator = generator(seed);
        Self { orders: (0..VALUES).map(|_| (generator.random::<u64>() | 1, generator.random())).collect() }
    }

    /// The signature of a set. That of an empty set agrees with no other in earnest; ask [`Shingles::is_empty`] first.
    ///
    /// Source: Broder 1997.
    ///
    /// ```
    /// # use models::topic::{MinHash, Shingles};
    /// # let one = Shingles::of("My card was declined in the shop this morning");
    /// # let other = Shingles::of("My card was declined in the shop this evening");
    /// let minhash = MinHash::new(1);
    /// assert_eq!(minhash.signature(&one), MinHash::new(1).signature(&one)); // the same seed, the same signature
    /// assert_ne!(minhash.signature(&one), minhash.signature(&other));
    /// ```
    pub fn signature(&self, shingles: &Shingles) -> Signature {
        let mut least = Box::new([u32::MAX; VALUES]);
        for piece in shingles.pieces() {
            let piece = mix(u64::from(*piece));
            for (least, (factor, addend)) in least.iter_mut().zip(&self.orders) {
                let place = (factor.wrapping_mul(piece).wrapping_add(*addend) >> 32) as u32;
                *least = place.min(*least);
            }
        }
        Signature(least)
    }
}
