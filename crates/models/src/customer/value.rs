//! From purchases to money: what a customer will still bring, discounted.

use super::buying::Buying;
use super::discount::Discount;
use super::gamma_gamma::{GammaGamma, Spend};
use super::history::History;
use crate::error::{Error, Result, finite, not_negative, positive};
use crate::numeric::quadrature;
use serde::Serialize;

/// What turns purchases into money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Terms {
    /// How far ahead to look, in units of time.
    pub horizon: f64,
    /// What later money is worth.
    pub discount: Discount,
    /// Margin as a share of the value of a purchase, such as 0.3.
    pub margin: f64,
    /// Cost of serving one purchase, in money.
    pub cost_to_serve: f64,
}

impl Terms {
    pub(crate) fn check(&self) -> Result<()> {
        positive("horizon", None, self.horizon)?;
        finite("margin", None, self.margin)?;
        not_negative("cost to serve", None, self.cost_to_serve)?;
        Ok(())
    }

    /// What a purchase of this value brings, in money: margin times value, less the cost to serve.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::customer::{Discount, Terms};
    /// let terms = Terms { horizon: 104.0, discount: Discount::yearly(0.15, 52.0)?, margin: 0.3, cost_to_serve: 1.0 };
    /// assert!((terms.gain(40.0) - 11.0).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn gain(&self, value: f64) -> f64 {
        self.margin * value - self.cost_to_serve
    }
}

/// What is known of a customer: when he bought and for how much.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Member {
    /// When.
    pub history: History,
    /// For how much.
    pub spend: Spend,
}

impl Member {
    /// A customer at the moment of the first purchase.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::customer::{GammaGamma, Member};
    /// // Of a newcomer's spending only everybody's mean is known.
    /// let (spending, spend) = (GammaGamma::new(6.25, 3.74, 15.44)?, Member::newcomer().spend);
    /// assert_eq!(spending.expected(spend.repeats, spend.mean), spending.mean());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn newcomer() -> Self {
        Self { history: History::newcomer(), spend: Spend { repeats: 0, mean: 0.0 } }
    }
}

/// The first panel of the integral is the horizon over this, each later one ends at four times the former's end.
const FIRST_PANEL: f64 = 256.0;
/// e-folds of discount within a panel.
const FOLDS: f64 = 8.0;

/// Purchases expected within `horizon` after the end of observation, each discounted to that end.
///
/// By parts it is the integral of d e^(-dt) E[Y(t)] plus e^(-dH) E[Y(H)], so no model needs more than its expectation;
/// for Pareto/NBD and a long horizon it is [`ParetoNbd::discounted_residual`](super::ParetoNbd::discounted_residual).
///
/// A number of purchases; `horizon` in the unit of time of the model. Our own derivation, by integration by parts.
///
/// # Errors
/// [`Error::OutOfRange`] for a horizon that isn't above 0, and those of the expectation.
///
/// ```
/// use models::customer::{Discount, History, Nbd, discounted_purchases};
/// // One purchase a week for ever at 1 % a week: (1 - e^-0.52) / 0.01 within a year.
/// let model = Nbd::new(5.0, 5.0)?;
/// let found = discounted_purchases(&model, &History::newcomer(), 52.0, &Discount::continuous(0.01)?)?;
/// assert!((found - (1.0 - (-0.52_f64).exp()) / 0.01).abs() < 1e-9);
/// # Ok::<(), models::Error>(())
/// ```
pub fn discounted_purchases(
    model: &dyn Buying,
    history: &History,
    horizon: f64,
    discount: &Discount,
) -> Result<f64> {
    positive("horizon", None, horizon)?;
    let rate = discount.rate();
    let mut sum = discount.factor(horizon) * model.expected_if_alive(history, horizon)?;
    let mut from = 0.0;
    let mut to = horizon / FIRST_PANEL;
    while rate > 0.0 && from < horizon {
        let panels = (rate * (to - from) / FOLDS).ceil().max(1.0) as u32;
        let mut failed = None;
        let part = quadrature::integral(from, to, panels, |t| match model.expected_if_alive(history, t) {
            Ok(expected) => discount.factor(t) * expected,
            Err(error) => {
                failed = Some(error);
                0.0
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        sum += rate * part;
        (from, to) = (to, to * 4.0);
    }
    Ok(sum * model.alive(history))
}

/// What a customer will still bring within the horizon, in money of the end of observation.
///
/// Source: expected margin per purchase times discounted purchases, as in Fader, Hardie & Lee 2005, JMR 42(4).
///
/// # Errors
/// Those of [`discounted_purchases`]; [`Error::OutOfRange`] where the spending model has no finite mean (q up to 1) and
/// the customer no purchases to go by.
///
/// ```
/// use models::customer::{Discount, GammaGamma, History, Member, ParetoNbd, Spend, Terms, residual_value};
/// let (buying, spending) = (ParetoNbd::new(0.553, 10.58, 0.606, 11.67)?, GammaGamma::new(6.25, 3.74, 15.44)?);
/// let discount = Discount::yearly(0.15, 52.0)?;
/// let terms = Terms { horizon: 104.0, discount, margin: 0.3, cost_to_serve: 1.0 };
/// let customer = Member { history: History::new(2, 30.4, 38.9)?, spend: Spend { repeats: 2, mean: 22.3 } };
/// assert!(residual_value(&buying, &spending, &customer, &terms)? > 0.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn residual_value(
    buying: &dyn Buying,
    spending: &GammaGamma,
    customer: &Member,
    terms: &Terms,
) -> Result<f64> {
    terms.check()?;
    let purchases = discounted_purchases(buying, &customer.history, terms.horizon, &terms.discount)?;
    Ok(purchases * terms.gain(expected_spend(spending, &customer.spend)?))
}

/// The value expected of each further purchase.
pub(crate) fn expected_spend(spending: &GammaGamma, spend: &Spend) -> Result<f64> {
    spending.expected(spend.repeats, spend.mean).ok_or(Error::OutOfRange {
        what: "q of Gamma-Gamma",
        row: None,
        value: spending.q(),
        expected: "above 1, so that the mean value of a purchase is finite",
    })
}
