//! Steps of a customer that no message shows: on hold, at the counter, printing a label.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, ConversationId, CustomerStepId};
use jiff::Timestamp;

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerStep {
    /// Id.
    pub id: CustomerStepId,
    /// The conversation it belongs to.
    pub conversation_id: ConversationId,
    /// Who wrote it down.
    pub agent_id: Option<AgentId>,
    /// What the customer did.
    pub words: String,
    /// How long it took.
    pub minutes: i64,
    /// When it was written down.
    pub created_at: Timestamp,
}

fn step(columns: &mut Columns<'_>) -> Result<CustomerStep> {
    Ok(CustomerStep {
        id: columns.next()?,
        conversation_id: columns.next()?,
        agent_id: columns.next()?,
        words: columns.next()?,
        minutes: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Writes a step down; its id is given, whatever `new` says.
pub fn add(tx: &WriteTx<'_>, new: &CustomerStep) -> Result<CustomerStepId> {
    tx.insert(
        "INSERT INTO customer_step (conversation_id, agent_id, words, minutes, created_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
        &[&new.conversation_id, &new.agent_id, &new.words, &new.minutes, &new.created_at],
    )
}

/// Takes a step back; true when it stood.
pub fn remove(tx: &WriteTx<'_>, id: CustomerStepId, now: Timestamp) -> Result<bool> {
    let removed = tx.execute(
        "UPDATE customer_step SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL",
        &[&id, &now],
    )?;
    Ok(removed == 1)
}

/// A step that stands.
pub fn find(tx: &Tx<'_>, id: CustomerStepId) -> Result<Option<CustomerStep>> {
    tx.first(
        "SELECT id, conversation_id, agent_id, words, minutes, created_at FROM customer_step
         WHERE id = $1 AND removed_at IS NULL",
        &[&id],
        step,
    )
}

/// The steps of these conversations that stand, oldest first.
pub fn of_conversations(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<CustomerStep>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT id, conversation_id, agent_id, words, minutes, created_at FROM customer_step
         WHERE conversation_id IN LIST($1) AND removed_at IS NULL ORDER BY created_at, id",
        &[&ids],
        step,
    )
}
