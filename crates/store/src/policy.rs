//! The rules of the company that customers meet.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, PolicyId};
use jiff::Timestamp;

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Id.
    pub id: PolicyId,
    /// Name, unique without regard to case.
    pub name: String,
    /// The rule, as it is meant.
    pub rule: String,
    /// What it is for.
    pub purpose: String,
    /// Whether customers are told it.
    pub faces_customers: bool,
    /// Who answers for it.
    pub owner_id: AgentId,
    /// Since when it holds.
    pub since: Timestamp,
    /// When somebody should ask whether it is still right.
    pub review_at: Option<Timestamp>,
    /// Since when it doesn't hold any more.
    pub retired_at: Option<Timestamp>,
    /// Which one holds in its place.
    pub replaced_by: Option<PolicyId>,
    /// What holds in its place, in words.
    pub retired_words: String,
    /// When it was written down.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, name, rule, purpose, faces_customers, owner_id, since, review_at, retired_at, replaced_by,
    retired_words, created_at";

fn policy(columns: &mut Columns<'_>) -> Result<Policy> {
    Ok(Policy {
        id: columns.next()?,
        name: columns.next()?,
        rule: columns.next()?,
        purpose: columns.next()?,
        faces_customers: columns.next()?,
        owner_id: columns.next()?,
        since: columns.next()?,
        review_at: columns.next()?,
        retired_at: columns.next()?,
        replaced_by: columns.next()?,
        retired_words: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a policy.
pub fn add(tx: &WriteTx<'_>, new: &Policy) -> Result<PolicyId> {
    tx.insert(
        "INSERT INTO policy (name, name_key, rule, purpose, faces_customers, owner_id, since, review_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        &[
            &new.name, &new.name.to_lowercase(), &new.rule, &new.purpose, &new.faces_customers, &new.owner_id,
            &new.since, &new.review_at, &new.created_at,
        ],
    )
}

/// Saves it.
pub fn update(tx: &WriteTx<'_>, changed: &Policy) -> Result<()> {
    tx.execute(
        "UPDATE policy SET name = $2, name_key = $3, rule = $4, purpose = $5, faces_customers = $6, owner_id = $7,
         since = $8, review_at = $9, retired_at = $10, replaced_by = $11, retired_words = $12 WHERE id = $1",
        &[
            &changed.id, &changed.name, &changed.name.to_lowercase(), &changed.rule, &changed.purpose,
            &changed.faces_customers, &changed.owner_id, &changed.since, &changed.review_at, &changed.retired_at,
            &changed.replaced_by, &changed.retired_words,
        ],
    )?;
    Ok(())
}

/// The policy with that id.
pub fn find(tx: &Tx<'_>, id: PolicyId) -> Result<Option<Policy>> {
    tx.first(&format!("SELECT {COLUMNS} FROM policy WHERE id = $1"), &[&id], policy)
}

/// All policies by name, retired ones too.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Policy>> {
    tx.query(&format!("SELECT {COLUMNS} FROM policy ORDER BY name_key"), &[], policy)
}
