//! Gamma-Gamma: what a customer spends per purchase.

use super::buying::checked;
use super::estimates::{Fit, Search, maximise};
use super::poisson_gamma::gamma;
use crate::error::{Error, Result, not_negative};
use rand::Rng;
use serde::Serialize;
use statrs::function::gamma::{digamma, ln_gamma};

/// Above this correlation of frequency and spend their independence, which the model assumes, is in doubt.
pub const CORRELATION_MAX: f64 = 0.3;
/// The fewest repeat customers to estimate three parameters from.
const CUSTOMERS_MIN: usize = 10;

/// What is known of a customer's spending: repeat purchases and their mean value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spend {
    /// Repeat purchases (days): x.
    pub repeats: u32,
    /// Mean value of these, in money: `m_x`; not looked at without any.
    pub mean: f64,
}

/// Gamma-Gamma (Fader, Hardie & Lee 2005, JMR 42(4); Fader & Hardie 2013, note 25): the values of a customer's purchases
/// are from Gamma(p, nu), nu differs between customers by Gamma(q, gamma). Frequency and spend must be unrelated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GammaGamma {
    p: f64,
    q: f64,
    gamma: f64,
}

/// A fit, with what tells whether the model may be used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpendFit {
    /// The model and its estimates.
    pub fit: Fit<GammaGamma>,
    /// Correlation (Pearson) of repeat purchases and their mean value; 0 where either is the same for all.
    pub correlation: f64,
    /// Whether it is beyond [`CORRELATION_MAX`] either way, so that value and frequency can't be multiplied.
    pub related: bool,
    /// Customers without repeat purchase or whose purchases were worth nothing, who tell nothing here.
    pub left_out: usize,
}

const NAME: &str = "Gamma-Gamma";
const PARAMETERS: [&str; 3] = ["p", "q", "gamma"];

impl GammaGamma {
    /// The model at given parameters; gamma is in money.
    ///
    /// p and q are pure numbers. Source: Fader, Hardie & Lee 2005, JMR 42(4); Fader & Hardie 2013, note 25.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for one that isn't above 0.
    ///
    /// ```
    /// use models::customer::GammaGamma;
    /// // The published estimates for CDNOW: a customer whose one repeat purchase was 11.77 is expected nearer the mean.
    /// let model = GammaGamma::new(6.25, 3.74, 15.44)?;
    /// assert!((model.expected(1, 11.77).unwrap_or_default() - 18.92).abs() < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(p: f64, q: f64, gamma: f64) -> Result<Self> {
        Self::of(&[p, q, gamma])
    }

    /// As [`new`](Self::new), from the parameters in this order.
    ///
    /// Source: as [`new`](Self::new).
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Error::LengthsDiffer`].
    ///
    /// ```
    /// use models::customer::GammaGamma;
    /// assert_eq!(GammaGamma::of(&[6.25, 3.74, 15.44])?, GammaGamma::new(6.25, 3.74, 15.44)?);
    /// assert!(GammaGamma::of(&[6.25, 3.74]).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn of(parameters: &[f64]) -> Result<Self> {
        let [p, q, gamma] = checked(&PARAMETERS, parameters)?;
        Ok(Self { p, q, gamma })
    }

    /// Finds the parameters by maximum likelihood over the customers who bought again, for a value above 0.
    ///
    /// One [`Spend`] per customer, money in one currency. Source: the likelihood of Fader & Hardie's note 25.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a negative or missing mean; [`Error::TooFew`] repeat customers;
    /// [`Error::NoVariation`] where all spend the same; [`Error::NotConverged`].
    ///
    /// ```
    /// use models::customer::{GammaGamma, Spend};
    /// let means = [12.0, 80.5, 33.1, 21.0, 45.2, 16.9, 27.4, 60.0, 9.5, 38.7, 30.3, 24.8];
    /// let spends: Vec<Spend> =
    ///     means.iter().zip(1..).map(|(mean, n)| Spend { repeats: n % 4 + 1, mean: *mean }).collect();
    /// let found = GammaGamma::fit(&spends)?;
    /// assert!(!found.related);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn fit(spends: &[Spend]) -> Result<SpendFit> {
        let mut used = Vec::new();
        for (row, spend) in spends.iter().enumerate() {
            if spend.repeats > 0
                && not_negative("mean value of repeat purchases", Some(row), spend.mean)? > 0.0
            {
                used.push(*spend);
            }
        }
        if used.len() < CUSTOMERS_MIN {
            let what = "customers who bought again";
            return Err(Error::TooFew { what, needed: CUSTOMERS_MIN, found: used.len() });
        }
        if used.iter().all(|spend| (spend.mean / used[0].mean - 1.0).abs() < 1e-9) {
            return Err(Error::NoVariation { what: "mean values of repeat purchases" });
        }
        // A search in units of the mean value doesn't depend on the currency.
        let unit = used.iter().map(|spend| spend.mean).sum::<f64>() / used.len() as f64;
        let correlation = correlation(&used);
        let mut sorted: Vec<Spend> =
            used.iter().map(|spend| Spend { mean: spend.mean / unit, ..*spend }).collect();
        sorted.sort_by_key(|spend| spend.repeats);
        let search = Search {
            model: NAME,
            names: &PARAMETERS,
            units: &[1.0, 1.0, unit],
            observations: used.len() as u64,
            starts: &[vec![2.0, 3.0, 1.0], vec![6.0, 4.0, 0.5], vec![1.0, 2.0, 1.0]],
        };
        let mut estimates = maximise(&search, |parameters| total(parameters, &sorted))?;
        estimates.log_likelihood -= used.len() as f64 * unit.ln();
        let model = Self::of(&estimates.values())?;
        let related = correlation.abs() > CORRELATION_MAX;
        Ok(SpendFit {
            fit: Fit { model, estimates },
            correlation,
            related,
            left_out: spends.len() - used.len(),
        })
    }

    /// The value expected of each further purchase of a customer, in money: between his own mean and everybody's, the
    /// nearer to his own the more he bought, `p (gamma + x m) / (p x + q - 1)`. None without repeat purchases where the
    /// mean of everybody is infinite (q up to 1).
    ///
    /// Source: Fader, Hardie & Lee 2005, JMR 42(4).
    ///
    /// ```
    /// let model = models::customer::GammaGamma::new(6.25, 3.74, 15.44)?;
    /// let after = |repeats| model.expected(repeats, 60.0).unwrap_or_default();
    /// // (6.25 * 15.44 + 6.25 * 60) / (6.25 + 3.74 - 1) after one purchase of 60; after nine it is close to 60.
    /// assert!((after(1) - 52.45).abs() < 0.01 && (after(9) - 58.85).abs() < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn expected(&self, repeats: u32, mean: f64) -> Option<f64> {
        let x = if mean > 0.0 { f64::from(repeats) } else { 0.0 };
        let below = self.p * x + self.q - 1.0;
        let above = self.p * (self.gamma + if x > 0.0 { x * mean } else { 0.0 });
        (below > 0.0).then(|| above / below)
    }

    /// The mean value of a purchase over all customers, in money; None where it is infinite (q up to 1).
    ///
    /// p gamma / (q - 1). Source: Fader, Hardie & Lee 2005, JMR 42(4).
    ///
    /// ```
    /// use models::customer::GammaGamma;
    /// // CDNOW: p gamma / (q - 1).
    /// let mean = GammaGamma::new(6.25, 3.74, 15.44)?.mean().unwrap_or_default();
    /// assert!((mean - 35.22).abs() < 0.01);
    /// assert_eq!(GammaGamma::new(6.25, 0.9, 15.44)?.mean(), None);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn mean(&self) -> Option<f64> {
        self.expected(0, 0.0)
    }

    /// The shape of how customers differ: up to 1, their mean is infinite.
    pub(crate) fn q(&self) -> f64 {
        self.q
    }

    /// The shape p and a draw of nu for a customer: his purchases are then from Gamma(p, nu).
    pub(crate) fn customer(&self, spend: &Spend, generator: &mut dyn Rng) -> (f64, f64) {
        let x = if spend.mean > 0.0 { f64::from(spend.repeats) } else { 0.0 };
        let known = if x > 0.0 { x * spend.mean } else { 0.0 };
        (self.p, gamma(self.p * x + self.q, self.gamma + known, generator))
    }
}

/// Sum of ln likelihood and its derivatives by p, q, gamma; `spends` sorted by repeats, so that each gamma function is
/// asked for once per number of repeats.
fn total(parameters: &[f64], spends: &[Spend]) -> (f64, Vec<f64>) {
    let [p, q, gamma] = parameters else { return (f64::NAN, vec![f64::NAN; parameters.len()]) };
    let (p, q, gamma) = (*p, *q, *gamma);
    let (fixed, fixed_slope) = (q * gamma.ln() - ln_gamma(q), gamma.ln() - digamma(q));
    let (mut sum, mut slopes) = (0.0, vec![0.0; 3]);
    for group in spends.chunk_by(|left, right| left.repeats == right.repeats) {
        let x = f64::from(group[0].repeats);
        let own = ln_gamma(p * x + q) - ln_gamma(p * x) + p * x * x.ln() + fixed;
        let (both, alone) = (digamma(p * x + q), digamma(p * x));
        for spend in group {
            let whole = gamma + x * spend.mean;
            let (ln_mean, ln_whole) = (spend.mean.ln(), whole.ln());
            sum += own + (p * x - 1.0) * ln_mean - (p * x + q) * ln_whole;
            slopes[0] += x * (both - alone + ln_mean + x.ln() - ln_whole);
            slopes[1] += both + fixed_slope - ln_whole;
            slopes[2] += q / gamma - (p * x + q) / whole;
        }
    }
    (sum, slopes)
}

fn correlation(spends: &[Spend]) -> f64 {
    let n = spends.len() as f64;
    let mean_x = spends.iter().map(|spend| f64::from(spend.repeats)).sum::<f64>() / n;
    let mean_m = spends.iter().map(|spend| spend.mean).sum::<f64>() / n;
    let (mut xx, mut xm, mut mm) = (0.0, 0.0, 0.0);
    for spend in spends {
        let (x, m) = (f64::from(spend.repeats) - mean_x, spend.mean - mean_m);
        xx += x * x;
        xm += x * m;
        mm += m * m;
    }
    if xx * mm > 0.0 { xm / (xx * mm).sqrt() } else { 0.0 }
}
