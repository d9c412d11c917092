//! A share as a dot on its interval, to be compared with those above and below it.

use maud::{Markup, html};

/// Width of the drawing, in its own units; the page decides how wide that is.
const WIDTH: f64 = 160.0;

/// Where the scale of a drawing begins and ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The value at the left edge.
    pub low: f64,
    /// The value at the right edge.
    pub high: f64,
}

impl Scale {
    /// All shares, nothing to everything.
    pub const SHARE: Self = Self { low: 0.0, high: 1.0 };

    /// A scale that holds all these intervals with a little room, within nothing and everything.
    #[must_use]
    pub fn around(intervals: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (from, to) in intervals {
            (low, high) = (low.min(from), high.max(to));
        }
        if low < high {
            Self { low: (low - 0.02).max(0.0), high: (high + 0.02).min(1.0) }
        } else {
            Self::SHARE
        }
    }

    fn place(self, value: f64) -> f64 {
        let width = (self.high - self.low).max(f64::EPSILON);
        let place = ((value - self.low) / width).clamp(0.0, 1.0) * WIDTH;
        (place * 10.0).round() / 10.0
    }
}

/// The drawing. Its figures must stand in words beside it, so it is hidden from those who hear the page.
#[must_use]
pub fn interval(value: f64, low: f64, high: f64, scale: Scale) -> Markup {
    let (from, to, at) = (scale.place(low), scale.place(high), scale.place(value));
    html! {
        svg .interval viewBox={"-6 0 " (WIDTH + 12.0) " 12"} preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect .interval-bar x=(from) y="4.5" width=((to - from).max(1.0)) height="3" rx="1.5" {}
            circle .interval-dot cx=(at) cy="6" r="4" {}
        }
    }
}
