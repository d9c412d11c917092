//! The CUSUM chart: sums what lies above a reference value, and speaks when the sum is too large.

use super::normal::{below, density};
use super::quadrature::{RUN_LENGTH_MAX, gauss_legendre, settle, solve};
use crate::error::{finite, not_negative, positive, within};
use crate::{Error, Result};
use nalgebra::DMatrix;
use serde::Serialize;

/// The largest threshold that can be searched for, in standard deviations.
const THRESHOLD_MAX: f64 = 60.0;

/// Whether a chart looks up only, or up and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// Alarms when values rise.
    One,
    /// Alarms when values rise or fall: two charts side by side.
    Two,
}

/// A CUSUM of standard normal scores (Page 1954, Biometrika 41(1/2)): C ← max(0, C + z − k), alarm when C > h.
///
/// k = .5 is best against a shift of one standard deviation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cusum {
    reference: f64,
    threshold: f64,
}

impl Cusum {
    /// A chart with reference value `reference` (k, at least 0) and `threshold` (h, above 0), both in standard
    /// deviations of a score.
    ///
    /// Source: Page 1954, Biometrika 41.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where k is negative or h isn't above 0.
    ///
    /// ```
    /// use models::detection::{Cusum, Sides};
    /// let chart = Cusum::new(0.5, 4.0)?;
    /// assert!((chart.run_length(0.0, Sides::One)? - 335.37).abs() < 0.01); // scores until a false alarm
    /// assert!((chart.run_length(1.0, Sides::One)? - 8.38).abs() < 0.01); // scores until a shift of 1 is seen
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(reference: f64, threshold: f64) -> Result<Self> {
        Ok(Self {
            reference: not_negative("reference value of the CUSUM", None, reference)?,
            threshold: positive("threshold of the CUSUM", None, threshold)?,
        })
    }

    /// The chart whose mean time between false alarms is `in_control` scores.
    ///
    /// Source: the inverse of [`Cusum::run_length`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where the run length is below 1 or beyond 10^10, or no threshold up to 60 gives it.
    ///
    /// ```
    /// use models::detection::{Cusum, Sides};
    /// let chart = Cusum::with_run_length(0.5, 465.0, Sides::Two)?;
    /// assert!((chart.threshold() - 5.0).abs() < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn with_run_length(reference: f64, in_control: f64, sides: Sides) -> Result<Self> {
        let expected = "a number of scores between 1 and 10^10";
        let within_reach = (1.0..=RUN_LENGTH_MAX).contains(&in_control);
        within("run length in control", None, in_control, within_reach, expected)?;
        let too_short = |threshold: f64| -> Result<bool> {
            Ok(Self::new(reference, threshold)?.mean(0.0, sides)?.is_some_and(|length| length < in_control))
        };
        let (mut low, mut high) = (0.0, 1.0);
        while too_short(high)? {
            if high >= THRESHOLD_MAX {
                let expected = "reached by any threshold up to 60";
                let what = "run length in control";
                return Err(Error::OutOfRange { what, row: None, value: in_control, expected });
            }
            (low, high) = (high, (high * 1.5).min(THRESHOLD_MAX));
        }
        while high - low > 1e-9 * high {
            let middle = f64::midpoint(low, high);
            (low, high) = if too_short(middle)? { (middle, high) } else { (low, middle) };
        }
        Self::new(reference, high)
    }

    /// The reference value k, in standard deviations of a score.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let chart = models::detection::Cusum::new(0.5, 4.0)?;
    /// assert_eq!(chart.reference(), 0.5);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn reference(&self) -> f64 {
        self.reference
    }

    /// The threshold h, in standard deviations of a score.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let chart = models::detection::Cusum::new(0.5, 4.0)?;
    /// assert_eq!(chart.threshold(), 4.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn threshold(&self) -> f64 {
        self.threshold
    }

    /// The next level of an upward chart from its last `level` (0 at the start) and a score.
    ///
    /// In standard deviations of a score: max(0, level + score - k). Source: Page 1954, Biometrika 41.
    ///
    /// ```
    /// let chart = models::detection::Cusum::new(0.5, 4.0)?;
    /// assert_eq!(chart.step(3.0, 1.75), 4.25);
    /// assert_eq!(chart.step(0.2, -1.0), 0.0); // never below 0
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn step(&self, level: f64, score: f64) -> f64 {
        (level + score - self.reference).max(0.0)
    }

    /// Whether a level is an alarm: above the threshold, not at it.
    ///
    /// Source: Page 1954, Biometrika 41.
    ///
    /// ```
    /// let chart = models::detection::Cusum::new(0.5, 4.0)?;
    /// let level = [1.5, 2.0, 1.25, 2.0].into_iter().fold(0.0, |level, score| chart.step(level, score));
    /// assert_eq!(level, 4.75);
    /// assert!(chart.alarms(level) && !chart.alarms(4.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn alarms(&self, level: f64) -> bool {
        level > self.threshold
    }

    /// The mean number of scores until an alarm (ARL) from level 0 when scores are normal with mean `shift` and
    /// deviation 1: time between false alarms at shift 0, delay otherwise.
    ///
    /// In scores. Source: Page's integral equation; .5 and 4 give 335.4 on one side, 168 on two (Montgomery,
    /// Statistical Quality Control).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where the shift isn't finite or the run length is beyond 10^10, which rounding hides;
    /// [`Error::NotConverged`] where the integral equation didn't settle.
    ///
    /// ```
    /// use models::detection::{Cusum, Sides};
    /// let chart = Cusum::new(0.5, 5.0)?;
    /// let (up, both) = (chart.run_length(0.0, Sides::One)?, chart.run_length(0.0, Sides::Two)?);
    /// assert!((up - 930.9).abs() < 0.1);
    /// assert!((both - up / 2.0).abs() < 0.1); // two charts cry wolf twice as often
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn run_length(&self, shift: f64, sides: Sides) -> Result<f64> {
        finite("shift", None, shift)?;
        self.mean(shift, sides)?.ok_or(Error::OutOfRange {
            what: "run length",
            row: None,
            value: f64::INFINITY,
            expected: "below 10^10 scores, beyond which rounding hides it",
        })
    }

    /// None where the run length is too long to tell. A two-sided chart is two charts whose rates add
    /// (Lucas & Crosier 1982, Technometrics 24(3)).
    fn mean(&self, shift: f64, sides: Sides) -> Result<Option<f64>> {
        let up = self.one_sided(shift)?;
        Ok(match sides {
            Sides::One => up,
            Sides::Two => match (up, self.one_sided(-shift)?) {
                (Some(up), Some(down)) => Some(1.0 / (1.0 / up + 1.0 / down)),
                (one, other) => one.or(other),
            },
        })
    }

    fn one_sided(&self, shift: f64) -> Result<Option<f64>> {
        settle("CUSUM run length", |nodes| {
            let rule = gauss_legendre(nodes, 0.0, self.threshold);
            // Index 0 is the level 0, where the chart rests with positive probability; the others are nodes.
            let level = |index: usize| if index == 0 { 0.0 } else { rule[index - 1].0 };
            let kernel = DMatrix::from_fn(nodes + 1, nodes + 1, |from, to| {
                let start = level(from) - self.reference + shift;
                if to == 0 { below(-start) } else { rule[to - 1].1 * density(rule[to - 1].0 - start) }
            });
            solve(kernel).map(|lengths| lengths[0])
        })
    }
}
