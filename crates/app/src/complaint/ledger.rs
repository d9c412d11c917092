//! What the customer's time is reckoned from, and how: the same from the tables and from the event log.

use crate::{Error, Result, text};
use domain::message::Direction;
use jiff::Timestamp;
use models::service::customer_time::{Effort, Rates, customer_time as reckon};
use store::message::Message;

/// Minutes of attention that an open matter takes each day: our choice, said wherever the time is shown.
pub const MINUTES_PER_DAY_OPEN: f64 = 1.0;
/// Characters typed in a minute, as on phones (Palin and others 2019).
const CHARACTERS_PER_MINUTE: f64 = 180.0;
/// Seconds of a day.
const DAY_SECONDS: f64 = 86_400.0;

/// A message, as far as it took the customer's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The customer turned to us, and wrote so many characters.
    Theirs(i64),
    /// We answered.
    Ours,
}

/// The customer's time in a matter, in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ledger {
    /// How often the customer turned to us.
    pub contacts: i64,
    /// How often they then waited for us; costs no minutes of theirs, and yet is felt.
    pub waits: i64,
    /// Hours of all waits.
    pub waited_hours: f64,
    /// Characters they wrote.
    pub characters: i64,
    /// Minutes of writing them.
    pub writing_minutes: f64,
    /// Days from their first message to the end.
    pub days: f64,
    /// Minutes of having it on their mind.
    pub open_minutes: f64,
    /// Minutes of steps written down by hand.
    pub step_minutes: i64,
    /// Minutes in all.
    pub minutes: f64,
}

impl Ledger {
    /// Reckons it from messages in their order, minutes of steps, and the end.
    pub(super) fn of(turns: &[(Timestamp, Turn)], step_minutes: i64, ended: Timestamp) -> Result<Self> {
        let theirs = || {
            turns.iter().filter_map(|(at, turn)| match turn {
                Turn::Theirs(characters) => Some((*at, *characters)),
                Turn::Ours => None,
            })
        };
        let characters: i64 = theirs().map(|(_, characters)| characters).sum();
        let days = theirs().next().map_or(0.0, |(began, _)| seconds(began, ended) / DAY_SECONDS);
        let effort = Effort {
            waiting_minutes: step_minutes as f64,
            talking_minutes: 0.0,
            characters_written: u64::try_from(characters).unwrap_or(0),
            days_open: days,
        };
        let rates = Rates {
            characters_per_minute: CHARACTERS_PER_MINUTE,
            minutes_per_day_open: MINUTES_PER_DAY_OPEN,
        };
        let time = reckon(&effort, &rates).map_err(|error| Error::Conflict(error.to_string()))?;
        let (waits, waited_hours) = waits(turns, ended);
        Ok(Self {
            contacts: theirs().count() as i64,
            waits,
            waited_hours,
            characters,
            writing_minutes: time.writing,
            days,
            open_minutes: time.open,
            step_minutes,
            minutes: time.total,
        })
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64().max(0.0)
}

/// How often the customer waited for us, from the first message without an answer to the answer, and for how long.
fn waits(turns: &[(Timestamp, Turn)], ended: Timestamp) -> (i64, f64) {
    let (mut waits, mut waited, mut since) = (0, 0.0, None);
    for (at, turn) in turns {
        match (turn, since) {
            (Turn::Theirs(_), None) => {
                waits += 1;
                since = Some(*at);
            }
            (Turn::Ours, Some(begun)) => {
                waited += seconds(begun, *at);
                since = None;
            }
            _ => {}
        }
    }
    (waits, (waited + since.map_or(0.0, |begun| seconds(begun, ended))) / 3_600.0)
}

/// Whether a message is the customer's own.
pub(crate) fn is_theirs(message: &Message) -> bool {
    message.direction == Direction::Inbound && message.nature == "message" && !message.stranger
}

/// Characters that the customer wrote. What was said on the telephone was typed by us.
pub(crate) fn written_by(message: &Message) -> i64 {
    if message.channel == "call" {
        return 0;
    }
    text::visible(message).trim().chars().count() as i64
}
