//! What an hour usually brings, learned from weeks gone by.

use super::calendar::{DAY, Hour, SLOTS, WEEK};
use super::cusum::Cusum;
use super::detector::{Detector, REFERENCE};
use super::incident::Incident;
use super::profile::{Profile, Smoothing, Totals};
use super::score::score;
use crate::{Error, Result};
use serde::Serialize;

/// The fewest weeks that a baseline is learned from. Sixteen or more are better.
const WEEKS_MIN: usize = 4;
/// The threshold above which hours of the calibration weeks are taken for an old crisis: one false one in 90 weeks.
const THRESHOLD_OLD: f64 = 8.0;
/// What an hour of an old crisis still counts: enough where nothing else is known of its kind, else next to nothing.
const WEIGHT_OLD: f64 = 0.02;
/// Rounds of finding old crises and learning again. Two are usual.
const ROUNDS_MAX: usize = 6;
/// Bounds of the size of the negative binomial that are searched.
const SIZES: (f64, f64) = (0.01, 1e6);

/// The mean of each hour of the week and of holidays, and how much counts scatter around it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Baseline {
    means: Vec<f64>,
    sizes: Vec<f64>,
    size: f64,
    smoothing: Smoothing,
    old: Vec<Incident>,
}

impl Baseline {
    /// Learns from `counts` of contacts in hours in a row, and what kind of hour each was (see [`super::calendar`]).
    ///
    /// Means are smoothed over neighbouring hours. The size of the negative binomial solves Pearson's equation
    /// Σ(y − μ)²/(μ + μ²/size) = degrees of freedom (Breslow 1984, Applied Statistics 33(1)). Hours of an old crisis are
    /// found by the detector itself and weigh next to nothing; [`Baseline::old_incidents`] names them.
    ///
    /// # Errors
    ///
    /// [`Error::LengthsDiffer`]; [`Error::TooFew`] with less than four weeks that can be learned from.
    ///
    /// ```
    /// use models::detection::{Baseline, Hour};
    /// let hours: Vec<Hour> = (0..6 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// let counts: Vec<u64> = (0..6 * 168).map(|i| if i % 24 < 8 { 0 } else { 3 + i % 3 }).collect();
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// let noon = baseline.expected(Hour::of_week(2, 12)?).expect("nothing was planned");
    /// assert!((noon - 4.0).abs() < 1.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(counts: &[u64], hours: &[Hour]) -> Result<Self> {
        if counts.len() != hours.len() {
            return Err(Error::LengthsDiffer {
                what: "counts and hours",
                left: counts.len(),
                right: hours.len(),
            });
        }
        let known = hours.iter().filter(|hour| hour.factor().is_some()).count();
        if known < WEEKS_MIN * WEEK {
            return Err(Error::TooFew {
                what: "hours to learn from",
                needed: WEEKS_MIN * WEEK,
                found: known,
            });
        }
        let mut weights = vec![1.0; counts.len()];
        let mut baseline = Self::weighted(counts, hours, &weights);
        for _ in 0..ROUNDS_MAX {
            let chart = Cusum::new(REFERENCE, THRESHOLD_OLD)?;
            let old = Detector::of(baseline.clone(), chart).scan(counts, hours)?.incidents;
            let again: Vec<f64> = (0..counts.len())
                .map(|hour| if old.iter().any(|incident| incident.covers(hour)) { WEIGHT_OLD } else { 1.0 })
                .collect();
            if again == weights {
                break;
            }
            weights = again;
            baseline = Self { old, ..Self::weighted(counts, hours, &weights) };
        }
        Ok(baseline)
    }

    fn weighted(counts: &[u64], hours: &[Hour], weights: &[f64]) -> Self {
        let weeks = weeks(counts, hours, weights);
        let mut totals = Totals::new();
        for week in &weeks {
            for slot in 0..SLOTS {
                totals.counts[slot] += week.counts[slot];
                totals.exposure[slot] += week.exposure[slot];
            }
        }
        let smoothing = best_smoothing(&totals, &weeks);
        let profile = Profile::fit(&totals, smoothing);
        let size = size(counts, hours, weights, &profile);
        let sizes = (profile.means.iter().zip(&profile.uncertainty))
            .map(|(mean, uncertainty)| 1.0 / (1.0 / size + uncertainty * (1.0 + mean / size)))
            .collect();
        Self { means: profile.means, sizes, size, smoothing, old: Vec::new() }
    }

    /// The mean count of an hour; none where something of unknown effect was planned.
    pub fn expected(&self, hour: Hour) -> Option<f64> {
        hour.factor().map(|factor| factor * self.means[hour.slot()])
    }

    /// The mid-p score of a count in an hour, in standard deviations; none where something of unknown effect was planned.
    pub fn score(&self, count: u64, hour: Hour) -> Option<f64> {
        self.expected(hour).map(|mean| score(count, mean, self.sizes[hour.slot()]))
    }

    /// The size of the negative binomial: variance is mean + mean²/size. Infinite (null in JSON) where counts scatter no
    /// more than Poisson counts do.
    pub fn size(&self) -> f64 {
        self.size
    }

    /// How hours borrow from their neighbours, as left-out weeks decided.
    pub fn smoothing(&self) -> Smoothing {
        self.smoothing
    }

    /// Old crises in the weeks it was learned from, whose hours weigh next to nothing.
    pub fn old_incidents(&self) -> &[Incident] {
        &self.old
    }

    /// Mean contacts of an ordinary week.
    pub fn per_week(&self) -> f64 {
        self.means[..WEEK].iter().sum()
    }

    /// The mean of a kind of hour, and the size that its counts are scored with: smaller than [`Baseline::size`], since
    /// the mean itself isn't known exactly.
    pub(super) fn of_slot(&self, slot: usize) -> (f64, f64) {
        (self.means[slot], self.sizes[slot])
    }
}

/// Totals of each stretch of seven days.
fn weeks(counts: &[u64], hours: &[Hour], weights: &[f64]) -> Vec<Totals> {
    let mut weeks = vec![Totals::new(); counts.len().div_ceil(WEEK)];
    for (row, ((count, hour), weight)) in counts.iter().zip(hours).zip(weights).enumerate() {
        if let Some(factor) = hour.factor() {
            weeks[row / WEEK].counts[hour.slot()] += weight * *count as f64;
            weeks[row / WEEK].exposure[hour.slot()] += weight * factor;
        }
    }
    weeks
}

/// The smoothing under which weeks are foretold best by all others.
fn best_smoothing(totals: &Totals, weeks: &[Totals]) -> Smoothing {
    let rests: Vec<Totals> = weeks.iter().map(|week| totals.without(week)).collect();
    let deviance = |smoothing: &Smoothing| -> f64 {
        rests.iter().zip(weeks).map(|(rest, week)| week.deviance(&Profile::fit(rest, *smoothing).means)).sum()
    };
    Smoothing::candidates()
        .map(|smoothing| (deviance(&smoothing), smoothing))
        .min_by(|left, right| left.0.total_cmp(&right.0))
        .map_or(Smoothing { half_width: 1, prior_counts: DAY as f64 }, |best| best.1)
}

/// The size at which Pearson's statistic equals its degrees of freedom; infinite where even Poisson counts scatter more.
fn size(counts: &[u64], hours: &[Hour], weights: &[f64], profile: &Profile) -> f64 {
    let rows: Vec<(f64, f64, f64)> = (counts.iter().zip(hours).zip(weights))
        .filter_map(|((count, hour), weight)| {
            hour.factor().map(|factor| (*count as f64, factor * profile.means[hour.slot()], *weight))
        })
        .collect();
    let weight: f64 = rows.iter().map(|row| row.2).sum();
    let freedom = (weight - profile.parameters).max(weight / 2.0);
    let pearson = |size: f64| -> f64 {
        rows.iter()
            .map(|(count, mean, weight)| weight * (count - mean).powi(2) / (mean + mean * mean / size))
            .sum()
    };
    if pearson(SIZES.1) <= freedom {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (SIZES.0.ln(), SIZES.1.ln());
    while high - low > 1e-9 {
        let middle = f64::midpoint(low, high);
        (low, high) = if pearson(middle.exp()) > freedom { (low, middle) } else { (middle, high) };
    }
    f64::midpoint(low, high).exp()
}
