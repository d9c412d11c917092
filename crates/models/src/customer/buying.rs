//! What every model of buying without a contract answers, and how one is fitted.

use super::distinct::Distinct;
use super::estimates::{Estimates, Fit, Search, maximise};
use super::history::History;
use crate::error::{Error, Result, not_negative, within};
use rand::Rng;

/// A model of customers who buy again and at some time, unseen, stop. The models differ in when they stop.
///
/// Times are in the unit of the histories that the model was fitted to.
pub trait Buying: std::fmt::Debug + Send + Sync {
    /// Its name in the literature.
    fn name(&self) -> &'static str;

    /// ln of the likelihood of one history.
    fn log_likelihood(&self, history: &History) -> f64;

    /// The probability that the customer is still a customer at the end of observation.
    fn alive(&self, history: &History) -> f64;

    /// Purchases expected within the time `t` after the end of observation, if the customer is still one.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a negative time; [`Error::NotConverged`] where a series doesn't settle (a horizon some
    /// hundred thousand times as long as the time in which customers buy).
    fn expected_if_alive(&self, history: &History, t: f64) -> Result<f64>;

    /// Purchases expected of this customer within the time `t` after the end of observation.
    ///
    /// # Errors
    /// As [`expected_if_alive`](Self::expected_if_alive).
    fn expected_after(&self, history: &History, t: f64) -> Result<f64> {
        Ok(self.alive(history) * self.expected_if_alive(history, t)?)
    }

    /// Repeat purchases expected of a new customer until time `t` after the first purchase.
    ///
    /// # Errors
    /// As [`expected_if_alive`](Self::expected_if_alive).
    fn expected(&self, t: f64) -> Result<f64> {
        self.expected_after(&History::newcomer(), t)
    }

    /// The probability that a new customer makes exactly `count` repeat purchases until time `t`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a negative time.
    fn probability(&self, count: u32, t: f64) -> Result<f64>;

    /// One possible future of this customer: the times of purchases within `horizon` after the end of observation,
    /// ascending. For [`History::newcomer`] it is a whole life.
    fn future(&self, history: &History, horizon: f64, generator: &mut dyn Rng) -> Vec<f64>;
}

/// A model of buying whose parameters can be estimated.
pub trait Estimable: Buying + Sized {
    /// Its name in the literature.
    const NAME: &'static str;
    /// The names of its parameters.
    const PARAMETERS: &'static [&'static str];
    /// Which of them are times, and so change with the unit.
    const TIMES: &'static [bool];

    /// The model at these parameters, which are positive and as many as it has.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for one that isn't positive, [`Error::LengthsDiffer`] for another number of them.
    fn of(parameters: &[f64]) -> Result<Self>;

    /// Sum of ln likelihood over the customers, and its derivatives by the parameters.
    fn total(parameters: &[f64], customers: &Distinct) -> (f64, Vec<f64>);

    /// Where to start, for customers observed 1 unit of time in the mean who make `rate` repeat purchases in it.
    fn starts(rate: f64) -> Vec<Vec<f64>>;

    /// Finds the parameters by maximum likelihood: L-BFGS on their logarithms with analytic derivatives from several
    /// starts, then Newton steps until nothing is left to gain. The result doesn't depend on the unit of time, but for
    /// the parameters that are times.
    ///
    /// # Errors
    /// [`Error::TooFew`] under ten customers, [`Error::NoVariation`] where nobody bought again or all histories are the
    /// same, [`Error::NotConverged`] where the likelihood has no surely found maximum, such as when customers are all
    /// alike or nobody leaves.
    ///
    /// ```
    /// use models::customer::{BgNbd, Buying, Distinct, Estimable, History};
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// // Customers as a model would have them, whose parameters are then found again.
    /// let truth = BgNbd::new(0.8, 6.0, 0.9, 2.5)?;
    /// let mut generator = ChaCha8Rng::seed_from_u64(1);
    /// let histories: Result<Vec<History>, _> = (0..2000)
    ///     .map(|_| truth.future(&History::newcomer(), 52.0, &mut generator))
    ///     .map(|times| History::new(times.len() as u32, times.last().copied().unwrap_or_default(), 52.0))
    ///     .collect();
    /// let fit = BgNbd::fit(&Distinct::of(&histories?)?)?;
    /// let alpha = &fit.estimates.parameters[1];
    /// assert!((alpha.value - 6.0).abs() < 3.0 * alpha.standard_error);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn fit(customers: &Distinct) -> Result<Fit<Self>> {
        Self::fit_from(customers, None)
    }

    /// As [`fit`](Self::fit), from one start that is close already (in the caller's unit), as when data are resampled.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    fn fit_from(customers: &Distinct, near: Option<&[f64]>) -> Result<Fit<Self>> {
        let found = customers.customers();
        if found < CUSTOMERS_MIN {
            return Err(Error::TooFew {
                what: "customers",
                needed: CUSTOMERS_MIN as usize,
                found: found as usize,
            });
        }
        if customers.repeats() == 0 {
            return Err(Error::NoVariation { what: "repeat purchases (nobody bought again)" });
        }
        if customers.len() == 1 {
            return Err(Error::NoVariation { what: "histories" });
        }
        let unit = customers.mean_observed();
        let own = customers.scaled(1.0 / unit);
        let units: Vec<f64> = Self::TIMES.iter().map(|time| if *time { unit } else { 1.0 }).collect();
        let starts = match near {
            Some(near) => vec![near.iter().zip(&units).map(|(value, unit)| value / unit).collect()],
            None => Self::starts(customers.repeats() as f64 / found as f64),
        };
        let search = Search {
            model: Self::NAME,
            names: Self::PARAMETERS,
            units: &units,
            observations: found,
            starts: &starts,
        };
        let mut estimates = maximise(&search, |parameters| Self::total(parameters, &own))?;
        // A likelihood of purchase times is a density: in another unit it is multiplied by the unit once per purchase.
        estimates.log_likelihood -= customers.repeats() as f64 * unit.ln();
        Ok(Fit { model: Self::of(&estimates.values())?, estimates })
    }

    /// The model at one draw from the distribution of its estimates.
    ///
    /// # Errors
    /// None in practice: draws are positive.
    fn drawn(estimates: &Estimates, generator: &mut dyn Rng) -> Result<Self> {
        Self::of(&estimates.draw(generator))
    }
}

/// The fewest customers from which four parameters are worth estimating at all.
const CUSTOMERS_MIN: u64 = 10;

/// A model that may be asked how many customers were lost.
///
/// Not BG/NBD, and not NBD: the first holds everybody alive who never bought again (on the CDNOW sample 81 % against
/// 45 % with the others, on the same data with almost the same likelihood), the second everybody.
pub trait CountsLost: Buying {}

/// A time ahead, checked.
pub(crate) fn ahead(t: f64) -> Result<f64> {
    not_negative("time ahead", None, t)
}

/// The error of a series that doesn't settle.
pub(crate) fn unsettled(model: &'static str) -> Error {
    let why = "the time ahead is too long for the series against the time scale of the model".to_owned();
    Error::NotConverged { model, iterations: 0, why }
}

/// Parameters beyond this (or below its inverse) are of no model of customers, whatever the unit.
const PARAMETER_MAX: f64 = 1e12;

/// The parameters of a model with N of them, checked.
pub(crate) fn checked<const N: usize>(names: &[&'static str], parameters: &[f64]) -> Result<[f64; N]> {
    let lengths = Error::LengthsDiffer { what: "parameters of the model", left: parameters.len(), right: N };
    let values: [f64; N] = parameters.try_into().map_err(|_| lengths)?;
    for (value, name) in values.iter().zip(names) {
        let fits = (1.0 / PARAMETER_MAX..=PARAMETER_MAX).contains(value);
        within(name, None, *value, fits, "a number above 0 (1e-12 to 1e12)")?;
    }
    Ok(values)
}
