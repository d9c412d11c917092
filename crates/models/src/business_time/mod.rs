//! Business time: when something is due after so many open minutes, and how many passed between two instants.
//!
//! Open minutes are real minutes during which the wall clock at the place shows an opening hour. In the hour that a
//! zone repeats in autumn both rounds count, the hour it leaves out in spring never was. Opening hours may run past
//! midnight and then belong to the date they begin on; the end of an opening hour is not open any more.
//!
//! Use it for promises and service levels. Not for staffing, which asks how many are there. Whoever keeps a due
//! instant keeps it in UTC together with the version of the calendar: when the calendar changes, open clocks are
//! computed again.
//!
//! Days are walked, not minutes: a due instant a week ahead costs about half a microsecond. The zone is an argument,
//! because the rules of zones are data of the machine.
//!
//! ```
//! use jiff::{SignedDuration, Timestamp, civil::Weekday, tz::TimeZone};
//! use models::business_time::{Calendar, Span};
//!
//! let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("the rule of Berlin");
//! let day = [Span::parse("08:00", "12:00")?, Span::parse("13:00", "18:00")?];
//! let calendar = Weekday::Monday.cycle_forward().take(5).fold(Calendar::new(zone), |calendar, weekday| calendar.weekly(weekday, &day));
//! // Friday 17:30, and two open hours later.
//! let start: Timestamp = "2026-03-27T16:30:00Z".parse().expect("a time");
//! let due = calendar.due(start, SignedDuration::from_hours(2), &[])?;
//! assert_eq!(due.to_string(), "2026-03-30T07:30:00Z");
//! # Ok::<(), models::Error>(())
//! ```

mod calendar;
mod clock;
mod opening;
mod pause;
mod span;

pub use calendar::Calendar;
pub use pause::Pause;
pub use span::Span;
