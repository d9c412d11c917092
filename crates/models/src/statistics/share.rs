//! A share of those who were counted, with an interval that is right for ten of them too.
//!
//! The plain `p ± z·se` is not offered: with fewer than a hundred answers, or shares near 0 or 1, it holds the truth
//! less often than it says. Use [`Share::wilson`] on screens, [`Share::exact`] where the level must be kept at least.

use super::beta;
use super::quantile::{level as checked_level, normal, normal_beyond};
use crate::Interval;
use crate::error::{self, Error, Result};
use serde::Serialize;

/// A share and the number it is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    value: f64,
    base: u64,
}

impl Share {
    /// `part` of `whole`.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::Empty`] for none counted, [`Error::Contradiction`] for a part larger than the whole.
    ///
    /// ```
    /// use models::statistics::Share;
    /// let satisfied = Share::of(8, 10)?;
    /// let interval = satisfied.wilson(0.95)?;
    /// assert_eq!((interval.low * 1000.0).round(), 490.0);
    /// assert_eq!((interval.high * 1000.0).round(), 943.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn of(part: u64, whole: u64) -> Result<Self> {
        if whole == 0 {
            return Err(Error::Empty { what: "answers" });
        }
        if part > whole {
            return Err(Error::Contradiction { what: "the part is larger than the whole", row: None });
        }
        Ok(Self { value: part as f64 / whole as f64, base: whole })
    }

    /// A share as it was published, with the number of answers behind it.
    ///
    /// Our own definition; `value` is from 0 to 1.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a share outside 0 to 1, [`Error::Empty`] without answers.
    ///
    /// ```
    /// use models::statistics::Share;
    /// let rage = Share::published(0.66, 540)?;
    /// assert_eq!((rage.value(), rage.base()), (0.66, 540));
    /// assert!(Share::published(66.0, 540).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn published(value: f64, base: u64) -> Result<Self> {
        if base == 0 {
            return Err(Error::Empty { what: "answers" });
        }
        Ok(Self { value: error::share("share", None, value)?, base })
    }

    /// The share, from 0 to 1.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// assert_eq!(models::statistics::Share::of(8, 10)?.value(), 0.8);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn value(&self) -> f64 {
        self.value
    }

    /// How many were counted.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// assert_eq!(models::statistics::Share::of(8, 10)?.base(), 10);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Wilson's interval: about as often right as it says, for any base (Wilson 1927, JASA 22, 209–212; recommended by
    /// Brown and others 2001, Statistical Science 16(2)).
    ///
    /// From 0 to 1, like the share.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a level that isn't between 0 and 1.
    ///
    /// ```
    /// // None of ten complained: that may still be a quarter.
    /// let complained = models::statistics::Share::of(0, 10)?.wilson(0.95)?;
    /// assert_eq!(complained.low, 0.0);
    /// assert!((complained.high - 0.278).abs() < 0.001);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn wilson(&self, level: f64) -> Result<Interval> {
        let z = normal(checked_level(level)?);
        let (p, n) = (self.value, self.base as f64);
        let square = z * z / n;
        let middle = (p + square / 2.0) / (1.0 + square);
        let half = z * (p * (1.0 - p) / n + square / (4.0 * n)).sqrt() / (1.0 + square);
        // At the ends the formula gives 0 and 1 but for rounding.
        let low = if p <= 0.0 { 0.0 } else { (middle - half).max(0.0) };
        let high = if p >= 1.0 { 1.0 } else { (middle + half).min(1.0) };
        Ok(Interval { low, high, level })
    }

    /// The exact interval: right at least as often as it says, so wider (Clopper & Pearson 1934, Biometrika 26).
    ///
    /// From 0 to 1, like the share.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a level that isn't between 0 and 1.
    ///
    /// ```
    /// # use models::statistics::Share;
    /// let complained = Share::of(0, 10)?;
    /// let exact = complained.exact(0.95)?;
    /// assert!((exact.high - (1.0 - 0.025_f64.powf(0.1))).abs() < 1e-6);
    /// assert!(exact.width() > complained.wilson(0.95)?.width());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn exact(&self, level: f64) -> Result<Interval> {
        let outside = (1.0 - checked_level(level)?) / 2.0;
        let n = self.base as f64;
        let part = self.value * n;
        let low = if part <= 0.0 { 0.0 } else { beta::quantile(part, n - part + 1.0, outside) };
        let high = if part >= n { 1.0 } else { beta::quantile(part + 1.0, n - part, 1.0 - outside) };
        Ok(Interval { low, high, level })
    }

    /// The margin `z·sqrt(p(1-p)/n)` that publishers of surveys print. For reading them, not for our own screens. From
    /// 0 to 1, like the share.
    ///
    /// The textbook normal approximation.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a level that isn't between 0 and 1.
    ///
    /// ```
    /// // The three points that polls of a thousand are known for.
    /// let margin = models::statistics::Share::published(0.5, 1000)?.margin(0.95)?;
    /// assert!((margin - 0.031).abs() < 0.0001);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn margin(&self, level: f64) -> Result<f64> {
        Ok(normal(checked_level(level)?) * self.variance().sqrt())
    }

    fn variance(&self) -> f64 {
        self.value * (1.0 - self.value) / self.base as f64
    }
}

/// How two independent shares differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// First less second.
    pub value: f64,
    /// Standard error, each share with its own variance.
    pub standard_error: f64,
    /// Half the width of the plain interval: the margin that is printed.
    pub margin: f64,
    /// Difference by its standard error; none where both shares are 0 or 1, so that it is 0.
    pub z: Option<f64>,
    /// The probability of a difference as large if there were none; none where `z` is.
    pub p_value: Option<f64>,
    /// Newcombe's interval, from the two Wilson intervals; right for small bases too.
    pub interval: Interval,
}

/// First less second share, of two groups that don't overlap (Newcombe 1998, Statistics in Medicine 17, method 10).
///
/// The base decides: rage as a share of households with a problem is to be compared on those households.
///
/// Difference, error, margin and interval are in shares, from -1 to 1.
///
/// # Errors
/// [`Error::OutOfRange`] for a level that isn't between 0 and 1.
///
/// ```
/// use models::statistics::{Share, share};
/// let rage = |percent, households| Share::published(f64::from(percent) / 100.0, households);
/// let found = share::difference(rage(66, 540)?, rage(56, 560)?, 0.95)?;
/// assert_eq!((found.z.unwrap_or_default() * 10.0).round(), 34.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn difference(first: Share, second: Share, level: f64) -> Result<Difference> {
    let (one, two) = (first.wilson(level)?, second.wilson(level)?);
    let value = first.value - second.value;
    let standard_error = (first.variance() + second.variance()).sqrt();
    let z = (standard_error > 0.0).then(|| value / standard_error);
    let below = (first.value - one.low).hypot(two.high - second.value);
    let above = (one.high - first.value).hypot(second.value - two.low);
    Ok(Difference {
        value,
        standard_error,
        margin: normal(level) * standard_error,
        z,
        p_value: z.map(normal_beyond),
        interval: Interval { low: value - below, high: value + above, level },
    })
}
