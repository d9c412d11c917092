//! How sure a path is: both equations, estimated again on series made from their own residuals.

use super::design::Design;
use super::equation::{Equation, estimate};
use super::experiment::Experiment;
use super::fit::Fit;
use super::recursion::{Recursion, assemble, lookup};
use crate::error::{Error, Result, within};
use crate::interval::Interval;
use crate::numeric::random::generator;
use nalgebra::DMatrix;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

/// The most replicates: more change no digit that anyone reads.
const REPLICATES_MAX: usize = 100_000;

/// The share of replicates that may fail before the rest can't be trusted.
pub(crate) const FAILED_MAX: f64 = 0.05;

/// A residual block bootstrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bootstrap {
    /// How many replicates; 999 by default.
    pub replicates: usize,
    /// How many residuals in a row are drawn together; without it the cube root of their number, rounded up.
    pub block: Option<usize>,
    /// Where the randomness starts.
    pub seed: u64,
}

impl Bootstrap {
    /// 999 replicates with blocks of the usual length, drawn from this seed.
    ///
    /// `replicates` is a number of refits, `block` of periods. Our own choice; Gijsenberg, van Heerde & Verhoef isn't
    /// its source.
    ///
    /// ```
    /// use models::crisis::Bootstrap;
    /// let usual = Bootstrap::new(7);
    /// assert_eq!((usual.replicates, usual.block, usual.seed), (999, None, 7));
    /// ```
    pub fn new(seed: u64) -> Self {
        Self { replicates: 999, block: None, seed }
    }
}

/// Both equations, estimated again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    estimated: Fit,
    /// One for each replicate that could be estimated.
    pub recursions: Vec<Recursion>,
    /// How many could not.
    pub failed: usize,
}

/// A response and where it lies, from period 0 to the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    /// The response by the equations as estimated.
    pub response: Vec<f64>,
    /// Where it lies, period by period: percentiles of the replicates.
    pub intervals: Vec<Interval>,
}

impl Fit {
    /// Estimates both equations again, each on a response made from blocks of its own residuals, enlarged by the root
    /// of n/(n-k); both take the same rows. Perception is made by running its equation. Operations stay as they were
    /// wherever they explain something: they move perception within a period and not the reverse, so every replicate
    /// has the crises that were seen and as many changes of each kind. Their own equation is therefore estimated
    /// again on the lags that were observed (a fixed design, as in Gonçalves & Kilian 2004, Journal of Econometrics
    /// 123(1), 89-120), which also serves where it would amplify changes if it were run. [`Replicates::band`] doesn't
    /// ask it, as experiments and plans state what operations do; [`Replicates::generalised`] does.
    ///
    /// Gives [`Bootstrap::replicates`] recursions less those that failed. The scheme is a residual block bootstrap
    /// (Künsch 1989, Annals of Statistics 17).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for no or too many replicates or a block longer than the series;
    /// [`Error::NotConverged`] when more than 5 % of the replicates can't be estimated.
    ///
    /// ```
    /// # use models::crisis::{Bootstrap, Experiment, History, Series, Specification, fit};
    /// # let operations: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37)).collect();
    /// # let perception: Vec<f64> = (0..120).map(|t| f64::from(t * t % 37 + t * t * t % 11)).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// let fit = fit(&series, &Specification::default())?;
    /// let replicates = fit.bootstrap(&Bootstrap { replicates: 99, block: None, seed: 1 })?;
    /// let band = replicates.band(&Experiment::restored(History::Flat, 4.0, 24), 0.9)?;
    /// assert_eq!(band.intervals.len(), 25);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn bootstrap(&self, bootstrap: &Bootstrap) -> Result<Replicates> {
        let rows = self.perception.residuals.len();
        let expected = "from 1 to 100,000";
        let fits = (1..=REPLICATES_MAX).contains(&bootstrap.replicates);
        within("replicates", None, bootstrap.replicates as f64, fits, expected)?;
        let block = bootstrap.block.unwrap_or_else(|| (rows as f64).cbrt().ceil() as usize);
        within(
            "block",
            None,
            block as f64,
            (1..=rows).contains(&block),
            "from 1 to the number of residuals",
        )?;
        let parts = &self.parts;
        let perception = Resampled::new(&self.perception, &parts.perception, parts.weights.as_deref());
        let operations = Resampled::new(&self.operations, &parts.operations, None);
        let mut random = generator(bootstrap.seed);
        let mut recursions = Vec::with_capacity(bootstrap.replicates);
        for _ in 0..bootstrap.replicates {
            let drawn = blocks(rows, block, &mut random);
            let felt = perception.again(&drawn, &parts.changes.perception, parts.prior.as_ref());
            let done = operations.again(&drawn, &parts.changes.operations, None);
            if let (Ok(felt), Ok(done)) = (felt, done) {
                let felt = lookup(&self.perception, &felt);
                recursions.push(assemble(self, felt, lookup(&self.operations, &done)));
            }
        }
        let failed = bootstrap.replicates - recursions.len();
        if failed as f64 > FAILED_MAX * bootstrap.replicates as f64 {
            return Err(Error::NotConverged {
                model: "the bootstrap of the crisis model",
                iterations: bootstrap.replicates as u64,
                why: format!("{failed} of the replicates could not be estimated"),
            });
        }
        Ok(Replicates { estimated: self.clone(), recursions, failed })
    }
}

impl Replicates {
    /// The response to an experiment, in units of perception, with its band: point by point at the level (such as
    /// .95).
    ///
    /// One value and one interval per period from 0 to the horizon. Source: the percentile bootstrap of Efron &
    /// Tibshirani 1993.
    ///
    /// # Errors
    /// Those of [`Fit::response`]; [`Error::OutOfRange`] for a level outside 0 to 1.
    ///
    /// ```
    /// # use models::crisis::{Bootstrap, Experiment, History, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// // Made: a point lost costs .1 of perception, a point gained brings .05, at once and for good.
    /// let replicates = fit.bootstrap(&Bootstrap { replicates: 99, block: None, seed: 1 })?;
    /// let band = replicates.band(&Experiment::shock(History::Flat, -2.0, 12), 0.9)?;
    /// assert!(band.intervals[0].contains(-0.2) && band.intervals[12].high < 0.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn band(&self, experiment: &Experiment, level: f64) -> Result<Band> {
        within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
        let response = self.estimated.response(experiment)?;
        let paths = self.recursions.iter().map(|recursion| recursion.response(experiment));
        Ok(Band::around(response, &paths.collect::<Result<Vec<_>>>()?, level))
    }

    /// The model that was estimated again.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::crisis::{Bootstrap, Series, Specification, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// let replicates = fit.bootstrap(&Bootstrap { replicates: 20, block: None, seed: 1 })?;
    /// assert_eq!(replicates.estimated(), &fit);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn estimated(&self) -> &Fit {
        &self.estimated
    }
}

impl Band {
    /// A response with percentiles of the paths, all as long as it.
    pub(crate) fn around(response: Vec<f64>, paths: &[Vec<f64>], level: f64) -> Self {
        let at = |period: usize| percentiles(paths.iter().map(|path| path[period]).collect(), level);
        Self { intervals: (0..response.len()).map(at).collect(), response }
    }
}

/// An equation ready to be made again from its residuals.
struct Resampled<'a> {
    design: &'a Design,
    weights: Option<&'a [f64]>,
    estimates: Vec<f64>,
    /// What the columns that aren't its own past say, row by row.
    given: Vec<f64>,
    /// Residuals at a weight of one, centred and enlarged.
    residuals: Vec<f64>,
    /// What turns a residual at a weight of one into a row's.
    scales: Vec<f64>,
}

impl<'a> Resampled<'a> {
    fn new(equation: &Equation, design: &'a Design, weights: Option<&'a [f64]>) -> Self {
        let estimates: Vec<f64> = equation.coefficients.iter().map(|one| one.estimate).collect();
        let rows = design.response.len();
        let is_own = |column: usize| design.own.iter().any(|own| own.0 == column);
        let given = (0..rows).map(|row| {
            let others = (0..estimates.len()).filter(|&column| !is_own(column));
            others.map(|column| estimates[column] * design.columns[(row, column)]).sum()
        });
        let scale = |row: usize| weights.map_or(1.0, |weights| weights[row].sqrt().recip());
        let scales: Vec<f64> = (0..rows).map(scale).collect();
        let even: Vec<f64> =
            equation.residuals.iter().zip(&scales).map(|(rest, scale)| rest / scale).collect();
        let mean = even.iter().sum::<f64>() / rows as f64;
        let enlarged = (rows as f64 / equation.degrees_of_freedom as f64).sqrt();
        let residuals = even.iter().map(|rest| (rest - mean) * enlarged).collect();
        Self { design, weights, given: given.collect(), estimates, residuals, scales }
    }

    /// Makes the response anew from drawn residuals and estimates again.
    fn again(&self, drawn: &[usize], observed: &[f64], prior: Option<&DMatrix<f64>>) -> Result<Vec<f64>> {
        let first = self.design.first;
        let mut made = observed[..first].to_vec();
        let mut design = self.design.clone();
        for (row, &from) in drawn.iter().enumerate() {
            let mut value = self.given[row] + self.residuals[from] * self.scales[row];
            for &(column, direction, lag) in &self.design.own {
                let part = direction.part(made[first + row - lag]);
                design.columns[(row, column)] = part;
                value += self.estimates[column] * part;
            }
            design.response[row] = value;
            made.push(value);
        }
        Ok(estimate(&design, self.weights, prior)?.coefficients.iter().copied().collect())
    }
}

/// Rows in blocks that begin anywhere and go on at the start when they reach the end.
pub(crate) fn blocks(rows: usize, block: usize, random: &mut ChaCha8Rng) -> Vec<usize> {
    let mut drawn = Vec::with_capacity(rows + block);
    while drawn.len() < rows {
        let start = random.random_range(0..rows);
        drawn.extend((start..start + block).map(|row| row % rows));
    }
    drawn.truncate(rows);
    drawn
}

/// The middle share of the values.
fn percentiles(mut values: Vec<f64>, level: f64) -> Interval {
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (values.len() + 1) as f64 - 1.0;
        let place = place.clamp(0.0, (values.len() - 1) as f64);
        let below = values[place.floor() as usize];
        below + (values[place.ceil() as usize] - below) * place.fract()
    };
    let tail = (1.0 - level) / 2.0;
    Interval { low: at(tail), high: at(1.0 - tail), level }
}
