//! When a promise falls due.

use jiff::civil::DateTime;
use serde::Serialize;

/// When a promise falls due, on the clock of the place where "now" was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last minute at which the promise is still kept: for "tomorrow" 23:59 of that day.
    pub at: DateTime,
    /// How exactly it was said.
    pub precision: Precision,
    /// Whether business time was meant ("3 business days", "close of business"). Then `at` counts Monday to Friday as
    /// business days, knows no holidays, and takes business hours as plain ones: compute `span` again on your calendar.
    pub business: bool,
    /// The time from now, where that is what was said.
    pub span: Option<Span>,
}

/// How exactly a time was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// "At 5 pm", "in 20 minutes".
    Minute,
    /// "In two hours".
    Hour,
    /// "Tomorrow morning".
    PartOfDay,
    /// "On Friday".
    Day,
    /// "Next week".
    Week,
    /// "Next month".
    Month,
}

/// A time from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// How many; of "2 to 3 days" the larger.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Hours in which the business is open.
    BusinessHours,
    /// Days.
    Days,
    /// Days on which the business is open.
    BusinessDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
}
