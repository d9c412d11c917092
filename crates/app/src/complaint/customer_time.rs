//! The customer's own time: what a matter took from them, each line to be checked by hand.

use super::{matter, of_matter};
use crate::{Error, Result, permit, text};
use domain::message::{Delivery, Direction};
use domain::{Actor, ConversationId, Permission};
use jiff::Timestamp;
use models::service::customer_time::{Effort, Rates, customer_time as reckon};
use std::collections::BTreeSet;
use store::Tx;
use store::complaint::Complaint;
use store::message::Message;

/// Minutes of attention that an open matter takes each day: our choice, said wherever the time is shown.
pub const MINUTES_PER_DAY_OPEN: f64 = 1.0;
/// Characters typed in a minute, as on phones (Palin and others 2019).
const CHARACTERS_PER_MINUTE: f64 = 180.0;
/// Messages of one conversation that are counted; longer ones are quarrels with machines.
const MESSAGES_MAX: i64 = 1_000;
/// Seconds of a day.
const DAY_SECONDS: f64 = 86_400.0;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub words: String,
    /// Minutes it took.
    pub minutes: f64,
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerTime {
    /// How often the customer turned to us.
    pub contacts: i64,
    /// How often they then waited for us, and how many hours in all; no minutes of theirs, and yet felt.
    pub waits: i64,
    /// Hours of all waits.
    pub waited_hours: f64,
    /// The lines.
    pub lines: Vec<Line>,
    /// Minutes in all.
    pub minutes: f64,
}

/// The time a matter took from its customer so far.
pub fn customer_time(tx: &Tx<'_>, actor: &Actor, id: ConversationId, now: Timestamp) -> Result<CustomerTime> {
    permit(actor, Permission::Read)?;
    let (_, family) = matter(tx, actor, id)?;
    let complaint = of_matter(tx, &family)?;
    of_family(tx, &family, complaint.as_ref(), now)
}

/// The same for conversations that are one matter.
pub(super) fn of_family(
    tx: &Tx<'_>,
    family: &[ConversationId],
    complaint: Option<&Complaint>,
    now: Timestamp,
) -> Result<CustomerTime> {
    let mut messages: Vec<Message> = Vec::new();
    for &id in family {
        messages.extend(store::message::of_conversation(tx, id, None, MESSAGES_MAX)?);
    }
    let ids: Vec<_> = messages.iter().map(|message| message.id).collect();
    let undone: BTreeSet<_> = store::delivery::of_messages(tx, &ids)?
        .into_iter()
        .filter(|delivery| delivery.state == Delivery::Cancelled)
        .map(|delivery| delivery.message_id)
        .collect();
    messages
        .retain(|message| message.nature == "message" && !message.stranger && !undone.contains(&message.id));
    messages.sort_by_key(|message| (message.created_at, message.id));
    let steps = store::customer_step::of_conversations(tx, family)?;
    let theirs = || messages.iter().filter(|message| message.direction == Direction::Inbound);
    // What was said on the telephone was typed by us.
    let written: Vec<&Message> = theirs().filter(|message| message.channel != "call").collect();
    let characters: usize = written.iter().map(|message| text::visible(message).trim().chars().count()).sum();
    let began = theirs().map(|message| message.created_at).next();
    let ended = complaint.and_then(|complaint| complaint.closed_at).unwrap_or(now);
    let days = began.map_or(0.0, |began| ended.duration_since(began).as_secs_f64().max(0.0) / DAY_SECONDS);
    let step_minutes: i64 = steps.iter().map(|step| step.minutes).sum();
    let effort = Effort {
        waiting_minutes: step_minutes as f64,
        talking_minutes: 0.0,
        characters_written: u64::try_from(characters).unwrap_or(u64::MAX),
        days_open: days,
    };
    let rates =
        Rates { characters_per_minute: CHARACTERS_PER_MINUTE, minutes_per_day_open: MINUTES_PER_DAY_OPEN };
    let time = reckon(&effort, &rates).map_err(|error| Error::Conflict(error.to_string()))?;
    let mut lines = vec![
        Line {
            words: format!("Wrote {characters} characters (messages: {})", written.len()),
            minutes: time.writing,
        },
        Line { words: format!("Had it on their mind for {days:.1} days"), minutes: time.open },
    ];
    lines.extend(steps.iter().map(|step| Line { words: step.words.clone(), minutes: step.minutes as f64 }));
    let (waits, waited_hours) = waits(&messages, ended);
    Ok(CustomerTime { contacts: theirs().count() as i64, waits, waited_hours, lines, minutes: time.total })
}

/// How often the customer waited for us, from the first message without an answer to the answer, and for how long.
fn waits(messages: &[Message], ended: Timestamp) -> (i64, f64) {
    let (mut waits, mut seconds, mut since) = (0, 0.0, None);
    for message in messages {
        match (message.direction, since) {
            (Direction::Inbound, None) => {
                waits += 1;
                since = Some(message.created_at);
            }
            (Direction::Outbound, Some(begun)) => {
                seconds += message.created_at.duration_since(begun).as_secs_f64();
                since = None;
            }
            _ => {}
        }
    }
    if let Some(begun) = since {
        seconds += ended.duration_since(begun).as_secs_f64().max(0.0);
    }
    (waits, seconds / 3_600.0)
}
