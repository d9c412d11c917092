//! What went before a change: sustained gains, sustained losses, or neither.

use serde::Serialize;

/// The fewest changes of a kind about which anything is said.
pub const CELL_CHANGES_MIN: usize = 10;

/// What the changes before a period were like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Regime {
    /// B, business as usual: neither of the others.
    Usual,
    /// G, after sustained gains: the K changes before all exceeded tau.
    AfterGains,
    /// L, after sustained losses: the K changes before were all below -tau.
    AfterLosses,
}

/// The sign of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Direction {
    /// Above zero.
    Gain,
    /// Below zero.
    Loss,
}

/// A kind of change: its sign, and what went before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Cell {
    /// What went before.
    pub regime: Regime,
    /// Its sign.
    pub direction: Direction,
}

/// How often a kind of change of operations was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CellCount {
    /// The kind.
    pub cell: Cell,
    /// How many changes of the series were of it; also the first few, which enter the equation as lags only.
    pub changes: usize,
}

impl Regime {
    /// All three, in the order of the equations.
    pub const ALL: [Self; 3] = [Self::Usual, Self::AfterGains, Self::AfterLosses];

    /// B, G or L, as in the equations.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// use models::crisis::Regime;
    /// assert_eq!(Regime::ALL.map(Regime::letter), ['B', 'G', 'L']);
    /// ```
    pub fn letter(self) -> char {
        match self {
            Self::Usual => 'B',
            Self::AfterGains => 'G',
            Self::AfterLosses => 'L',
        }
    }
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Gain, Self::Loss];

    /// The part of a change that has this sign: max(D, 0) or min(D, 0), in the unit of the change.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// use models::crisis::Direction;
    /// assert_eq!((Direction::Gain.part(-4.0), Direction::Loss.part(-4.0)), (0.0, -4.0));
    /// ```
    pub fn part(self, change: f64) -> f64 {
        match self {
            Self::Gain => change.max(0.0),
            Self::Loss => change.min(0.0),
        }
    }

    /// The sign of a change; none for zero.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// use models::crisis::Direction;
    /// assert_eq!(Direction::of(-4.0), Some(Direction::Loss));
    /// assert_eq!(Direction::of(0.0), None);
    /// ```
    pub fn of(change: f64) -> Option<Self> {
        if change > 0.0 {
            Some(Self::Gain)
        } else if change < 0.0 {
            Some(Self::Loss)
        } else {
            None
        }
    }

    /// + or -, as in the equations.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// use models::crisis::Direction;
    /// assert_eq!(Direction::ALL.map(Direction::sign), ['+', '-']);
    /// ```
    pub fn sign(self) -> char {
        match self {
            Self::Gain => '+',
            Self::Loss => '-',
        }
    }
}

impl Cell {
    /// All six, in the order of the equations.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// use models::crisis::{Cell, Regime};
    /// assert_eq!(Cell::all().count(), 6);
    /// assert!(Cell::all().take(2).all(|cell| cell.regime == Regime::Usual));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        Regime::ALL.into_iter().flat_map(|regime| Direction::ALL.map(|direction| Self { regime, direction }))
    }

    /// In words, such as "losses after sustained gains".
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::crisis::{Cell, Direction, Regime};
    /// let cell = Cell { regime: Regime::AfterGains, direction: Direction::Loss };
    /// assert_eq!(cell.words(), "losses after sustained gains");
    /// ```
    pub fn words(self) -> &'static str {
        match (self.regime, self.direction) {
            (Regime::Usual, Direction::Gain) => "gains in business as usual",
            (Regime::Usual, Direction::Loss) => "losses in business as usual",
            (Regime::AfterGains, Direction::Gain) => "gains after sustained gains",
            (Regime::AfterGains, Direction::Loss) => "losses after sustained gains",
            (Regime::AfterLosses, Direction::Gain) => "gains after sustained losses",
            (Regime::AfterLosses, Direction::Loss) => "losses after sustained losses",
        }
    }
}

/// The regime of each change, from the `run_length` (K) changes before it and the threshold tau (in the unit of the
/// changes). While there are fewer than K before, it is business as usual; with K = 0 it always is.
///
/// One regime per change, in order. The platform's own specification; see the module.
///
/// ```
/// use models::crisis::{Regime, regimes};
/// let changes = [1.0, 1.0, 0.5, -4.0, 1.0];
/// assert_eq!(regimes(&changes, 3, 0.2)[3], Regime::AfterGains);
/// assert_eq!(regimes(&changes, 3, 0.6)[3], Regime::Usual);
/// ```
pub fn regimes(changes: &[f64], run_length: usize, threshold: f64) -> Vec<Regime> {
    (0..changes.len()).map(|at| regime(&changes[..at], run_length, threshold)).collect()
}

/// The regime that follows a history of changes.
pub(crate) fn regime(before: &[f64], run_length: usize, threshold: f64) -> Regime {
    if run_length == 0 || before.len() < run_length {
        return Regime::Usual;
    }
    let run = &before[before.len() - run_length..];
    if run.iter().all(|&change| change > threshold) {
        Regime::AfterGains
    } else if run.iter().all(|&change| change < -threshold) {
        Regime::AfterLosses
    } else {
        Regime::Usual
    }
}

/// How often each kind of change was seen.
pub(crate) fn counts(changes: &[f64], regimes: &[Regime]) -> Vec<CellCount> {
    Cell::all()
        .map(|cell| {
            let of_it = |(&change, &regime): (&f64, &Regime)| {
                regime == cell.regime && Direction::of(change) == Some(cell.direction)
            };
            CellCount { cell, changes: changes.iter().zip(regimes).filter(|&pair| of_it(pair)).count() }
        })
        .collect()
}
