//! The days when one cause hits many: known here, so that whatever looks for them can be measured.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    calendar::{Calendar, DAY},
    plan::Plan,
};

/// One cause that hits many customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// What happened.
    pub kind: IncidentKind,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// The kinds of causes in this story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum IncidentKind {
    /// The depot's sorting belt fails and parcels lie for a week.
    DepotFails,
    /// The code in the newsletter doesn't work at the checkout.
    CodeRefused,
    /// The card company takes the money twice.
    ChargedTwice,
}

/// The days of a kind, counted in days from the first day of each year of the story.
struct Span {
    kind: IncidentKind,
    first: i64,
    days: i64,
}

/// The depot comes in week 43, so that a story of a year told today has it some nine weeks back: old enough to
/// be told whole, young enough to matter. Stories shorter than that don't have it.
const EVERY_YEAR: [Span; 3] = [
    Span { kind: IncidentKind::CodeRefused, first: 142, days: 2 },
    Span { kind: IncidentKind::ChargedTwice, first: 214, days: 1 },
    Span { kind: IncidentKind::DepotFails, first: 301, days: 7 },
];
/// Days of a year of the story: whole weeks, so that an incident keeps its weekday.
const YEAR_DAYS: i64 = 364;
/// A winter sale before the depot week fills the parcels that then get stuck.
const SALE_DAYS: i64 = 6;

/// The incidents of a story, oldest first.
#[must_use]
pub fn incidents(plan: &Plan) -> Vec<Incident> {
    let start = plan.start_ms(&Calendar::home());
    let years = i64::from(plan.days) / YEAR_DAYS;
    let mut found = Vec::new();
    for year in 0..=years {
        for span in &EVERY_YEAR {
            let from = start + (year * YEAR_DAYS + span.first) * DAY;
            let stamp = |at| Timestamp::from_millisecond(at).unwrap_or(plan.until);
            if from < plan.until.as_millisecond() {
                found.push(Incident {
                    kind: span.kind,
                    from: stamp(from),
                    until: stamp(from + span.days * DAY),
                });
            }
        }
    }
    found
}

/// Answers whether a moment lies in an incident.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calamities {
    start: i64,
}

impl Calamities {
    pub(crate) fn new(start: i64) -> Self {
        Self { start }
    }

    fn day_of_year(self, at: i64) -> i64 {
        (at - self.start).div_euclid(DAY).rem_euclid(YEAR_DAYS)
    }

    /// The incident of `kind` at `at`: which day of it, from 0.
    pub(crate) fn day_of(self, kind: IncidentKind, at: i64) -> Option<i64> {
        let span = EVERY_YEAR.iter().find(|span| span.kind == kind)?;
        let day = self.day_of_year(at) - span.first;
        (at >= self.start && (0..span.days).contains(&day)).then_some(day)
    }

    /// When the depot that failed at `at` works again.
    pub(crate) fn depot_works_again(self, at: i64) -> i64 {
        let day = self.day_of(IncidentKind::DepotFails, at).unwrap_or(0);
        at - (at - self.start).rem_euclid(DAY) + (7 - day) * DAY
    }

    /// Whether the sale before the depot week is on.
    pub(crate) fn sale(self, at: i64) -> bool {
        let first = EVERY_YEAR[2].first;
        (first - SALE_DAYS..first + 3).contains(&self.day_of_year(at))
    }

    /// How much longer answers take than on other days, as a factor of ten.
    pub(crate) fn load_tenths(self, at: i64) -> i64 {
        match self.day_of_year(at) - EVERY_YEAR[2].first {
            1..=2 => 20,
            3..=8 => 36,
            9..=11 => 18,
            _ => 10,
        }
    }
}
