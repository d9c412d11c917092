//! What returns every year.

use crate::error::{Result, within};
use serde::Serialize;
use std::f64::consts::TAU;

/// How the season enters both equations. Its columns sum to zero over a year, so that the constant stays the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Season {
    /// Not at all.
    #[default]
    None,
    /// A level of its own for each of the periods of a year: fit for months.
    Levels {
        /// Periods a year, at least 2.
        periods: usize,
    },
    /// Pairs of a sine and a cosine: fit for weeks, where levels would be too many.
    Waves {
        /// Periods a year, at least 2.
        periods: usize,
        /// How many pairs, at most half the periods less one.
        pairs: usize,
    },
}

impl Season {
    pub(crate) fn check(self) -> Result<()> {
        let expected = "a year of at least 2 periods, and fewer pairs of waves than half of it";
        let (value, fits) = match self {
            Self::None => return Ok(()),
            Self::Levels { periods } => (periods, periods >= 2),
            Self::Waves { periods, pairs } => (periods, pairs >= 1 && 2 * pairs < periods),
        };
        within("season", None, value as f64, fits, expected).map(drop)
    }

    /// How many columns it takes.
    pub(crate) fn columns(self) -> usize {
        match self {
            Self::None => 0,
            Self::Levels { periods } => periods - 1,
            Self::Waves { pairs, .. } => 2 * pairs,
        }
    }

    /// The value of a column in a period, counted from the first of the series.
    pub(crate) fn value(self, column: usize, period: usize) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Levels { periods } => match period % periods {
                phase if phase == column => 1.0,
                phase if phase == periods - 1 => -1.0,
                _ => 0.0,
            },
            Self::Waves { periods, .. } => {
                let angle = TAU * ((column / 2 + 1) * (period % periods)) as f64 / periods as f64;
                if column.is_multiple_of(2) { angle.sin() } else { angle.cos() }
            }
        }
    }
}
