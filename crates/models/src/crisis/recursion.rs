//! The two equations as a machine that runs forward.

use super::equation::Equation;
use super::fit::Fit;
use super::regime::{Cell, Direction, Regime, regime};
use super::term::Term;
use serde::Serialize;

/// Both equations with numbers for all coefficients: estimated, resampled, or made up to try something.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recursion {
    /// K: how many changes in a row make a sustained run.
    pub run_length: usize,
    /// tau: how large they must be, in units of operations.
    pub threshold: f64,
    /// What moves perception.
    pub perception: PerceptionRule,
    /// What moves operations.
    pub operations: OperationsRule,
}

/// The equation of perception. The season is left out: its mean over a year is zero.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PerceptionRule {
    /// The constant.
    pub constant: f64,
    /// b: the effects of each kind of change, in the order of [`Cell::all`].
    pub cells: Vec<CellEffects>,
    /// g+: what follows an earlier rise of perception, by lag from 1.
    pub after_rise: Vec<f64>,
    /// g-: what follows an earlier fall.
    pub after_fall: Vec<f64>,
}

/// What a kind of change does, in units of perception per unit of operations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellEffects {
    /// The kind.
    pub cell: Cell,
    /// Its effects by lag, from 0.
    pub by_lag: Vec<f64>,
}

/// The equation of operations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OperationsRule {
    /// The constant.
    pub constant: f64,
    /// f+: what follows an earlier gain of operations, by lag from 1.
    pub after_gain: Vec<f64>,
    /// f-: what follows an earlier loss.
    pub after_loss: Vec<f64>,
    /// h+: what follows an earlier rise of perception.
    pub after_rise: Vec<f64>,
    /// h-: what follows an earlier fall of perception.
    pub after_fall: Vec<f64>,
}

impl Fit {
    /// The equations as estimated. A kind of change that never occurred acts as in business as usual; whether one
    /// that occurred seldom may be believed is not asked here, but by [`Fit::response`].
    ///
    /// The least-squares estimates of [`super::fit`].
    ///
    /// ```
    /// # use models::crisis::{Cell, Direction, Regime, Series, Specification, Term, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// let cell = Cell { regime: Regime::Usual, direction: Direction::Loss };
    /// let at_once = fit.recursion().perception.effects(cell)[0];
    /// assert_eq!(fit.perception.estimate(Term::Change { cell, lag: 0 }), Some(at_once));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn recursion(&self) -> Recursion {
        assemble(self, |term| self.perception.estimate(term), |term| self.operations.estimate(term))
    }

    /// The same with every kind of change that was seen too seldom acting as in business as usual.
    pub(crate) fn cautious(&self, mut recursion: Recursion) -> Recursion {
        for cell in Cell::all().filter(|&cell| cell.regime != Regime::Usual && self.enough(cell).is_err()) {
            let usual = recursion.perception.effects(Cell { regime: Regime::Usual, ..cell }).to_vec();
            recursion.perception.cells[index(cell)].by_lag = usual;
        }
        recursion
    }
}

/// Puts estimates in their places.
pub(crate) fn assemble(
    fit: &Fit,
    perception: impl Fn(Term) -> Option<f64>,
    operations: impl Fn(Term) -> Option<f64>,
) -> Recursion {
    let (p, q) = (fit.specification.lags_operations, fit.specification.lags_perception);
    let effect = |cell: Cell, lag| {
        let usual = Cell { regime: Regime::Usual, ..cell };
        perception(Term::Change { cell, lag }).or_else(|| perception(Term::Change { cell: usual, lag }))
    };
    let by_lag = |cell| (0..=p).map(|lag| effect(cell, lag).unwrap_or(0.0)).collect();
    let echoes =
        |direction| (1..=q).map(|lag| perception(Term::Echo { direction, lag }).unwrap_or(0.0)).collect();
    let momentum =
        |direction| (1..=p).map(|lag| operations(Term::Momentum { direction, lag }).unwrap_or(0.0)).collect();
    let feedback =
        |direction| (1..=q).map(|lag| operations(Term::Feedback { direction, lag }).unwrap_or(0.0)).collect();
    Recursion {
        run_length: fit.specification.run_length,
        threshold: fit.threshold,
        perception: PerceptionRule {
            constant: perception(Term::Constant).unwrap_or(0.0),
            cells: Cell::all().map(|cell| CellEffects { cell, by_lag: by_lag(cell) }).collect(),
            after_rise: echoes(Direction::Gain),
            after_fall: echoes(Direction::Loss),
        },
        operations: OperationsRule {
            constant: operations(Term::Constant).unwrap_or(0.0),
            after_gain: momentum(Direction::Gain),
            after_loss: momentum(Direction::Loss),
            after_rise: feedback(Direction::Gain),
            after_fall: feedback(Direction::Loss),
        },
    }
}

impl Recursion {
    /// The kind of the change at `at`, given all before it; none for a change of zero.
    pub(crate) fn cell(&self, changes: &[f64], at: usize) -> Option<Cell> {
        let direction = Direction::of(changes[at])?;
        Some(Cell { regime: regime(&changes[..at], self.run_length, self.threshold), direction })
    }
}

impl PerceptionRule {
    /// The effects of a kind of change, in units of perception per unit of operations, by lag from 0; none where the
    /// rule doesn't hold the cell.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::crisis::{Cell, CellEffects, Direction, OperationsRule, PerceptionRule, Recursion, Regime};
    /// # let by_lag = |direction| if direction == Direction::Loss { vec![1.0, 0.0] } else { vec![0.5, -0.25] };
    /// # let cells = Cell::all().map(|cell| CellEffects { cell, by_lag: by_lag(cell.direction) }).collect();
    /// # let perception = PerceptionRule { constant: 0.0, cells, after_rise: vec![], after_fall: vec![] };
    /// # let (after_gain, after_loss, after_rise, after_fall) = (vec![], vec![], vec![], vec![]);
    /// # let operations = OperationsRule { constant: 0.0, after_gain, after_loss, after_rise, after_fall };
    /// # let recursion = Recursion { run_length: 3, threshold: 0.5, perception, operations };
    /// // Made: a point lost costs 1, for good; a point gained brings .5, of which half is gone a period later.
    /// let gain = Cell { regime: Regime::Usual, direction: Direction::Gain };
    /// assert_eq!(recursion.perception.effects(gain), [0.5, -0.25]);
    /// ```
    pub fn effects(&self, cell: Cell) -> &[f64] {
        self.cells.get(index(cell)).map_or(&[], |effects| &effects.by_lag)
    }

    /// What the latest changes of operations (with their kinds) do now.
    pub(crate) fn moved_by_operations(&self, changes: &[f64], cells: &[Option<Cell>]) -> f64 {
        let lagged = changes.iter().rev().zip(cells.iter().rev()).enumerate();
        let lags = self.cells.first().map_or(0, |effects| effects.by_lag.len());
        lagged
            .take(lags)
            .filter_map(|(lag, (&change, &cell))| Some(self.effects(cell?).get(lag)? * change))
            .sum()
    }

    /// What the latest changes of perception do now.
    pub(crate) fn moved_by_perception(&self, changes: &[f64]) -> f64 {
        signed(&self.after_rise, &self.after_fall, changes)
    }
}

impl OperationsRule {
    /// What comes next, but for the surprise.
    pub(crate) fn next(&self, operations: &[f64], perception: &[f64]) -> f64 {
        self.constant
            + signed(&self.after_gain, &self.after_loss, operations)
            + signed(&self.after_rise, &self.after_fall, perception)
    }
}

/// Sum over lags of the coefficient that belongs to a change's sign, times the change.
fn signed(rises: &[f64], falls: &[f64], changes: &[f64]) -> f64 {
    let pairs = rises.iter().zip(falls).zip(changes.iter().rev());
    pairs.map(|((&rise, &fall), &change)| if change > 0.0 { rise * change } else { fall * change }).sum()
}

/// A cell's place in [`Cell::all`].
fn index(cell: Cell) -> usize {
    2 * cell.regime as usize + cell.direction as usize
}

/// The terms of an equation by name, for a vector of values in the same order.
pub(crate) fn lookup<'a>(equation: &'a Equation, values: &'a [f64]) -> impl Fn(Term) -> Option<f64> + 'a {
    move |term| {
        let place = equation.coefficients.iter().position(|coefficient| coefficient.term == term)?;
        values.get(place).copied()
    }
}
