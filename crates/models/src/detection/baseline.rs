//! What an hour usually brings, learned from weeks gone by.

use super::calendar::{DAY, Hour, SLOTS, WEEK};
use super::cusum::Cusum;
use super::detector::{Detector, REFERENCE};
use super::incident::Incident;
use super::profile::{Profile, Smoothing, Totals};
use super::score::score;
use crate::error::within;
use crate::{Error, Result};
use serde::Serialize;

/// The fewest weeks that a baseline is learned from. Sixteen or more are better.
const WEEKS_MIN: usize = 4;
/// More contacts in an hour than any desk has; such a count is a slip, or not of contacts.
const COUNT_MAX: u64 = 10_000_000;
/// The threshold above which hours of the calibration weeks are taken for an old crisis: one false one in 90 weeks.
const THRESHOLD_OLD: f64 = 8.0;
/// What an hour of an old crisis still counts: enough where nothing else is known of its kind, else next to nothing.
const WEIGHT_OLD: f64 = 0.02;
/// Rounds of finding old crises and learning again. Two are usual.
const ROUNDS_MAX: usize = 6;
/// Weekdays, each with a mean of its own.
const WEEKDAYS: f64 = 7.0;
/// Hours that the chart takes from 0 to a false alarm: about twice the threshold, since it then rises by half a standard
/// deviation an hour (Siegmund 1985, Sequential Analysis, section 2.6).
const EXCURSION: f64 = 16.0;
/// How many standard errors the scatter is taken wider than it most likely is. Of a quiet topic it is known badly, and where it
/// is taken too narrow false alarms come half as often again as stated.
const CAUTION: f64 = 1.0;
/// Bounds of the size of the negative binomial that are searched.
const SIZES: (f64, f64) = (0.01, 1e6);

/// The mean of each hour of the week and of holidays, and how much counts scatter around it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Baseline {
    means: Vec<f64>,
    sizes: Vec<f64>,
    size: f64,
    drift: f64,
    smoothing: Smoothing,
    old: Vec<Incident>,
}

impl Baseline {
    /// Learns from `counts` of contacts in hours in a row, and what kind of hour each was (see [`super::calendar`]).
    ///
    /// Means are smoothed over neighbouring hours. The size of the negative binomial solves Pearson's equation
    /// Σ(y − μ)²/(μ + μ²/size) = degrees of freedom (Breslow 1984, Applied Statistics 33(1)), less a standard error of the sum:
    /// rather too wide a scatter than false alarms. Hours of an old crisis are
    /// found by the detector itself and weigh next to nothing; [`Baseline::old_incidents`] names them.
    ///
    /// `counts` and `hours` have one place per hour. The rest is our own definition.
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`]; [`Error::TooFew`] with less than four weeks that can be learned from;
    /// [`Error::OutOfRange`] for a count above ten million.
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
        for (row, count) in counts.iter().enumerate() {
            within("count", Some(row), *count as f64, *count <= COUNT_MAX, "at most ten million an hour")?;
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
        let drift = drift(profile.parameters, totals.exposure.iter().sum());
        Self { means: profile.means, sizes, size, drift, smoothing, old: Vec::new() }
    }

    /// The mean count of an hour, in contacts, times what was planned multiplies it by; none where something of unknown effect
    /// was planned.
    ///
    /// By the estimates of [`Baseline::fit`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Cause, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// let monday = Hour::of_week(0, 9)?;
    /// let usual = baseline.expected(monday).expect("nothing was planned");
    /// assert!((usual - 4.0).abs() < 1.0);
    /// assert_eq!(baseline.expected(monday.with(Cause::Times(2.0))?), Some(2.0 * usual));
    /// assert_eq!(baseline.expected(monday.with(Cause::Unknown)?), None);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn expected(&self, hour: Hour) -> Option<f64> {
        hour.factor().map(|factor| factor * self.means[hour.slot()])
    }

    /// The mid-p score of a count in an hour, in standard deviations between −10 and 10 ([`super::mid_p_score`]); none where
    /// something of unknown effect was planned.
    ///
    /// By the estimates of [`Baseline::fit`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// let noon = Hour::of_week(2, 12)?;
    /// assert!(baseline.score(4, noon).is_some_and(|score| score.abs() < 1.0));
    /// assert!(baseline.score(20, noon).is_some_and(|score| score > 4.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn score(&self, count: u64, hour: Hour) -> Option<f64> {
        self.expected(hour).map(|mean| score(count, mean, self.sizes[hour.slot()]))
    }

    /// The size of the negative binomial, in contacts: variance is mean + mean²/size. Infinite (null in JSON) where counts
    /// scatter no more than Poisson counts do.
    ///
    /// The estimate of [`Baseline::fit`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// assert_eq!(Baseline::fit(&counts, &hours)?.size(), f64::INFINITY); // from 2 to 6: less than Poisson counts scatter
    /// let bunched: Vec<u64> = (0..4 * 168).map(|i| if i * 7 % 5 == 0 { 16 } else { 1 }).collect();
    /// assert!(Baseline::fit(&bunched, &hours)?.size() < 2.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn size(&self) -> f64 {
        self.size
    }

    /// How hours borrow from their neighbours, as left-out weeks decided.
    ///
    /// The estimate of [`Baseline::fit`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let smoothing = Baseline::fit(&counts, &hours)?.smoothing();
    /// assert!(smoothing.half_width <= 4); // hours to each side
    /// assert!(smoothing.prior_counts >= 2.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn smoothing(&self) -> Smoothing {
        self.smoothing
    }

    /// Old crises in the weeks it was learned from, whose hours weigh next to nothing.
    ///
    /// Found by [`Baseline::fit`]; hours count from 0.
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let mut counts = counts;
    /// counts[300..312].fill(30);
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// assert!(baseline.old_incidents()[0].covers(305));
    /// assert!(baseline.expected(hours[305]).is_some_and(|usual| usual < 6.0)); // the crisis hasn't become usual
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn old_incidents(&self) -> &[Incident] {
        &self.old
    }

    /// Mean contacts of an ordinary week, without holidays or anything planned.
    ///
    /// The estimate of [`Baseline::fit`].
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// assert!((Baseline::fit(&counts, &hours)?.per_week() - 4.0 * 168.0).abs() < 7.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn per_week(&self) -> f64 {
        self.means[..WEEK].iter().sum()
    }

    /// By how much, in standard deviations of a score, the scores of a whole day may be off because the mean of its weekday
    /// is only known from the weeks learned from.
    ///
    /// Our own definition.
    ///
    /// ```
    /// # use models::detection::{Baseline, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let drift = Baseline::fit(&counts, &hours)?.drift();
    /// assert!((0.1..0.2).contains(&drift)); // of four weeks; it falls with the root of their number
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn drift(&self) -> f64 {
        self.drift
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

/// The standard error that the scores of an excursion of the chart share. A weekday's mean has 1/(its hours) of a score's
/// variance, and errs alike for all of its hours; the other parameters err hour by hour, and average out over the
/// [`EXCURSION`] hours of an excursion.
fn drift(parameters: f64, hours: f64) -> f64 {
    ((WEEKDAYS + (parameters - WEEKDAYS).max(0.0) / EXCURSION) / hours.max(1.0)).sqrt()
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

/// The size at which Pearson's statistic lies [`CAUTION`] standard errors below its degrees of freedom; infinite where Poisson
/// counts do that.
fn size(counts: &[u64], hours: &[Hour], weights: &[f64], profile: &Profile) -> f64 {
    let rows: Vec<(f64, f64, f64)> = (counts.iter().zip(hours).zip(weights))
        .filter_map(|((count, hour), weight)| {
            hour.factor().map(|factor| (*count as f64, factor * profile.means[hour.slot()], *weight))
        })
        .collect();
    let weight: f64 = rows.iter().map(|row| row.2).sum();
    let freedom = (weight - profile.parameters).max(weight / 2.0);
    let terms = |size: f64| {
        rows.iter()
            .map(move |(count, mean, weight)| (*weight, (count - mean).powi(2) / (mean + mean * mean / size)))
    };
    let likeliest = solve(freedom, |size| terms(size).map(|(weight, square)| weight * square).sum());
    let variance: f64 = terms(likeliest).map(|(weight, square)| (weight * (square - 1.0)).powi(2)).sum();
    let wary = (freedom - CAUTION * variance.sqrt()).max(freedom / 2.0);
    solve(wary, |size| terms(size).map(|(weight, square)| weight * square).sum())
}

/// The size at which a statistic that rises with the size reaches `target`.
fn solve(target: f64, statistic: impl Fn(f64) -> f64) -> f64 {
    if statistic(f64::INFINITY) <= target {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (SIZES.0.ln(), SIZES.1.ln());
    while high - low > 1e-9 {
        let middle = f64::midpoint(low, high);
        (low, high) = if statistic(middle.exp()) > target { (low, middle) } else { (middle, high) };
    }
    f64::midpoint(low, high).exp()
}
