//! Signed-in browsers. The database keeps only the hash of a session's token.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use domain::{AgentId, Token};
use jiff::Timestamp;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub agent: AgentId,
    /// Last used, to the minute or so.
    pub seen_at: Timestamp,
    /// Good until.
    pub expires_at: Timestamp,
    /// What the browser called itself, shortened.
    pub device: String,
}

/// Starts a session.
pub fn start(
    tx: &WriteTx<'_>,
    token: &Token,
    agent: AgentId,
    device: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO session (token_hash, agent_id, created_at, seen_at, expires_at, device) VALUES ($1, $2, $3, $3, $4, $5)",
        &[&token.hash(), &agent, &now, &expires_at, &device],
    )?;
    Ok(())
}

/// The session behind a token, unless it has expired.
pub fn find(tx: &Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<Session>> {
    tx.first(
        "SELECT agent_id, seen_at, expires_at, device FROM session WHERE token_hash = $1 AND expires_at > $2",
        &[&token.hash(), &now],
        |columns| {
            Ok(Session {
                agent: columns.next()?,
                seen_at: columns.next()?,
                expires_at: columns.next()?,
                device: columns.next()?,
            })
        },
    )
}

/// Notes that the session was used.
pub fn touch(tx: &WriteTx<'_>, token: &Token, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1",
        &[&token.hash(), &now, &expires_at],
    )?;
    Ok(())
}

/// Ends one session.
pub fn end(tx: &WriteTx<'_>, token: &Token) -> Result<()> {
    tx.execute("DELETE FROM session WHERE token_hash = $1", &[&token.hash()])?;
    Ok(())
}

/// The sessions of an agent that haven't expired, last used first, each with the hash of its token.
pub fn of_agent(tx: &Tx<'_>, agent: AgentId, now: Timestamp) -> Result<Vec<([u8; 32], Session)>> {
    tx.query(
        "SELECT token_hash, agent_id, seen_at, expires_at, device FROM session
         WHERE agent_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash",
        &[&agent, &now],
        |columns| {
            let hash = columns.next()?;
            let session = Session {
                agent: columns.next()?,
                seen_at: columns.next()?,
                expires_at: columns.next()?,
                device: columns.next()?,
            };
            Ok((hash, session))
        },
    )
}

/// Ends all sessions of an agent but the one with this token.
pub fn end_others(tx: &WriteTx<'_>, agent: AgentId, kept: &Token) -> Result<u64> {
    tx.execute("DELETE FROM session WHERE agent_id = $1 AND token_hash <> $2", &[&agent, &kept.hash()])
}

/// Ends all sessions of an agent (new password, left the company).
pub fn end_all(tx: &WriteTx<'_>, agent: AgentId) -> Result<u64> {
    tx.execute("DELETE FROM session WHERE agent_id = $1", &[&agent])
}

/// Forgets sessions that ended by themselves.
pub fn sweep(tx: &WriteTx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM session WHERE expires_at <= $1", &[&now])
}
