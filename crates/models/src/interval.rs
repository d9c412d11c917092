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
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Upper less lower end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}
