//! Opening hours of one day.

use crate::error::{Error, Result};
use serde::Serialize;

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// From one time of day to another, the second excluded; past midnight it runs into the next date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    opens_minute: u16,
    closes_minute: u16,
}

impl Span {
    /// From and to, in minutes after midnight by the wall clock; the end may lie up to 48 hours after it.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for an opening at or after midnight of the next date (minute 1440), an end that is not
    /// after the opening, or one beyond 48:00 (minute 2880).
    ///
    /// ```
    /// use models::business_time::Span;
    /// assert_eq!(Span::new(9 * 60, 17 * 60 + 30)?, Span::parse("09:00", "17:30")?);
    /// assert!(Span::new(17 * 60, 9 * 60).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(opens_minute: u16, closes_minute: u16) -> Result<Self> {
        let wrong = |what, value: u16, expected| {
            Err(Error::OutOfRange { what, row: None, value: f64::from(value), expected })
        };
        if opens_minute >= DAY_MINUTES {
            return wrong("opening minute", opens_minute, "before 24:00 (minute 1440)");
        }
        if closes_minute <= opens_minute || closes_minute > 2 * DAY_MINUTES {
            return wrong(
                "closing minute",
                closes_minute,
                "after the opening and at most 48:00 (minute 2880)",
            );
        }
        Ok(Self { opens_minute, closes_minute })
    }

    /// From and to as on a sign, such as `09:00` and `17:30`; `22:00` to `30:00` runs until six in the morning.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::Unknown`] for what is not hours and minutes with a colon, and those of [`Span::new`].
    ///
    /// ```
    /// use models::business_time::Span;
    /// assert_eq!(Span::parse("22:00", "30:00")?, Span::new(22 * 60, 30 * 60)?);
    /// assert!(Span::parse("9 o'clock", "17:00").is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn parse(opens: &str, closes: &str) -> Result<Self> {
        Self::new(minute_of(opens)?, minute_of(closes)?)
    }

    /// Minutes after midnight at which it opens.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::business_time::Span;
    /// assert_eq!(Span::parse("09:30", "17:00")?.opens_minute(), 570);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn opens_minute(self) -> u16 {
        self.opens_minute
    }

    /// Minutes after midnight at which it closes; more than 1440 on the next date.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// # use models::business_time::Span;
    /// assert_eq!(Span::parse("22:00", "30:00")?.closes_minute(), 1440 + 360);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn closes_minute(self) -> u16 {
        self.closes_minute
    }
}

fn minute_of(text: &str) -> Result<u16> {
    let digits = |text: &str| -> Option<u16> {
        let only_digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        only_digits.then(|| text.parse().ok()).flatten()
    };
    text.split_once(':')
        .and_then(|(hours, minutes)| Some((digits(hours)?, digits(minutes).filter(|minutes| *minutes < 60)?)))
        .map(|(hours, minutes)| hours * 60 + minutes)
        .ok_or_else(|| Error::Unknown { what: "time of day", value: text.to_owned() })
}
