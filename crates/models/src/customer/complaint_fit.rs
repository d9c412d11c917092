//! Fitting the complaint-aware model, also where customers don't measurably differ in how likely they leave.
//!
//! Few customers complain twice, so the data may not tell how much the probability of leaving differs between them. The
//! likelihood then has no maximum: a and b grow together without end while their mean stands still. Such a kind of
//! event is fitted with customers all alike, which is where that leads to.

use super::complaint::{ComplaintAware, ComplaintHistory, Event, NAME, PARAMETERS};
use super::estimates::{Estimates, Fit, Search, maximise};
use super::lost::normal_quantile;
use crate::error::{Error, Result};
use crate::interval::Interval;
use nalgebra::DMatrix;
use serde::Serialize;

/// a + b of customers who are all alike: a standard deviation between them of at most half a percent.
const ALIKE: f64 = 1e4;
/// Fewer events of a kind than this hold no parameters of leaving after it.
const EVENTS_MIN: u64 = 10;

/// A fit of the complaint-aware model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComplaintFit {
    /// The model and its estimates.
    pub fit: Fit<ComplaintAware>,
    /// The kinds of events after which customers don't measurably differ in how likely they leave. Their a + b is held
    /// at 10,000, and the standard errors of their a and b are those of the mean.
    pub alike: Vec<Event>,
}

impl ComplaintAware {
    /// Finds the parameters by maximum likelihood.
    ///
    /// One history per customer, all in one unit of time. Maximum likelihood of [`ComplaintAware`], our own derivation.
    ///
    /// # Errors
    /// [`Error::Empty`] without customers, [`Error::TooFew`] events of a kind, [`Error::NotConverged`].
    ///
    /// ```
    /// use models::customer::ComplaintAware;
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// let truth = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// let mut generator = ChaCha8Rng::seed_from_u64(1);
    /// let customers: Result<Vec<_>, _> = (0..3000).map(|_| truth.life(90.0, 0.3, &mut generator)).collect();
    /// let found = ComplaintAware::fit(&customers?)?;
    /// // Two in five leave after a complaint that nobody makes good.
    /// assert!(found.mean_leaving(0.99)?[1].1.contains(0.4));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(customers: &[ComplaintHistory]) -> Result<ComplaintFit> {
        let sample = Sample::of(customers)?;
        let free = sample.fit([false; 3]);
        let Err(error) = free else { return free };
        // As few kinds alike as the data ask for, and of these the most likely.
        for count in 1..=3 {
            let best = (1..8_u32)
                .filter(|held| held.count_ones() == count)
                .filter_map(|held| sample.fit([0, 1, 2].map(|kind| held >> kind & 1 == 1)).ok())
                .max_by(|left, right| {
                    left.fit.estimates.log_likelihood.total_cmp(&right.fit.estimates.log_likelihood)
                });
            if let Some(best) = best {
                return Ok(best);
            }
        }
        Err(error)
    }
}

impl ComplaintFit {
    /// The mean probability of leaving after each kind of event, with its range at `level` (0.95, say): what such a fit
    /// is for. The range is by the delta method on the logit, so it stays between 0 and 1. In the order of
    /// [`Event::ALL`].
    ///
    /// Three shares with their ranges. Our own definition, from the estimates of [`ComplaintAware::fit`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a level that isn't between 0 and 1.
    ///
    /// ```
    /// use models::customer::ComplaintAware;
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// let truth = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// let mut generator = ChaCha8Rng::seed_from_u64(1);
    /// let customers: Result<Vec<_>, _> = (0..1000).map(|_| truth.life(90.0, 0.3, &mut generator)).collect();
    /// let [purchase, unrecovered, _] = ComplaintAware::fit(&customers?)?.mean_leaving(0.95)?;
    /// assert!(purchase.1.contains(purchase.0) && purchase.1.high < unrecovered.1.low);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn mean_leaving(&self, level: f64) -> Result<[(f64, Interval); 3]> {
        let wide = normal_quantile(level)?;
        let means = self.fit.model.mean_leaving();
        let mut found = [(0.0, Interval { low: 0.0, high: 1.0, level }); 3];
        for kind in 0..3 {
            // On the logit, so that the range stays between 0 and 1.
            let logit = |parameters: &[f64]| Ok((parameters[4 + 2 * kind] / parameters[5 + 2 * kind]).ln());
            let half = wide * self.fit.estimates.variance(logit)?.sqrt();
            let middle = logit(&self.fit.estimates.values())?;
            let share = |logit: f64| 1.0 / (1.0 + (-logit).exp());
            let interval = Interval { low: share(middle - half), high: share(middle + half), level };
            found[kind] = (means[kind], interval);
        }
        Ok(found)
    }
}

/// Customers ready to be fitted to: in units of their mean time observed, with what the tables and starts need.
struct Sample {
    customers: Vec<ComplaintHistory>,
    unit: f64,
    events: [u64; 3],
    /// Most of each kind by one customer, and of complaints of both kinds.
    most: [u32; 4],
}

impl Sample {
    fn of(customers: &[ComplaintHistory]) -> Result<Self> {
        if customers.is_empty() {
            return Err(Error::Empty { what: "customers" });
        }
        let (mut events, mut most) = ([0; 3], [0; 4]);
        for history in customers {
            let counts = history.counts();
            let found = [counts[0], counts[1], counts[2], history.complaints()];
            most = [0, 1, 2, 3].map(|kind: usize| found[kind].max(most[kind]));
            events = [0, 1, 2].map(|kind: usize| events[kind] + u64::from(counts[kind]));
        }
        let names = ["purchases", "unrecovered complaints", "recovered complaints"];
        for (what, found) in names.into_iter().zip(events) {
            if found < EVENTS_MIN {
                return Err(Error::TooFew { what, needed: EVENTS_MIN as usize, found: found as usize });
            }
        }
        let unit = customers.iter().map(ComplaintHistory::observed).sum::<f64>() / customers.len() as f64;
        let customers = customers.iter().map(|history| history.scaled(1.0 / unit)).collect();
        Ok(Self { customers, unit, events, most })
    }

    /// The fit with some kinds of events held as alike; such a kind has one parameter, the odds a / b.
    fn fit(&self, held: [bool; 3]) -> Result<ComplaintFit> {
        let starts = [[(1.0, 8.0), (1.0, 2.0), (1.0, 4.0)], [(0.5, 3.0), (0.5, 3.0), (0.5, 3.0)]]
            .map(|leaving| self.start(leaving, held));
        let mut names = PARAMETERS[..4].to_vec();
        for (kind, held) in held.into_iter().enumerate() {
            let (a, b) = (4 + 2 * kind, 5 + 2 * kind);
            names.extend(if held { &PARAMETERS[a..a] } else { &PARAMETERS[a..=b] });
            names.extend(held.then_some(["a_p / b_p", "a_u / b_u", "a_r / b_r"][kind]));
        }
        let mut units = vec![1.0; names.len()];
        (units[1], units[3]) = (self.unit, self.unit);
        let observations = self.customers.len() as u64;
        let search = Search { model: NAME, names: &names, units: &units, observations, starts: &starts };
        let unanswered = |parameters: &[f64]| (f64::NAN, vec![f64::NAN; parameters.len()]);
        let estimates = maximise(&search, |parameters| {
            let (all, slopes) = spread(parameters, held);
            let Ok(model) = ComplaintAware::new(&all) else { return unanswered(parameters) };
            let (sum, by_all) = model.total(&self.customers, self.most);
            // By the chain rule: the slopes are of logarithms by logarithms.
            let by_own = (0..parameters.len()).map(|own| {
                let by_log: f64 = (0..all.len()).map(|at| by_all[at] * all[at] * slopes[(at, own)]).sum();
                by_log / parameters[own]
            });
            (sum, by_own.collect())
        })?;
        self.checked(&estimates, held)
    }

    /// The fit in all ten parameters, if the held kinds are rightly held: their spread must not want to grow.
    fn checked(&self, estimates: &Estimates, held: [bool; 3]) -> Result<ComplaintFit> {
        let (all, slopes) = spread(&estimates.values(), held);
        let named: Vec<(&'static str, f64)> = PARAMETERS.into_iter().zip(all).collect();
        let mut estimates = estimates.mapped(&named, &slopes);
        let model = ComplaintAware::new(&estimates.values())?;
        let (_, by_all) = model.in_units_of(self.unit).total(&self.customers, self.most);
        for (kind, held) in held.into_iter().enumerate() {
            let (a, b) = model.leaving[kind];
            if held && by_all[4 + 2 * kind] * a + by_all[5 + 2 * kind] * b < 0.0 {
                let why = "customers held as alike differ".to_owned();
                return Err(Error::NotConverged { model: NAME, iterations: estimates.iterations, why });
            }
        }
        estimates.log_likelihood -= self.events.iter().sum::<u64>() as f64 * self.unit.ln();
        let alike =
            Event::ALL.into_iter().zip(held).filter_map(|(event, held)| held.then_some(event)).collect();
        Ok(ComplaintFit { fit: Fit { model, estimates }, alike })
    }

    /// As if customers were there half the time.
    fn start(&self, leaving: [(f64, f64); 3], held: [bool; 3]) -> Vec<f64> {
        let customers = self.customers.len() as f64;
        let (buying, complaining) =
            (self.events[0] as f64 / customers, (self.events[1] + self.events[2]) as f64 / customers);
        let mut start = vec![1.0, 0.5 / buying, 1.0, 0.5 / complaining];
        for ((a, b), held) in leaving.into_iter().zip(held) {
            if held {
                start.push(a / b);
            } else {
                start.extend([a, b]);
            }
        }
        start
    }
}

/// All ten parameters from those of a search, and how their logarithms move with its.
fn spread(own: &[f64], held: [bool; 3]) -> (Vec<f64>, DMatrix<f64>) {
    let mut slopes = DMatrix::zeros(PARAMETERS.len(), own.len());
    let mut all = own[..4].to_vec();
    for at in 0..4 {
        slopes[(at, at)] = 1.0;
    }
    let mut at = 4;
    for held in held {
        let row = all.len();
        if held {
            // a = N o / (1 + o) and b = N / (1 + o).
            let odds = own[at];
            all.extend([ALIKE * odds / (1.0 + odds), ALIKE / (1.0 + odds)]);
            (slopes[(row, at)], slopes[(row + 1, at)]) = (1.0 / (1.0 + odds), -odds / (1.0 + odds));
            at += 1;
        } else {
            all.extend([own[at], own[at + 1]]);
            (slopes[(row, at)], slopes[(row + 1, at + 1)]) = (1.0, 1.0);
            at += 2;
        }
    }
    (all, slopes)
}
