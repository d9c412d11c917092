//! A range that holds the truth as often as it says.

use serde::Serialize;

/// A range for an unknown number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end, in the unit of what is estimated.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The share of such intervals that hold the truth, such as 0.95.
    pub level: f64,
}

impl Interval {
    /// Whether a value lies inside, ends included.
    ///
    /// Our own definition.
    ///
    /// ```
    /// let share = models::Interval { low: 0.31, high: 0.42, level: 0.95 };
    /// assert!(share.contains(0.42) && !share.contains(0.43));
    /// ```
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Upper less lower end, in the unit of what is estimated.
    ///
    /// Our own definition.
    ///
    /// ```
    /// let share = models::Interval { low: 0.31, high: 0.42, level: 0.95 };
    /// assert!((share.width() - 0.11).abs() < 1e-12);
    /// ```
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}
