//! Links with which somebody who forgot their password sets another. Only the hash of the token is kept.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::{AgentId, Token};
use jiff::Timestamp;

/// Adds a link.
pub fn add(
    tx: &WriteTx<'_>,
    token: &Token,
    agent: AgentId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO password_reset (token_hash, agent_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        &[&token.hash(), &agent, &now, &expires_at],
    )?;
    Ok(())
}

/// Whose link this is, unless it has expired.
pub fn find(tx: &Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<AgentId>> {
    tx.first(
        "SELECT agent_id FROM password_reset WHERE token_hash = $1 AND expires_at > $2",
        &[&token.hash(), &now],
        only,
    )
}

/// Ends all links of an agent: one was used, or the password changed another way.
pub fn end_all(tx: &WriteTx<'_>, agent: AgentId) -> Result<u64> {
    tx.execute("DELETE FROM password_reset WHERE agent_id = $1", &[&agent])
}

/// Forgets links that expired.
pub fn sweep(tx: &WriteTx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM password_reset WHERE expires_at <= $1", &[&now])
}
