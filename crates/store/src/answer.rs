//! Who answered whom: what agents wrote to customers, answers that were taken back left out.

use crate::error::Result;
use crate::sql::Tx;
use crate::value::{Columns, only};
use domain::{AgentId, ConversationId, CustomerId};
use jiff::Timestamp;

/// An agent who answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answerer {
    /// Who.
    pub agent_id: AgentId,
    /// How often.
    pub answers: i64,
    /// Last when.
    pub last_at: Timestamp,
}

const KEPT: &str = "message.direction = 'outbound' AND message.agent_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM delivery WHERE delivery.message_id = message.id AND delivery.state = 'cancelled')";

fn answerer(columns: &mut Columns<'_>) -> Result<Answerer> {
    Ok(Answerer { agent_id: columns.next()?, answers: columns.next()?, last_at: columns.next()? })
}

/// Who answered in a conversation, most first.
pub fn in_conversation(tx: &Tx<'_>, conversation: ConversationId) -> Result<Vec<Answerer>> {
    tx.query(
        &format!(
            "SELECT message.agent_id, COUNT(*), MAX(message.created_at) FROM message
             WHERE message.conversation_id = $1 AND {KEPT} GROUP BY message.agent_id
             ORDER BY 2 DESC, 3 DESC, 1"
        ),
        &[&conversation],
        answerer,
    )
}

/// Who answered a customer since a time, most first.
pub fn to_customer(tx: &Tx<'_>, customer: CustomerId, since: Timestamp, limit: i64) -> Result<Vec<Answerer>> {
    tx.query(
        &format!(
            "SELECT message.agent_id, COUNT(*), MAX(message.created_at) FROM message
             JOIN conversation ON conversation.id = message.conversation_id
             WHERE conversation.customer_id = $1 AND message.created_at >= $2 AND {KEPT}
             GROUP BY message.agent_id ORDER BY 2 DESC, 3 DESC, 1 LIMIT $3"
        ),
        &[&customer, &since, &limit],
        answerer,
    )
}

/// When an agent answered anybody since a time, latest first.
pub fn times_of(tx: &Tx<'_>, agent: AgentId, since: Timestamp, limit: i64) -> Result<Vec<Timestamp>> {
    tx.query(
        "SELECT message.created_at FROM message WHERE message.direction = 'outbound' AND message.agent_id = $1
         AND message.created_at >= $2 ORDER BY message.created_at DESC LIMIT $3",
        &[&agent, &since, &limit],
        only,
    )
}
