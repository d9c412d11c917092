//! The event log and the consumers that follow it.

use crate::error::{Error, Result};
use crate::sql::{Engine, Tx, WriteTx};
use crate::value::Columns;
use domain::event::Cursor;
use domain::{ConversationId, CustomerId, Event, EventKind};
use jiff::Timestamp;

/// An event with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Where it stands; the cursor of whoever has read it.
    pub cursor: Cursor,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// Appends the event in this transaction; consumers are woken after commit.
pub fn append(tx: &WriteTx<'_>, event: &Event, now: Timestamp) -> Result<()> {
    let body = serde_json::to_value(&event.kind).map_err(|error| nonsense(&error))?;
    let kind = body.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default();
    tx.execute(
        "INSERT INTO event (created_at, kind, agent_id, customer_id, conversation_id, message_id, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[&now, &kind, &event.agent, &event.customer, &event.conversation, &event.message, &body.to_string()],
    )?;
    tx.woke.set(true);
    Ok(())
}

/// The next events after the cursor, in commit order; never skips one that commits late.
pub fn after(tx: &Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>> {
    match &tx.engine {
        Engine::Sqlite(_) => crate::dialect::sqlite::events_after(tx, cursor, limit),
        Engine::Postgres(_) => crate::dialect::postgres::events_after(tx, cursor, limit),
    }
}

/// The end of the log as of now: where a consumer starts that isn't interested in the past.
pub fn end(tx: &Tx<'_>) -> Result<Cursor> {
    match &tx.engine {
        Engine::Sqlite(_) => crate::dialect::sqlite::events_end(tx),
        Engine::Postgres(_) => crate::dialect::postgres::events_end(tx),
    }
}

/// What happened in one conversation, oldest first.
pub fn of_conversation(tx: &Tx<'_>, conversation: ConversationId) -> Result<Vec<Recorded>> {
    tx.query(
        "SELECT 0, id, created_at, agent_id, customer_id, conversation_id, message_id, body
         FROM event WHERE conversation_id = $1 ORDER BY id",
        &[&conversation],
        recorded,
    )
}

/// What happened to one customer outside of conversations, oldest first.
pub fn of_customer(tx: &Tx<'_>, customer: CustomerId) -> Result<Vec<Recorded>> {
    tx.query(
        "SELECT 0, id, created_at, agent_id, customer_id, conversation_id, message_id, body
         FROM event WHERE customer_id = $1 AND conversation_id IS NULL ORDER BY id",
        &[&customer],
        recorded,
    )
}

/// These events, by id.
pub fn find_all(tx: &Tx<'_>, ids: &[i64]) -> Result<Vec<Recorded>> {
    tx.query(
        "SELECT 0, id, created_at, agent_id, customer_id, conversation_id, message_id, body
         FROM event WHERE id IN LIST($1) ORDER BY id",
        &[&ids],
        recorded,
    )
}

/// Where a consumer stands; the beginning if it never read.
pub fn cursor(tx: &Tx<'_>, consumer: &str) -> Result<Option<Cursor>> {
    tx.first(
        "SELECT transaction_id, event_id FROM event_cursor WHERE consumer = $1",
        &[&consumer],
        |columns| Ok(Cursor { transaction: columns.next()?, id: columns.next()? }),
    )
}

/// Moves a consumer on, in the transaction of what it did.
pub fn advance(tx: &WriteTx<'_>, consumer: &str, to: Cursor) -> Result<()> {
    tx.execute(
        "INSERT INTO event_cursor (consumer, transaction_id, event_id) VALUES ($1, $2, $3)
         ON CONFLICT (consumer) DO UPDATE SET transaction_id = excluded.transaction_id, event_id = excluded.event_id",
        &[&consumer, &to.transaction, &to.id],
    )?;
    Ok(())
}

/// Reads a row of `transaction, id, created_at, agent, customer, conversation, message, body`.
pub(crate) fn recorded(columns: &mut Columns<'_>) -> Result<Recorded> {
    let cursor = Cursor { transaction: columns.next()?, id: columns.next()? };
    let at = columns.next()?;
    let (agent, customer) = (columns.next()?, columns.next()?);
    let (conversation, message) = (columns.next()?, columns.next()?);
    let kind: EventKind =
        serde_json::from_str(&columns.next::<String>()?).map_err(|error| nonsense(&error))?;
    Ok(Recorded { cursor, at, event: Event { kind, agent, customer, conversation, message } })
}

fn nonsense(error: &serde_json::Error) -> Error {
    Error::Nonsense { table: "event", what: error.to_string() }
}
