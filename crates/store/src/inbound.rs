//! Mails as they arrived: safe first, understood later, never taken twice.

use crate::blob::{self, Blob, Hash};
use crate::error::{Error, Result};
use crate::sql::{Tx, WriteTx};
use crate::value::{Bind, Column, Columns, Value, named_values, only};
use domain::{InboundId, MailboxId, MessageId};
use jiff::Timestamp;
use std::borrow::Cow;

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Safe, not looked at yet.
    Waiting,
    /// On a timeline.
    Done,
    /// The same mail came another way before.
    Duplicate,
    /// Not understood: people must look.
    NeedsLook,
    /// People looked, and it is nothing.
    Dismissed,
}

impl State {
    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Duplicate => "duplicate",
            Self::NeedsLook => "needs_look",
            Self::Dismissed => "dismissed",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Done, Self::Duplicate, Self::NeedsLook, Self::Dismissed]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

named_values!(State);

/// A mail as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// Id.
    pub id: InboundId,
    /// The raw bytes.
    pub raw_hash: Hash,
    /// Which way it came: `imap`, `pipe`, `http`, `import`.
    pub source: String,
    /// Through which mailbox.
    pub mailbox_id: Option<MailboxId>,
    /// How far it has come.
    pub state: State,
    /// Why it needs a look.
    pub problem: String,
    /// How often it was looked at.
    pub attempts: u32,
    /// What it became.
    pub message_id: Option<MessageId>,
    /// When we got it.
    pub received_at: Timestamp,
}

const COLUMNS: &str = "id, raw_hash, source, mailbox_id, state, problem, attempts, message_id, received_at";

fn inbound(columns: &mut Columns<'_>) -> Result<Inbound> {
    Ok(Inbound {
        id: columns.next()?,
        raw_hash: columns.next()?,
        source: columns.next()?,
        mailbox_id: columns.next()?,
        state: columns.next()?,
        problem: columns.next()?,
        attempts: columns.next()?,
        message_id: columns.next()?,
        received_at: columns.next()?,
    })
}

/// Keeps the raw mail; `None` when these very bytes are here already.
pub fn add(
    tx: &WriteTx<'_>,
    raw: &Blob,
    source: &str,
    mailbox: Option<MailboxId>,
    now: Timestamp,
) -> Result<Option<InboundId>> {
    blob::put(tx, raw)?;
    tx.woke.set(true);
    tx.first(
        "INSERT INTO inbound (raw_hash, source, mailbox_id, state, received_at) VALUES ($1, $2, $3, 'waiting', $4)
         ON CONFLICT (raw_hash) DO NOTHING RETURNING id",
        &[&raw.hash, &source, &mailbox, &now],
        only,
    )
}

/// The next mails to look at, in the order they came.
pub fn waiting(tx: &Tx<'_>, limit: i64) -> Result<Vec<Inbound>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM inbound WHERE state = 'waiting' ORDER BY id LIMIT $1"),
        &[&limit],
        inbound,
    )
}

/// Whether this mail still waits; asked in the transaction that puts it on a timeline.
pub fn is_waiting(tx: &Tx<'_>, id: InboundId) -> Result<bool> {
    tx.exists("SELECT 1 FROM inbound WHERE id = $1 AND state = 'waiting'", &[&id])
}

/// The mails people must look at, oldest first.
pub fn needing_look(tx: &Tx<'_>, limit: i64) -> Result<Vec<Inbound>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM inbound WHERE state = 'needs_look' ORDER BY id LIMIT $1"),
        &[&limit],
        inbound,
    )
}

/// The mail with that id.
pub fn find(tx: &Tx<'_>, id: InboundId) -> Result<Option<Inbound>> {
    tx.first(&format!("SELECT {COLUMNS} FROM inbound WHERE id = $1"), &[&id], inbound)
}

/// Its raw bytes.
pub fn raw(tx: &Tx<'_>, inbound: &Inbound) -> Result<Vec<u8>> {
    let missing = || Error::Nonsense { table: "inbound", what: format!("row {} has no blob", inbound.id) };
    blob::get(tx, &inbound.raw_hash)?.ok_or_else(missing)
}

/// Notes what became of it.
pub fn settle(
    tx: &WriteTx<'_>,
    id: InboundId,
    state: State,
    message: Option<MessageId>,
    problem: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE inbound SET state = $2, message_id = COALESCE($3, message_id), problem = $4, attempts = attempts + 1 WHERE id = $1",
        &[&id, &state, &message, &problem],
    )?;
    Ok(())
}

/// Lets it be looked at again.
pub fn requeue(tx: &WriteTx<'_>, id: InboundId) -> Result<()> {
    tx.woke.set(true);
    tx.execute("UPDATE inbound SET state = 'waiting' WHERE id = $1 AND state = 'needs_look'", &[&id])?;
    Ok(())
}

/// How many mails wait and how many need a look; counting stops at `limit`.
pub fn counts(tx: &Tx<'_>, limit: i64) -> Result<(i64, i64)> {
    tx.one(
        "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM inbound WHERE state = 'waiting' LIMIT $1) AS w),
                (SELECT COUNT(*) FROM (SELECT 1 FROM inbound WHERE state = 'needs_look' LIMIT $1) AS n)",
        &[&limit],
        |columns| Ok((columns.next()?, columns.next()?)),
    )
}

/// How many mails were ever taken: the last number given. Costs the same however many there are.
pub fn taken(tx: &Tx<'_>) -> Result<i64> {
    tx.one("SELECT COALESCE(MAX(id), 0) FROM inbound", &[], only)
}
