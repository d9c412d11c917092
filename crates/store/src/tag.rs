//! Labels on conversations.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::{ConversationId, TagId};

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Id.
    pub id: TagId,
    /// Name, unique without regard to case.
    pub name: String,
}

/// The tag of that name, made if it isn't there.
pub fn ensure(tx: &WriteTx<'_>, name: &str) -> Result<TagId> {
    tx.insert(
        "INSERT INTO tag (name, name_key) VALUES ($1, $2) ON CONFLICT (name_key) DO UPDATE SET name = tag.name RETURNING id",
        &[&name, &name.to_lowercase()],
    )
}

/// All tags by name.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Tag>> {
    tx.query("SELECT id, name FROM tag ORDER BY name_key", &[], |columns| {
        Ok(Tag { id: columns.next()?, name: columns.next()? })
    })
}

/// Puts a tag on a conversation; true when it wasn't there.
pub fn put(tx: &WriteTx<'_>, conversation: ConversationId, tag: TagId) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO conversation_tag (conversation_id, tag_id) VALUES ($1, $2) ON CONFLICT (conversation_id, tag_id) DO NOTHING",
        &[&conversation, &tag],
    )?;
    Ok(added == 1)
}

/// Takes a tag off; true when it was there.
pub fn take(tx: &WriteTx<'_>, conversation: ConversationId, tag: TagId) -> Result<bool> {
    let removed = tx.execute(
        "DELETE FROM conversation_tag WHERE conversation_id = $1 AND tag_id = $2",
        &[&conversation, &tag],
    )?;
    Ok(removed == 1)
}

/// The tags of these conversations, by conversation and name.
pub fn of_conversations(
    tx: &Tx<'_>,
    conversations: &[ConversationId],
) -> Result<Vec<(ConversationId, String)>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT conversation_tag.conversation_id, tag.name FROM conversation_tag JOIN tag ON tag.id = conversation_tag.tag_id
         WHERE conversation_tag.conversation_id IN LIST($1) ORDER BY conversation_tag.conversation_id, tag.name_key",
        &[&ids],
        |columns| Ok((columns.next()?, columns.next()?)),
    )
}

/// The tag of that name, if there is one.
pub fn find(tx: &Tx<'_>, name: &str) -> Result<Option<TagId>> {
    tx.first("SELECT id FROM tag WHERE name_key = $1", &[&name.to_lowercase()], only)
}
