//! How customers are recognised: addresses, numbers, handles, ids in other systems.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{CustomerId, IdentityId};
use jiff::Timestamp;

/// One address, number or handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Id.
    pub id: IdentityId,
    /// Whose.
    pub customer_id: CustomerId,
    /// `email`, `phone`, `handle`, `visitor` or `external`.
    pub kind: String,
    /// As written.
    pub value: String,
    /// What equal spellings share.
    pub key: String,
    /// Mail to it came back for good, since.
    pub undeliverable_at: Option<Timestamp>,
    /// What the other side said.
    pub undeliverable_reason: String,
    /// Taken away by us, since.
    pub removed_at: Option<Timestamp>,
}

/// The kind of mail addresses.
pub const EMAIL: &str = "email";

const COLUMNS: &str = "id, customer_id, kind, value, key, undeliverable_at, undeliverable_reason, removed_at";

fn identity(columns: &mut Columns<'_>) -> Result<Identity> {
    Ok(Identity {
        id: columns.next()?,
        customer_id: columns.next()?,
        kind: columns.next()?,
        value: columns.next()?,
        key: columns.next()?,
        undeliverable_at: columns.next()?,
        undeliverable_reason: columns.next()?,
        removed_at: columns.next()?,
    })
}

/// Gives a customer an identity; fails as a duplicate when somebody has it.
pub fn add(
    tx: &WriteTx<'_>,
    customer: CustomerId,
    kind: &str,
    value: &str,
    key: &str,
    now: Timestamp,
) -> Result<IdentityId> {
    tx.insert(
        "INSERT INTO identity (customer_id, kind, value, key, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        &[&customer, &kind, &value, &key, &now],
    )
}

/// Takes an identity away, or (`None`) gives it back; giving it back fails as a duplicate when somebody else has it
/// by now. The row stays, because messages point at it.
pub fn set_removed(tx: &WriteTx<'_>, id: IdentityId, at: Option<Timestamp>) -> Result<()> {
    tx.execute("UPDATE identity SET removed_at = $2 WHERE id = $1", &[&id, &at])?;
    Ok(())
}

/// The identity with that id, removed or not.
pub fn find(tx: &Tx<'_>, id: IdentityId) -> Result<Option<Identity>> {
    tx.first(&format!("SELECT {COLUMNS} FROM identity WHERE id = $1"), &[&id], identity)
}

/// Who has this address, number or handle.
pub fn find_by_key(tx: &Tx<'_>, kind: &str, key: &str) -> Result<Option<Identity>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM identity WHERE kind = $1 AND key = $2 AND removed_at IS NULL"),
        &[&kind, &key],
        identity,
    )
}

/// All identities of a customer that are not removed, oldest first.
pub fn of_customer(tx: &Tx<'_>, customer: CustomerId) -> Result<Vec<Identity>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM identity WHERE customer_id = $1 AND removed_at IS NULL ORDER BY id"),
        &[&customer],
        identity,
    )
}

/// All identities of these customers that are not removed, oldest first.
pub fn of_customers(tx: &Tx<'_>, customers: &[CustomerId]) -> Result<Vec<Identity>> {
    let ids: Vec<i64> = customers.iter().map(|customer| customer.0).collect();
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM identity WHERE customer_id IN LIST($1) AND removed_at IS NULL ORDER BY id"
        ),
        &[&ids],
        identity,
    )
}

/// Marks an address as dead (with the other side's words), or as good again (`None`).
pub fn set_undeliverable(
    tx: &WriteTx<'_>,
    id: IdentityId,
    since: Option<Timestamp>,
    reason: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE identity SET undeliverable_at = $2, undeliverable_reason = $3 WHERE id = $1",
        &[&id, &since, &reason],
    )?;
    Ok(())
}
