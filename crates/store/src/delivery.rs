//! How far answers have come: one row per outbound message, one per recipient.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::MessageId;
use domain::message::Delivery as State;
use jiff::Timestamp;

/// The way of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Of which message.
    pub message_id: MessageId,
    /// How far.
    pub state: State,
    /// When it may leave.
    pub send_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// When the last attempt began.
    pub attempted_at: Option<Timestamp>,
    /// When the server took it.
    pub sent_at: Option<Timestamp>,
    /// What the server said last.
    pub words: String,
}

/// One recipient of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Of which message.
    pub message_id: MessageId,
    /// The address, in lower case.
    pub address_key: String,
    /// The address as written.
    pub address: String,
    /// `to`, `cc` or `bcc`.
    pub role: String,
    /// How far the answer has come for this one.
    pub state: State,
    /// What the server said of this one.
    pub words: String,
}

const COLUMNS: &str = "message_id, state, send_at, attempts, attempted_at, sent_at, words";

fn delivery(columns: &mut Columns<'_>) -> Result<Delivery> {
    Ok(Delivery {
        message_id: columns.next()?,
        state: columns.next()?,
        send_at: columns.next()?,
        attempts: columns.next()?,
        attempted_at: columns.next()?,
        sent_at: columns.next()?,
        words: columns.next()?,
    })
}

fn recipient(columns: &mut Columns<'_>) -> Result<Recipient> {
    Ok(Recipient {
        message_id: columns.next()?,
        address_key: columns.next()?,
        address: columns.next()?,
        role: columns.next()?,
        state: columns.next()?,
        words: columns.next()?,
    })
}

/// Queues a message to leave at that time.
pub fn queue(tx: &WriteTx<'_>, message: MessageId, send_at: Timestamp) -> Result<()> {
    tx.woke.set(true);
    tx.execute(
        "INSERT INTO delivery (message_id, state, send_at) VALUES ($1, 'queued', $2)",
        &[&message, &send_at],
    )?;
    Ok(())
}

/// Adds a recipient; a second one with the same address is ignored.
pub fn add_recipient(tx: &WriteTx<'_>, message: MessageId, address: &str, role: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO recipient (message_id, address_key, address, role, state) VALUES ($1, $2, $3, $4, 'queued')
         ON CONFLICT (message_id, address_key) DO NOTHING",
        &[&message, &address.to_lowercase(), &address, &role],
    )?;
    Ok(())
}

/// The next message due, if there is one.
pub fn due(tx: &Tx<'_>, now: Timestamp) -> Result<Option<Delivery>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM delivery WHERE state = 'queued' AND send_at <= $1 ORDER BY send_at, message_id LIMIT 1"),
        &[&now],
        delivery,
    )
}

/// When the next message is due.
pub fn next_due(tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    tx.first(
        "SELECT send_at FROM delivery WHERE state = 'queued' ORDER BY send_at, message_id LIMIT 1",
        &[],
        only,
    )
}

/// Lets messages leave at that time whose wait was counted by a clock that has been set back since: they would leave
/// after `beyond`, and what their wait counts from lies after it, too. Those that somebody wants to leave later than
/// `window_millis` after they were written wait for the time that was named. Returns how many.
pub fn hasten(tx: &WriteTx<'_>, beyond: Timestamp, window_millis: i64, to: Timestamp) -> Result<u64> {
    let hastened = tx.execute(
        "UPDATE delivery SET send_at = $3 WHERE state = 'queued' AND send_at > $1 AND (
         (attempts > 0 AND attempted_at > $1) OR (attempts = 0 AND attempted_at IS NOT NULL)
         OR (attempted_at IS NULL AND EXISTS (SELECT 1 FROM message WHERE message.id = delivery.message_id
             AND message.created_at > $1 AND delivery.send_at - message.created_at <= $2)))",
        &[&beyond, &window_millis, &to],
    )?;
    tx.woke.set(tx.woke.get() || hastened > 0);
    Ok(hastened)
}

/// Messages whose attempt began before that time and never ended: the process died in between.
pub fn stuck(tx: &Tx<'_>, begun_before: Timestamp) -> Result<Vec<Delivery>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM delivery WHERE state = 'sending' AND attempted_at < $1 ORDER BY attempted_at, message_id"),
        &[&begun_before],
        delivery,
    )
}

/// Records the attempt before it is made; false when it isn't queued any more (undone, or another worker's).
pub fn begin_attempt(tx: &WriteTx<'_>, message: MessageId, now: Timestamp) -> Result<bool> {
    let begun = tx.execute(
        "UPDATE delivery SET state = 'sending', attempts = attempts + 1, attempted_at = $2
         WHERE message_id = $1 AND state = 'queued'",
        &[&message, &now],
    )?;
    Ok(begun == 1)
}

/// Records how it went on: sent, failed, bounced, queued again for later, cancelled.
pub fn record(
    tx: &WriteTx<'_>,
    message: MessageId,
    state: State,
    send_at: Timestamp,
    words: &str,
    now: Timestamp,
) -> Result<()> {
    tx.woke.set(true);
    tx.execute(
        "UPDATE delivery SET state = $2, send_at = $3, words = $4,
         sent_at = CASE WHEN $2 = 'sent' THEN $5 ELSE sent_at END WHERE message_id = $1",
        &[&message, &state, &send_at, &words, &now],
    )?;
    Ok(())
}

/// Queues a message that was given up once more, with all its attempts before it again.
pub fn queue_again(tx: &WriteTx<'_>, message: MessageId, send_at: Timestamp) -> Result<()> {
    tx.woke.set(true);
    tx.execute(
        "UPDATE delivery SET state = 'queued', send_at = $2, attempts = 0, words = '' WHERE message_id = $1",
        &[&message, &send_at],
    )?;
    Ok(())
}

/// Takes a queued message back; false when it has left already.
pub fn cancel(tx: &WriteTx<'_>, message: MessageId) -> Result<bool> {
    let cancelled = tx.execute(
        "UPDATE delivery SET state = 'cancelled' WHERE message_id = $1 AND state = 'queued'",
        &[&message],
    )?;
    Ok(cancelled == 1)
}

/// Records how far a message has come for one recipient.
pub fn record_recipient(
    tx: &WriteTx<'_>,
    message: MessageId,
    address_key: &str,
    state: State,
    words: &str,
) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE recipient SET state = $3, words = $4 WHERE message_id = $1 AND address_key = $2",
        &[&message, &address_key, &state, &words],
    )?;
    Ok(changed == 1)
}

/// The way of one message.
pub fn find(tx: &Tx<'_>, message: MessageId) -> Result<Option<Delivery>> {
    tx.first(&format!("SELECT {COLUMNS} FROM delivery WHERE message_id = $1"), &[&message], delivery)
}

/// The ways of these messages.
pub fn of_messages(tx: &Tx<'_>, messages: &[MessageId]) -> Result<Vec<Delivery>> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM delivery WHERE message_id IN LIST($1) ORDER BY message_id"),
        &[&ids],
        delivery,
    )
}

/// The recipients of these messages.
pub fn recipients(tx: &Tx<'_>, messages: &[MessageId]) -> Result<Vec<Recipient>> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT message_id, address_key, address, role, state, words FROM recipient
         WHERE message_id IN LIST($1) ORDER BY message_id, address_key",
        &[&ids],
        recipient,
    )
}

/// Answers given up, latest first.
pub fn failed(tx: &Tx<'_>, limit: i64) -> Result<Vec<Delivery>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM delivery WHERE state = 'failed' ORDER BY message_id DESC LIMIT $1"),
        &[&limit],
        delivery,
    )
}
