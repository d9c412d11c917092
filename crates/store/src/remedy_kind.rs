//! What can be given: apology, refund, gift and what a house adds.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::RemedyKindId;
use domain::remedy::Risk;
use jiff::Timestamp;

/// A kind of remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemedyKind {
    /// Id.
    pub id: RemedyKindId,
    /// Name, unique without regard to case.
    pub name: String,
    /// Its place in lists.
    pub position: i64,
    /// Whether it costs money.
    pub has_cost: bool,
    /// How dangerous it is.
    pub risk: Risk,
    /// Whether a shop or payment system carries it out.
    pub is_carried_out: bool,
    /// Since when it isn't given any more.
    pub retired_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, name, position, has_cost, risk, is_carried_out, retired_at";

fn remedy_kind(columns: &mut Columns<'_>) -> Result<RemedyKind> {
    Ok(RemedyKind {
        id: columns.next()?,
        name: columns.next()?,
        position: columns.next()?,
        has_cost: columns.next()?,
        risk: columns.next()?,
        is_carried_out: columns.next()?,
        retired_at: columns.next()?,
    })
}

/// Adds a kind.
pub fn add(tx: &WriteTx<'_>, new: &RemedyKind) -> Result<RemedyKindId> {
    tx.insert(
        "INSERT INTO remedy_kind (name, name_key, position, has_cost, risk, is_carried_out, retired_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[
            &new.name,
            &new.name.to_lowercase(),
            &new.position,
            &new.has_cost,
            &new.risk,
            &new.is_carried_out,
            &new.retired_at,
        ],
    )
}

/// Saves it.
pub fn update(tx: &WriteTx<'_>, changed: &RemedyKind) -> Result<()> {
    tx.execute(
        "UPDATE remedy_kind SET name = $2, name_key = $3, position = $4, has_cost = $5, risk = $6, is_carried_out = $7,
         retired_at = $8 WHERE id = $1",
        &[
            &changed.id, &changed.name, &changed.name.to_lowercase(), &changed.position, &changed.has_cost,
            &changed.risk, &changed.is_carried_out, &changed.retired_at,
        ],
    )?;
    Ok(())
}

/// The kind with that id.
pub fn find(tx: &Tx<'_>, id: RemedyKindId) -> Result<Option<RemedyKind>> {
    tx.first(&format!("SELECT {COLUMNS} FROM remedy_kind WHERE id = $1"), &[&id], remedy_kind)
}

/// All kinds in their order, retired ones too.
pub fn all(tx: &Tx<'_>) -> Result<Vec<RemedyKind>> {
    tx.query(&format!("SELECT {COLUMNS} FROM remedy_kind ORDER BY position, id"), &[], remedy_kind)
}
