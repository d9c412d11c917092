//! Quantiles of a count whose rate is a gamma.

use crate::interval::Interval;

/// Where the tails are cut, as a share of the largest probability.
const SHARE_MIN: f64 = 1e-14;

/// The interval that leaves at most half of `1 - level` on each side, for a negative binomial with this mean and
/// variance `mean + mean^2 * spread`. It holds at least its level, as counts are whole.
///
/// Probabilities are summed from the mean outwards by the ratio of neighbours, which neither overflows nor loses
/// digits.
pub(super) fn interval(mean: f64, spread: f64, level: f64) -> Interval {
    if mean <= 0.0 {
        return Interval { low: 0.0, high: 0.0, level };
    }
    // P(k+1)/P(k) = (k + r)/(k + 1) * m/(r + m) with r = 1/spread, written so that spread may be 0.
    let ratio = |count: f64| mean * (1.0 + count * spread) / ((count + 1.0) * (1.0 + mean * spread));
    // The distribution has one peak, at or below the mean.
    let peak = (mean * (1.0 - spread)).max(0.0).floor();
    let mut below = Vec::new();
    let (mut count, mut weight, mut whole) = (peak, 1.0, 1.0);
    while count > 0.0 && weight > SHARE_MIN {
        count -= 1.0;
        weight /= ratio(count);
        below.push(weight);
        whole += weight;
    }
    let lowest = count;
    let mut weights: Vec<f64> = below.into_iter().rev().chain(std::iter::once(1.0)).collect();
    (count, weight) = (peak, 1.0);
    while weight > SHARE_MIN {
        weight *= ratio(count);
        count += 1.0;
        weights.push(weight);
        whole += weight;
    }
    let tail = (1.0 - level) / 2.0 * whole;
    Interval {
        low: lowest + place(weights.iter(), tail),
        high: count - place(weights.iter().rev(), tail),
        level,
    }
}

/// How many probabilities from this end stay within the tail.
fn place<'a>(weights: impl Iterator<Item = &'a f64>, tail: f64) -> f64 {
    let mut sum = 0.0;
    let within = weights.take_while(|&&weight| {
        sum += weight;
        sum <= tail
    });
    within.count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(mean: f64, spread: f64, level: f64) -> (u32, u32) {
        let found = interval(mean, spread, level);
        (found.low as u32, found.high as u32)
    }

    /// Poisson with mean 4: P(0) = .0183, P(Y <= 8) = .9786, P(Y <= 9) = .9919.
    #[test]
    fn without_spread_it_is_poisson() {
        assert_eq!(ends(4.0, 0.0, 0.95), (1, 8));
        assert_eq!(ends(4.0, 0.0, 0.96), (1, 9));
        assert_eq!(ends(4.0, 0.0, 0.98), (0, 9));
    }

    /// With mean 1 and spread 1 it is geometric: P(Y >= k) = 2^-k.
    #[test]
    fn with_spread_one_it_is_geometric() {
        assert_eq!(ends(1.0, 1.0, 0.9), (0, 4));
        assert_eq!(ends(1.0, 1.0, 0.95), (0, 5));
        assert_eq!(ends(0.0, 1.0, 0.95), (0, 0));
    }

    #[test]
    fn large_counts_neither_overflow_nor_take_long() {
        let found = interval(1e6, 0.01, 0.95);
        assert!(
            (found.low - 813_700.0).abs() < 2_000.0 && (found.high - 1_205_600.0).abs() < 2_000.0,
            "{found:?}"
        );
    }
}
