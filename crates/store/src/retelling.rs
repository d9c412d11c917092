//! Messages in which a customer says that they explain it once more.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{ConversationId, MessageId};
use jiff::Timestamp;

/// A message that tells it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retelling {
    /// The message.
    pub message_id: MessageId,
    /// The conversation it came in; read those of merged ones with [`crate::conversation::with_merged`].
    pub conversation_id: ConversationId,
    /// The words that say so.
    pub words: String,
    /// When it came.
    pub created_at: Timestamp,
}

fn retelling(columns: &mut Columns<'_>) -> Result<Retelling> {
    Ok(Retelling {
        message_id: columns.next()?,
        conversation_id: columns.next()?,
        words: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Marks a message; nothing happens when it is marked.
pub fn add(tx: &WriteTx<'_>, new: &Retelling) -> Result<()> {
    tx.execute(
        "INSERT INTO retelling (message_id, conversation_id, words, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (message_id) DO NOTHING",
        &[&new.message_id, &new.conversation_id, &new.words, &new.created_at],
    )?;
    Ok(())
}

/// Those of these conversations, oldest first.
pub fn of_conversations(tx: &Tx<'_>, ids: &[ConversationId]) -> Result<Vec<Retelling>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT message_id, conversation_id, words, created_at FROM retelling WHERE conversation_id IN LIST($1)
         ORDER BY message_id",
        &[&ids],
        retelling,
    )
}
