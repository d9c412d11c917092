//! What kind of hour an hour is, before anything is counted.

use crate::error::{positive, within};
use crate::{Error, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::BTreeSet;

/// Hours of a week, Monday 00:00 first.
pub(super) const WEEK: usize = 168;
/// Hours of a day.
pub(super) const DAY: usize = 24;
/// All kinds of hours: those of the week, then those of a holiday.
pub(super) const SLOTS: usize = WEEK + DAY;

/// Something planned that brings contacts, or keeps them away.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Nothing planned.
    None,
    /// Something planned, known to multiply contacts: a bill run that doubles them is `Times(2.0)`.
    Times(f64),
    /// Something planned of unknown effect: the hour is neither learned from nor judged.
    Unknown,
}

/// An hour's place in the week, or among the hours of holidays, and what was planned for it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hour {
    slot: u8,
    cause: Cause,
}

impl Hour {
    /// An ordinary hour: `weekday` 0 (Monday) to 6, `hour` 0 to 23 by local time.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for any other weekday or hour.
    ///
    /// ```
    /// use models::detection::Hour;
    /// assert_ne!(Hour::of_week(0, 9)?, Hour::of_week(5, 9)?); // nine on a Monday isn't nine on a Saturday
    /// assert!(Hour::of_week(7, 9).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn of_week(weekday: u8, hour: u8) -> Result<Self> {
        within("weekday", None, f64::from(weekday), weekday < 7, "a weekday from 0 (Monday) to 6")?;
        Ok(Self { slot: weekday * DAY as u8 + hour_of_day(hour)?, cause: Cause::None })
    }

    /// An hour of a public holiday: a class of its own, whatever the weekday.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] unless `hour` is 0 to 23.
    ///
    /// ```
    /// use models::detection::Hour;
    /// assert_ne!(Hour::of_holiday(9)?, Hour::of_week(6, 9)?); // a kind of its own, not a Sunday
    /// assert!(Hour::of_holiday(24).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn of_holiday(hour: u8) -> Result<Self> {
        Ok(Self { slot: WEEK as u8 + hour_of_day(hour)?, cause: Cause::None })
    }

    /// The same hour with something planned.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where a factor isn't above 0.
    ///
    /// ```
    /// use models::detection::{Cause, Hour};
    /// let bill_run = Hour::of_week(0, 9)?.with(Cause::Times(2.0))?;
    /// assert_ne!(bill_run, Hour::of_week(0, 9)?);
    /// assert_eq!(bill_run.with(Cause::None)?, Hour::of_week(0, 9)?); // what was said before is replaced
    /// assert!(bill_run.with(Cause::Times(0.0)).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn with(self, cause: Cause) -> Result<Self> {
        if let Cause::Times(factor) = cause {
            positive("factor of a known cause", None, factor)?;
        }
        Ok(Self { cause, ..self })
    }

    pub(super) fn slot(&self) -> usize {
        usize::from(self.slot)
    }

    /// By how much what was planned multiplies contacts; none where nobody knows.
    pub(super) fn factor(&self) -> Option<f64> {
        match self.cause {
            Cause::None => Some(1.0),
            Cause::Times(factor) => Some(factor),
            Cause::Unknown => None,
        }
    }
}

fn hour_of_day(hour: u8) -> Result<u8> {
    within("hour", None, f64::from(hour), hour < 24, "an hour from 0 to 23")?;
    Ok(hour)
}

/// The kinds of `hours` hours in a row that begin at `first`, by the local time of `zone`.
///
/// An hour is sixty minutes of real time: where clocks go back, the hour that comes twice is two hours of one kind; where
/// they go forward, one kind is missing that day. `holidays` are local dates.
///
/// One [`Hour`] per hour, in order. Our own definition; local time by the IANA zone data.
///
/// # Errors
/// [`Error::OutOfRange`] where the hours run beyond what a calendar can say (the year 9999).
///
/// ```
/// use models::detection::{Hour, calendar};
/// let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a known zone");
/// let first = "2025-10-25T22:00:00Z".parse().expect("a time"); // Sunday 00:00 by local time
/// let hours = calendar(first, &zone, 25, &std::collections::BTreeSet::new())?;
/// assert_eq!((hours[2], hours[3]), (Hour::of_week(6, 2)?, Hour::of_week(6, 2)?)); // clocks went back at 3
/// assert_eq!(hours[24], Hour::of_week(6, 23)?);
/// # Ok::<(), models::Error>(())
/// ```
pub fn calendar(
    first: Timestamp,
    zone: &TimeZone,
    hours: usize,
    holidays: &BTreeSet<Date>,
) -> Result<Vec<Hour>> {
    let at = |index: usize| {
        let time = i64::try_from(index)
            .ok()
            .and_then(|index| index.checked_mul(3600))
            .and_then(|seconds| first.checked_add(SignedDuration::from_secs(seconds)).ok())
            .ok_or(Error::OutOfRange {
                what: "hours",
                row: Some(index),
                value: index as f64,
                expected: "within the years a calendar knows",
            })?;
        let local = zone.to_datetime(time);
        let hour = local.hour().unsigned_abs();
        if holidays.contains(&local.date()) {
            Hour::of_holiday(hour)
        } else {
            Hour::of_week(local.weekday().to_monday_zero_offset().unsigned_abs(), hour)
        }
    };
    (0..hours).map(at).collect()
}
