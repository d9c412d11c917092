//! A CUSUM of counts at a steady rate.

use crate::error::{positive, within};
use crate::{Error, Result};
use nalgebra::DMatrix;
use serde::Serialize;

/// The finest fraction that k and h may be multiples of: 1/20.
const FRACTION_MAX: u32 = 20;
/// The most levels of the chart that are solved for: a thousand equations take about a second.
const LEVELS_MAX: usize = 1_000;

/// A CUSUM of Poisson counts (Lucas 1985, Technometrics 27(2)): C ← max(0, C + y − k), alarm when C > h.
///
/// Use it where counts have no season; otherwise [`super::Detector`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PoissonCusum {
    reference: f64,
    threshold: f64,
    /// k and h are whole multiples of one `fraction`th.
    #[serde(skip)]
    fraction: u32,
}

impl PoissonCusum {
    /// A chart with reference value `reference` (k) and `threshold` (h), both above 0, in counts and both multiples of one
    /// fraction down to 1/20, so that the chart has finitely many levels.
    ///
    /// Source: Lucas 1985, Technometrics 27(2).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where k or h isn't above 0, has no such fraction, or gives more than a thousand levels.
    ///
    /// ```
    /// use models::detection::PoissonCusum;
    /// let chart = PoissonCusum::new(5.0, 7.0)?;
    /// assert!((chart.run_length(4.0)? - 171.78).abs() < 0.01); // at 4 an hour: between false alarms
    /// assert!((chart.run_length(6.0)? - 7.76).abs() < 0.01); // at 6 an hour: until it is seen
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(reference: f64, threshold: f64) -> Result<Self> {
        positive("reference value of the Poisson CUSUM", None, reference)?;
        positive("threshold of the Poisson CUSUM", None, threshold)?;
        let whole = |value: f64, fraction: u32| {
            let scaled = value * f64::from(fraction);
            (scaled - scaled.round()).abs() < 1e-9 * scaled.max(1.0)
        };
        let fraction =
            (1..=FRACTION_MAX).find(|fraction| whole(reference, *fraction) && whole(threshold, *fraction));
        let expected = "a multiple, together with the threshold, of one fraction down to 1/20";
        let Some(fraction) = fraction else {
            let what = "reference value of the Poisson CUSUM";
            return Err(Error::OutOfRange { what, row: None, value: reference, expected });
        };
        let few = threshold * f64::from(fraction) < LEVELS_MAX as f64;
        within(
            "threshold of the Poisson CUSUM",
            None,
            threshold,
            few,
            "below a thousand steps of the chart",
        )?;
        Ok(Self { reference, threshold, fraction })
    }

    /// The reference value that tells a mean of `usual` counts best from one of `raised`:
    /// (raised − usual)/(ln raised − ln usual), Lucas 1985, Technometrics 27(2). Round it to what [`PoissonCusum::new`] takes.
    ///
    /// In counts.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] unless 0 < `usual` < `raised`.
    ///
    /// ```
    /// let reference = models::detection::PoissonCusum::reference_between(4.0, 6.0)?;
    /// assert!((reference - 4.93).abs() < 0.01); // take 5
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn reference_between(usual: f64, raised: f64) -> Result<f64> {
        positive("usual mean", None, usual)?;
        within("raised mean", None, raised, raised > usual, "above the usual mean")?;
        Ok((raised - usual) / (raised / usual).ln())
    }

    /// The next level, in counts, from the last `level` (0 at the start) and a count.
    ///
    /// Source: Lucas 1985, Technometrics 27(2).
    ///
    /// ```
    /// let chart = models::detection::PoissonCusum::new(5.0, 7.0)?;
    /// assert_eq!((chart.step(3.0, 9), chart.step(3.0, 1)), (7.0, 0.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn step(&self, level: f64, count: u64) -> f64 {
        (level + count as f64 - self.reference).max(0.0)
    }

    /// Whether a level is an alarm: above the threshold, not at it.
    ///
    /// Source: Lucas 1985, Technometrics 27(2).
    ///
    /// ```
    /// let chart = models::detection::PoissonCusum::new(5.0, 7.0)?;
    /// assert!(!chart.alarms(7.0) && chart.alarms(8.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn alarms(&self, level: f64) -> bool {
        level > self.threshold + 1e-9
    }

    /// The mean number of counts until an alarm (ARL) from level 0 when counts are Poisson with this `mean`: exact, by the
    /// Markov chain of the levels (Brook & Evans 1972, Biometrika 59(3)).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] where the mean isn't above 0 or the run length is beyond 10^10.
    ///
    /// ```
    /// let chart = models::detection::PoissonCusum::new(5.0, 10.0)?;
    /// let (usual, raised) = (chart.run_length(4.0)?, chart.run_length(8.0)?);
    /// assert!(usual > 300.0 && raised < 5.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn run_length(&self, mean: f64) -> Result<f64> {
        positive("mean count", None, mean)?;
        let steps = |value: f64| (value * f64::from(self.fraction)).round() as usize;
        let (reference, levels) = (steps(self.reference), steps(self.threshold) + 1);
        let per_count = self.fraction as usize;
        let most = (levels + reference) / per_count + 1;
        let chance = poisson(mean, most);
        let mut chain = DMatrix::zeros(levels, levels);
        for from in 0..levels {
            for (count, chance) in chance.iter().enumerate() {
                let to = (from + count * per_count).saturating_sub(reference);
                if to < levels {
                    chain[(from, to)] += chance;
                }
            }
        }
        super::quadrature::solve(chain)
            .map(|lengths| lengths[0])
            .filter(|length| *length <= super::quadrature::RUN_LENGTH_MAX)
            .ok_or(Error::OutOfRange {
                what: "run length",
                row: None,
                value: f64::INFINITY,
                expected: "below 10^10 counts, beyond which rounding hides it",
            })
    }
}

/// The probabilities of 0 to `most` counts.
fn poisson(mean: f64, most: usize) -> Vec<f64> {
    let mut logarithm = -mean;
    let mut chances = Vec::with_capacity(most + 1);
    for count in 0..=most {
        chances.push(logarithm.exp());
        logarithm += mean.ln() - ((count + 1) as f64).ln();
    }
    chances
}
