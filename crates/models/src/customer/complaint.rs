//! Customers who buy, complain and may leave after either: the complaint-aware model.

use super::beta_geometric::softplus;
use super::buying::checked;
use super::history::REPEATS_MAX;
use super::rising::{Rising, ln_rising};
use crate::error::{Error, Result, positive, within};
use serde::Serialize;

/// After what a customer may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Event {
    /// A purchase.
    Purchase,
    /// A complaint that was not made good.
    Unrecovered,
    /// A complaint that was made good.
    Recovered,
}

impl Event {
    /// All of them, in the order of the parameters.
    pub const ALL: [Self; 3] = [Self::Purchase, Self::Unrecovered, Self::Recovered];
}

/// Purchases and complaints of one customer. Times run from when he became one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ComplaintHistory {
    /// How often each [`Event`] happened, in their order.
    counts: [u32; 3],
    /// The last event of all and its time; none where nothing happened.
    last: Option<(Event, f64)>,
    /// Time observed.
    observed: f64,
}

impl ComplaintHistory {
    /// A customer with `counts` of purchases, unrecovered and recovered complaints, the last event and its time, and the
    /// time observed.
    ///
    /// Times are in any one unit. Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for times that are negative or not finite, or no time observed; [`Error::Contradiction`]
    /// where the last event is after the end of observation or of a kind that never happened, or there are events but
    /// no last one.
    ///
    /// ```
    /// use models::customer::{ComplaintHistory, Event};
    /// let customer = ComplaintHistory::new([5, 1, 0], Some((Event::Purchase, 79.2)), 84.3)?;
    /// assert!(ComplaintHistory::new([5, 0, 0], Some((Event::Recovered, 79.2)), 84.3).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(counts: [u32; 3], last: Option<(Event, f64)>, observed: f64) -> Result<Self> {
        Self::in_row(None, counts, last, observed)
    }

    /// As [`new`](Self::new), for a row of a table: errors name it.
    ///
    /// `row` counts from 0. Our own definition.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// ```
    /// use models::{Error, customer::{ComplaintHistory, Event}};
    /// let late = ComplaintHistory::in_row(Some(7), [5, 1, 0], Some((Event::Purchase, 90.0)), 84.3);
    /// assert!(matches!(late, Err(Error::OutOfRange { row: Some(7), value: 90.0, .. })));
    /// ```
    pub fn in_row(
        row: Option<usize>,
        counts: [u32; 3],
        last: Option<(Event, f64)>,
        observed: f64,
    ) -> Result<Self> {
        positive("time observed", row, observed)?;
        if let Some(count) = counts.iter().find(|count| **count > REPEATS_MAX) {
            let (what, expected) = ("purchases or complaints", "at most 1000000");
            return Err(Error::OutOfRange { what, row, value: f64::from(*count), expected });
        }
        let what = match last {
            None if counts.iter().any(|count| *count > 0) => {
                "there are purchases or complaints, but no last one"
            }
            Some((event, _)) if counts[event as usize] == 0 => {
                "the last event is of a kind that never happened"
            }
            Some((_, time)) => {
                let fits = (0.0..=observed).contains(&time);
                within("time of the last event", row, time, fits, "between 0 and the time observed")?;
                return Ok(Self { counts, last, observed });
            }
            None => return Ok(Self { counts, last, observed }),
        };
        Err(Error::Contradiction { what, row })
    }

    /// How often each event happened: purchases, unrecovered and recovered complaints.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::customer::{ComplaintHistory, Event};
    /// let customer = ComplaintHistory::new([5, 1, 0], Some((Event::Purchase, 79.2)), 84.3)?;
    /// assert_eq!(customer.counts()[Event::Unrecovered as usize], 1);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn counts(&self) -> [u32; 3] {
        self.counts
    }

    /// Time observed, in the unit of time of all histories.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::customer::{ComplaintHistory, Event};
    /// let customer = ComplaintHistory::new([5, 1, 0], Some((Event::Purchase, 79.2)), 84.3)?;
    /// assert_eq!(customer.observed(), 84.3);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn observed(&self) -> f64 {
        self.observed
    }

    /// The last event and its time, in the unit of time of all histories; none where there was no event.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::customer::{ComplaintHistory, Event};
    /// let customer = ComplaintHistory::new([5, 1, 0], Some((Event::Purchase, 79.2)), 84.3)?;
    /// assert_eq!(customer.last(), Some((Event::Purchase, 79.2)));
    /// assert_eq!(ComplaintHistory::new([0; 3], None, 84.3)?.last(), None);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn last(&self) -> Option<(Event, f64)> {
        self.last
    }

    pub(super) fn complaints(&self) -> u32 {
        self.counts[1] + self.counts[2]
    }

    pub(super) fn scaled(&self, by: f64) -> Self {
        let last = self.last.map(|(event, time)| (event, time * by));
        Self { counts: self.counts, last, observed: self.observed * by }
    }
}

/// The complaint-aware model: an own derivation in the spirit of van Oest & Knox 2011 (IJRM 28(1)), with recovery added;
/// their own formula isn't public.
///
/// While a customer, one buys at a Poisson rate from Gamma(r, alpha) and complains at one from Gamma(`r_c`, `alpha_c`).
/// After each event he leaves with a probability of its kind, from Beta(a, b) of that kind. Mean probabilities are well
/// found; a and b each are not, unless many customers complain more than once.
///
/// Recovery isn't given at random: what the model finds is an association until complaints were recovered by lot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ComplaintAware {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) r_c: f64,
    pub(super) alpha_c: f64,
    /// a and b after each [`Event`].
    pub(super) leaving: [(f64, f64); 3],
}

pub(super) const NAME: &str = "complaint-aware model";
pub(super) const PARAMETERS: [&str; 10] =
    ["r", "alpha", "r_c", "alpha_c", "a_p", "b_p", "a_u", "b_u", "a_r", "b_r"];

impl ComplaintAware {
    /// The model at given parameters: r, alpha, `r_c`, `alpha_c`, then a and b after purchases, unrecovered and
    /// recovered complaints; alpha and `alpha_c` are times.
    ///
    /// Our own derivation in the spirit of van Oest & Knox 2011, IJRM 28(1), with recovery added; their formula isn't
    /// used.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for one that isn't above 0, [`Error::LengthsDiffer`] for another number than ten.
    ///
    /// ```
    /// use models::customer::{ComplaintAware, ComplaintHistory, Event};
    /// let model = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// let alive = |event, counts| Ok::<_, models::Error>(
    ///     model.alive(&ComplaintHistory::new(counts, Some((event, 40.0)), 50.0)?));
    /// // Silence after a complaint that nobody made good is worse than after one that was.
    /// assert!(alive(Event::Unrecovered, [3, 1, 0])? < alive(Event::Recovered, [3, 0, 1])?);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(parameters: &[f64]) -> Result<Self> {
        let [r, alpha, r_c, alpha_c, a_p, b_p, a_u, b_u, a_r, b_r] = checked(&PARAMETERS, parameters)?;
        Ok(Self { r, alpha, r_c, alpha_c, leaving: [(a_p, b_p), (a_u, b_u), (a_r, b_r)] })
    }

    /// ln of the likelihood of one history, a density of event times: it depends on the unit of time.
    ///
    /// Our own derivation, as [`ComplaintAware`].
    ///
    /// ```
    /// use models::customer::{ComplaintAware, ComplaintHistory};
    /// let model = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// // Nobody can have left before the first event: what is left are two rates at which nothing came.
    /// let silent = ComplaintHistory::new([0; 3], None, 54.0)?;
    /// let expected = 0.8 * (6.0_f64 / 60.0).ln() + 0.6 * (30.0_f64 / 84.0).ln();
    /// assert!((model.log_likelihood(&silent) - expected).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn log_likelihood(&self, history: &ComplaintHistory) -> f64 {
        let mut sum = ln_rate(self.r, self.alpha, history.counts[0], history.observed)
            + ln_rate(self.r_c, self.alpha_c, history.complaints(), history.observed);
        for ((a, b), count) in self.leaving.iter().zip(history.counts) {
            sum += ln_rising(*b, count) - ln_rising(a + b, count);
        }
        sum + self.ln_odds_left(history).map_or(0.0, softplus)
    }

    /// ln of the odds that the customer left after his last event; none where there was no event.
    fn ln_odds_left(&self, history: &ComplaintHistory) -> Option<f64> {
        let (event, time) = history.last?;
        let (a, b) = self.leaving[event as usize];
        let silence = |alpha: f64| (alpha + history.observed).ln() - (alpha + time).ln();
        let before = b + f64::from(history.counts[event as usize]) - 1.0;
        Some(
            (a / before).ln()
                + (self.r + f64::from(history.counts[0])) * silence(self.alpha)
                + (self.r_c + f64::from(history.complaints())) * silence(self.alpha_c),
        )
    }

    /// The probability that the customer is still one at the end of observation.
    ///
    /// A share: the part of the likelihood in which nobody left after the last event. Our own derivation.
    ///
    /// ```
    /// use models::customer::{ComplaintAware, ComplaintHistory, Event};
    /// let model = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// let after = |weeks| ComplaintHistory::new([3, 0, 0], Some((Event::Purchase, 40.0)), 40.0 + weeks);
    /// // Three purchases in forty weeks, then nothing for a year: rather gone than not.
    /// assert!(model.alive(&after(2.0)?) > 0.9 && model.alive(&after(52.0)?) < 0.4);
    /// // Without any event there was nothing after which to leave.
    /// assert_eq!(model.alive(&ComplaintHistory::new([0; 3], None, 54.0)?), 1.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn alive(&self, history: &ComplaintHistory) -> f64 {
        self.ln_odds_left(history).map_or(1.0, |ln_odds| 1.0 / (1.0 + ln_odds.exp()))
    }

    /// The mean probability of leaving after an event of each kind, over customers who have just come: a / (a + b), in
    /// the order of [`Event::ALL`].
    ///
    /// Three shares: the mean of each beta distribution.
    ///
    /// ```
    /// use models::customer::ComplaintAware;
    /// let model = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// let after_complaint = model.mean_leaving()[1];
    /// assert!((after_complaint - 2.0 / (2.0 + 3.0)).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn mean_leaving(&self) -> [f64; 3] {
        self.leaving.map(|(a, b)| a / (a + b))
    }

    /// The same with times in units of `unit`.
    pub(super) fn in_units_of(&self, unit: f64) -> Self {
        Self { alpha: self.alpha / unit, alpha_c: self.alpha_c / unit, ..*self }
    }

    /// Sum of the log-likelihood and its derivatives; `most` of each kind and of complaints by one customer.
    pub(super) fn total(&self, customers: &[ComplaintHistory], most: [u32; 4]) -> (f64, Vec<f64>) {
        let buying = Rising::new(self.r, most[0]);
        let complaining = Rising::new(self.r_c, most[3]);
        let stay = [0, 1, 2].map(|kind| Rising::new(self.leaving[kind].1, most[kind]));
        let chance =
            [0, 1, 2].map(|kind| Rising::new(self.leaving[kind].0 + self.leaving[kind].1, most[kind]));
        let (mut sum, mut slopes) = (0.0, vec![0.0; PARAMETERS.len()]);
        for history in customers {
            let left = self.ln_odds_left(history).map_or(0.0, |ln_odds| {
                sum += softplus(ln_odds);
                1.0 / (1.0 + (-ln_odds).exp())
            });
            let time = history.last.map_or(0.0, |(_, time)| time);
            let rates = [
                (&buying, self.r, self.alpha, history.counts[0]),
                (&complaining, self.r_c, self.alpha_c, history.complaints()),
            ];
            for (at, (table, shape, alpha, count)) in rates.into_iter().enumerate() {
                let (ln, slope) = table.at(count);
                let (end, last) = (alpha + history.observed, alpha + time);
                let all = shape + f64::from(count);
                sum += ln + shape * alpha.ln() - all * end.ln();
                slopes[2 * at] += slope + alpha.ln() - end.ln() + left * (end / last).ln();
                slopes[2 * at + 1] += shape / alpha - all / end + left * all * (1.0 / end - 1.0 / last);
            }
            for kind in 0..3 {
                let ((ln_b, d_b), (ln_c, d_c)) =
                    (stay[kind].at(history.counts[kind]), chance[kind].at(history.counts[kind]));
                sum += ln_b - ln_c;
                slopes[4 + 2 * kind] -= d_c;
                slopes[5 + 2 * kind] += d_b - d_c;
            }
            if let Some((event, _)) = history.last {
                let kind = event as usize;
                let (a, b) = self.leaving[kind];
                slopes[4 + 2 * kind] += left / a;
                slopes[5 + 2 * kind] -= left / (b + f64::from(history.counts[kind]) - 1.0);
            }
        }
        (sum, slopes)
    }
}

/// ln of the likelihood of `count` events until `time` at a gamma distributed rate.
fn ln_rate(shape: f64, alpha: f64, count: u32, time: f64) -> f64 {
    ln_rising(shape, count) + shape * alpha.ln() - (shape + f64::from(count)) * (alpha + time).ln()
}
