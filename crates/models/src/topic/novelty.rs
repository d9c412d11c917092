//! Signs of a topic that nobody has named yet: the share of messages that fit no known topic.

use crate::detection::Cusum;
use crate::error::{share, within};
use crate::{Error, Result};
use serde::Serialize;
use statrs::distribution::{Binomial, ContinuousCDF, Discrete, DiscreteCDF, Normal};

/// k of the CUSUM, in standard deviations.
const REFERENCE: f64 = 0.5;
/// The fewest periods that are learned from.
const PERIODS_MIN: usize = 8;
/// The largest score.
const SCORE_MAX: f64 = 10.0;

/// The limit under which a best topic probability counts as "fits none", so that `below` (such as .05) of messages about known
/// topics lie under it. Give it probabilities of messages that the model has **not** learned from; of others it is too sure.
///
/// A probability. The quantile of those given: our own definition.
///
/// # Errors
/// [`Error::TooFew`] with fewer than 20 probabilities; [`Error::OutOfRange`] where one, or `below`, isn't between 0 and 1.
///
/// ```
/// let best: Vec<f64> = (1..=100).map(|rank| f64::from(rank) / 100.0).collect();
/// assert_eq!(models::topic::limit_for(&best, 0.05)?, 0.06);
/// # Ok::<(), models::Error>(())
/// ```
pub fn limit_for(best_probabilities: &[f64], below: f64) -> Result<f64> {
    share("share below the limit", None, below)?;
    if best_probabilities.len() < 20 {
        let found = best_probabilities.len();
        return Err(Error::TooFew { what: "messages to set a limit from", needed: 20, found });
    }
    for (row, probability) in best_probabilities.iter().enumerate() {
        share("topic probability", Some(row), *probability)?;
    }
    let mut sorted = best_probabilities.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (below * sorted.len() as f64).floor() as usize;
    Ok(sorted[rank.min(sorted.len() - 1)])
}

/// A CUSUM of the share of messages under the limit, period by period (days, or hours with many messages).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Novelty {
    usual: f64,
    dispersion: f64,
    chart: Cusum,
}

/// What one period said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NoveltyLevel {
    /// The mid-p score of the share, in standard deviations; 0 without messages.
    pub score: f64,
    /// The level of the chart.
    pub level: f64,
    /// Whether it is above the threshold. The chart begins again at 0 after an alarm.
    pub alarm: bool,
}

impl Novelty {
    /// Learns the usual share from periods of (messages under the limit, all messages). `periods_between` is the mean number of
    /// periods between false alarms that people accept.
    ///
    /// One pair per period. Our own definition: an upward CUSUM ([`Cusum`](crate::detection::Cusum)) of standardised
    /// shares.
    ///
    /// # Errors
    /// [`Error::TooFew`] with fewer than eight periods that have messages; [`Error::Contradiction`] where more are under the limit
    /// than there are; [`Error::OutOfRange`] for a run length that no threshold gives.
    ///
    /// ```
    /// use models::topic::Novelty;
    /// let usual: Vec<(u64, u64)> = (0..28).map(|day| (4 + day * 7 % 5, 120)).collect();
    /// let novelty = Novelty::fit(&usual, 365.0)?;
    /// let levels = novelty.watch(&[(5, 120), (6, 130), (25, 140), (28, 150)])?;
    /// assert!(!levels[1].alarm && levels[3].alarm);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(periods: &[(u64, u64)], periods_between: f64) -> Result<Self> {
        check(periods)?;
        let spoken: Vec<(f64, f64)> = periods
            .iter()
            .filter(|(_, all)| *all > 0)
            .map(|(under, all)| (*under as f64, *all as f64))
            .collect();
        if spoken.len() < PERIODS_MIN {
            let what = "periods with messages to learn from";
            return Err(Error::TooFew { what, needed: PERIODS_MIN, found: spoken.len() });
        }
        let (under, all): (f64, f64) =
            spoken.iter().fold((0.0, 0.0), |sum, period| (sum.0 + period.0, sum.1 + period.1));
        // Jeffreys' half on each side, so that "never seen" doesn't become "impossible".
        let usual = (under + 0.5) / (all + 1.0);
        let pearson: f64 = spoken
            .iter()
            .map(|(under, all)| (under - all * usual).powi(2) / (all * usual * (1.0 - usual)))
            .sum();
        let dispersion = (pearson / (spoken.len() - 1) as f64).max(1.0);
        let chart = Cusum::with_run_length(REFERENCE, periods_between, crate::detection::Sides::One)?;
        Ok(Self { usual, dispersion, chart })
    }

    /// The usual share of messages under the limit, from 0 to 1.
    ///
    /// The estimate of [`Novelty::fit`].
    ///
    /// ```
    /// # use models::topic::Novelty;
    /// # let usual: Vec<(u64, u64)> = (0..28).map(|day| (4 + day * 7 % 5, 120)).collect();
    /// let novelty = Novelty::fit(&usual, 365.0)?;
    /// assert!((novelty.usual() - 0.05).abs() < 0.002); // 6 of 120 a day
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn usual(&self) -> f64 {
        self.usual
    }

    /// The variance of the counts over that of a binomial, at least 1; scores are divided by its root.
    ///
    /// The estimate of [`Novelty::fit`].
    ///
    /// ```
    /// # use models::topic::Novelty;
    /// # let usual: Vec<(u64, u64)> = (0..28).map(|day| (4 + day * 7 % 5, 120)).collect();
    /// let novelty = Novelty::fit(&usual, 365.0)?;
    /// assert_eq!(novelty.dispersion(), 1.0); // from 4 to 8 a day: less than binomial counts scatter
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn dispersion(&self) -> f64 {
        self.dispersion
    }

    /// Watches periods in a row from a fresh start.
    ///
    /// One level per period, in standard deviations. Our own definition.
    ///
    /// # Errors
    /// [`Error::Contradiction`] where more are under the limit than there are.
    ///
    /// ```
    /// # use models::topic::Novelty;
    /// # let usual: Vec<(u64, u64)> = (0..28).map(|day| (4 + day * 7 % 5, 120)).collect();
    /// let novelty = Novelty::fit(&usual, 365.0)?;
    /// let levels = novelty.watch(&[(30, 120), (0, 0), (6, 120)])?;
    /// assert!(levels[0].alarm);
    /// assert_eq!((levels[1].score, levels[1].level), (0.0, 0.0)); // a day without messages, after the chart began again
    /// assert!(!levels[2].alarm);
    /// assert!(novelty.watch(&[(7, 6)]).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn watch(&self, periods: &[(u64, u64)]) -> Result<Vec<NoveltyLevel>> {
        check(periods)?;
        let mut last = 0.0;
        let judge = |(under, all): &(u64, u64)| {
            let score = if *all == 0 { 0.0 } else { self.score(*under, *all) };
            let level = if *all == 0 { last } else { self.chart.step(last, score) };
            let alarm = self.chart.alarms(level);
            last = if alarm { 0.0 } else { level };
            NoveltyLevel { score, level, alarm }
        };
        Ok(periods.iter().map(judge).collect())
    }

    fn score(&self, under: u64, all: u64) -> f64 {
        let Ok(binomial) = Binomial::new(self.usual, all) else { return 0.0 };
        let half = 0.5 * binomial.pmf(under);
        let above = binomial.sf(under) + half;
        let below = if under == 0 { half } else { binomial.cdf(under - 1) + half };
        let normal = Normal::standard();
        let score = if above < below { -normal.inverse_cdf(above) } else { normal.inverse_cdf(below) };
        score.clamp(-SCORE_MAX, SCORE_MAX) / self.dispersion.sqrt()
    }
}

fn check(periods: &[(u64, u64)]) -> Result<()> {
    for (row, (under, all)) in periods.iter().enumerate() {
        if under > all {
            return Err(Error::Contradiction {
                what: "more messages under the limit than there are",
                row: Some(row),
            });
        }
        within("messages", Some(row), *all as f64, *all < 1 << 40, "fewer than a million million")?;
    }
    Ok(())
}
