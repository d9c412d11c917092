//! Groups of agents.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::{AgentId, TeamId};
use jiff::Timestamp;

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Id.
    pub id: TeamId,
    /// Name, unique without regard to case.
    pub name: String,
}

/// Adds a team.
pub fn add(tx: &WriteTx<'_>, name: &str, now: Timestamp) -> Result<TeamId> {
    tx.insert(
        "INSERT INTO team (name, name_key, created_at) VALUES ($1, $2, $3) RETURNING id",
        &[&name, &name.to_lowercase(), &now],
    )
}

/// Renames a team.
pub fn rename(tx: &WriteTx<'_>, id: TeamId, name: &str) -> Result<()> {
    tx.execute(
        "UPDATE team SET name = $2, name_key = $3 WHERE id = $1",
        &[&id, &name, &name.to_lowercase()],
    )?;
    Ok(())
}

/// All teams by name.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Team>> {
    tx.query("SELECT id, name FROM team ORDER BY name_key", &[], team)
}

/// The team with that id.
pub fn find(tx: &Tx<'_>, id: TeamId) -> Result<Option<Team>> {
    tx.first("SELECT id, name FROM team WHERE id = $1", &[&id], team)
}

/// Puts an agent into a team; nothing happens when they are in it.
pub fn join(tx: &WriteTx<'_>, team: TeamId, agent: AgentId) -> Result<()> {
    tx.execute(
        "INSERT INTO team_member (team_id, agent_id) VALUES ($1, $2) ON CONFLICT (team_id, agent_id) DO NOTHING",
        &[&team, &agent],
    )?;
    Ok(())
}

/// Takes an agent out of a team.
pub fn leave(tx: &WriteTx<'_>, team: TeamId, agent: AgentId) -> Result<()> {
    tx.execute("DELETE FROM team_member WHERE team_id = $1 AND agent_id = $2", &[&team, &agent])?;
    Ok(())
}

/// Who is in the team.
pub fn members(tx: &Tx<'_>, team: TeamId) -> Result<Vec<AgentId>> {
    tx.query("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id", &[&team], only)
}

/// Lets everything that goes to the team go to another, or to none: closed conversations, mailboxes,
/// invitations, handovers, budgets.
/// What people see happen (conversations that aren't closed) is handed over one by one before.
pub fn hand_over(tx: &WriteTx<'_>, from: TeamId, to: Option<TeamId>) -> Result<()> {
    for (table, column) in [
        ("conversation", "team_id"),
        ("mailbox", "team_id"),
        ("invitation", "team_id"),
        ("handover", "to_team_id"),
        ("budget", "team_id"),
    ] {
        tx.execute(&format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1"), &[&from, &to])?;
    }
    Ok(())
}

/// Removes a team and who is in it. Fails with [`Error::is_named_elsewhere`](crate::Error::is_named_elsewhere) as long
/// as something goes to it.
pub fn remove(tx: &WriteTx<'_>, id: TeamId) -> Result<()> {
    tx.execute("DELETE FROM team_member WHERE team_id = $1", &[&id])?;
    tx.execute("DELETE FROM team WHERE id = $1", &[&id])?;
    Ok(())
}

fn team(columns: &mut Columns<'_>) -> Result<Team> {
    Ok(Team { id: columns.next()?, name: columns.next()? })
}
