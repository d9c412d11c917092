//! How sure a generalised impulse response is.

use super::bootstrap::{Band, FAILED_MAX, Replicates};
use super::experiment::History;
use super::fit::Fit;
use super::generalised::{After, Futures, Generalised, STEPS_MAX as SINGLE_STEPS_MAX};
use crate::error::{Error, Result, within};
use crate::numeric::random::generator;
use rand::RngExt;
use serde::Serialize;

/// The most periods (refits times draws times periods) of one band: some seconds.
const STEPS_MAX: usize = 100_000_000;

/// The response is averaged over so many times the futures of a refit: there is one of it and a thousand of them.
const CENTRE: usize = 20;

/// A generalised impulse response with its bands, and how many refits they rest on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GeneralisedBand {
    /// How much higher operations are, from period 0 to the horizon, in their unit.
    pub operations: Band,
    /// How much higher perception is, likewise, in its unit.
    pub perception: Band,
    /// How many refits the bands are percentiles of.
    pub refits: usize,
    /// How many refits failed: they couldn't be estimated, or their paths grew beyond all numbers.
    pub failed: usize,
    /// How many of the refits have operations that amplify their own changes. Their paths count up to the horizon like
    /// any other: leaving them out would make the bands too narrow.
    pub amplifying: usize,
}

impl Replicates {
    /// The generalised impulse response of [`Fit::generalised`] with its bands: point by point at the level (such as
    /// .95), percentiles of the same average by the equations of each refit.
    ///
    /// The bands hold what isn't known of both equations and, where operations go on as before, of what they usually
    /// do: each refit draws its futures from some blocks of the observed changes only, so many that their mean is as
    /// uncertain as that of the series (overlapping blocks: Künsch 1989, Annals of Statistics 17). All refits
    /// share their other random numbers, and the response itself is averaged over twenty times as many futures, so that
    /// 100 of them do. Surprises of perception come from the residuals of the fit.
    ///
    /// Kilian & Vigfusson (2011, Quantitative Economics 2, 419-453) is the source for simulating responses with signed
    /// regressors; resampling both equations and the futures is our own definition.
    ///
    /// # Errors
    /// Those of [`Fit::generalised`]; [`Error::OutOfRange`] for a level outside 0 to 1 or more than 100 million periods
    /// in all; [`Error::NotConverged`] when more than 5 % of the refits fail.
    ///
    /// ```
    /// # use models::crisis::{After, Bootstrap, Futures, History, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// // Made: a point lost costs .1 of perception, a point gained brings .05, at once and for good.
    /// let replicates = fit.bootstrap(&Bootstrap { replicates: 99, block: None, seed: 1 })?;
    /// let futures = Futures { draws: 50, horizon: 12, operations: After::AsBefore, seed: 1 };
    /// let band = replicates.generalised(History::Flat, -2.0, &futures, 0.9)?;
    /// assert_eq!((band.refits, band.failed), (99, 0));
    /// assert!(band.perception.intervals[12].high < 0.0, "the loss lasts, whatever else happens");
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn generalised(
        &self,
        history: History,
        shock: f64,
        futures: &Futures,
        level: f64,
    ) -> Result<GeneralisedBand> {
        within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
        let estimated = self.estimated();
        let few = estimated.generalised(history, shock, futures)?;
        let many = Futures { draws: centre(futures), ..*futures };
        let response = estimated.generalised(history, shock, &many)?;
        let tried = self.recursions.len() + self.failed;
        let steps = futures.draws.saturating_mul(futures.horizon + 1).saturating_mul(tried);
        let expected = "few enough for 100 million periods in all refits";
        within("draws", None, futures.draws as f64, steps <= STEPS_MAX, expected)?;
        let mut random = generator(futures.seed.wrapping_add(1));
        let mut amplifying = 0;
        let (mut operations, mut perception) = (Vec::with_capacity(tried), Vec::with_capacity(tried));
        for recursion in &self.recursions {
            let starts = starts(estimated, &mut random);
            let recursion = estimated.cautious(recursion.clone());
            let mut path = estimated.average(&recursion, history, shock, futures, &starts);
            if futures.operations == After::OwnEquation {
                path.move_by(&few, &response);
            }
            if !is_finite(&path) {
                continue;
            }
            let amplifies = futures.operations == After::OwnEquation && !recursion.operations.settles();
            amplifying += usize::from(amplifies);
            operations.push(path.operations);
            perception.push(path.perception);
        }
        let (refits, failed) = (perception.len(), tried - perception.len());
        if failed as f64 > FAILED_MAX * tried as f64 {
            return Err(Error::NotConverged {
                model: "the bands of the generalised response",
                iterations: tried as u64,
                why: format!("{failed} of {tried} refits failed"),
            });
        }
        Ok(GeneralisedBand {
            operations: Band::around(response.operations, &operations, level),
            perception: Band::around(response.perception, &perception, level),
            refits,
            failed,
            amplifying,
        })
    }
}

/// How many futures the response itself is averaged over.
fn centre(futures: &Futures) -> usize {
    let most = SINGLE_STEPS_MAX / (futures.horizon + 1);
    futures.draws.saturating_mul(CENTRE).min(most).max(futures.draws)
}

impl Generalised {
    /// Takes off what few futures in common make of the response, against many.
    fn move_by(&mut self, few: &Self, many: &Self) {
        let pairs = [
            (&mut self.operations, &few.operations, &many.operations),
            (&mut self.perception, &few.perception, &many.perception),
        ];
        for (path, few, many) in pairs {
            for ((value, few), many) in path.iter_mut().zip(few).zip(many) {
                *value += many - few;
            }
        }
    }
}

/// Where blocks of observed changes begin in one refit: half as many again as fit beside each other, because the mean
/// over all overlapping blocks of a series varies two thirds as much as that over blocks beside each other.
fn starts(fit: &Fit, random: &mut impl RngExt) -> Vec<usize> {
    let observed = fit.parts.changes.operations.len();
    (0..(3 * observed).div_ceil(2 * fit.block())).map(|_| random.random_range(0..observed)).collect()
}

fn is_finite(path: &Generalised) -> bool {
    path.operations.iter().chain(&path.perception).all(|value| value.is_finite())
}
