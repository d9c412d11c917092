//! Reading promises: those of a conversation, of a customer, and those somebody has to keep today.

use super::{Placed, Promise, keeper::keeper_among, lookup as promise_of};
use crate::people::Directory;
use crate::{Result, lookup, permit, scope};
use domain::promise::Outcome;
use domain::{Actor, AgentId, ConversationId, CustomerId, MessageId, Permission, PromiseId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Tx;
use store::conversation::{After, Conversation, Line};
use store::promise_list::Wanted;

/// Promises of absent colleagues looked at for one list: a house has some dozens.
const ABSENT_MAX: i64 = 500;
/// Promises of one customer read at once.
const OF_CUSTOMER_MAX: i64 = 200;

/// A promise with what came of it and who keeps it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The promise.
    pub promise: Promise,
    /// What came of it by now.
    pub outcome: Outcome,
    /// Who keeps it now: its owner, or who stands in.
    pub keeper: AgentId,
}

/// The promises of a conversation and of all that went into it, first due first; those whose reply was taken back are
/// left out: nobody was promised anything.
pub fn of_conversation(tx: &Tx<'_>, actor: &Actor, id: ConversationId, now: Timestamp) -> Result<Vec<Owed>> {
    permit(actor, Permission::Read)?;
    let conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    let all = store::conversation::with_merged(tx, conversation.id)?;
    let promises = store::promise::of_conversations(tx, &all)?;
    if promises.is_empty() {
        return Ok(Vec::new());
    }
    let directory = Directory::read(tx)?;
    let mut owed = Vec::new();
    for promise in promises {
        owed.push(owes(tx, promise, &conversation, &directory, now)?);
    }
    owed.retain(|owed| owed.outcome != Outcome::Undone);
    Ok(owed)
}

fn owes(
    tx: &Tx<'_>,
    promise: Promise,
    conversation: &Conversation,
    directory: &Directory,
    now: Timestamp,
) -> Result<Owed> {
    let outcome = Outcome::of(promise.state, promise.due_at, promise.ended_at, now);
    let keeper = match outcome {
        Outcome::Open | Outcome::Passed => keeper_among(tx, &promise, conversation, directory)?,
        _ => promise.owner_id,
    };
    Ok(Owed { promise, outcome, keeper })
}

/// The promises that a reply gives.
pub fn of_message(tx: &Tx<'_>, actor: &Actor, id: MessageId) -> Result<Vec<PromiseId>> {
    permit(actor, Permission::Read)?;
    lookup::message(tx, actor, id)?;
    Ok(store::promise::of_message(tx, id)?.into_iter().map(|promise| promise.id).collect())
}

/// The promises given to a customer in conversations the actor may see, those due last first.
pub fn of_customer(tx: &Tx<'_>, actor: &Actor, id: CustomerId) -> Result<Vec<Placed>> {
    permit(actor, Permission::Read)?;
    let mut placed = store::promise_list::of_customer(tx, &scope(actor), id, OF_CUSTOMER_MAX)?;
    placed.retain(|placed| placed.promise.state != domain::promise::State::Undone);
    Ok(placed)
}

/// One promise, with the conversation in which it waits.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: PromiseId) -> Result<(Promise, Conversation)> {
    permit(actor, Permission::Read)?;
    promise_of(tx, actor, id)
}

/// The same for who has just written it, and may not read everything.
pub fn written(tx: &Tx<'_>, actor: &Actor, id: PromiseId) -> Result<(Promise, Conversation)> {
    permit(actor, Permission::Answer)?;
    promise_of(tx, actor, id)
}

/// What the actor has to keep by the end of their day, and what of it is colleagues' who are away.
fn wanted(tx: &Tx<'_>, agent: AgentId, now: Timestamp) -> Result<Wanted> {
    let zone = store::agent::find(tx, agent)?.and_then(|agent| TimeZone::get(&agent.time_zone).ok());
    let until = end_of_day(now, zone.unwrap_or(TimeZone::UTC));
    let mut besides = Vec::new();
    let of_absent = store::promise::of_absent(tx, until, ABSENT_MAX)?;
    // Most of the time nobody's promises wait for a colleague; then nobody's names are read.
    let directory = if of_absent.is_empty() { Directory::default() } else { Directory::read(tx)? };
    for promise in of_absent {
        let given = lookup::conversation(tx, &Actor::System, promise.conversation_id)?;
        let conversation = lookup::merged(tx, given)?;
        if keeper_among(tx, &promise, &conversation, &directory)? == agent {
            besides.push(promise.id);
        }
    }
    Ok(Wanted { owner: agent, besides, until })
}

/// The last moment of the day that `now` is in.
fn end_of_day(now: Timestamp, zone: TimeZone) -> Timestamp {
    let zoned = now.to_zoned(zone);
    zoned.end_of_day().map_or(now, |end| end.timestamp())
}

/// A page of conversations in which the agent has to keep a promise today, or had to; first due first.
pub fn promised(
    tx: &Tx<'_>,
    actor: &Actor,
    agent: AgentId,
    after: Option<After>,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<(Line, Timestamp)>> {
    permit(actor, Permission::Read)?;
    let wanted = wanted(tx, agent, now)?;
    Ok(store::promise_list::page(tx, &scope(actor), &wanted, after, limit)?)
}

/// How many there are; counting stops at `limit`.
pub fn promised_count(tx: &Tx<'_>, actor: &Actor, agent: AgentId, limit: i64, now: Timestamp) -> Result<i64> {
    permit(actor, Permission::Read)?;
    let wanted = wanted(tx, agent, now)?;
    Ok(store::promise_list::count(tx, &scope(actor), &wanted, limit)?)
}
