//! Organizations: companies that customers belong to.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::OrganizationId;
use jiff::Timestamp;

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Id.
    pub id: OrganizationId,
    /// Name as somebody wrote it.
    pub name: String,
    /// The domain of its mail addresses, in lower case; empty when unknown.
    pub domain: String,
    /// First known since.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "id, name, domain, created_at";

fn organization(columns: &mut Columns<'_>) -> Result<Organization> {
    Ok(Organization {
        id: columns.next()?,
        name: columns.next()?,
        domain: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds an organization.
pub fn add(tx: &WriteTx<'_>, name: &str, now: Timestamp) -> Result<OrganizationId> {
    tx.insert(
        "INSERT INTO organization (name, name_key, created_at) VALUES ($1, $2, $3) RETURNING id",
        &[&name, &domain::words::normalize(name), &now],
    )
}

/// Saves its name and domain; fails as a duplicate when another has the domain.
pub fn update(tx: &WriteTx<'_>, changed: &Organization) -> Result<()> {
    tx.execute(
        "UPDATE organization SET name = $2, name_key = $3, domain = $4 WHERE id = $1",
        &[&changed.id, &changed.name, &domain::words::normalize(&changed.name), &changed.domain],
    )?;
    Ok(())
}

/// The organization with that id.
pub fn find(tx: &Tx<'_>, id: OrganizationId) -> Result<Option<Organization>> {
    tx.first(&format!("SELECT {COLUMNS} FROM organization WHERE id = $1"), &[&id], organization)
}

/// The organization with that name, however it is spelled; of several, the first.
pub fn find_by_name(tx: &Tx<'_>, name: &str) -> Result<Option<Organization>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM organization WHERE name_key = $1 ORDER BY id LIMIT 1"),
        &[&domain::words::normalize(name)],
        organization,
    )
}

/// Organizations whose names begin with what was typed, by name.
pub fn beginning_with(tx: &Tx<'_>, typed: &str, limit: i64) -> Result<Vec<Organization>> {
    let from = domain::words::normalize(typed);
    // Keys hold letters, digits and spaces only; the last character there is comes after all of them.
    let to = format!("{from}\u{10FFFF}");
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM organization WHERE name_key >= $1 AND name_key < $2 ORDER BY name_key, id LIMIT $3"
        ),
        &[&from, &to, &limit],
        organization,
    )
}

/// How many customers belong to it; counting stops at `limit`.
pub fn count_customers(tx: &Tx<'_>, id: OrganizationId, limit: i64) -> Result<i64> {
    tx.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM customer WHERE organization_id = $1 AND merged_into IS NULL LIMIT $2) AS counted",
        &[&id, &limit],
        only,
    )
}
