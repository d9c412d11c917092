//! The customer's own time: what a matter took from them, each line to be checked by hand.

use super::ledger::{Ledger, Turn, is_theirs, written_by};
use super::{matter, of_matter};
use crate::{Result, permit};
use domain::message::{Delivery, Direction};
use domain::{Actor, ConversationId, Permission};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::Tx;
use store::complaint::Complaint;
use store::message::Message;

/// Messages of one conversation that are counted; longer ones are quarrels with machines.
const MESSAGES_MAX: i64 = 1_000;

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
    let messages = counted(tx, family)?;
    // What was said on the telephone was typed by us.
    let written = messages.iter().filter(|message| is_theirs(message) && message.channel != "call").count();
    let steps = store::customer_step::of_conversations(tx, family)?;
    let time = reckoned(&messages, steps.iter().map(|step| step.minutes).sum(), complaint, now)?;
    let (characters, days) = (time.characters, time.days);
    let mut lines = vec![
        Line {
            words: format!("Wrote {characters} characters (messages: {written})"),
            minutes: time.writing_minutes,
        },
        Line { words: format!("Had it on their mind for {days:.1} days"), minutes: time.open_minutes },
    ];
    lines.extend(steps.iter().map(|step| Line { words: step.words.clone(), minutes: step.minutes as f64 }));
    let (contacts, waits, waited_hours) = (time.contacts, time.waits, time.waited_hours);
    Ok(CustomerTime { contacts, waits, waited_hours, lines, minutes: time.minutes })
}

/// The numbers alone.
pub(super) fn ledger(
    tx: &Tx<'_>,
    family: &[ConversationId],
    complaint: &Complaint,
    now: Timestamp,
) -> Result<Ledger> {
    let steps = store::customer_step::of_conversations(tx, family)?;
    let minutes = steps.iter().map(|step| step.minutes).sum();
    reckoned(&counted(tx, family)?, minutes, Some(complaint), now)
}

fn reckoned(
    messages: &[Message],
    step_minutes: i64,
    complaint: Option<&Complaint>,
    now: Timestamp,
) -> Result<Ledger> {
    let turn = |message: &Message| match message.direction {
        Direction::Outbound => Some((message.created_at, Turn::Ours)),
        _ => is_theirs(message).then(|| (message.created_at, Turn::Theirs(written_by(message)))),
    };
    let turns: Vec<_> = messages.iter().filter_map(turn).collect();
    let ended = complaint.and_then(|complaint| complaint.closed_at).unwrap_or(now);
    Ledger::of(&turns, step_minutes, ended)
}

/// The messages that count, in their order: no machine's, no stranger's, nothing that was taken back.
fn counted(tx: &Tx<'_>, family: &[ConversationId]) -> Result<Vec<Message>> {
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
    Ok(messages)
}
