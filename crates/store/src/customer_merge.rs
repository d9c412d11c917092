//! Merges of customers: what moved, so that each can be undone to the row.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::{AgentId, CustomerId, CustomerMergeId};
use jiff::Timestamp;

/// A merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerMerge {
    /// Id.
    pub id: CustomerMergeId,
    /// Who stayed.
    pub kept_id: CustomerId,
    /// Who went into them.
    pub merged_id: CustomerId,
    /// What moved, as JSON.
    pub moved: String,
    /// By whom, if by a person.
    pub agent_id: Option<AgentId>,
    /// When.
    pub created_at: Timestamp,
    /// When it was undone, if it was.
    pub undone_at: Option<Timestamp>,
}

/// What points at a customer and moves with a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Belonging {
    /// Addresses and numbers, removed ones too.
    Identity,
    /// Conversations, merged ones too.
    Conversation,
    /// What other systems told.
    Touchpoint,
    /// Orders.
    Order,
    /// Notes, removed ones too.
    Note,
}

impl Belonging {
    /// All of them. A table that points at `customer` and isn't listed here fails the conformance suite.
    pub const ALL: [Self; 5] =
        [Self::Identity, Self::Conversation, Self::Touchpoint, Self::Order, Self::Note];

    /// Its table.
    pub fn table(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Conversation => "conversation",
            Self::Touchpoint => "touchpoint",
            Self::Order => "customer_order",
            Self::Note => "customer_note",
        }
    }
}

const COLUMNS: &str = "id, kept_id, merged_id, moved, agent_id, created_at, undone_at";

fn merge(columns: &mut Columns<'_>) -> Result<CustomerMerge> {
    Ok(CustomerMerge {
        id: columns.next()?,
        kept_id: columns.next()?,
        merged_id: columns.next()?,
        moved: columns.next()?,
        agent_id: columns.next()?,
        created_at: columns.next()?,
        undone_at: columns.next()?,
    })
}

/// Records a merge.
pub fn add(
    tx: &WriteTx<'_>,
    kept: CustomerId,
    merged: CustomerId,
    moved: &str,
    agent: Option<AgentId>,
    now: Timestamp,
) -> Result<CustomerMergeId> {
    tx.insert(
        "INSERT INTO customer_merge (kept_id, merged_id, moved, agent_id, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        &[&kept, &merged, &moved, &agent, &now],
    )
}

/// The merge with that id.
pub fn find(tx: &Tx<'_>, id: CustomerMergeId) -> Result<Option<CustomerMerge>> {
    tx.first(&format!("SELECT {COLUMNS} FROM customer_merge WHERE id = $1"), &[&id], merge)
}

/// The merge, not undone, by which this customer went into another.
pub fn of_merged(tx: &Tx<'_>, merged: CustomerId) -> Result<Option<CustomerMerge>> {
    tx.first(
        &format!(
            "SELECT {COLUMNS} FROM customer_merge WHERE merged_id = $1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
        ),
        &[&merged],
        merge,
    )
}

/// The merges, not undone, into this customer, latest first.
pub fn into_kept(tx: &Tx<'_>, kept: CustomerId) -> Result<Vec<CustomerMerge>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM customer_merge WHERE kept_id = $1 AND undone_at IS NULL ORDER BY id DESC"
        ),
        &[&kept],
        merge,
    )
}

/// Saves what a merge moved, when a part of it has gone elsewhere since.
pub fn set_moved(tx: &WriteTx<'_>, id: CustomerMergeId, moved: &str) -> Result<()> {
    tx.execute("UPDATE customer_merge SET moved = $2 WHERE id = $1", &[&id, &moved])?;
    Ok(())
}

/// Marks a merge as undone.
pub fn set_undone(tx: &WriteTx<'_>, id: CustomerMergeId, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE customer_merge SET undone_at = $2 WHERE id = $1", &[&id, &now])?;
    Ok(())
}

/// How many rows of a kind point at the customer; counting stops at `limit`.
pub fn count(tx: &Tx<'_>, what: Belonging, customer: CustomerId, limit: i64) -> Result<i64> {
    let table = what.table();
    tx.one(
        &format!("SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE customer_id = $1 LIMIT $2) AS counted"),
        &[&customer, &limit],
        only,
    )
}

/// Moves all rows of a kind from one customer to another; their ids, in order.
pub fn move_all(tx: &WriteTx<'_>, what: Belonging, from: CustomerId, to: CustomerId) -> Result<Vec<i64>> {
    let table = what.table();
    let mut ids: Vec<i64> = tx.query(
        &format!("UPDATE {table} SET customer_id = $2 WHERE customer_id = $1 RETURNING id"),
        &[&from, &to],
        only,
    )?;
    ids.sort_unstable();
    Ok(ids)
}

/// Moves these rows of a kind, as far as they still are where they are expected; how many moved.
pub fn move_back(
    tx: &WriteTx<'_>,
    what: Belonging,
    ids: &[i64],
    from: CustomerId,
    to: CustomerId,
) -> Result<u64> {
    let table = what.table();
    tx.execute(
        &format!("UPDATE {table} SET customer_id = $3 WHERE customer_id = $2 AND id IN LIST($1)"),
        &[&ids, &from, &to],
    )
}
