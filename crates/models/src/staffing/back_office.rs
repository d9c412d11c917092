//! Back-office work: mails, claims, refunds that may lie for hours or days.
//!
//! It is not Erlang. Nobody hangs up and nobody is on the line, so what counts is not the odds of a free agent but
//! whether the hours suffice before the work is due; a quiet morning is not lost, it works off what is left. Erlang
//! formulas ask for far too many people here.

use crate::error::{Error, Result, not_negative, positive, within};
use serde::Serialize;

/// The longest plan, in days: ten years.
const DAYS_MAX: usize = 3_653;

/// The work that arrives, day by day, and when it is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work<'a> {
    /// Pieces that arrive each day; what is left from before counts as arriving on the first.
    pub pieces: &'a [f64],
    /// How long one takes, in seconds.
    pub handle_time_s: f64,
    /// The day it must be done by, counted from its own: 0 is the same day.
    pub due_days: usize,
    /// Hours of this work that a person does on a day, breaks and meetings taken off.
    pub hours_per_person: f64,
}

/// How many people it takes, and the days that decide it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Needed {
    /// People, every day alike; not rounded, so that it can be shared between tasks.
    pub people: f64,
    /// The first day of the stretch that decides it.
    pub from_day: usize,
    /// The day by which that work is due.
    pub until_day: usize,
}

/// The fewest people, the same every day, that finish everything by when it is due if the oldest is done first: the
/// largest over all stretches of days of the work that must start and end within, over the hours a person has in it.
/// Work due after the last day of the plan must be done by then. Source: the demand bound of scheduling by earliest
/// due date (Baruah, Rosier & Howell 1990, Real-Time Systems 2, 301-324).
///
/// One place per day in each list, in hours of work; the answer is in people.
///
/// # Errors
/// [`Error::Empty`] without days, [`Error::OutOfRange`] (with the day as row) for numbers that make no sense.
///
/// ```
/// use models::staffing::back_office::{Work, people_for};
/// let mails = [100.0, 20.0, 0.0];
/// let work = Work { pieces: &mails, handle_time_s: 360.0, due_days: 1, hours_per_person: 6.0 };
/// let needed = people_for(&work)?;
/// assert!((needed.people - 10.0 / 12.0).abs() < 1e-12); // 10 hours by the second evening
/// # Ok::<(), models::Error>(())
/// ```
pub fn people_for(work: &Work<'_>) -> Result<Needed> {
    let days = work.pieces.len();
    if days == 0 {
        return Err(Error::Empty { what: "days of work" });
    }
    within("days", None, days as f64, days <= DAYS_MAX, "at most ten years")?;
    positive("handle time", None, work.handle_time_s)?;
    positive("hours per person", None, work.hours_per_person)?;
    for (day, &pieces) in work.pieces.iter().enumerate() {
        not_negative("pieces", Some(day), pieces)?;
    }
    let due = |day: usize| day.saturating_add(work.due_days).min(days - 1);
    let mut needed = Needed { people: 0.0, from_day: 0, until_day: 0 };
    for from_day in 0..days {
        let mut hours = 0.0;
        for day in from_day..days {
            hours += work.pieces[day] * work.handle_time_s / 3600.0;
            // Several days may be due on the last: only the stretch that holds them all is complete.
            if day + 1 < days && due(day + 1) == due(day) {
                continue;
            }
            let until_day = due(day);
            let people = hours / (work.hours_per_person * (until_day - from_day + 1) as f64);
            if people > needed.people {
                needed = Needed { people, from_day, until_day };
            }
        }
    }
    Ok(needed)
}
