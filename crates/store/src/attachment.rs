//! Files of messages. Those of received mails stay inside the raw mail and are only pointed at.

use crate::blob::Hash;
use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, AttachmentId, MessageId};
use jiff::Timestamp;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Id.
    pub id: AttachmentId,
    /// The message it belongs to; none while its message isn't written yet.
    pub message_id: Option<MessageId>,
    /// Who uploaded it.
    pub agent_id: Option<AgentId>,
    /// File name, cleaned.
    pub name: String,
    /// Media type as declared; never trusted when served.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// The file, or the raw mail that holds it.
    pub blob_hash: Hash,
    /// Where in the raw mail it is; empty when the blob is the file.
    pub part: String,
    /// Shown inside the text.
    pub inline: bool,
    /// The `cid:` under which the text shows it.
    pub content_id: String,
}

/// What is said about a new file.
#[derive(Clone, Debug)]
pub struct NewAttachment<'a> {
    /// The message it belongs to, if there is one yet.
    pub message_id: Option<MessageId>,
    /// Who uploaded it.
    pub agent_id: Option<AgentId>,
    /// File name.
    pub name: &'a str,
    /// Media type.
    pub media_type: &'a str,
    /// Bytes.
    pub size: i64,
    /// The file, or the raw mail that holds it.
    pub blob_hash: Hash,
    /// Where in the raw mail.
    pub part: &'a str,
    /// Shown inside the text.
    pub inline: bool,
    /// The `cid:`.
    pub content_id: &'a str,
}

const COLUMNS: &str = "id, message_id, agent_id, name, media_type, size, blob_hash, part, inline, content_id";

fn attachment(columns: &mut Columns<'_>) -> Result<Attachment> {
    Ok(Attachment {
        id: columns.next()?,
        message_id: columns.next()?,
        agent_id: columns.next()?,
        name: columns.next()?,
        media_type: columns.next()?,
        size: columns.next()?,
        blob_hash: columns.next()?,
        part: columns.next()?,
        inline: columns.next()?,
        content_id: columns.next()?,
    })
}

/// Adds a file.
pub fn add(tx: &WriteTx<'_>, new: &NewAttachment<'_>, now: Timestamp) -> Result<AttachmentId> {
    tx.insert(
        "INSERT INTO attachment (message_id, agent_id, name, media_type, size, blob_hash, part, inline, content_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        &[
            &new.message_id, &new.agent_id, &new.name, &new.media_type, &new.size, &new.blob_hash, &new.part,
            &new.inline, &new.content_id, &now,
        ],
    )
}

/// Gives an uploaded file to the message it was meant for; false when it isn't loose, or not this agent's.
pub fn attach(
    tx: &WriteTx<'_>,
    id: AttachmentId,
    agent: Option<AgentId>,
    message: MessageId,
    inline: bool,
) -> Result<bool> {
    let attached = tx.execute(
        "UPDATE attachment SET message_id = $3, inline = $4 WHERE id = $1 AND message_id IS NULL
         AND (agent_id = $2 OR ($2 IS NULL AND agent_id IS NULL))",
        &[&id, &agent, &message, &inline],
    )?;
    Ok(attached == 1)
}

/// Makes the files of an undone message loose again, so that the draft keeps them.
pub fn detach_all(tx: &WriteTx<'_>, message: MessageId) -> Result<()> {
    tx.execute("UPDATE attachment SET message_id = NULL WHERE message_id = $1", &[&message])?;
    Ok(())
}

/// The file with that id.
pub fn find(tx: &Tx<'_>, id: AttachmentId) -> Result<Option<Attachment>> {
    tx.first(&format!("SELECT {COLUMNS} FROM attachment WHERE id = $1"), &[&id], attachment)
}

/// The files of these messages, in message order.
pub fn of_messages(tx: &Tx<'_>, messages: &[MessageId]) -> Result<Vec<Attachment>> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM attachment WHERE message_id IN LIST($1) ORDER BY message_id, id"),
        &[&ids],
        attachment,
    )
}

/// Forgets uploads that never became part of a message.
pub fn sweep_loose(tx: &WriteTx<'_>, older_than: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM attachment WHERE message_id IS NULL AND created_at < $1", &[&older_than])
}
