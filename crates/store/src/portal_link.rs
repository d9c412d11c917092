//! What customers may look at without signing in: links whose tokens only they have.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::{ConversationId, Token};
use jiff::Timestamp;

/// Makes a token good for a conversation until then.
pub fn add(
    tx: &WriteTx<'_>,
    token: &Token,
    conversation: ConversationId,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO portal_link (token_hash, conversation_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        &[&token.hash(), &conversation, &now, &expires],
    )?;
    Ok(())
}

/// The conversation a token opens now.
pub fn find(tx: &Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<ConversationId>> {
    tx.first(
        "SELECT conversation_id FROM portal_link WHERE token_hash = $1 AND expires_at > $2",
        &[&token.hash(), &now],
        only,
    )
}

/// Forgets tokens that open nothing any more.
pub fn sweep(tx: &WriteTx<'_>, now: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM portal_link WHERE expires_at <= $1", &[&now])
}
