//! Messages: what customers wrote, what we answered, what we noted among ourselves.

use crate::blob::Hash;
use crate::clause::Clauses;
use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::message::Direction;
use domain::{AgentId, ConversationId, IdentityId, MessageId};
use jiff::Timestamp;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Which way it goes.
    pub direction: Direction,
    /// `message`, `auto_reply`, `bounce`, `feedback_report` or `bulk`.
    pub nature: String,
    /// How it came or went: `mail`, `call`, `letter`, `form`, `api` or `note`.
    pub channel: String,
    /// Who of us wrote it.
    pub agent_id: Option<AgentId>,
    /// The customer's address it came from.
    pub identity_id: Option<IdentityId>,
    /// Addresses as JSON; what is in it is `app`'s affair.
    pub addresses: String,
    /// Subject as written.
    pub subject: String,
    /// The whole text (for answers: the Markdown as written).
    pub text: String,
    /// Byte ranges of the text to fold, as JSON.
    pub folds: String,
    /// Sanitised HTML, empty when there is none.
    pub html: String,
    /// Remote pictures that wait to be asked for.
    pub remote_count: i64,
    /// The HTML brings its own colours.
    pub own_colors: bool,
    /// The sender knew a reference but doesn't belong here.
    pub stranger: bool,
    /// The Message-ID without brackets, empty when there is none.
    pub mail_message_id: String,
    /// The raw mail.
    pub raw_hash: Option<Hash>,
    /// When the sender says it was written.
    pub written_at: Option<Timestamp>,
    /// When it came or was written here.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, conversation_id, direction, nature, channel, agent_id, identity_id, addresses, subject, text, folds,
    html, remote_count, own_colors, stranger, mail_message_id, raw_hash, written_at, created_at";

fn message(columns: &mut Columns<'_>) -> Result<Message> {
    Ok(Message {
        id: columns.next()?,
        conversation_id: columns.next()?,
        direction: columns.next()?,
        nature: columns.next()?,
        channel: columns.next()?,
        agent_id: columns.next()?,
        identity_id: columns.next()?,
        addresses: columns.next()?,
        subject: columns.next()?,
        text: columns.next()?,
        folds: columns.next()?,
        html: columns.next()?,
        remote_count: columns.next()?,
        own_colors: columns.next()?,
        stranger: columns.next()?,
        mail_message_id: columns.next()?,
        raw_hash: columns.next()?,
        written_at: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a message; the id in it is ignored, the new one returned.
pub fn add(tx: &WriteTx<'_>, new: &Message) -> Result<MessageId> {
    tx.insert(
        "INSERT INTO message (conversation_id, direction, nature, channel, agent_id, identity_id, addresses, subject, text, folds,
         html, remote_count, own_colors, stranger, mail_message_id, raw_hash, written_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id",
        &[
            &new.conversation_id, &new.direction, &new.nature, &new.channel, &new.agent_id, &new.identity_id, &new.addresses,
            &new.subject, &new.text, &new.folds, &new.html, &new.remote_count, &new.own_colors, &new.stranger,
            &new.mail_message_id, &new.raw_hash, &new.written_at, &new.created_at,
        ],
    )
}

/// The message with that id.
pub fn find(tx: &Tx<'_>, id: MessageId) -> Result<Option<Message>> {
    tx.first(&format!("SELECT {COLUMNS} FROM message WHERE id = $1"), &[&id], message)
}

/// These messages, by id; missing ones are left out.
pub fn find_many(tx: &Tx<'_>, ids: &[MessageId]) -> Result<Vec<Message>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(&format!("SELECT {COLUMNS} FROM message WHERE id IN LIST($1) ORDER BY id"), &[&ids], message)
}

/// The latest messages of a conversation, oldest first; at most `limit`, before `before` if given.
pub fn of_conversation(
    tx: &Tx<'_>,
    conversation: ConversationId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<Vec<Message>> {
    let mut query = Clauses::default();
    query.push("SELECT ").push(COLUMNS).bind(" FROM message WHERE conversation_id = $", conversation);
    if let Some(before) = before {
        // By time first: imported mail is older than its id.
        query.bind(
            " AND (created_at, id) < (SELECT shown.created_at, shown.id FROM message AS shown WHERE shown.id = $)",
            before,
        );
    }
    query.bind(" ORDER BY created_at DESC, id DESC LIMIT $", limit);
    let mut messages = tx.query(query.sql(), &query.values(), message)?;
    messages.reverse();
    Ok(messages)
}

/// The Message-IDs of a conversation's mails, oldest first: what an answer refers to.
pub fn mail_message_ids(tx: &Tx<'_>, conversation: ConversationId) -> Result<Vec<String>> {
    tx.query(
        "SELECT mail_message_id FROM message WHERE conversation_id = $1 AND mail_message_id <> '' AND direction <> 'note'
         ORDER BY created_at, id",
        &[&conversation],
        only,
    )
}

/// The last message of a conversation that isn't a note, in that direction.
pub fn last(tx: &Tx<'_>, conversation: ConversationId, direction: Direction) -> Result<Option<Message>> {
    tx.first(
        &format!(
            "SELECT {COLUMNS} FROM message WHERE conversation_id = $1 AND direction = $2 ORDER BY created_at DESC, id DESC LIMIT 1"
        ),
        &[&conversation, &direction],
        message,
    )
}

/// Whether this address ever wrote in the conversation, or was written to: whether its owner belongs to it.
pub fn belongs(tx: &Tx<'_>, conversation: ConversationId, address_key: &str) -> Result<bool> {
    tx.exists(
        "SELECT 1 FROM message JOIN identity ON identity.id = message.identity_id
         WHERE message.conversation_id = $1 AND message.stranger = $3 AND identity.kind = 'email' AND identity.key = $2
         UNION ALL
         SELECT 1 FROM message JOIN recipient ON recipient.message_id = message.id
         WHERE message.conversation_id = $1 AND recipient.address_key = $2 LIMIT 1",
        &[&conversation, &address_key, &false],
    )
}

/// Gives the message its Message-ID and raw mail, made when it was first sent.
pub fn set_mail(tx: &WriteTx<'_>, id: MessageId, mail_message_id: &str, raw_hash: &Hash) -> Result<()> {
    tx.execute(
        "UPDATE message SET mail_message_id = $2, raw_hash = $3 WHERE id = $1",
        &[&id, &mail_message_id, raw_hash],
    )?;
    Ok(())
}

/// Moves a message into another conversation.
pub fn move_to(tx: &WriteTx<'_>, id: MessageId, conversation: ConversationId) -> Result<()> {
    tx.execute("UPDATE message SET conversation_id = $2 WHERE id = $1", &[&id, &conversation])?;
    Ok(())
}

/// The messages of a conversation, oldest first; from `from` on if given.
pub fn ids(tx: &Tx<'_>, conversation: ConversationId, from: Option<MessageId>) -> Result<Vec<MessageId>> {
    let mut query = Clauses::default();
    query.bind("SELECT id FROM message WHERE conversation_id = $", conversation);
    if let Some(from) = from {
        query.bind(
            " AND (created_at, id) >= (SELECT first.created_at, first.id FROM message AS first WHERE first.id = $)",
            from,
        );
    }
    query.push(" ORDER BY created_at, id");
    tx.query(query.sql(), &query.values(), only)
}

/// Moves those of the messages that still are in `from` to another conversation; returns how many.
pub fn move_many(
    tx: &WriteTx<'_>,
    messages: &[MessageId],
    from: ConversationId,
    to: ConversationId,
) -> Result<u64> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    tx.execute(
        "UPDATE message SET conversation_id = $1 WHERE conversation_id = $2 AND id IN LIST($3)",
        &[&to, &from, &ids],
    )
}

/// What a conversation's own row repeats of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Messages, notes too; answers that were taken back don't count.
    pub count: i64,
    /// When the last one that isn't a note came or was written.
    pub last_at: Option<Timestamp>,
    /// Our first answer.
    pub first_reply_at: Option<Timestamp>,
    /// Our last answer.
    pub last_reply_at: Option<Timestamp>,
}

/// Counts a conversation's messages again.
pub fn tally(tx: &Tx<'_>, conversation: ConversationId) -> Result<Tally> {
    tx.one(
        "SELECT COUNT(*), MAX(CASE WHEN message.direction <> 'note' THEN message.created_at END),
         MIN(CASE WHEN message.direction = 'outbound' THEN message.created_at END),
         MAX(CASE WHEN message.direction = 'outbound' THEN message.created_at END)
         FROM message LEFT JOIN delivery ON delivery.message_id = message.id
         WHERE message.conversation_id = $1 AND (delivery.state IS NULL OR delivery.state <> 'cancelled')",
        &[&conversation],
        |columns| {
            Ok(Tally {
                count: columns.next()?,
                last_at: columns.next()?,
                first_reply_at: columns.next()?,
                last_reply_at: columns.next()?,
            })
        },
    )
}

/// When the customer first wrote after `after` (machines don't count): since when they wait for an answer.
pub fn waiting_since(
    tx: &Tx<'_>,
    conversation: ConversationId,
    after: Option<Timestamp>,
) -> Result<Option<Timestamp>> {
    tx.one(
        "SELECT MIN(created_at) FROM message WHERE conversation_id = $1 AND direction = 'inbound'
         AND nature = 'message' AND created_at > $2",
        &[&conversation, &after.unwrap_or(Timestamp::MIN)],
        only,
    )
}

/// The last message that isn't a note, nor an answer that was taken back.
pub fn last_said(tx: &Tx<'_>, conversation: ConversationId) -> Result<Option<Message>> {
    tx.first(
        &format!(
            "SELECT {COLUMNS} FROM message WHERE conversation_id = $1 AND direction <> 'note'
             AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.message_id = message.id AND delivery.state = 'cancelled')
             ORDER BY created_at DESC, id DESC LIMIT 1"
        ),
        &[&conversation],
        message,
    )
}

/// Gives the message the Message-ID it was sent under elsewhere.
pub fn set_mail_message_id(tx: &WriteTx<'_>, id: MessageId, mail_message_id: &str) -> Result<()> {
    tx.execute("UPDATE message SET mail_message_id = $2 WHERE id = $1", &[&id, &mail_message_id])?;
    Ok(())
}

/// In how many conversations each agent answered from that time until before the other.
pub fn answered_by_agents(tx: &Tx<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<(AgentId, i64)>> {
    tx.query(
        "SELECT agent_id, COUNT(DISTINCT conversation_id) FROM message
         WHERE direction = 'outbound' AND agent_id IS NOT NULL AND created_at >= $1 AND created_at < $2
         GROUP BY agent_id ORDER BY agent_id",
        &[&from, &until],
        |columns| Ok((columns.next()?, columns.next()?)),
    )
}
