//! Answers not yet sent, kept on the server: one per agent and conversation.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, ConversationId, MessageId};
use jiff::Timestamp;

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Whose.
    pub agent_id: AgentId,
    /// The form as JSON; what is in it is `app`'s affair.
    pub content: String,
    /// The last message its writer had seen.
    pub seen_message_id: Option<MessageId>,
    /// Last touched.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "conversation_id, agent_id, content, seen_message_id, updated_at";

fn draft(columns: &mut Columns<'_>) -> Result<Draft> {
    Ok(Draft {
        conversation_id: columns.next()?,
        agent_id: columns.next()?,
        content: columns.next()?,
        seen_message_id: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Keeps the draft, over an earlier one.
pub fn save(tx: &WriteTx<'_>, draft: &Draft) -> Result<()> {
    tx.execute(
        "INSERT INTO draft (conversation_id, agent_id, content, seen_message_id, updated_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (conversation_id, agent_id) DO UPDATE SET content = excluded.content,
         seen_message_id = excluded.seen_message_id, updated_at = excluded.updated_at",
        &[&draft.conversation_id, &draft.agent_id, &draft.content, &draft.seen_message_id, &draft.updated_at],
    )?;
    Ok(())
}

/// The draft of that agent in that conversation.
pub fn find(tx: &Tx<'_>, conversation: ConversationId, agent: AgentId) -> Result<Option<Draft>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM draft WHERE conversation_id = $1 AND agent_id = $2"),
        &[&conversation, &agent],
        draft,
    )
}

/// Everybody's drafts in that conversation.
pub fn of_conversation(tx: &Tx<'_>, conversation: ConversationId) -> Result<Vec<Draft>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM draft WHERE conversation_id = $1 ORDER BY agent_id"),
        &[&conversation],
        draft,
    )
}

/// Forgets it: it was sent or thrown away.
pub fn remove(tx: &WriteTx<'_>, conversation: ConversationId, agent: AgentId) -> Result<()> {
    tx.execute("DELETE FROM draft WHERE conversation_id = $1 AND agent_id = $2", &[&conversation, &agent])?;
    Ok(())
}
