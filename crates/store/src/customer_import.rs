//! Imports of customers from a file: how far each has come, and the file in pieces.

use crate::blob::Hash;
use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Bind, Column, Columns, Value, named_values};
use domain::{AgentId, CustomerImportId};
use jiff::Timestamp;
use std::borrow::Cow;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Looked at, not begun.
    Draft,
    /// On its way.
    Running,
    /// Through.
    Done,
    /// Ended by a person or by the file itself; what was done stays.
    Stopped,
}

impl State {
    /// The name as stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Draft, Self::Running, Self::Done, Self::Stopped].into_iter().find(|state| state.name() == name)
    }
}

named_values!(State);

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerImport {
    /// Id.
    pub id: CustomerImportId,
    /// Whose: events of the import are theirs.
    pub agent_id: AgentId,
    /// The file's name.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// What each column is, as JSON.
    pub columns: String,
    /// What happens to customers we know: `update` or `skip`.
    pub known: String,
    /// Bytes of the file.
    pub size: i64,
    /// Bytes of it that are done.
    pub position: i64,
    /// The line that stands at the position, counted from 1.
    pub line: i64,
    /// Customers made.
    pub created_count: i64,
    /// Customers changed.
    pub updated_count: i64,
    /// Rows about customers we knew that were passed over.
    pub skipped_count: i64,
    /// Rows that could not be used.
    pub problem_count: i64,
    /// The first problems, as JSON.
    pub problems: String,
    /// When the file came.
    pub created_at: Timestamp,
    /// When it was through or ended.
    pub finished_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "id, agent_id, name, state, columns, known, size, position, line, created_count, updated_count,
    skipped_count, problem_count, problems, created_at, finished_at";

fn import(columns: &mut Columns<'_>) -> Result<CustomerImport> {
    Ok(CustomerImport {
        id: columns.next()?,
        agent_id: columns.next()?,
        name: columns.next()?,
        state: columns.next()?,
        columns: columns.next()?,
        known: columns.next()?,
        size: columns.next()?,
        position: columns.next()?,
        line: columns.next()?,
        created_count: columns.next()?,
        updated_count: columns.next()?,
        skipped_count: columns.next()?,
        problem_count: columns.next()?,
        problems: columns.next()?,
        created_at: columns.next()?,
        finished_at: columns.next()?,
    })
}

/// Begins an import without any bytes yet.
pub fn add(tx: &WriteTx<'_>, agent: AgentId, name: &str, now: Timestamp) -> Result<CustomerImportId> {
    tx.insert(
        "INSERT INTO customer_import (agent_id, name, state, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        &[&agent, &name, &State::Draft, &now],
    )
}

/// Adds the next piece of its file; the blob must be kept already.
pub fn add_piece(tx: &WriteTx<'_>, id: CustomerImportId, number: i64, hash: &Hash, size: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO customer_import_piece (customer_import_id, number, blob_hash, size) VALUES ($1, $2, $3, $4)",
        &[&id, &number, hash, &size],
    )?;
    tx.execute("UPDATE customer_import SET size = size + $2 WHERE id = $1", &[&id, &size])?;
    Ok(())
}

/// The pieces of its file in order: hash and bytes of each.
pub fn pieces(tx: &Tx<'_>, id: CustomerImportId) -> Result<Vec<(Hash, i64)>> {
    tx.query(
        "SELECT blob_hash, size FROM customer_import_piece WHERE customer_import_id = $1 ORDER BY number",
        &[&id],
        |columns| Ok((columns.next()?, columns.next()?)),
    )
}

/// The import with that id.
pub fn find(tx: &Tx<'_>, id: CustomerImportId) -> Result<Option<CustomerImport>> {
    tx.first(&format!("SELECT {COLUMNS} FROM customer_import WHERE id = $1"), &[&id], import)
}

/// The oldest import that is on its way.
pub fn next_running(tx: &Tx<'_>) -> Result<Option<CustomerImport>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM customer_import WHERE state = 'running' ORDER BY id LIMIT 1"),
        &[],
        import,
    )
}

/// The latest imports.
pub fn latest(tx: &Tx<'_>, limit: i64) -> Result<Vec<CustomerImport>> {
    tx.query(&format!("SELECT {COLUMNS} FROM customer_import ORDER BY id DESC LIMIT $1"), &[&limit], import)
}

/// Saves how far it has come, if it still stands at `position` in state `state`; false when somebody was faster.
pub fn advance(tx: &WriteTx<'_>, changed: &CustomerImport, state: State, position: i64) -> Result<bool> {
    let saved = tx.execute(
        "UPDATE customer_import SET state = $2, columns = $3, known = $4, position = $5, line = $6, created_count = $7,
         updated_count = $8, skipped_count = $9, problem_count = $10, problems = $11, finished_at = $12
         WHERE id = $1 AND state = $13 AND position = $14",
        &[
            &changed.id,
            &changed.state,
            &changed.columns,
            &changed.known,
            &changed.position,
            &changed.line,
            &changed.created_count,
            &changed.updated_count,
            &changed.skipped_count,
            &changed.problem_count,
            &changed.problems,
            &changed.finished_at,
            &state,
            &position,
        ],
    )?;
    Ok(saved == 1)
}
