//! Touchpoints: what other systems say happened with a customer.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{CustomerId, TouchpointId};
use jiff::Timestamp;

/// Something that happened with a customer elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touchpoint {
    /// Id.
    pub id: TouchpointId,
    /// With whom.
    pub customer_id: CustomerId,
    /// What it was, as its system calls it: `delivery`, `visit`, `survey`, …
    pub kind: String,
    /// One line for the timeline.
    pub title: String,
    /// More of it, as plain text.
    pub detail: String,
    /// Where to look at it, empty when nowhere.
    pub url: String,
    /// Which system says so.
    pub source: String,
    /// What it is called there.
    pub external_id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When we first heard of it.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, customer_id, kind, title, detail, url, source, external_id, occurred_at, created_at";

fn touchpoint(columns: &mut Columns<'_>) -> Result<Touchpoint> {
    Ok(Touchpoint {
        id: columns.next()?,
        customer_id: columns.next()?,
        kind: columns.next()?,
        title: columns.next()?,
        detail: columns.next()?,
        url: columns.next()?,
        source: columns.next()?,
        external_id: columns.next()?,
        occurred_at: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Puts a touchpoint on its customer's timeline, or in the place of the one its system knows by the same id.
/// The id and the beginning in it are those of the earlier one then.
pub fn put(tx: &WriteTx<'_>, new: &Touchpoint) -> Result<TouchpointId> {
    tx.insert(
        "INSERT INTO touchpoint (customer_id, kind, title, detail, url, source, external_id, occurred_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (source, external_id) DO UPDATE SET customer_id = excluded.customer_id, kind = excluded.kind,
         title = excluded.title, detail = excluded.detail, url = excluded.url, occurred_at = excluded.occurred_at
         RETURNING id",
        &[
            &new.customer_id, &new.kind, &new.title, &new.detail, &new.url, &new.source, &new.external_id,
            &new.occurred_at, &new.created_at,
        ],
    )
}

/// The touchpoint with that id.
pub fn find(tx: &Tx<'_>, id: TouchpointId) -> Result<Option<Touchpoint>> {
    tx.first(&format!("SELECT {COLUMNS} FROM touchpoint WHERE id = $1"), &[&id], touchpoint)
}

/// The touchpoint its system knows by that id.
pub fn find_external(tx: &Tx<'_>, source: &str, external_id: &str) -> Result<Option<Touchpoint>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM touchpoint WHERE source = $1 AND external_id = $2"),
        &[&source, &external_id],
        touchpoint,
    )
}

/// A customer's touchpoints, latest first, before the given time and id.
pub fn of_customer(
    tx: &Tx<'_>,
    customer: CustomerId,
    before: Option<(Timestamp, TouchpointId)>,
    limit: i64,
) -> Result<Vec<Touchpoint>> {
    let (at, id) = before.unwrap_or((Timestamp::MAX, TouchpointId(i64::MAX)));
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM touchpoint WHERE customer_id = $1 AND (occurred_at, id) < ($2, $3)
             ORDER BY occurred_at DESC, id DESC LIMIT $4"
        ),
        &[&customer, &at, &id, &limit],
        touchpoint,
    )
}
