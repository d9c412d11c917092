//! Ways back from what was just done.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, UndoId};
use jiff::Timestamp;

/// A way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Id.
    pub id: UndoId,
    /// Who did it, and alone may undo it.
    pub agent_id: AgentId,
    /// What was done, as a person reads it.
    pub words: String,
    /// The steps back as JSON; what is in them is `app`'s affair.
    pub steps: String,
    /// When it was done.
    pub created_at: Timestamp,
}

fn undo(columns: &mut Columns<'_>) -> Result<Undo> {
    Ok(Undo {
        id: columns.next()?,
        agent_id: columns.next()?,
        words: columns.next()?,
        steps: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Keeps a way back.
pub fn add(tx: &WriteTx<'_>, agent: AgentId, words: &str, steps: &str, now: Timestamp) -> Result<UndoId> {
    tx.insert(
        "INSERT INTO undo (agent_id, words, steps, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        &[&agent, &words, &steps, &now],
    )
}

/// The way back with that id.
pub fn find(tx: &Tx<'_>, id: UndoId) -> Result<Option<Undo>> {
    tx.first("SELECT id, agent_id, words, steps, created_at FROM undo WHERE id = $1", &[&id], undo)
}

/// Uses it up; true for the one who did.
pub fn take(tx: &WriteTx<'_>, id: UndoId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM undo WHERE id = $1", &[&id])? == 1)
}

/// Forgets those from before that time.
pub fn sweep(tx: &WriteTx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM undo WHERE created_at < $1", &[&before])
}
