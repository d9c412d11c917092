//! How long until a detector speaks.

use super::calendar::WEEK;
use super::chain::Step;
use super::detector::Detector;
use crate::Result;
use crate::error::within;
use serde::Serialize;

/// A start is tried every so many hours of the week: 56 starts, of each hour of day seven or more.
const START_EVERY: usize = 3;
/// The longest look ahead, in hours: two weeks.
const HOURS_MAX: usize = 2 * WEEK;

/// A rise of contacts to be found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Surge {
    /// By how much contacts multiply, above 1.
    pub times: f64,
    /// Hours until it is full; 1 for at once.
    pub ramp_hours: usize,
    /// How long it lasts, in hours; what isn't seen by then is missed.
    pub lasts_hours: usize,
}

/// When a surge is seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Delay {
    /// Hours until half of all such surges are seen; none where fewer than half are.
    pub median_hours: Option<usize>,
    /// The share that is never seen.
    pub missed: f64,
    /// The share seen by the end of each hour, the first being the hour in which it began.
    pub seen: Vec<f64>,
}

impl Detector {
    /// When a surge that begins at any hour of the week, all being equally likely, raises an alarm. The chart stands
    /// where it usually stands.
    ///
    /// In hours, with the share missed. Our own definition, by the Markov chain of levels (Brook & Evans 1972,
    /// Biometrika 59(3)).
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] unless it multiplies contacts by 1 to 1000, has a ramp, and lasts an hour to two weeks.
    ///
    /// ```
    /// use models::detection::{Baseline, Detector, Hour, Surge};
    /// let hours: Vec<Hour> = (0..6 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// let counts: Vec<u64> = (0..6 * 168).map(|i| 2 + i * 7 % 5).collect();
    /// let detector = Detector::new(Baseline::fit(&counts, &hours)?, 8.0)?;
    /// let delay = detector.delay(Surge { times: 3.0, ramp_hours: 1, lasts_hours: 24 })?;
    /// assert!(delay.median_hours.is_some_and(|hours| hours < 6) && delay.missed < 0.001);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn delay(&self, surge: Surge) -> Result<Delay> {
        within(
            "surge",
            None,
            surge.times,
            surge.times > 1.0 && surge.times <= 1e3,
            "a factor above 1 and up to 1000",
        )?;
        let hours = surge.lasts_hours;
        within(
            "length of a surge",
            None,
            hours as f64,
            (1..=HOURS_MAX).contains(&hours),
            "from 1 to 336 hours",
        )?;
        let ramp = surge.ramp_hours;
        within("ramp of a surge", None, ramp as f64, (1..=HOURS_MAX).contains(&ramp), "from 1 to 336 hours")?;
        let usual = self.usual_week();
        let (_, fineness) = self.grid();
        let mut seen = vec![0.0; hours];
        let starts = WEEK / START_EVERY;
        // Once the ramp is over a kind of hour takes the same step whenever the surge began.
        let full: Vec<Step> =
            (0..WEEK).map(|slot| Step::of(self, slot, surge.times, 0.0, fineness)).collect();
        for start in (0..WEEK).step_by(START_EVERY) {
            let mut levels = usual.before[start].clone();
            let mut alarmed = 0.0;
            for (passed, seen) in seen.iter_mut().enumerate() {
                let slot = (start + passed) % WEEK;
                let (next, alarms) = if passed + 1 >= ramp {
                    full[slot].take(&levels)
                } else {
                    let times = 1.0 + (surge.times - 1.0) * (passed + 1) as f64 / ramp as f64;
                    Step::of(self, slot, times, 0.0, fineness).take(&levels)
                };
                levels = next;
                alarmed += alarms;
                *seen += alarmed / starts as f64;
            }
        }
        let median_hours = seen.iter().position(|share| *share >= 0.5).map(|index| index + 1);
        let missed = seen.last().map_or(1.0, |seen| (1.0 - seen).max(0.0));
        Ok(Delay { median_hours, missed, seen })
    }
}
