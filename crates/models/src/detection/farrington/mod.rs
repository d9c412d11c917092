//! Weekly counts against the same season of past years.
//!
//! Farrington, Andrews, Beale & Catchpole (1996, JRSS A 159(3)): a quasi-Poisson regression on the weeks around this one
//! in past years, in which past outbreaks count less; and its flexible form, Noufaily et al. (2013, Statistics in Medicine
//! 32(7)): all weeks, with a factor for the season, and the last half year left out.
//!
//! Use it where there are years of weekly counts. For hours, or for less than the years looked back, see
//! [`super::Detector`].

mod bound;
mod glm;
mod reference_weeks;

pub use bound::Bound;

use crate::error::within;
use crate::{Error, Result};
use glm::{Fit, SCALE_MIN};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// Fewer contacts than this in four weeks are too few to speak of (both papers).
const CASES_MIN: u64 = 5;
/// The weeks in which those must have come, this one included.
const CASES_WEEKS: usize = 4;
/// A trend needs this many years.
const TREND_YEARS_MIN: usize = 3;

/// How the standard error of the usual mean is scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeanError {
    /// By the dispersion of the counts, as quasi-likelihood has it.
    Dispersion,
    /// As the R package surveillance (1.20.3, `farringtonFlexible` with reweighting) does it: by the sum of outbreak weights
    /// times squared relative residuals, which leaves the mean out and makes the error too small. For equal figures.
    Surveillance,
}

/// How to judge a week. Begin with [`Farrington::original`] or [`Farrington::flexible`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Farrington {
    /// Weeks of a year.
    pub period: usize,
    /// Years to look back.
    pub years: usize,
    /// Weeks to each side that belong to the same season.
    pub half_window: usize,
    /// Into how many seasons a year is cut; 1: only the weeks around this one in past years are looked at.
    pub seasons: usize,
    /// How many weeks before this one are left out, so that an outbreak that is growing doesn't become usual.
    pub left_out: usize,
    /// The probability that a usual week is above the bound (for [`Farrington::original`]: outside two bounds).
    pub alpha: f64,
    /// Past weeks whose Anscombe residual is above this count less.
    pub reweight_above: f64,
    /// A trend is kept if its p-value is below this, 1 for always; never if it leads beyond all that was seen.
    pub trend_below: f64,
    /// Where the bound is drawn.
    pub bound: Bound,
    /// How the standard error of the mean is scaled.
    pub mean_error: MeanError,
}

/// What is said of one week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Week {
    /// The week, counted from 0.
    pub week: usize,
    /// Its count.
    pub observed: u64,
    /// The mean that past years let expect; none where the regression didn't converge.
    pub expected: Option<f64>,
    /// What must be passed for an alarm; none where fewer than five contacts came in four weeks, or the regression didn't
    /// converge.
    pub upper: Option<f64>,
    /// Variance over mean, at least 1.
    pub dispersion: Option<f64>,
    /// Change of the logarithm of the mean per week, where a trend was kept.
    pub trend: Option<f64>,
    /// Whether the count is above the bound.
    pub alarm: bool,
}

impl Farrington {
    /// The method of Farrington et al. (1996): five years, three weeks to each side, trend if significant at .05, two-sided `alpha`.
    ///
    /// `alpha` is a probability. Source: Farrington, Andrews, Beale & Catchpole 1996, JRSS A 159(3).
    ///
    /// ```
    /// use models::detection::Farrington;
    /// let mut counts: Vec<u64> = (0..270).map(|week| 10 + week * 7 % 5).collect();
    /// counts[269] = 40;
    /// let weeks = Farrington::original(0.01).judge(&counts, 268)?;
    /// assert!(!weeks[0].alarm && weeks[1].alarm);
    /// assert!(weeks[1].expected.is_some_and(|mean| (mean - 12.0).abs() < 1.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn original(alpha: f64) -> Self {
        Self {
            period: 52,
            years: 5,
            half_window: 3,
            seasons: 1,
            left_out: 3,
            alpha,
            reweight_above: 1.0,
            trend_below: 0.05,
            bound: Bound::TwoThirdsPower { two_sided: true },
            mean_error: MeanError::Dispersion,
        }
    }

    /// The method of Noufaily et al. (2013): ten seasons, the last 26 weeks left out, outbreaks above 2.58
    /// down-weighted, one-sided `alpha`.
    ///
    /// `alpha` is a probability. Source: Noufaily et al. 2013, Statistics in Medicine 32(7).
    ///
    /// ```
    /// use models::detection::farrington::{Bound, Farrington};
    /// let settings = Farrington::flexible(0.01, Bound::MeanBound);
    /// assert_eq!((settings.seasons, settings.left_out, settings.years), (10, 26, 5));
    /// ```
    pub fn flexible(alpha: f64, bound: Bound) -> Self {
        Self {
            seasons: 10,
            left_out: 26,
            reweight_above: 2.58,
            trend_below: 1.0,
            bound,
            mean_error: MeanError::Surveillance,
            ..Self::original(alpha)
        }
    }

    /// Weeks that must lie before the first that can be judged.
    ///
    /// Follows from the years and weeks of the method.
    ///
    /// ```
    /// let settings = models::detection::Farrington::original(0.01);
    /// assert_eq!(settings.history(), 263); // five years of 52 weeks, and three weeks
    /// ```
    pub fn history(&self) -> usize {
        self.years * self.period + self.half_window
    }

    /// Judges the weeks from `first` (counted from 0) to the end of `counts`.
    ///
    /// One [`Week`] per week from `first` on; counts and bounds are in cases (or contacts) a week. Source: as the
    /// method; checked against surveillance 1.20.3 of R.
    ///
    /// # Errors
    /// [`Error::TooFew`] where `first` has less history than [`Farrington::history`]; [`Error::OutOfRange`] where settings
    /// make no sense; [`Error::NoVariation`] where all weeks before `first` are 0. A week whose regression doesn't converge
    /// has no bound and no alarm.
    ///
    /// ```
    /// use models::detection::Farrington;
    /// use models::detection::farrington::Bound;
    /// let mut counts: Vec<u64> = (0..270).map(|week| 10 + week * 7 % 5).collect();
    /// counts[269] = 40;
    /// let weeks = Farrington::flexible(0.01, Bound::NegativeBinomial).judge(&counts, 268)?;
    /// assert_eq!((weeks[0].alarm, weeks[1].alarm), (false, true));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn judge(&self, counts: &[u64], first: usize) -> Result<Vec<Week>> {
        self.check()?;
        if counts.is_empty() {
            return Err(Error::Empty { what: "weekly counts" });
        }
        if first < self.history() {
            return Err(Error::TooFew {
                what: "weeks before the first judged",
                needed: self.history(),
                found: first,
            });
        }
        if counts.iter().take(first).all(|count| *count == 0) {
            return Err(Error::NoVariation { what: "counts before the first judged week" });
        }
        Ok((first..counts.len()).map(|week| self.judge_week(counts, week)).collect())
    }

    fn check(&self) -> Result<()> {
        let usize_within =
            |what, value: usize, fits, expected| within(what, None, value as f64, fits, expected);
        usize_within("years to look back", self.years, (1..=100).contains(&self.years), "from 1 to 100")?;
        let window = 2 * self.half_window.min(1_000) + 1;
        usize_within(
            "period",
            self.period,
            (window + 1..=1_000).contains(&self.period),
            "longer than the window, up to 1000",
        )?;
        let most = self.period - window + 1;
        usize_within(
            "seasons",
            self.seasons,
            (1..=most).contains(&self.seasons),
            "from 1 to the weeks between windows",
        )?;
        let most = self.period - self.half_window - 1;
        usize_within("weeks left out", self.left_out, self.left_out <= most, "less than a year")?;
        within("alpha", None, self.alpha, self.alpha > 0.0 && self.alpha < 0.5, "above 0 and below .5")?;
        within("limit of residuals", None, self.reweight_above, self.reweight_above > 0.0, "above 0")?;
        Ok(())
    }

    fn judge_week(&self, counts: &[u64], week: usize) -> Week {
        let observed = counts[week];
        let silent =
            Week { week, observed, expected: None, upper: None, dispersion: None, trend: None, alarm: false };
        let Some(usual) = self.usual(counts, week) else { return silent };
        let recent: u64 = counts[(week + 1 - CASES_WEEKS.min(week + 1))..=week].iter().sum();
        let upper = self.bound.upper(usual.mean, usual.error, usual.dispersion, self.alpha);
        let upper = upper.filter(|_| recent >= CASES_MIN);
        Week {
            expected: Some(usual.mean),
            upper,
            dispersion: Some(usual.dispersion),
            trend: usual.trend,
            alarm: observed > 0 && upper.is_some_and(|upper| observed as f64 > upper),
            ..silent
        }
    }

    /// The mean of a week as past years have it; none where neither form of the regression converged.
    fn usual(&self, counts: &[u64], week: usize) -> Option<Usual> {
        let weeks = reference_weeks::weeks(self, week);
        let observed =
            DVector::from_iterator(weeks.len(), weeks.iter().map(|(past, _)| counts[*past] as f64));
        let most = observed.max();
        let with_trend = self.fit(&weeks, &observed, week, true).filter(|usual| {
            self.years >= TREND_YEARS_MIN && usual.trend_p < self.trend_below && usual.mean <= most
        });
        with_trend.or_else(|| self.fit(&weeks, &observed, week, false))
    }

    fn fit(
        &self,
        weeks: &[(usize, usize)],
        observed: &DVector<f64>,
        week: usize,
        trend: bool,
    ) -> Option<Usual> {
        let others = usize::from(trend) + 1;
        // Time is centred and in years, which changes neither means nor errors but keeps the equations well-conditioned.
        let years = |past: usize| (past as f64 - week as f64) / self.period as f64;
        let cell = |(past, season): (usize, usize), column: usize| match column {
            0 => 1.0,
            1 if trend => years(past),
            _ => f64::from(season == column + 1 - usize::from(trend) && season > 1),
        };
        let columns = others + self.seasons - 1;
        let design = DMatrix::from_fn(weeks.len(), columns, |row, column| cell(weeks[row], column));
        let now = DVector::from_fn(columns, |column, _| cell((week, self.seasons), column));
        let (fit, weights) = glm::fit_reweighted(&design, observed, self.reweight_above)?;
        let scale = match self.mean_error {
            MeanError::Dispersion => fit.dispersion,
            MeanError::Surveillance => fit.relative_dispersion(&weights),
        };
        let predictor = now.dot(&fit.coefficients);
        let variance = (now.transpose() * &fit.covariance * &now)[(0, 0)];
        let prediction_scale =
            if self.mean_error == MeanError::Dispersion { scale.max(SCALE_MIN) } else { scale };
        let mean = predictor.exp();
        mean.is_finite().then_some(Usual {
            mean,
            error: (variance * prediction_scale).sqrt(),
            dispersion: fit.dispersion.max(SCALE_MIN),
            trend: trend.then(|| fit.coefficients[1] / self.period as f64),
            trend_p: if trend { trend_p(&fit, scale) } else { 1.0 },
        })
    }
}

/// What past years say of a week.
struct Usual {
    mean: f64,
    /// The standard error of the logarithm of the mean.
    error: f64,
    dispersion: f64,
    trend: Option<f64>,
    trend_p: f64,
}

/// The two-sided p-value of the trend by Student's t, as for any quasi-likelihood.
fn trend_p(fit: &Fit, scale: f64) -> f64 {
    use statrs::distribution::{ContinuousCDF, StudentsT};
    let statistic = fit.coefficients[1] / (fit.covariance[(1, 1)] * scale).sqrt();
    StudentsT::new(0.0, 1.0, fit.freedom).map_or(1.0, |student| 2.0 * student.sf(statistic.abs()))
}
