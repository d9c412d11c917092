//! Responses averaged over what else may happen: generalised impulse responses.

use super::experiment::History;
use super::fit::Fit;
use super::recursion::{OperationsRule, Recursion};
use super::regime::{Cell, Direction, regime};
use crate::error::{Error, Result, finite, within};
use crate::numeric::random::generator;
use nalgebra::DMatrix;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

/// The most steps (draws times periods) of one simulation.
pub(super) const STEPS_MAX: usize = 10_000_000;

/// How many futures are drawn, how far, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Futures {
    /// How many; 1,000 give two digits.
    pub draws: usize,
    /// The last period asked for.
    pub horizon: usize,
    /// What operations do after the shock.
    pub operations: After,
    /// Where the randomness starts.
    pub seed: u64,
}

/// What operations do after a shock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum After {
    /// What they did before: blocks of observed changes, the same with and without the shock.
    AsBefore,
    /// What their own equation says: they answer the shock.
    OwnEquation,
}

/// Mean paths with a shock less mean paths without, from period 0 to the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Generalised {
    /// How much higher operations are.
    pub operations: Vec<f64>,
    /// How much higher perception is.
    pub perception: Vec<f64>,
}

impl Fit {
    /// What a shock to operations (in their unit) does to perception when everything else goes on: the constant stays,
    /// later surprises are drawn from the residuals, and the same futures are run with the shock and without (Koop,
    /// Pesaran & Potter 1996, Journal of Econometrics 74, 119-147; on signed regressors Kilian & Vigfusson 2011,
    /// Quantitative Economics 2, 419-453).
    ///
    /// Both paths have a value for each period from 0 to the horizon, in units of operations and of perception. Kinds
    /// of change seen too seldom act as in business as usual on the way. How sure the paths are says
    /// [`Replicates::generalised`](super::Replicates::generalised).
    ///
    /// # Errors
    /// [`Error::TooFew`] when the shock itself is of a kind that was seen too seldom, [`Error::OutOfRange`] for a shock
    /// that isn't a number, a pace below tau or too many steps, [`Error::NotConverged`] when operations are to follow
    /// their own equation and it amplifies changes without end: as estimated from slow gains and sudden falls it often
    /// does, for it knows changes only and nothing of a level to return to.
    ///
    /// ```
    /// # use models::crisis::{After, Futures, History, Series, Specification, fit};
    /// # let operations: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37)).collect();
    /// # let perception: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37 + t * t * t % 11)).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// let fit = fit(&series, &Specification::default())?;
    /// let futures = Futures { draws: 200, horizon: 24, operations: After::AsBefore, seed: 1 };
    /// let response = fit.generalised(History::Flat, -4.0, &futures)?;
    /// assert!(response.operations.iter().all(|change| (change + 4.0).abs() < 1e-9));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn generalised(&self, history: History, shock: f64, futures: &Futures) -> Result<Generalised> {
        let recursion = self.asked(history, shock, futures)?;
        let anywhere: Vec<usize> = (0..self.parts.changes.operations.len()).collect();
        Ok(self.average(&recursion, history, shock, futures, &anywhere))
    }

    /// The equations that answer, if they may.
    pub(crate) fn asked(&self, history: History, shock: f64, futures: &Futures) -> Result<Recursion> {
        history.check(self.threshold)?;
        finite("shock", None, shock)?;
        if let Some(direction) = Direction::of(shock) {
            let before = history.changes(self.specification.run_length);
            let regime = regime(&before, self.specification.run_length, self.threshold);
            self.enough(Cell { regime, direction })?;
        }
        let steps = futures.draws.saturating_mul(futures.horizon.saturating_add(1));
        let expected = "at least 1, and at most 10 million periods in all";
        within("draws", None, futures.draws as f64, futures.draws > 0 && steps <= STEPS_MAX, expected)?;
        let recursion = self.cautious(self.recursion());
        if futures.operations == After::OwnEquation && !recursion.operations.settles() {
            return Err(Error::NotConverged {
                model: "the simulation of operations",
                iterations: 0,
                why: "their own equation amplifies changes without end".into(),
            });
        }
        Ok(recursion)
    }

    /// The mean over futures. Blocks of observed changes begin at one of the `starts`, all equally likely; the same
    /// seed gives the same futures to other equations.
    pub(crate) fn average(
        &self,
        recursion: &Recursion,
        history: History,
        shock: f64,
        futures: &Futures,
        starts: &[usize],
    ) -> Generalised {
        let mut random = generator(futures.seed);
        let months = futures.horizon + 1;
        let mut sums = Generalised { operations: vec![0.0; months], perception: vec![0.0; months] };
        for _ in 0..futures.draws {
            let future = self.future(months, futures.operations, starts, &mut random);
            let with = walk(recursion, history, shock, &future, futures.operations);
            let without = walk(recursion, history, 0.0, &future, futures.operations);
            let mut level = (0.0, 0.0);
            for (month, (with, without)) in with.into_iter().zip(without).enumerate() {
                level.0 += with.0 - without.0;
                level.1 += with.1 - without.1;
                sums.operations[month] += level.0;
                sums.perception[month] += level.1;
            }
        }
        for sum in sums.operations.iter_mut().chain(&mut sums.perception) {
            *sum /= futures.draws as f64;
        }
        sums
    }

    /// How many observed changes of operations are drawn together.
    pub(crate) fn block(&self) -> usize {
        (self.parts.changes.operations.len() as f64).cbrt().ceil() as usize
    }

    fn future(&self, months: usize, after: After, starts: &[usize], random: &mut ChaCha8Rng) -> Future {
        let rest = &self.perception.residuals;
        let rows: Vec<usize> = (0..months).map(|_| random.random_range(0..rest.len())).collect();
        let operations = match after {
            After::OwnEquation => rows.iter().map(|&row| self.operations.residuals[row]).collect(),
            After::AsBefore => {
                let observed = &self.parts.changes.operations;
                let block = self.block();
                let mut changes = Vec::with_capacity(months + block);
                while changes.len() < months {
                    // One number a block whatever the starts, so that futures stay comparable.
                    let place = random.random_range(0.0..1.0) * starts.len() as f64;
                    let start = starts.get(place as usize).copied().unwrap_or_default();
                    changes.extend((start..start + block).map(|at| observed[at % observed.len()]));
                }
                changes.truncate(months);
                changes
            }
        };
        Future { operations, perception: rows.iter().map(|&row| rest[row]).collect() }
    }
}

/// One future: surprises (or changes) of operations and surprises of perception, from period 0 on.
struct Future {
    operations: Vec<f64>,
    perception: Vec<f64>,
}

impl OperationsRule {
    /// Whether changes of either sign die out when left to themselves.
    pub(crate) fn settles(&self) -> bool {
        let dies_out = |lags: &[f64]| {
            let count = lags.len();
            let companion = DMatrix::from_fn(count, count, |row, column| match row {
                0 => lags[column],
                _ if row == column + 1 => 1.0,
                _ => 0.0,
            });
            count == 0 || companion.complex_eigenvalues().iter().all(|root| root.re.hypot(root.im) < 1.0)
        };
        dies_out(&self.after_gain) && dies_out(&self.after_loss)
    }
}

/// Changes of operations and perception from period 0 on.
fn walk(
    recursion: &Recursion,
    history: History,
    shock: f64,
    future: &Future,
    after: After,
) -> Vec<(f64, f64)> {
    let mut operations = history.changes(recursion.run_length);
    let start = operations.len();
    let mut cells: Vec<Option<Cell>> = (0..start).map(|at| recursion.cell(&operations, at)).collect();
    let rule = &recursion.perception;
    let mut perception = Vec::with_capacity(start + future.perception.len());
    for at in 0..start {
        let moved = rule.moved_by_operations(&operations[..=at], &cells[..=at]);
        perception.push(rule.constant + moved + rule.moved_by_perception(&perception));
    }
    for (month, (surprise, noise)) in future.operations.iter().zip(&future.perception).enumerate() {
        let struck = if month == 0 { shock } else { 0.0 };
        let led = match after {
            After::AsBefore => 0.0,
            After::OwnEquation => recursion.operations.next(&operations, &perception),
        };
        operations.push(led + surprise + struck);
        cells.push(recursion.cell(&operations, operations.len() - 1));
        let moved = rule.moved_by_operations(&operations, &cells);
        perception.push(rule.constant + moved + rule.moved_by_perception(&perception) + noise);
    }
    operations[start..].iter().copied().zip(perception[start..].iter().copied()).collect()
}
