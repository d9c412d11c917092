//! What a stated course of operations does to perception, all else still.

use super::fit::Fit;
use super::recursion::Recursion;
use super::regime::Cell;
use crate::error::{Result, finite, within};
use serde::Serialize;

/// The longest horizon, in periods: ten years of weeks.
const HORIZON_MAX: usize = 520;

/// What went before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum History {
    /// No changes: business as usual.
    Flat,
    /// A sustained run of gains: K + 1 of them, so that the last is itself in the regime.
    Gains {
        /// The size of each, in units of operations; above tau.
        pace: f64,
    },
    /// A sustained run of losses, likewise.
    Losses {
        /// The size of each, a number above tau.
        pace: f64,
    },
}

/// A stated course of operations from period 0 on, against none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Experiment {
    /// What went before.
    pub history: History,
    /// The changes of operations from period 0 on, in their unit; after them operations stay where they are.
    pub changes: Vec<f64>,
    /// The last period asked for.
    pub horizon: usize,
}

impl Experiment {
    /// One lasting gain (above 0) or loss, in units of operations, followed for `horizon` periods.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::crisis::{Experiment, History};
    /// let outage = Experiment::shock(History::Flat, -4.0, 12);
    /// assert_eq!((outage.changes, outage.horizon), (vec![-4.0], 12));
    /// ```
    pub fn shock(history: History, change: f64, horizon: usize) -> Self {
        Self { history, changes: vec![change], horizon }
    }

    /// A loss of `depth` (above 0, in units of operations), made good in full one period later.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::crisis::{Experiment, History};
    /// let outage = Experiment::restored(History::Flat, 4.0, 12);
    /// assert_eq!(outage.changes, [-4.0, 4.0]);
    /// ```
    pub fn restored(history: History, depth: f64, horizon: usize) -> Self {
        Self { history, changes: vec![-depth, depth], horizon }
    }

    fn check(&self, threshold: f64) -> Result<()> {
        let expected = "at most 520 periods, and at least the last change";
        let fits = self.horizon <= HORIZON_MAX && self.changes.len() <= self.horizon + 1;
        within("horizon", None, self.horizon as f64, fits, expected)?;
        for (row, &change) in self.changes.iter().enumerate() {
            finite("change of operations", Some(row), change)?;
        }
        self.history.check(threshold)
    }

    /// History and course as one, and where period 0 is.
    fn course(&self, run_length: usize) -> (Vec<f64>, usize) {
        let mut changes = self.history.changes(run_length);
        let start = changes.len();
        changes.extend(&self.changes);
        changes.resize(start + self.horizon + 1, 0.0);
        (changes, start)
    }
}

impl History {
    pub(crate) fn check(self, threshold: f64) -> Result<()> {
        match self {
            Self::Flat => Ok(()),
            Self::Gains { pace } | Self::Losses { pace } => {
                within("pace of the history", None, pace, pace > threshold, "above the threshold").map(drop)
            }
        }
    }

    pub(crate) fn changes(self, run_length: usize) -> Vec<f64> {
        match self {
            Self::Flat => Vec::new(),
            Self::Gains { pace } => vec![pace; run_length + 1],
            Self::Losses { pace } => vec![-pace; run_length + 1],
        }
    }
}

impl Recursion {
    /// How much higher perception is in periods 0 to the horizon than without the changes: the mean path with them
    /// less the mean path without, by running the equation of perception. Operations do as stated and nothing else
    /// happens; the constant, which cancels but for the sign of perception's own changes, is left out.
    ///
    /// Whether the kinds of change are known well enough is not asked here: see [`Fit::response`].
    ///
    /// One value per period, in units of perception. Source: responses by running the recursion, as Kilian & Vigfusson
    /// 2011, Quantitative Economics 2, advise for signed regressors.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for changes that aren't numbers, a pace below tau or a senseless horizon.
    ///
    /// ```
    /// # use models::crisis::{Cell, CellEffects, Direction, Experiment, History, OperationsRule, PerceptionRule, Recursion};
    /// # let by_lag = |direction| if direction == Direction::Loss { vec![1.0, 0.0] } else { vec![0.5, -0.25] };
    /// # let cells = Cell::all().map(|cell| CellEffects { cell, by_lag: by_lag(cell.direction) }).collect();
    /// # let perception = PerceptionRule { constant: 0.0, cells, after_rise: vec![], after_fall: vec![] };
    /// # let (after_gain, after_loss, after_rise, after_fall) = (vec![], vec![], vec![], vec![]);
    /// # let operations = OperationsRule { constant: 0.0, after_gain, after_loss, after_rise, after_fall };
    /// # let recursion = Recursion { run_length: 3, threshold: 0.5, perception, operations };
    /// // Made: a point lost costs 1, for good; a point gained brings .5, of which half is gone a period later.
    /// let response = recursion.response(&Experiment::restored(History::Flat, 4.0, 3))?;
    /// assert_eq!(response, [-4.0, -2.0, -3.0, -3.0]);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn response(&self, experiment: &Experiment) -> Result<Vec<f64>> {
        experiment.check(self.threshold)?;
        let (with, start) = experiment.course(self.run_length);
        let mut without = with.clone();
        without[start..].fill(0.0);
        let (with, without) = (self.still(&with), self.still(&without));
        let mut level = 0.0;
        let differences = with[start..].iter().zip(&without[start..]).map(|(with, without)| with - without);
        Ok(differences
            .map(|difference| {
                level += difference;
                level
            })
            .collect())
    }

    /// The kinds of change that an experiment makes from period 0 on, each once; those of its history don't count.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// # use models::crisis::{Cell, CellEffects, Direction, Experiment, History, OperationsRule, PerceptionRule, Recursion, Regime};
    /// # let by_lag = |direction| if direction == Direction::Loss { vec![1.0, 0.0] } else { vec![0.5, -0.25] };
    /// # let cells = Cell::all().map(|cell| CellEffects { cell, by_lag: by_lag(cell.direction) }).collect();
    /// # let perception = PerceptionRule { constant: 0.0, cells, after_rise: vec![], after_fall: vec![] };
    /// # let (after_gain, after_loss, after_rise, after_fall) = (vec![], vec![], vec![], vec![]);
    /// # let operations = OperationsRule { constant: 0.0, after_gain, after_loss, after_rise, after_fall };
    /// # let recursion = Recursion { run_length: 3, threshold: 0.5, perception, operations };
    /// let fall = Experiment::shock(History::Gains { pace: 1.0 }, -4.0, 12);
    /// let touched = Cell { regime: Regime::AfterGains, direction: Direction::Loss };
    /// assert_eq!(recursion.cells_touched(&fall), [touched]);
    /// ```
    pub fn cells_touched(&self, experiment: &Experiment) -> Vec<Cell> {
        let (changes, start) = experiment.course(self.run_length);
        let mut cells: Vec<Cell> = (start..changes.len()).filter_map(|at| self.cell(&changes, at)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// Changes of perception when operations change as given and nothing else happens.
    fn still(&self, changes: &[f64]) -> Vec<f64> {
        let cells: Vec<Option<Cell>> = (0..changes.len()).map(|at| self.cell(changes, at)).collect();
        let mut perception = Vec::with_capacity(changes.len());
        for at in 0..changes.len() {
            let moved = self.perception.moved_by_operations(&changes[..=at], &cells[..=at]);
            perception.push(moved + self.perception.moved_by_perception(&perception));
        }
        perception
    }
}

impl Fit {
    /// How much higher perception is in periods 0 to the horizon than without the changes, in its unit; see
    /// [`Recursion::response`].
    ///
    /// One value per period from 0 to the horizon.
    ///
    /// # Errors
    /// [`crate::Error::TooFew`] when the experiment makes a kind of change that was seen fewer than
    /// [`super::CELL_CHANGES_MIN`] times, and those of [`Recursion::response`].
    ///
    /// ```
    /// # use models::crisis::{Experiment, History, Series, Specification, fit};
    /// # let operations: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37)).collect();
    /// # let perception: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37 + t * t * t % 11)).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// let fit = fit(&series, &Specification::default())?;
    /// let response = fit.response(&Experiment::restored(History::Flat, 4.0, 24))?;
    /// assert_eq!(response.len(), 25);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn response(&self, experiment: &Experiment) -> Result<Vec<f64>> {
        let recursion = self.recursion();
        let response = recursion.response(experiment)?;
        for cell in recursion.cells_touched(experiment) {
            self.enough(cell)?;
        }
        Ok(response)
    }
}
