//! The time a matter took from its customer, kept per case and shown to the customer if wished.

use crate::error::{Result, not_negative, positive};
use serde::Serialize;

/// What a customer went through in one case.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effort {
    /// Minutes spent waiting in a queue or on hold.
    pub waiting_minutes: f64,
    /// Minutes spent talking.
    pub talking_minutes: f64,
    /// Characters written by the customer.
    pub characters_written: u64,
    /// Days from opening to settling.
    pub days_open: f64,
}

/// What characters and days are worth in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rates {
    /// How many characters are typed in a minute.
    pub characters_per_minute: f64,
    /// How many minutes of attention an open matter takes each day: a choice, to be stated wherever it is shown.
    pub minutes_per_day_open: f64,
}

impl Default for Rates {
    /// 180 characters a minute (36 words of five letters, as on phones: Palin and others 2019), and one
    /// minute a day.
    fn default() -> Self {
        Self { characters_per_minute: 180.0, minutes_per_day_open: 1.0 }
    }
}

/// The time in minutes, line by line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerTime {
    /// Waiting.
    pub waiting: f64,
    /// Talking.
    pub talking: f64,
    /// Writing.
    pub writing: f64,
    /// Having it open.
    pub open: f64,
    /// All of it.
    pub total: f64,
}

/// The minutes a case took from its customer.
///
/// All in minutes. Our own definition, with the rates stated in [`Rates`].
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a negative or infinite time, or a typing speed that isn't above
/// 0.
///
/// ```
/// use models::service::customer_time::{Effort, Rates, customer_time};
/// let effort = Effort { waiting_minutes: 12.0, talking_minutes: 9.0, characters_written: 360, days_open: 3.0 };
/// assert_eq!(customer_time(&effort, &Rates::default())?.total, 26.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn customer_time(effort: &Effort, rates: &Rates) -> Result<CustomerTime> {
    let speed = positive("characters per minute", None, rates.characters_per_minute)?;
    let weight = not_negative("minutes per day open", None, rates.minutes_per_day_open)?;
    let waiting = not_negative("waiting minutes", None, effort.waiting_minutes)?;
    let talking = not_negative("talking minutes", None, effort.talking_minutes)?;
    let open = not_negative("days open", None, effort.days_open)? * weight;
    let writing = effort.characters_written as f64 / speed;
    Ok(CustomerTime { waiting, talking, writing, open, total: waiting + talking + writing + open })
}
