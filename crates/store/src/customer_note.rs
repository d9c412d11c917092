//! Notes about a customer, apart from any conversation.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, CustomerId, CustomerNoteId};
use jiff::Timestamp;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerNote {
    /// Id.
    pub id: CustomerNoteId,
    /// About whom.
    pub customer_id: CustomerId,
    /// By whom, if by a person.
    pub agent_id: Option<AgentId>,
    /// What it says, in Markdown.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was taken away, if it was; the row stays, so that this can be undone.
    pub removed_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, customer_id, agent_id, text, created_at, removed_at";

fn note(columns: &mut Columns<'_>) -> Result<CustomerNote> {
    Ok(CustomerNote {
        id: columns.next()?,
        customer_id: columns.next()?,
        agent_id: columns.next()?,
        text: columns.next()?,
        created_at: columns.next()?,
        removed_at: columns.next()?,
    })
}

/// Adds a note.
pub fn add(
    tx: &WriteTx<'_>,
    customer: CustomerId,
    agent: Option<AgentId>,
    text: &str,
    now: Timestamp,
) -> Result<CustomerNoteId> {
    tx.insert(
        "INSERT INTO customer_note (customer_id, agent_id, text, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        &[&customer, &agent, &text, &now],
    )
}

/// The note with that id, removed or not.
pub fn find(tx: &Tx<'_>, id: CustomerNoteId) -> Result<Option<CustomerNote>> {
    tx.first(&format!("SELECT {COLUMNS} FROM customer_note WHERE id = $1"), &[&id], note)
}

/// A customer's notes that are not removed, latest first.
pub fn of_customer(tx: &Tx<'_>, customer: CustomerId, limit: i64) -> Result<Vec<CustomerNote>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM customer_note WHERE customer_id = $1 AND removed_at IS NULL
             ORDER BY created_at DESC, id DESC LIMIT $2"
        ),
        &[&customer, &limit],
        note,
    )
}

/// Takes a note away, or (`None`) puts it back.
pub fn set_removed(tx: &WriteTx<'_>, id: CustomerNoteId, at: Option<Timestamp>) -> Result<()> {
    tx.execute("UPDATE customer_note SET removed_at = $2 WHERE id = $1", &[&id, &at])?;
    Ok(())
}
