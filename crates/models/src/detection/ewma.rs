//! The EWMA chart: a moving average that forgets, and speaks when it leaves its limits.

use super::normal::density;
use super::quadrature::{gauss_legendre, settle, solve};
use crate::error::{finite, positive, within};
use crate::{Error, Result};
use nalgebra::DMatrix;
use serde::Serialize;

/// An EWMA of standard normal scores (Roberts 1959, Technometrics 1(3)): E ← λz + (1 − λ)E, alarm when
/// |E| > L√(λ/(2 − λ)), the limits of the settled chart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ewma {
    smoothing: f64,
    width: f64,
}

impl Ewma {
    /// A two-sided chart with the weight `smoothing` (λ, above 0 and at most 1) of the newest score and limits `width`
    /// (L, above 0) deviations of the settled average wide.
    ///
    /// Source: Roberts 1959, Technometrics 1(3).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where λ or L isn't what it must be.
    ///
    /// ```
    /// use models::detection::Ewma;
    /// let chart = Ewma::new(0.1, 2.703)?;
    /// assert!((chart.run_length(0.0)? - 371.89).abs() < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(smoothing: f64, width: f64) -> Result<Self> {
        let fits = smoothing > 0.0 && smoothing <= 1.0;
        Ok(Self {
            smoothing: within("smoothing of the EWMA", None, smoothing, fits, "above 0 and at most 1")?,
            width: positive("width of the EWMA", None, width)?,
        })
    }

    /// The distance from 0 beyond which a level is an alarm, L√(λ/(2 − λ)), in standard deviations of a score.
    ///
    /// Source: the variance of a settled average, Roberts 1959.
    ///
    /// ```
    /// let chart = models::detection::Ewma::new(0.2, 3.0)?;
    /// assert!((chart.limit() - 1.0).abs() < 1e-9); // 3√(.2/1.8)
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn limit(&self) -> f64 {
        self.width * (self.smoothing / (2.0 - self.smoothing)).sqrt()
    }

    /// The next level from the last `level` (0 at the start) and a score.
    ///
    /// In standard deviations of a score: (1 - λ) level + λ score. Source: Roberts 1959.
    ///
    /// ```
    /// let chart = models::detection::Ewma::new(0.2, 3.0)?;
    /// let level = chart.step(chart.step(0.0, 2.0), 1.0);
    /// assert!((level - 0.52).abs() < 1e-9); // .2 × 1 + .8 × .4
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn step(&self, level: f64, score: f64) -> f64 {
        self.smoothing * score + (1.0 - self.smoothing) * level
    }

    /// Whether a level is an alarm: farther from 0 than [`Ewma::limit`].
    ///
    /// Source: Roberts 1959.
    ///
    /// ```
    /// let chart = models::detection::Ewma::new(0.2, 3.0)?;
    /// assert!(chart.alarms(1.1) && chart.alarms(-1.1)); // both ways
    /// assert!(!chart.alarms(0.9));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn alarms(&self, level: f64) -> bool {
        level.abs() > self.limit()
    }

    /// The mean number of scores until an alarm (ARL) from level 0 when scores are normal with mean `shift` and
    /// deviation 1 (Crowder 1987, Technometrics 29(4)).
    ///
    /// In scores.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where the shift isn't finite or the run length is beyond 10^10; [`Error::NotConverged`] where
    /// the integral equation didn't settle, as with a smoothing below about .005.
    ///
    /// ```
    /// let chart = models::detection::Ewma::new(0.1, 2.703)?;
    /// let (usual, shifted) = (chart.run_length(0.0)?, chart.run_length(1.0)?);
    /// assert!(usual > 370.0 && (9.0..11.0).contains(&shifted));
    /// assert!((chart.run_length(-1.0)? - shifted).abs() < 1e-6); // a fall is seen as soon as a rise
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn run_length(&self, shift: f64) -> Result<f64> {
        finite("shift", None, shift)?;
        let (smoothing, limit) = (self.smoothing, self.limit());
        let length = settle("EWMA run length", |nodes| {
            let rule = gauss_legendre(nodes, -limit, limit);
            let passage =
                |from: f64, to: f64| density((to - (1.0 - smoothing) * from) / smoothing - shift) / smoothing;
            let lengths = solve(DMatrix::from_fn(nodes, nodes, |from, to| {
                rule[to].1 * passage(rule[from].0, rule[to].0)
            }))?;
            Some(
                1.0 + rule
                    .iter()
                    .zip(&lengths)
                    .map(|((to, weight), length)| weight * passage(0.0, *to) * length)
                    .sum::<f64>(),
            )
        })?;
        length.ok_or(Error::OutOfRange {
            what: "run length",
            row: None,
            value: f64::INFINITY,
            expected: "below 10^10 scores, beyond which rounding hides it",
        })
    }
}
