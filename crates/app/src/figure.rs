//! Figures as people may trust them: with their base, and how sure they are.

use models::statistics::Share as Counted;

/// How sure an interval is, unless a page says otherwise.
pub const LEVEL: f64 = 0.95;
/// Below this base no figure is compared with another: the interval would say little more than "perhaps".
pub const COMPARED_MIN: i64 = 20;

/// A share of those who were counted, with its 95 % interval (Wilson 1927).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many.
    pub part: i64,
    /// Of how many.
    pub base: i64,
    /// The lower end of the interval, 0 to 1.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Share {
    /// `part` of `base`; none where nothing was counted, or more than there are.
    pub fn of(part: i64, base: i64) -> Option<Self> {
        let counted = Counted::of(u64::try_from(part).ok()?, u64::try_from(base).ok()?).ok()?;
        let interval = counted.wilson(LEVEL).ok()?;
        Some(Self { part, base, low: interval.low, high: interval.high })
    }

    /// The share, 0 to 1.
    pub fn value(self) -> f64 {
        self.part as f64 / self.base as f64
    }

    /// Whether both have a base to speak of and their intervals don't touch: only then one may be called better.
    pub fn differs_from(self, other: Self) -> bool {
        let both = self.base >= COMPARED_MIN && other.base >= COMPARED_MIN;
        both && (self.low > other.high || other.low > self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_of_ten_is_a_wide_guess() {
        let share = Share::of(8, 10).expect("a share");
        assert!((share.low - 0.490).abs() < 0.0005, "{share:?}");
        assert!((share.high - 0.943).abs() < 0.0005, "{share:?}");
        assert_eq!(Share::of(0, 0), None);
        assert_eq!(Share::of(3, 2), None);
    }

    #[test]
    fn only_what_is_clearly_apart_is_compared() {
        let (few, many) = (Share::of(1, 10).expect("few"), Share::of(950, 1000).expect("many"));
        assert!(!few.differs_from(many), "ten are too few");
        assert!(many.differs_from(Share::of(500, 1000).expect("half")));
        assert!(!many.differs_from(Share::of(945, 1000).expect("nearly")));
    }
}
