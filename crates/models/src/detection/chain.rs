//! The levels of a detector's chart as a Markov chain, hour by hour through the week.
//!
//! Levels are put on a grid; what falls between two levels is shared among them so that the mean stays. This widens the
//! steps by at most a quarter of the square of the grid, so that false alarms are over-stated by about one in a hundred.

use super::calendar::WEEK;
use super::detector::{Detector, REFERENCE};
use super::normal::exceeded_with;
use super::score::{SCORE_MAX, chance, ratio};

/// Levels per unit of the chart.
pub(super) const FINENESS: f64 = 16.0;
/// A mean above this is taken as this: scores of so many contacts don't tell the difference, and each count is looked at.
const MEAN_MAX: f64 = 5_000.0;
/// Probabilities below this are left out of a count's distribution.
const CHANCE_MIN: f64 = 1e-15;
/// Weeks until the chain repeats itself; a few are usual.
const WEEKS_MAX: usize = 60;

/// How far the chart moves in one hour: the chance of each number of grid steps, from `lowest` upwards.
pub(super) struct Step {
    lowest: isize,
    chances: Vec<f64>,
    /// The sum of the chances before each, and of it and all after.
    before: Vec<f64>,
    after: Vec<f64>,
}

impl Step {
    /// The step in an hour of `slot` whose mean is `times` the usual, where scores are `shift` too high.
    pub(super) fn of(detector: &Detector, slot: usize, times: f64, shift: f64, fineness: f64) -> Self {
        let (mean, size) = detector.baseline().of_slot(slot);
        let mean = mean.min(MEAN_MAX);
        let usual = Spread::of(mean, size);
        let scores = usual.scores();
        let actual = if times > 1.0 { Spread::of(mean * times, size) } else { usual.clone() };
        let lowest = ((-SCORE_MAX - REFERENCE - shift.abs()) * fineness).floor() as isize;
        let mut chances = vec![0.0; (2.0 * (SCORE_MAX + shift.abs()) * fineness).ceil() as usize + 4];
        for (index, chance) in actual.chances.iter().enumerate() {
            let count = actual.first + index;
            let score = if count < usual.first {
                -SCORE_MAX
            } else {
                scores.get(count - usual.first).copied().unwrap_or(SCORE_MAX)
            };
            let place = (score + shift - REFERENCE) * fineness - lowest as f64;
            let (whole, part) = (place.floor() as usize, place.fract());
            chances[whole] += chance * (1.0 - part);
            chances[whole + 1] += chance * part;
        }
        let skipped = chances.iter().take_while(|chance| **chance < CHANCE_MIN).count();
        let end = chances.iter().rposition(|chance| *chance >= CHANCE_MIN).map_or(skipped, |last| last + 1);
        Self::from(lowest + skipped as isize, chances[skipped..end].to_vec())
    }

    fn from(lowest: isize, chances: Vec<f64>) -> Self {
        let sum = |sum: &mut f64, chance: &f64| {
            let before = *sum;
            *sum += chance;
            Some(before)
        };
        let before = chances.iter().chain([&0.0]).scan(0.0, sum).collect();
        let mut after: Vec<f64> = chances.iter().rev().chain([&0.0]).scan(0.0, sum).collect();
        after.reverse();
        Self { lowest, chances, before, after }
    }

    /// Moves the chances of all levels one hour on; what passes the last level is returned as alarms.
    pub(super) fn take(&self, levels: &[f64]) -> (Vec<f64>, f64) {
        let mut next = vec![0.0; levels.len()];
        let mut alarms = 0.0;
        for (from, present) in levels.iter().enumerate().filter(|(_, present)| **present > 0.0) {
            let lowest = from as isize + self.lowest;
            let at_zero = (-lowest).clamp(0, self.chances.len() as isize) as usize;
            next[0] += present * self.before[at_zero];
            let begin = ((lowest + at_zero as isize).max(0) as usize).min(levels.len());
            let end = at_zero + (levels.len() - begin).min(self.chances.len() - at_zero);
            for (to, chance) in next[begin..].iter_mut().zip(&self.chances[at_zero..end]) {
                *to += present * chance;
            }
            alarms += present * self.after[end];
        }
        (next, alarms)
    }
}

/// The distribution of a count where it is worth having.
#[derive(Clone)]
struct Spread {
    first: usize,
    chances: Vec<f64>,
}

impl Spread {
    fn of(mean: f64, size: f64) -> Self {
        let deviation = (mean + mean * mean / size).sqrt();
        let first = (mean - 12.0 * deviation).max(0.0).floor();
        let mut chance = chance(first as u64, mean, size);
        let mut chances = vec![chance];
        let mut count = first;
        while count < mean || chance > CHANCE_MIN {
            chance *= ratio(count, mean, size);
            count += 1.0;
            chances.push(chance);
        }
        Self { first: first as usize, chances }
    }

    /// The mid-p scores of its counts.
    fn scores(&self) -> Vec<f64> {
        let mut above = vec![0.0; self.chances.len()];
        for index in (1..self.chances.len()).rev() {
            above[index - 1] = above[index] + self.chances[index];
        }
        let mut below = 0.0;
        (self.chances.iter().zip(above))
            .map(|(chance, above)| {
                let (left, right) = (below + 0.5 * chance, above + 0.5 * chance);
                below += chance;
                let score = if right < left { exceeded_with(right) } else { -exceeded_with(left) };
                score.clamp(-SCORE_MAX, SCORE_MAX)
            })
            .collect()
    }
}

/// A chart in its usual week.
pub(super) struct UsualWeek {
    /// The chances of the levels before each hour of the week.
    pub(super) before: Vec<Vec<f64>>,
    /// Alarms per week; the chart begins again at 0 after each.
    pub(super) alarms: f64,
}

/// Lets the chain run until a week repeats the last.
pub(super) fn usual_week(steps: &[Step], levels: usize) -> UsualWeek {
    let mut present = vec![0.0; levels];
    present[0] = 1.0;
    let mut last = f64::NEG_INFINITY;
    for _ in 0..WEEKS_MAX {
        let (mut before, mut alarms) = (Vec::with_capacity(WEEK), 0.0);
        for step in steps {
            let (mut next, alarmed) = step.take(&present);
            next[0] += alarmed;
            alarms += alarmed;
            before.push(std::mem::replace(&mut present, next));
        }
        if (alarms - last).abs() <= 1e-6 * alarms {
            return UsualWeek { before, alarms };
        }
        last = alarms;
    }
    UsualWeek { before: vec![present; WEEK], alarms: last }
}
