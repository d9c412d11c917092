//! Texts that agents use again.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::CannedAnswerId;
use jiff::Timestamp;

/// A canned answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannedAnswer {
    /// Id.
    pub id: CannedAnswerId,
    /// Name.
    pub name: String,
    /// Markdown with `{{ placeholders }}`.
    pub body: String,
    /// Last written.
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "id, name, body, updated_at";

fn canned_answer(columns: &mut Columns<'_>) -> Result<CannedAnswer> {
    Ok(CannedAnswer {
        id: columns.next()?,
        name: columns.next()?,
        body: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds an answer.
pub fn add(tx: &WriteTx<'_>, name: &str, body: &str, now: Timestamp) -> Result<CannedAnswerId> {
    tx.insert(
        "INSERT INTO canned_answer (name, name_key, body, updated_at) VALUES ($1, $2, $3, $4) RETURNING id",
        &[&name, &name.to_lowercase(), &body, &now],
    )
}

/// Writes it anew; one that was removed is there again, under its own id.
pub fn save(tx: &WriteTx<'_>, answer: &CannedAnswer) -> Result<()> {
    tx.execute(
        "INSERT INTO canned_answer (id, name, name_key, body, updated_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, body = excluded.body,
         updated_at = excluded.updated_at",
        &[&answer.id, &answer.name, &answer.name.to_lowercase(), &answer.body, &answer.updated_at],
    )?;
    Ok(())
}

/// Removes it.
pub fn remove(tx: &WriteTx<'_>, id: CannedAnswerId) -> Result<()> {
    tx.execute("DELETE FROM canned_answer WHERE id = $1", &[&id])?;
    Ok(())
}

/// The answer with that id.
pub fn find(tx: &Tx<'_>, id: CannedAnswerId) -> Result<Option<CannedAnswer>> {
    tx.first(&format!("SELECT {COLUMNS} FROM canned_answer WHERE id = $1"), &[&id], canned_answer)
}

/// All of them, by name.
pub fn all(tx: &Tx<'_>) -> Result<Vec<CannedAnswer>> {
    tx.query(&format!("SELECT {COLUMNS} FROM canned_answer ORDER BY name_key, id"), &[], canned_answer)
}
