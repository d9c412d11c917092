//! Searches with a name, shown as views of the inbox.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, SavedViewId};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Id.
    pub id: SavedViewId,
    /// Name.
    pub name: String,
    /// Whose; everybody's if nobody's.
    pub agent_id: Option<AgentId>,
    /// What it searches for.
    pub query: String,
    /// Its place among others; equal ones stand by name.
    pub position: i64,
}

fn saved_view(columns: &mut Columns<'_>) -> Result<SavedView> {
    Ok(SavedView {
        id: columns.next()?,
        name: columns.next()?,
        agent_id: columns.next()?,
        query: columns.next()?,
        position: columns.next()?,
    })
}

/// Adds a view.
pub fn add(tx: &WriteTx<'_>, name: &str, agent: Option<AgentId>, query: &str) -> Result<SavedViewId> {
    tx.insert(
        "INSERT INTO saved_view (name, agent_id, query) VALUES ($1, $2, $3) RETURNING id",
        &[&name, &agent, &query],
    )
}

/// Puts a removed view back, under its own id.
pub fn restore(tx: &WriteTx<'_>, view: &SavedView) -> Result<()> {
    tx.execute(
        "INSERT INTO saved_view (id, name, agent_id, query, position) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING",
        &[&view.id, &view.name, &view.agent_id, &view.query, &view.position],
    )?;
    Ok(())
}

/// Removes a view.
pub fn remove(tx: &WriteTx<'_>, id: SavedViewId) -> Result<()> {
    tx.execute("DELETE FROM saved_view WHERE id = $1", &[&id])?;
    Ok(())
}

/// The view with that id.
pub fn find(tx: &Tx<'_>, id: SavedViewId) -> Result<Option<SavedView>> {
    tx.first("SELECT id, name, agent_id, query, position FROM saved_view WHERE id = $1", &[&id], saved_view)
}

/// Everybody's views and those of that agent, in order.
pub fn of_agent(tx: &Tx<'_>, agent: Option<AgentId>) -> Result<Vec<SavedView>> {
    tx.query(
        "SELECT id, name, agent_id, query, position FROM saved_view WHERE agent_id IS NULL OR agent_id = $1
         ORDER BY position, name, id",
        &[&agent],
        saved_view,
    )
}
