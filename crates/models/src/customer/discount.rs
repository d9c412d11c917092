//! What a payment in the future is worth today.

use crate::error::{Result, not_negative, positive, within};
use serde::Serialize;

/// A discount, kept as the one continuous rate per unit of time that both ways of writing it come down to.
///
/// 15 % a year in weeks is ln(1.15) / 52 = .0027 a week, never .15 / 52.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Discount {
    rate: f64,
}

impl Discount {
    /// From a rate per year (0.15 for 15 %) and the units of time in a year (52 for weeks).
    ///
    /// Kept as the continuous rate ln(1 + rate) / units per year, as Fader, Hardie & Lee 2005, JMR 42(4), take it: 15 %
    /// a year in weeks is .0027.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a rate under 0 or over 10 (which surely is a percentage),
    /// and for no units in a year.
    ///
    /// ```
    /// use models::customer::Discount;
    /// let weekly = Discount::yearly(0.15, 52.0)?;
    /// assert!((weekly.factor(52.0) - 1.0 / 1.15).abs() < 1e-12);
    /// assert!(Discount::yearly(15.0, 52.0).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn yearly(rate: f64, units_per_year: f64) -> Result<Self> {
        within(
            "discount per year",
            None,
            rate,
            (0.0..=10.0).contains(&rate),
            "a share of at least 0, such as 0.15",
        )?;
        Ok(Self { rate: rate.ln_1p() / positive("units of time in a year", None, units_per_year)? })
    }

    /// From a continuous rate per unit of time.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a rate under 0.
    ///
    /// ```
    /// use models::customer::Discount;
    /// let (weekly, yearly) = (Discount::continuous(1.15_f64.ln() / 52.0)?, Discount::yearly(0.15, 52.0)?);
    /// assert!((weekly.factor(10.0) - yearly.factor(10.0)).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn continuous(rate: f64) -> Result<Self> {
        Ok(Self { rate: not_negative("discount per unit of time", None, rate)? })
    }

    /// The continuous rate per unit of time.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let weekly = models::customer::Discount::yearly(0.15, 52.0)?;
    /// assert!((weekly.rate() - 0.0027).abs() < 0.0001);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// What 1 after time `t` (in units of time) is worth today: a share, e^(-rate t).
    ///
    /// Source: continuous discounting.
    ///
    /// ```
    /// let weekly = models::customer::Discount::yearly(0.15, 52.0)?;
    /// // Two years, in weeks.
    /// assert!((100.0 * weekly.factor(104.0) - 75.61).abs() < 0.01);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn factor(&self, t: f64) -> f64 {
        (-self.rate * t).exp()
    }
}
