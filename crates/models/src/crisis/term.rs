//! The names of the columns, and so of the coefficients.

use super::regime::{Cell, Direction};
use serde::Serialize;
use std::fmt;

/// A column of one of the two equations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Term {
    /// The constant: c.
    Constant,
    /// In the equation of perception: a change of operations, told apart by what went before. b+ and b-.
    Change {
        /// Its kind.
        cell: Cell,
        /// How many periods ago; 0 is now.
        lag: usize,
    },
    /// In the equation of operations: an earlier change of operations. f+ and f-.
    Momentum {
        /// Its sign.
        direction: Direction,
        /// How many periods ago, from 1.
        lag: usize,
    },
    /// In the equation of perception: an earlier change of perception. g+ and g-.
    Echo {
        /// Its sign.
        direction: Direction,
        /// How many periods ago, from 1.
        lag: usize,
    },
    /// In the equation of operations: an earlier change of perception. h+ and h-.
    Feedback {
        /// Its sign.
        direction: Direction,
        /// How many periods ago, from 1.
        lag: usize,
    },
    /// A column of the season.
    Season {
        /// Which, from 0.
        column: usize,
    },
}

impl fmt::Display for Term {
    /// As in the equations: `const`, `b+_B_0`, `g-_1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lagged = |formatter: &mut fmt::Formatter<'_>, letter, direction: Direction, lag| {
            write!(formatter, "{letter}{}_{lag}", direction.sign())
        };
        match *self {
            Self::Constant => write!(formatter, "const"),
            Self::Change { cell, lag } => {
                write!(formatter, "b{}_{}_{lag}", cell.direction.sign(), cell.regime.letter())
            }
            Self::Momentum { direction, lag } => lagged(formatter, 'f', direction, lag),
            Self::Echo { direction, lag } => lagged(formatter, 'g', direction, lag),
            Self::Feedback { direction, lag } => lagged(formatter, 'h', direction, lag),
            Self::Season { column } => write!(formatter, "season_{column}"),
        }
    }
}
