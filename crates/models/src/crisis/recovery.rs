//! What brings perception back after a crisis: steady steps above the old level.

use super::bootstrap::Replicates;
use super::experiment::{Experiment, History};
use super::fit::Fit;
use super::recursion::Recursion;
use crate::error::{Error, Result, finite, positive, share, within};
use serde::Serialize;

/// A crisis: operations fall by `depth` in period 0 and are restored in full in period 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Crisis {
    /// What went before.
    pub history: History,
    /// How far operations fall, in their unit; above zero.
    pub depth: f64,
    /// Where operations stand before the fall.
    pub level: f64,
    /// What operations can't exceed, such as 100 %; none: no limit.
    pub cap: Option<f64>,
    /// The first and last period after the fall in which perception must not be below where it would have been.
    pub window: (usize, usize),
}

/// Steps of one size from period 2 on, and what they reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Plan {
    /// The size of each step, in units of operations.
    pub step: f64,
    /// What they reach.
    pub recovery: Recovery,
    /// The lowest response of perception in the window with nothing but full restoration.
    pub restored_only: f64,
    /// The lowest response in the window with the steps.
    pub with_steps: f64,
}

/// What steady steps reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Recovery {
    /// Perception is back.
    Reached {
        /// By so many steps.
        steps: usize,
        /// Steps times their size: how far above the old level operations end.
        effort: f64,
    },
    /// No more steps fit under the cap, and perception isn't back.
    CapInTheWay {
        /// How many fit.
        steps: usize,
    },
    /// Steps until the end of the window don't suffice.
    TooSmall {
        /// How many there were.
        steps: usize,
    },
}

impl Crisis {
    /// A crisis out of business as usual, `depth` units of operations deep, judged 24 to 36 periods later, without a
    /// cap.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::crisis::{Crisis, History};
    /// let crisis = Crisis::new(4.0);
    /// assert_eq!((crisis.history, crisis.cap, crisis.window), (History::Flat, None, (24, 36)));
    /// ```
    pub fn new(depth: f64) -> Self {
        Self { history: History::Flat, depth, level: 0.0, cap: None, window: (24, 36) }
    }

    fn check(&self) -> Result<()> {
        positive("depth of the crisis", None, self.depth)?;
        finite("level of operations", None, self.level)?;
        if let Some(cap) = self.cap {
            within("cap", None, cap, cap >= self.level, "at least the level of operations")?;
        }
        let (from, until) = self.window;
        let fits = from >= 1 && from <= until;
        within("window", None, from as f64, fits, "from period 1 on, and no later than its end").map(drop)
    }

    fn experiment(&self, step: f64, steps: usize) -> Experiment {
        let mut changes = vec![-self.depth, self.depth];
        changes.extend(std::iter::repeat_n(step, steps));
        Experiment { history: self.history, changes, horizon: self.window.1 }
    }

    /// How many steps fit before the window ends, and whether it is the cap that stops them.
    fn room(&self, step: f64) -> (usize, bool) {
        let in_time = self.window.1 - 1;
        // A rounding error must not cost the last step.
        let under_cap = |cap: f64| ((cap - self.level) / step + 1e-9).floor();
        match self.cap.map(under_cap) {
            Some(fitting) if fitting < in_time as f64 => (fitting as usize, true),
            _ => (in_time, false),
        }
    }
}

impl Recursion {
    /// The fewest steps of one size (in units of operations) for which the response in the window is nowhere below
    /// zero, under the cap.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a depth or step not above zero, or a cap below the level.
    ///
    /// ```
    /// # use models::crisis::{Cell, CellEffects, Crisis, Direction, OperationsRule, PerceptionRule, Recovery, Recursion};
    /// # let by_lag = |direction| if direction == Direction::Loss { vec![1.0, 0.0] } else { vec![0.5, -0.25] };
    /// # let cells = Cell::all().map(|cell| CellEffects { cell, by_lag: by_lag(cell.direction) }).collect();
    /// # let perception = PerceptionRule { constant: 0.0, cells, after_rise: vec![], after_fall: vec![] };
    /// # let (after_gain, after_loss, after_rise, after_fall) = (vec![], vec![], vec![], vec![]);
    /// # let operations = OperationsRule { constant: 0.0, after_gain, after_loss, after_rise, after_fall };
    /// # let recursion = Recursion { run_length: 3, threshold: 0.5, perception, operations };
    /// // Made: a point lost costs 1, for good; a point gained brings .5, of which half is gone a period later.
    /// let plan = recursion.plan(&Crisis::new(4.0), 1.0)?;
    /// assert_eq!(plan.restored_only, -3.0);
    /// assert_eq!(plan.recovery, Recovery::Reached { steps: 12, effort: 12.0 });
    /// // With room for five points above the old level, perception stays below.
    /// let capped = Crisis { level: 95.0, cap: Some(100.0), ..Crisis::new(4.0) };
    /// assert_eq!(recursion.plan(&capped, 1.0)?.recovery, Recovery::CapInTheWay { steps: 5 });
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn plan(&self, crisis: &Crisis, step: f64) -> Result<Plan> {
        crisis.check()?;
        positive("step", None, step)?;
        let restored_only = self.lowest(crisis, step, 0)?;
        let (room, capped) = crisis.room(step);
        let mut with_steps = restored_only;
        for steps in 0..=room {
            with_steps = self.lowest(crisis, step, steps)?;
            if with_steps >= 0.0 {
                let recovery = Recovery::Reached { steps, effort: steps as f64 * step };
                return Ok(Plan { step, recovery, restored_only, with_steps });
            }
        }
        let recovery =
            if capped { Recovery::CapInTheWay { steps: room } } else { Recovery::TooSmall { steps: room } };
        Ok(Plan { step, recovery, restored_only, with_steps })
    }

    fn lowest(&self, crisis: &Crisis, step: f64, steps: usize) -> Result<f64> {
        let response = self.response(&crisis.experiment(step, steps))?;
        Ok(response[crisis.window.0..].iter().copied().fold(f64::INFINITY, f64::min))
    }
}

impl Fit {
    /// The fewest steps of one size (in units of operations) that bring perception back; see [`Recursion::plan`].
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::TooFew`] when the plan makes a kind of change that was seen too seldom, and those of
    /// [`Recursion::plan`].
    ///
    /// ```
    /// # use models::crisis::{Crisis, Recovery, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// // Made: a point lost costs .1 of perception, a point gained brings .05, at once and for good.
    /// let plan = fit.plan(&Crisis::new(2.0), 0.5)?;
    /// assert!(plan.restored_only < 0.0 && plan.with_steps >= 0.0);
    /// assert_eq!(plan.recovery, Recovery::Reached { steps: 5, effort: 2.5 });
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn plan(&self, crisis: &Crisis, step: f64) -> Result<Plan> {
        let recursion = self.recursion();
        let plan = recursion.plan(crisis, step)?;
        let steps = match plan.recovery {
            Recovery::Reached { steps, .. }
            | Recovery::CapInTheWay { steps }
            | Recovery::TooSmall { steps } => steps,
        };
        for cell in recursion.cells_touched(&crisis.experiment(step, steps)) {
            self.enough(cell)?;
        }
        Ok(plan)
    }

    /// Of several sizes of step (in units of operations), the plan with the least total effort that brings perception
    /// back; of equals the one with fewer steps. None where no size does.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::Empty`] without sizes, and those of [`Fit::plan`].
    ///
    /// ```
    /// # use models::crisis::{Crisis, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// let crisis = Crisis::new(2.0);
    /// let cheapest = fit.cheapest_plan(&crisis, &[0.5, 1.0])?.expect("no cap is in the way");
    /// assert_eq!(cheapest, fit.plan(&crisis, 0.5)?);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn cheapest_plan(&self, crisis: &Crisis, sizes: &[f64]) -> Result<Option<Plan>> {
        if sizes.is_empty() {
            return Err(Error::Empty { what: "sizes of step" });
        }
        let mut best: Option<(f64, usize, Plan)> = None;
        for &size in sizes {
            let plan = self.plan(crisis, size)?;
            if let Recovery::Reached { steps, effort } = plan.recovery
                && best.is_none_or(|(least, fewest, _)| (effort, steps) < (least, fewest))
            {
                best = Some((effort, steps, plan));
            }
        }
        Ok(best.map(|(_, _, plan)| plan))
    }
}

impl Replicates {
    /// The fewest steps that bring perception back in at least this share of the replicates (such as .9): how long
    /// to plan for to be that sure. None where no number under the cap does.
    ///
    /// Our own definition, from the percentiles of [`Fit::bootstrap`].
    ///
    /// # Errors
    /// Those of [`Fit::plan`], and [`Error::OutOfRange`] for a share outside 0 to 1.
    ///
    /// ```
    /// # use models::crisis::{Bootstrap, Crisis, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// let replicates = fit.bootstrap(&Bootstrap { replicates: 99, block: None, seed: 1 })?;
    /// let crisis = Crisis::new(2.0);
    /// let (even, sure) = (replicates.steps_for(&crisis, 0.5, 0.5)?, replicates.steps_for(&crisis, 0.5, 0.9)?);
    /// assert!(even.is_some() && even < sure);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn steps_for(&self, crisis: &Crisis, step: f64, wanted: f64) -> Result<Option<usize>> {
        share("share of replicates", None, wanted)?;
        self.estimated().plan(crisis, step)?;
        let needed = self.recursions.iter().map(|recursion| {
            Ok(match recursion.plan(crisis, step)?.recovery {
                Recovery::Reached { steps, .. } => steps,
                Recovery::CapInTheWay { .. } | Recovery::TooSmall { .. } => usize::MAX,
            })
        });
        let mut needed = needed.collect::<Result<Vec<usize>>>()?;
        needed.sort_unstable();
        let place = (wanted * needed.len() as f64).ceil() as usize;
        Ok(needed.get(place.saturating_sub(1)).copied().filter(|&steps| steps < usize::MAX))
    }
}
