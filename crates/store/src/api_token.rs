//! Keys of other systems. The database keeps only the hash of a token.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, ApiTokenId, Token};
use jiff::Timestamp;

/// A key, without the token itself, which only its holder has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Id.
    pub id: ApiTokenId,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// Names of scopes, separated by spaces.
    pub scopes: String,
    /// Who made it; nobody when it was made on the command line.
    pub created_by: Option<AgentId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last used, to ten minutes or so.
    pub used_at: Option<Timestamp>,
    /// Opens nothing any more, since.
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, name, scopes, created_by, created_at, used_at, revoked_at";

fn api_token(columns: &mut Columns<'_>) -> Result<ApiToken> {
    Ok(ApiToken {
        id: columns.next()?,
        name: columns.next()?,
        scopes: columns.next()?,
        created_by: columns.next()?,
        created_at: columns.next()?,
        used_at: columns.next()?,
        revoked_at: columns.next()?,
    })
}

/// Adds a key.
pub fn add(
    tx: &WriteTx<'_>,
    token: &Token,
    name: &str,
    scopes: &str,
    by: Option<AgentId>,
    now: Timestamp,
) -> Result<ApiTokenId> {
    tx.insert(
        "INSERT INTO api_token (name, token_hash, scopes, created_by, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        &[&name, &token.hash(), &scopes, &by, &now],
    )
}

/// The key behind a token, revoked or not.
pub fn find(tx: &Tx<'_>, token: &Token) -> Result<Option<ApiToken>> {
    tx.first(&format!("SELECT {COLUMNS} FROM api_token WHERE token_hash = $1"), &[&token.hash()], api_token)
}

/// All keys, latest first.
pub fn all(tx: &Tx<'_>) -> Result<Vec<ApiToken>> {
    tx.query(&format!("SELECT {COLUMNS} FROM api_token ORDER BY id DESC"), &[], api_token)
}

/// Notes that the key was used.
pub fn touch(tx: &WriteTx<'_>, id: ApiTokenId, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE api_token SET used_at = $2 WHERE id = $1", &[&id, &now])?;
    Ok(())
}

/// Makes a key useless for good; true when it was of use.
pub fn revoke(tx: &WriteTx<'_>, id: ApiTokenId, now: Timestamp) -> Result<bool> {
    let revoked = tx
        .execute("UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", &[&id, &now])?;
    Ok(revoked == 1)
}
