//! Who looked at figures about whom.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use domain::AgentId;
use jiff::Timestamp;

/// Somebody looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who.
    pub viewer_id: AgentId,
    /// At whose figures.
    pub subject_id: AgentId,
    /// On which page.
    pub page: String,
    /// When.
    pub created_at: Timestamp,
}

/// Notes it.
pub fn add(tx: &WriteTx<'_>, look: &Look) -> Result<()> {
    tx.execute(
        "INSERT INTO look (viewer_id, subject_id, page, created_at) VALUES ($1, $2, $3, $4)",
        &[&look.viewer_id, &look.subject_id, &look.page, &look.created_at],
    )?;
    Ok(())
}

/// The latest looks at somebody's figures.
pub fn of_subject(tx: &Tx<'_>, subject: AgentId, limit: i64) -> Result<Vec<Look>> {
    tx.query(
        "SELECT viewer_id, subject_id, page, created_at FROM look WHERE subject_id = $1
         ORDER BY created_at DESC, id DESC LIMIT $2",
        &[&subject, &limit],
        |columns| {
            Ok(Look {
                viewer_id: columns.next()?,
                subject_id: columns.next()?,
                page: columns.next()?,
                created_at: columns.next()?,
            })
        },
    )
}
