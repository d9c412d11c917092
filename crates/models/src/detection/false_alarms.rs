//! How often a detector cries wolf, and the threshold for the rate that people accept.

use super::baseline::Baseline;
use super::calendar::WEEK;
use super::chain::{FINENESS, Step, UsualWeek, usual_week};
use super::detector::Detector;
use crate::Result;
use crate::error::within;

/// The highest threshold that is searched, in standard deviations: one false alarm in some ten million years.
const THRESHOLD_MAX: f64 = 24.0;
/// False alarms per week that can be asked for.
const RATES: (f64, f64) = (1e-7, 2.0);

impl Detector {
    /// The detector with the lowest threshold (on a grid of 1/16) whose false alarms per week of this topic are at most
    /// `per_week`: .01 is one in two years; with 50 topics, one in two weeks over all.
    ///
    /// `per_week` is in alarms a week. Our own definition, by [`Detector::false_alarms_per_week`].
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] unless the rate is between 10^-7 and 2 a week.
    ///
    /// ```
    /// use models::detection::{Baseline, Detector, Hour};
    /// let hours: Vec<Hour> = (0..6 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// let counts: Vec<u64> = (0..6 * 168).map(|i| 2 + i * 7 % 5).collect();
    /// let detector = Detector::with_false_alarms(Baseline::fit(&counts, &hours)?, 0.01)?;
    /// assert!(detector.false_alarms_per_week() <= 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn with_false_alarms(baseline: Baseline, per_week: f64) -> Result<Self> {
        let fits = (RATES.0..=RATES.1).contains(&per_week);
        within("false alarms per topic and week", None, per_week, fits, "between 0.0000001 and 2")?;
        let highest = Self::new(baseline, THRESHOLD_MAX)?;
        let worlds = highest.worlds(FINENESS);
        let (mut low, mut high) = ((0.5 * FINENESS) as usize, (THRESHOLD_MAX * FINENESS) as usize);
        while low < high {
            let middle = usize::midpoint(low, high);
            if rate(&worlds, middle + 1) <= per_week {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Self::new(highest.baseline().clone(), high as f64 / FINENESS)
    }

    /// False alarms per ordinary week: computed from the distribution of each hour's count, not from a normal approximation,
    /// and averaged over how wrong a baseline learned from so few weeks may be.
    ///
    /// Our own definition, by the Markov chain of levels (Brook & Evans 1972, Biometrika 59(3)).
    ///
    /// ```
    /// # use models::detection::{Baseline, Detector, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// let (low, high) = (Detector::new(baseline.clone(), 4.0)?, Detector::new(baseline, 8.0)?);
    /// assert!(low.false_alarms_per_week() > 10.0 * high.false_alarms_per_week());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn false_alarms_per_week(&self) -> f64 {
        let (levels, fineness) = self.grid();
        rate(&self.worlds(fineness), levels)
    }

    /// The chart's usual week where the baseline is right.
    pub(super) fn usual_week(&self) -> UsualWeek {
        let (levels, fineness) = self.grid();
        usual_week(&self.steps(0.0, fineness), levels)
    }

    /// The number of levels from 0 to the threshold, and how many there are per unit.
    pub(super) fn grid(&self) -> (usize, f64) {
        let steps = (self.threshold() * FINENESS).ceil().clamp(1.0, THRESHOLD_MAX * FINENESS * 4.0);
        (steps as usize + 1, steps / self.threshold())
    }

    /// Worlds in which the baseline is too high, right and too low, with their weights: Gauss-Hermite's three nodes for a
    /// normal error (Abramowitz & Stegun 25.4.46).
    fn worlds(&self, fineness: f64) -> [(f64, Vec<Step>); 3] {
        let error = 3.0_f64.sqrt() * self.baseline().drift();
        [(1.0 / 6.0, -error), (2.0 / 3.0, 0.0), (1.0 / 6.0, error)]
            .map(|(weight, shift)| (weight, self.steps(shift, fineness)))
    }

    fn steps(&self, shift: f64, fineness: f64) -> Vec<Step> {
        (0..WEEK).map(|slot| Step::of(self, slot, 1.0, shift, fineness)).collect()
    }
}

/// Alarms per week over all worlds.
fn rate(worlds: &[(f64, Vec<Step>)], levels: usize) -> f64 {
    worlds.iter().map(|(weight, steps)| weight * usual_week(steps, levels).alarms).sum()
}
