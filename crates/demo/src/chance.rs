//! The dice: every choice the demo makes comes from here, so that a seed gives the same bytes for ever.
//!
//! `SplitMix64` (Steele, Lea, Flood 2014) is written out instead of taken from a crate: it is ten lines, its stream
//! can't change with somebody's next release, and a stream can be opened for any key without a state to
//! carry along. That last point is what lets a conversation be worded when its time comes, independent
//! of everything that was worded before. No floating-point function beyond `sqrt` is used (IEEE 754 fixes that one),
//! so the stream is also the same on every machine.

/// A stream of choices, opened by [`Chance::keyed`].
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    state: u64,
}

/// The finalizer of `SplitMix64`: a bijection, so different inputs never collide.
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

impl Chance {
    /// Opens the stream that belongs to `keys` under `seed`.
    pub(crate) fn keyed(seed: u64, keys: &[u64]) -> Self {
        let state = keys.iter().fold(mix(seed ^ 0x5EED), |state, key| {
            mix(state.wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_add(mix(*key ^ 0x00C0_FFEE)))
        });
        Self { state }
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.state)
    }

    /// A number in `0..limit`; 0 when there is nothing to choose from.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.bits()) * limit as u128) >> 64) as usize
    }

    /// A number in `low..=high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True `percent` times in a hundred.
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent as usize
    }

    /// True `permille` times in a thousand.
    pub(crate) fn permille(&mut self, permille: u32) -> bool {
        self.below(1000) < permille as usize
    }

    /// One of `items`, which are ours and never empty.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// One of `items`, each as often as its weight says.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, u32)]) -> T {
        let total: usize = items.iter().map(|(_, weight)| *weight as usize).sum();
        let mut left = self.below(total);
        for (item, weight) in items {
            if left < *weight as usize {
                return *item;
            }
            left -= *weight as usize;
        }
        items[items.len() - 1].0
    }

    /// A value from a distribution given by its quantiles `(percent, value)`, straight lines between them.
    /// Waiting times are written down like this because people can read "half within two hours, one in ten after a
    /// day" and check it, and because it needs no logarithm.
    pub(crate) fn spread(&mut self, quantiles: &[(i64, i64)]) -> i64 {
        let at = self.between(0, 9_999);
        let mut before = quantiles[0];
        for &(percent, value) in quantiles {
            let here = percent * 100;
            if at < here {
                let (from, low) = (before.0 * 100, before.1);
                return low + (value - low) * (at - from) / (here - from).max(1);
            }
            before = (percent, value);
        }
        before.1
    }

    /// How many things happen when `expected` are expected: close to a Poisson count, cheap at any size.
    pub(crate) fn around(&mut self, expected: f64) -> usize {
        // The sum of twelve uniforms less six is close to a standard normal.
        let sum: f64 = (0..12).map(|_| self.below(1_000_001) as f64 / 1_000_000.0).sum();
        let count = expected + (sum - 6.0) * expected.sqrt();
        let whole = count.max(0.0) as usize;
        whole + usize::from((self.below(1_000_000) as f64) < (count.max(0.0) - whole as f64) * 1_000_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_the_same_stream_and_another_key_another() {
        let open = |key| {
            let mut chance = Chance::keyed(7, &[key]);
            (0..4).map(|_| chance.bits()).collect::<Vec<_>>()
        };
        assert_eq!(open(1), open(1));
        assert_ne!(open(1), open(2));
    }

    #[test]
    fn the_stream_is_pinned() {
        // A change here changes every demo database and every bench made from a seed.
        assert_eq!(Chance::keyed(1, &[2, 3]).bits(), 8_003_959_881_996_158_501);
    }

    #[test]
    fn quantiles_come_out_as_written() {
        let mut chance = Chance::keyed(1, &[]);
        let mut values: Vec<i64> =
            (0..4_000).map(|_| chance.spread(&[(0, 0), (50, 100), (100, 1_000)])).collect();
        values.sort_unstable();
        assert!((90..=110).contains(&values[2_000]), "{}", values[2_000]);
        assert!(values[3_999] <= 1_000);
    }

    #[test]
    fn counts_are_right_on_average() {
        let mut chance = Chance::keyed(1, &[]);
        let total: usize = (0..2_000).map(|_| chance.around(6.5)).sum();
        assert!((12_500..=13_500).contains(&total), "{total}");
    }
}
