//! People asked to join. The database keeps only the hash of the token in their link.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, InvitationId, Reach, Role, TeamId, Token};
use jiff::Timestamp;

/// An invitation that wasn't accepted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Id.
    pub id: InvitationId,
    /// To whom it was sent.
    pub email: String,
    /// What they are called, as far as we know.
    pub name: String,
    /// What for.
    pub role: Role,
    /// How much they will see.
    pub reach: Reach,
    /// The team they will be in.
    pub team_id: Option<TeamId>,
    /// Who asked them.
    pub invited_by: Option<AgentId>,
    /// When.
    pub created_at: Timestamp,
    /// Until when the link is good.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "id, email, name, role, reach, team_id, invited_by, created_at, expires_at";

fn invitation(columns: &mut Columns<'_>) -> Result<Invitation> {
    Ok(Invitation {
        id: columns.next()?,
        email: columns.next()?,
        name: columns.next()?,
        role: columns.next()?,
        reach: columns.next()?,
        team_id: columns.next()?,
        invited_by: columns.next()?,
        created_at: columns.next()?,
        expires_at: columns.next()?,
    })
}

/// Adds an invitation (its id is given by the database).
pub fn add(tx: &WriteTx<'_>, new: &Invitation, token: &Token) -> Result<InvitationId> {
    tx.insert(
        "INSERT INTO invitation (token_hash, email, name, role, reach, team_id, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        &[
            &token.hash(),
            &new.email,
            &new.name,
            &new.role,
            &new.reach,
            &new.team_id,
            &new.invited_by,
            &new.created_at,
            &new.expires_at,
        ],
    )
}

/// Those that wait for an answer, expired ones too, latest first.
pub fn open(tx: &Tx<'_>) -> Result<Vec<Invitation>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM invitation WHERE accepted_at IS NULL ORDER BY created_at DESC, id DESC"
        ),
        &[],
        invitation,
    )
}

/// The open invitation with that id.
pub fn find(tx: &Tx<'_>, id: InvitationId) -> Result<Option<Invitation>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM invitation WHERE id = $1 AND accepted_at IS NULL"),
        &[&id],
        invitation,
    )
}

/// The open invitation behind a token, expired or not.
pub fn find_by_token(tx: &Tx<'_>, token: &Token) -> Result<Option<Invitation>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM invitation WHERE token_hash = $1 AND accepted_at IS NULL"),
        &[&token.hash()],
        invitation,
    )
}

/// Gives it another link; the old one is dead.
pub fn renew(tx: &WriteTx<'_>, id: InvitationId, token: &Token, expires_at: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE invitation SET token_hash = $2, expires_at = $3 WHERE id = $1",
        &[&id, &token.hash(), &expires_at],
    )?;
    Ok(())
}

/// Notes that it was accepted; false when it was before.
pub fn accept(tx: &WriteTx<'_>, id: InvitationId, now: Timestamp) -> Result<bool> {
    let accepted = tx.execute(
        "UPDATE invitation SET accepted_at = $2 WHERE id = $1 AND accepted_at IS NULL",
        &[&id, &now],
    )?;
    Ok(accepted == 1)
}

/// Takes an open invitation back; false when it was accepted or is gone.
pub fn withdraw(tx: &WriteTx<'_>, id: InvitationId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM invitation WHERE id = $1 AND accepted_at IS NULL", &[&id])? == 1)
}
