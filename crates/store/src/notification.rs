//! What stands under each agent's bell, what they want to hear of, and where answers to notification mails go.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::notification::{Notice, Ways};
use domain::{AgentId, ConversationId, MessageId, NotificationId, Token};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// A line under somebody's bell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Id.
    pub id: NotificationId,
    /// Whose bell.
    pub agent_id: AgentId,
    /// What happened.
    pub kind: Notice,
    /// In which conversation.
    pub conversation_id: Option<ConversationId>,
    /// With which message.
    pub message_id: Option<MessageId>,
    /// Which colleague did it.
    pub by_agent_id: Option<AgentId>,
    /// When.
    pub created_at: Timestamp,
    /// When it was seen.
    pub seen_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, agent_id, kind, conversation_id, message_id, by_agent_id, created_at, seen_at";

fn notification(columns: &mut Columns<'_>) -> Result<Notification> {
    Ok(Notification {
        id: columns.next()?,
        agent_id: columns.next()?,
        kind: columns.next()?,
        conversation_id: columns.next()?,
        message_id: columns.next()?,
        by_agent_id: columns.next()?,
        created_at: columns.next()?,
        seen_at: columns.next()?,
    })
}

/// Adds a line (its id is given by the database).
pub fn add(tx: &WriteTx<'_>, new: &Notification) -> Result<NotificationId> {
    tx.insert(
        "INSERT INTO notification (agent_id, kind, conversation_id, message_id, by_agent_id, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[
            &new.agent_id,
            &new.kind,
            &new.conversation_id,
            &new.message_id,
            &new.by_agent_id,
            &new.created_at,
            &new.seen_at,
        ],
    )
}

/// Somebody's lines, latest first.
pub fn of_agent(tx: &Tx<'_>, agent: AgentId, limit: i64) -> Result<Vec<Notification>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM notification WHERE agent_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2"
        ),
        &[&agent, &limit],
        notification,
    )
}

/// How many somebody hasn't seen; counting stops at `limit`.
pub fn unseen(tx: &Tx<'_>, agent: AgentId, limit: i64) -> Result<i64> {
    tx.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM notification WHERE agent_id = $1 AND seen_at IS NULL LIMIT $2) AS new_lines",
        &[&agent, &limit],
        only,
    )
}

/// Notes that somebody saw everything about a conversation; how many lines that were.
pub fn see(tx: &WriteTx<'_>, agent: AgentId, conversation: ConversationId, now: Timestamp) -> Result<u64> {
    tx.execute(
        "UPDATE notification SET seen_at = $3 WHERE agent_id = $1 AND conversation_id = $2 AND seen_at IS NULL",
        &[&agent, &conversation, &now],
    )
}

/// Notes that somebody saw everything.
pub fn see_all(tx: &WriteTx<'_>, agent: AgentId, now: Timestamp) -> Result<u64> {
    tx.execute(
        "UPDATE notification SET seen_at = $2 WHERE agent_id = $1 AND seen_at IS NULL",
        &[&agent, &now],
    )
}

/// Forgets lines from before that time.
pub fn sweep(tx: &WriteTx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM notification WHERE created_at < $1", &[&before])
}

/// What somebody chose for a kind of notice, if they chose.
pub fn ways(tx: &Tx<'_>, agent: AgentId, kind: Notice) -> Result<Option<Ways>> {
    tx.first(
        "SELECT on_page, by_mail FROM notification_setting WHERE agent_id = $1 AND kind = $2",
        &[&agent, &kind],
        |columns| Ok(Ways { on_page: columns.next()?, by_mail: columns.next()? }),
    )
}

/// Sets it.
pub fn set_ways(tx: &WriteTx<'_>, agent: AgentId, kind: Notice, ways: Ways) -> Result<()> {
    tx.execute(
        "INSERT INTO notification_setting (agent_id, kind, on_page, by_mail) VALUES ($1, $2, $3, $4)
         ON CONFLICT (agent_id, kind) DO UPDATE SET on_page = excluded.on_page, by_mail = excluded.by_mail",
        &[&agent, &kind, &ways.on_page, &ways.by_mail],
    )?;
    Ok(())
}

/// Makes a reply address good for an agent and a conversation.
pub fn add_reply(
    tx: &WriteTx<'_>,
    token: &Token,
    agent: AgentId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO notification_reply (token_hash, agent_id, conversation_id, created_at) VALUES ($1, $2, $3, $4)",
        &[&token.hash(), &agent, &conversation, &now],
    )?;
    Ok(())
}

/// Whose mail may come to a reply address, and which conversation it is for.
pub fn find_reply(tx: &Tx<'_>, token: &Token) -> Result<Option<(AgentId, ConversationId)>> {
    tx.first(
        "SELECT agent_id, conversation_id FROM notification_reply WHERE token_hash = $1",
        &[&token.hash()],
        |columns| Ok((columns.next()?, columns.next()?)),
    )
}

fn mail_hash(token: &Token, mail_message_id: &str) -> [u8; 32] {
    Sha256::new().chain_update(token.hash()).chain_update(mail_message_id).finalize().into()
}

/// Notes that the mail with this Message-ID, which came to a reply address, was taken.
pub fn add_answer(tx: &WriteTx<'_>, token: &Token, mail_message_id: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO notification_answer (mail_hash, created_at) VALUES ($1, $2) ON CONFLICT (mail_hash) DO NOTHING",
        &[&mail_hash(token, mail_message_id), &now],
    )?;
    Ok(())
}

/// Whether it was.
pub fn has_answer(tx: &Tx<'_>, token: &Token, mail_message_id: &str) -> Result<bool> {
    let hash = mail_hash(token, mail_message_id);
    tx.exists("SELECT 1 FROM notification_answer WHERE mail_hash = $1", &[&hash])
}

/// Forgets reply addresses, and what came to them, from before that time.
pub fn sweep_replies(tx: &WriteTx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM notification_answer WHERE created_at < $1", &[&before])?;
    tx.execute("DELETE FROM notification_reply WHERE created_at < $1", &[&before])
}
