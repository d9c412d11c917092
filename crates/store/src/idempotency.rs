//! Answers kept for a while, so that another system that asks twice gets the first answer twice.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use domain::ApiTokenId;
use jiff::Timestamp;

/// An answer given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// SHA-256 of what was asked.
    pub request_hash: [u8; 32],
    /// HTTP status.
    pub status: u32,
    /// The answer's body.
    pub response: String,
}

/// The answer given to this key of this token, at `since` or later.
pub fn find(tx: &Tx<'_>, token: ApiTokenId, key: &str, since: Timestamp) -> Result<Option<Given>> {
    tx.first(
        "SELECT request_hash, status, response FROM idempotency
         WHERE api_token_id = $1 AND key = $2 AND created_at >= $3",
        &[&token, &key, &since],
        |columns| {
            Ok(Given { request_hash: columns.next()?, status: columns.next()?, response: columns.next()? })
        },
    )
}

/// Keeps an answer. Fails as a duplicate when there is one that wasn't forgotten yet.
pub fn keep(tx: &WriteTx<'_>, token: ApiTokenId, key: &str, given: &Given, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO idempotency (api_token_id, key, request_hash, status, response, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[&token, &key, &given.request_hash, &given.status, &given.response, &now],
    )?;
    Ok(())
}

/// Forgets answers given before that time.
pub fn forget(tx: &WriteTx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM idempotency WHERE created_at < $1", &[&before])
}
