//! What every model of buying without a contract answers, and how one is fitted.

use super::alike;
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
    ///
    /// Our own choice of the usual abbreviation.
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// assert_eq!(model.name(), "BG/NBD");
    /// # Ok::<(), models::Error>(())
    /// ```
    fn name(&self) -> &'static str;

    /// ln of the likelihood of one history.
    ///
    /// Of a density of purchase times, so it depends on the unit of time. Source: the paper of the model.
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// // Somebody who never bought again in 39 weeks: (alpha / (alpha + T))^r.
    /// let once = History::new(0, 0.0, 39.0)?;
    /// let expected = 0.243 * (4.414_f64 / (4.414 + 39.0)).ln();
    /// assert!((model.log_likelihood(&once) - expected).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn log_likelihood(&self, history: &History) -> f64;

    /// The probability that the customer is still a customer at the end of observation.
    ///
    /// A share. Source: the paper of the model.
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// assert!((model.alive(&customer) - 0.969).abs() < 0.001);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn alive(&self, history: &History) -> f64;

    /// Purchases expected within the time `t` after the end of observation, if the customer is still one.
    ///
    /// A number of purchases. Source: the paper of the model.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a negative time; [`Error::NotConverged`] where a series doesn't settle (a horizon some
    /// hundred thousand times as long as the time in which customers buy).
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// let by_parts = model.alive(&customer) * model.expected_if_alive(&customer, 52.0)?;
    /// assert!((by_parts - model.expected_after(&customer, 52.0)?).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn expected_if_alive(&self, history: &History, t: f64) -> Result<f64>;

    /// Purchases expected of this customer within the time `t` after the end of observation.
    ///
    /// A number of purchases. Source: the paper of the model.
    ///
    /// # Errors
    /// As [`expected_if_alive`](Self::expected_if_alive).
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// assert!((model.expected_after(&customer, 52.0)? - 25.76).abs() < 0.05);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn expected_after(&self, history: &History, t: f64) -> Result<f64> {
        Ok(self.alive(history) * self.expected_if_alive(history, t)?)
    }

    /// Repeat purchases expected of a new customer until time `t` after the first purchase.
    ///
    /// A number of purchases. Source: the paper of the model.
    ///
    /// # Errors
    /// As [`expected_if_alive`](Self::expected_if_alive).
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// // As published for one year.
    /// assert!((model.expected(52.0)? / 1.444 - 1.0).abs() < 0.005);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn expected(&self, t: f64) -> Result<f64> {
        self.expected_after(&History::newcomer(), t)
    }

    /// The probability that a new customer makes exactly `count` repeat purchases until time `t`.
    ///
    /// A probability. Source: the paper of the model.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a negative time.
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// # // The published estimates for CDNOW, in weeks, and its customer 1516.
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// # let customer = History::new(26, 30.857, 31.0)?;
    /// assert!((model.probability(0, 39.0)? - 0.5738).abs() < 0.0005);
    /// let all: Result<f64, _> = (0..2_000).map(|count| model.probability(count, 39.0)).sum();
    /// assert!((all? - 1.0).abs() < 1e-6);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn probability(&self, count: u32, t: f64) -> Result<f64>;

    /// One possible future of this customer: the times of purchases within `horizon` after the end of observation,
    /// ascending. For [`History::newcomer`] it is a whole life.
    ///
    /// Drawn from the model as its paper tells the story; the same generator gives the same future.
    ///
    /// ```
    /// # use models::customer::{BgNbd, Buying, History};
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// # let model = BgNbd::new(0.243, 4.414, 0.793, 2.426)?;
    /// let times = model.future(&History::newcomer(), 52.0, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert!(times.is_sorted() && times.iter().all(|time| *time <= 52.0));
    /// # Ok::<(), models::Error>(())
    /// ```
    fn future(&self, history: &History, horizon: f64, generator: &mut dyn Rng) -> Vec<f64>;
}

/// A model of buying whose parameters can be estimated.
pub trait Estimable: Buying + Sized {
    /// Its name in the literature.
    const NAME: &'static str;
    /// Its name where all customers are as likely to leave.
    const ALIKE: &'static str;
    /// The names of its parameters.
    const PARAMETERS: &'static [&'static str];
    /// Which of them are times, and so change with the unit.
    const TIMES: &'static [bool];

    /// The model at these parameters, which are positive and as many as it has.
    ///
    /// As many numbers as [`PARAMETERS`](Self::PARAMETERS), in their order; times in the unit of the histories.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for one that isn't positive, [`Error::LengthsDiffer`] for another number of them.
    ///
    /// ```
    /// use models::customer::{BgNbd, Estimable};
    /// assert_eq!(BgNbd::of(&[0.243, 4.414, 0.793, 2.426])?, BgNbd::new(0.243, 4.414, 0.793, 2.426)?);
    /// assert!(BgNbd::of(&[0.243, 4.414]).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    fn of(parameters: &[f64]) -> Result<Self>;

    /// Sum of ln likelihood over the customers, and its derivatives by the parameters.
    ///
    /// A number without unit, and one derivative per parameter, in order. Not finite where the parameters are of no
    /// model.
    ///
    /// ```
    /// use models::customer::{BgNbd, Buying, Distinct, Estimable, History};
    /// let customer = History::new(2, 30.43, 38.86)?;
    /// let parameters = [0.243, 4.414, 0.793, 2.426];
    /// let (total, slopes) = BgNbd::total(&parameters, &Distinct::of(&[customer, customer])?);
    /// assert!((total - 2.0 * BgNbd::of(&parameters)?.log_likelihood(&customer)).abs() < 1e-9);
    /// assert_eq!(slopes.len(), 4);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn total(parameters: &[f64], customers: &Distinct) -> (f64, Vec<f64>);

    /// Where to start, for customers observed 1 unit of time in the mean who make `rate` repeat purchases in it.
    ///
    /// One list of parameters per start, times in units of the mean time observed. Our own choice.
    ///
    /// ```
    /// use models::customer::{BgNbd, Estimable};
    /// assert!(BgNbd::starts(1.5).iter().all(|start| BgNbd::of(start).is_ok()));
    /// ```
    fn starts(rate: f64) -> Vec<Vec<f64>>;

    /// Finds the parameters by maximum likelihood: L-BFGS on their logarithms with analytic derivatives from several
    /// starts, then Newton steps until nothing is left to gain. The result doesn't depend on the unit of time, but for
    /// the parameters that are times.
    ///
    /// Source: the likelihood in the paper of the model; the search is our own.
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
    /// Source: as [`fit`](Self::fit).
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    ///
    /// ```
    /// use models::customer::{BgNbd, Buying, Distinct, Estimable, History};
    /// # use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// # let truth = BgNbd::new(0.8, 6.0, 0.9, 2.5)?;
    /// # let mut generator = ChaCha8Rng::seed_from_u64(1);
    /// # let histories: Result<Vec<History>, _> = (0..2000)
    /// #     .map(|_| truth.future(&History::newcomer(), 52.0, &mut generator))
    /// #     .map(|times| History::new(times.len() as u32, times.last().copied().unwrap_or_default(), 52.0))
    /// #     .collect();
    /// # let customers = Distinct::of(&histories?)?;
    /// let fit = BgNbd::fit(&customers)?;
    /// let again = BgNbd::fit_from(&customers, Some(&fit.estimates.values()))?;
    /// assert!((again.estimates.log_likelihood - fit.estimates.log_likelihood).abs() < 1e-6);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn fit_from(customers: &Distinct, near: Option<&[f64]>) -> Result<Fit<Self>> {
        let found = enough(customers)?;
        let starts = near.map(|near| vec![scaled(near, &units::<Self>(customers.mean_observed()), -1)]);
        let first = search(
            customers,
            starts.unwrap_or_else(|| Self::starts(customers.repeats() as f64 / found as f64)),
        );
        match first {
            Err(error @ Error::NotConverged { .. }) => alike::instead(customers, error),
            other => other,
        }
    }

    /// The two parameters that say how customers differ in leaving, where they hardly differ, and how the logarithm of
    /// each moves with that of `ratio`, which is that of the two; none for a model in which nobody leaves.
    ///
    /// Our own definition: the limit in which the beta distribution of the probability to leave (or the gamma
    /// distribution of its rate) has no width.
    ///
    /// ```
    /// use models::customer::{BgNbd, Estimable, Nbd};
    /// let [(a, _), (b, _)] = BgNbd::alike(0.25, 1e5).expect("customers may leave");
    /// assert!((a + b - 1e5).abs() < 1e-6 && (a / b - 0.25).abs() < 1e-12);
    /// assert!(Nbd::alike(0.25, 1e5).is_none());
    /// ```
    fn alike(_ratio: f64, _sharpness: f64) -> Option<[(f64, f64); 2]> {
        None
    }

    /// Finds the parameters if all customers are as likely to leave: three are estimated instead of four. This is where
    /// the likelihood of few customers is often highest, and [`fit`](Self::fit) then says so in its error: nothing in
    /// the data shows that customers differ in leaving. What is returned is this other, simpler model and is to be
    /// named so; its name is in [`Estimates::model`].
    ///
    /// The last two parameters are large and only their ratio is estimated: their standard errors are those of the
    /// ratio. Our own definition, as [`alike`](Self::alike).
    ///
    /// # Errors
    /// As [`fit`](Self::fit); [`Error::NoVariation`] for a model in which nobody leaves.
    ///
    /// ```
    /// use models::customer::{BgNbd, Buying, Distinct, Estimable, History};
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// // Everybody leaves with probability .2 after each purchase.
    /// let truth = BgNbd::new(0.8, 6.0, 2e4, 8e4)?;
    /// let mut generator = ChaCha8Rng::seed_from_u64(1);
    /// let histories: Result<Vec<History>, _> = (0..2000)
    ///     .map(|_| truth.future(&History::newcomer(), 52.0, &mut generator))
    ///     .map(|times| History::new(times.len() as u32, times.last().copied().unwrap_or_default(), 52.0))
    ///     .collect();
    /// let fit = BgNbd::fit_alike(&Distinct::of(&histories?)?)?;
    /// let values = fit.estimates.values();
    /// assert!((values[2] / (values[2] + values[3]) - 0.2).abs() < 0.03);
    /// assert_eq!(fit.estimates.model, "BG/NBD, all leaving alike");
    /// # Ok::<(), models::Error>(())
    /// ```
    fn fit_alike(customers: &Distinct) -> Result<Fit<Self>> {
        enough(customers)?;
        alike::fit(customers, alike::SHARPNESS)
    }

    /// The model at one draw from the distribution of its estimates.
    ///
    /// Source: the estimates as normal in the logarithms of the parameters.
    ///
    /// # Errors
    /// None in practice: draws are positive.
    ///
    /// ```
    /// use models::customer::{Estimable, History, Distinct, MbgNbd, Buying};
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// # let truth = MbgNbd::new(0.8, 6.0, 0.9, 2.5)?;
    /// # let mut generator = ChaCha8Rng::seed_from_u64(1);
    /// # let histories: Result<Vec<History>, _> = (0..2000)
    /// #     .map(|_| truth.future(&History::newcomer(), 52.0, &mut generator))
    /// #     .map(|times| History::new(times.len() as u32, times.last().copied().unwrap_or_default(), 52.0))
    /// #     .collect();
    /// # let customers = Distinct::of(&histories?)?;
    /// let fit = MbgNbd::fit(&customers)?;
    /// let other = MbgNbd::drawn(&fit.estimates, &mut ChaCha8Rng::seed_from_u64(1))?;
    /// assert_ne!(other, fit.model);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn drawn(estimates: &Estimates, generator: &mut dyn Rng) -> Result<Self> {
        Self::of(&estimates.draw(generator))
    }
}

/// How many customers there are, if something can be estimated from them.
fn enough(customers: &Distinct) -> Result<u64> {
    let found = customers.customers();
    if found < CUSTOMERS_MIN {
        let needed = CUSTOMERS_MIN as usize;
        return Err(Error::TooFew { what: "customers", needed, found: found as usize });
    }
    if customers.repeats() == 0 {
        return Err(Error::NoVariation { what: "repeat purchases (nobody bought again)" });
    }
    if customers.len() == 1 {
        return Err(Error::NoVariation { what: "histories" });
    }
    Ok(found)
}

/// What each parameter is multiplied by to be in the caller's unit.
pub(super) fn units<M: Estimable>(unit: f64) -> Vec<f64> {
    M::TIMES.iter().map(|time| if *time { unit } else { 1.0 }).collect()
}

fn scaled(values: &[f64], units: &[f64], power: i32) -> Vec<f64> {
    values.iter().zip(units).map(|(value, unit)| value * unit.powi(power)).collect()
}

/// The maximum of the likelihood from these starts, which are in units of the mean time observed.
pub(super) fn search<M: Estimable>(customers: &Distinct, starts: Vec<Vec<f64>>) -> Result<Fit<M>> {
    let unit = customers.mean_observed();
    let (own, units) = (customers.scaled(1.0 / unit), units::<M>(unit));
    let search = Search {
        model: M::NAME,
        names: M::PARAMETERS,
        units: &units,
        observations: customers.customers(),
        starts: &starts,
    };
    let mut estimates = maximise(&search, |parameters| M::total(parameters, &own))?;
    estimates.log_likelihood -= in_unit(customers, unit);
    Ok(Fit { model: M::of(&estimates.values())?, estimates })
}

/// A likelihood of purchase times is a density: in another unit it is multiplied by the unit once per purchase.
pub(super) fn in_unit(customers: &Distinct, unit: f64) -> f64 {
    customers.repeats() as f64 * unit.ln()
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
