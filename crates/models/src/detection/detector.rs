//! The hour detector: scores against the baseline, summed by a CUSUM.

use super::baseline::Baseline;
use super::calendar::Hour;
use super::cusum::Cusum;
use super::incident::Incident;
use crate::error::within;
use crate::{Error, Result};
use serde::Serialize;

/// k of the CUSUM: best against a rise of one standard deviation an hour.
pub(super) const REFERENCE: f64 = 0.5;

/// Below the lowest, every third hour would be an alarm; beyond the highest, no surge of a day would be one.
const THRESHOLDS: (f64, f64) = (0.5, 100.0);

/// Watches the contacts of one topic, hour by hour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detector {
    baseline: Baseline,
    chart: Cusum,
}

/// What a detector remembers from hour to hour; keep it between calls. Begins with `Progress::default()`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Progress {
    /// The level of the chart. While an incident is open it is held at the threshold, so that the incident closes within
    /// about two days of usual hours.
    pub level: f64,
    /// Whether an incident is open: from its alarm until the chart is back at 0.
    pub open: bool,
}

/// What one hour said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Level {
    /// The usual mean; none where something of unknown effect was planned.
    pub expected: Option<f64>,
    /// The score of the count, in standard deviations.
    pub score: Option<f64>,
    /// The level of the chart at the end of the hour.
    pub level: f64,
    /// Whether it is above the threshold.
    pub alarm: bool,
}

/// What a stretch of hours said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scan {
    /// Hour by hour.
    pub levels: Vec<Level>,
    /// Alarms with their beginnings and ends, oldest first.
    pub incidents: Vec<Incident>,
}

impl Detector {
    /// A detector with a threshold (h) in standard deviations; 8 gives about one false alarm in a hundred weeks
    /// where the baseline was learned from sixteen weeks of about 4 contacts an hour, and more after fewer weeks.
    /// [`Detector::with_false_alarms`] chooses it from the rate that people accept.
    ///
    /// Our own definition of an upward CUSUM of mid-p scores.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] unless the threshold is between .5 and 100.
    ///
    /// ```
    /// # use models::detection::{Baseline, Detector, Hour};
    /// # let hours: Vec<Hour> = (0..16 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..16 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// assert!(Detector::new(baseline.clone(), 0.1).is_err());
    /// let detector = Detector::new(baseline, 8.0)?;
    /// assert!((detector.false_alarms_per_week() - 0.01).abs() < 0.002);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(baseline: Baseline, threshold: f64) -> Result<Self> {
        let fits = (THRESHOLDS.0..=THRESHOLDS.1).contains(&threshold);
        within("threshold of the detector", None, threshold, fits, "between .5 and 100")?;
        Ok(Self { baseline, chart: Cusum::new(REFERENCE, threshold)? })
    }

    pub(super) fn of(baseline: Baseline, chart: Cusum) -> Self {
        Self { baseline, chart }
    }

    /// What hours usually bring.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::detection::{Baseline, Detector, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let baseline = Baseline::fit(&counts, &hours)?;
    /// assert_eq!(Detector::new(baseline.clone(), 8.0)?.baseline(), &baseline);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn baseline(&self) -> &Baseline {
        &self.baseline
    }

    /// The threshold h, in standard deviations of a score.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::detection::{Baseline, Detector, Hour};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let detector = Detector::new(Baseline::fit(&counts, &hours)?, 8.0)?;
    /// assert_eq!(detector.threshold(), 8.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn threshold(&self) -> f64 {
        self.chart.threshold()
    }

    /// Takes one more hour with its count of contacts: what it says, and in `progress` what to keep for the next. An hour with
    /// something planned of unknown effect leaves the chart where it is.
    ///
    /// Our own definition.
    ///
    /// ```
    /// # use models::detection::{Baseline, Detector, Hour, Progress};
    /// # let hours: Vec<Hour> = (0..4 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// # let counts: Vec<u64> = (0..4 * 168).map(|i| 2 + i * 7 % 5).collect(); // 4 an hour
    /// let detector = Detector::new(Baseline::fit(&counts, &hours)?, 8.0)?;
    /// let mut progress = Progress::default();
    /// assert!(!detector.step(&mut progress, 4, Hour::of_week(0, 9)?).alarm);
    /// for hour in 10..14 {
    ///     detector.step(&mut progress, 16, Hour::of_week(0, hour)?);
    /// }
    /// assert!(progress.open && progress.level == 8.0); // held at the threshold
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn step(&self, progress: &mut Progress, count: u64, hour: Hour) -> Level {
        let (expected, score) = (self.baseline.expected(hour), self.baseline.score(count, hour));
        let level = score.map_or(progress.level, |score| self.chart.step(progress.level, score));
        let alarm = score.is_some() && self.chart.alarms(level);
        progress.open = (progress.open && level > 0.0) || alarm;
        progress.level = if progress.open { level.min(self.chart.threshold()) } else { level };
        Level { expected, score, level, alarm }
    }

    /// Takes hours in a row from a fresh start.
    ///
    /// One count and one [`Hour`] per hour. Our own definition.
    ///
    /// # Errors
    /// [`Error::LengthsDiffer`] where each count hasn't its hour.
    ///
    /// ```
    /// use models::detection::{Baseline, Detector, Hour};
    /// let hours: Vec<Hour> = (0..6 * 168).map(|i| Hour::of_week((i / 24 % 7) as u8, (i % 24) as u8)).collect::<Result<_, _>>()?;
    /// let mut counts: Vec<u64> = (0..6 * 168).map(|i| 2 + i * 7 % 5).collect();
    /// let detector = Detector::new(Baseline::fit(&counts, &hours)?, 8.0)?;
    /// counts[500..512].fill(20);
    /// let incident = detector.scan(&counts, &hours)?.incidents[0];
    /// assert!((499..=500).contains(&incident.onset) && incident.alarm < 504);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn scan(&self, counts: &[u64], hours: &[Hour]) -> Result<Scan> {
        if counts.len() != hours.len() {
            return Err(Error::LengthsDiffer {
                what: "counts and hours",
                left: counts.len(),
                right: hours.len(),
            });
        }
        let mut progress = Progress::default();
        let mut scan = Scan { levels: Vec::with_capacity(counts.len()), incidents: Vec::new() };
        let mut open: Option<Incident> = None;
        let mut onset = 0;
        for (row, (count, hour)) in counts.iter().zip(hours).enumerate() {
            let level = self.step(&mut progress, *count, *hour);
            if level.alarm {
                let fresh =
                    Incident { onset, alarm: row, last: row, closed: None, observed: 0, expected: 0.0 };
                open.get_or_insert(fresh).last = row;
            }
            if level.level <= 0.0 {
                onset = row + 1;
            }
            scan.levels.push(level);
            if !progress.open
                && let Some(incident) = open.take()
            {
                scan.incidents.push(Incident { closed: Some(row), ..incident });
            }
        }
        scan.incidents.extend(open);
        for incident in &mut scan.incidents {
            let span = incident.onset..=incident.last;
            for (level, count) in scan.levels[span.clone()].iter().zip(&counts[span]) {
                if let Some(expected) = level.expected {
                    incident.observed = incident.observed.saturating_add(*count);
                    incident.expected += expected;
                }
            }
        }
        Ok(scan)
    }
}
