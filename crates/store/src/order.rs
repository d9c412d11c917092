//! Orders in shops and other systems.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{CustomerId, OrderId};
use jiff::Timestamp;

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Id.
    pub id: OrderId,
    /// Whose.
    pub customer_id: CustomerId,
    /// The number the customer knows.
    pub number: String,
    /// How far it is, as its shop calls it: `paid`, `shipped`, …
    pub state: String,
    /// What was ordered, in one line.
    pub title: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The whole, in minor units of the currency.
    pub total_minor: i64,
    /// Where to look at it, empty when nowhere.
    pub url: String,
    /// Which system says so.
    pub source: String,
    /// What it is called there.
    pub external_id: String,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When we last heard of it.
    pub updated_at: Timestamp,
}

const COLUMNS: &str =
    "id, customer_id, number, state, title, currency, total_minor, url, source, external_id,
    placed_at, updated_at";

fn order(columns: &mut Columns<'_>) -> Result<Order> {
    Ok(Order {
        id: columns.next()?,
        customer_id: columns.next()?,
        number: columns.next()?,
        state: columns.next()?,
        title: columns.next()?,
        currency: columns.next()?,
        total_minor: columns.next()?,
        url: columns.next()?,
        source: columns.next()?,
        external_id: columns.next()?,
        placed_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Puts an order on its customer's timeline, or in the place of the one its shop knows by the same id, whose
/// id it keeps.
pub fn put(tx: &WriteTx<'_>, new: &Order) -> Result<OrderId> {
    tx.insert(
        "INSERT INTO customer_order (customer_id, number, state, title, currency, total_minor, url, source, external_id,
         placed_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (source, external_id) DO UPDATE SET customer_id = excluded.customer_id, number = excluded.number,
         state = excluded.state, title = excluded.title, currency = excluded.currency,
         total_minor = excluded.total_minor, url = excluded.url, placed_at = excluded.placed_at,
         updated_at = excluded.updated_at RETURNING id",
        &[
            &new.customer_id, &new.number, &new.state, &new.title, &new.currency, &new.total_minor, &new.url,
            &new.source, &new.external_id, &new.placed_at, &new.updated_at,
        ],
    )
}

/// The order with that id.
pub fn find(tx: &Tx<'_>, id: OrderId) -> Result<Option<Order>> {
    tx.first(&format!("SELECT {COLUMNS} FROM customer_order WHERE id = $1"), &[&id], order)
}

/// These orders, by id.
pub fn find_all(tx: &Tx<'_>, ids: &[OrderId]) -> Result<Vec<Order>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM customer_order WHERE id IN LIST($1) ORDER BY id"),
        &[&ids],
        order,
    )
}

/// The order its shop knows by that id.
pub fn find_external(tx: &Tx<'_>, source: &str, external_id: &str) -> Result<Option<Order>> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM customer_order WHERE source = $1 AND external_id = $2"),
        &[&source, &external_id],
        order,
    )
}

/// A customer's orders, latest first, before the given time and id.
pub fn of_customer(
    tx: &Tx<'_>,
    customer: CustomerId,
    before: Option<(Timestamp, OrderId)>,
    limit: i64,
) -> Result<Vec<Order>> {
    let (at, id) = before.unwrap_or((Timestamp::MAX, OrderId(i64::MAX)));
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM customer_order WHERE customer_id = $1 AND (placed_at, id) < ($2, $3)
             ORDER BY placed_at DESC, id DESC LIMIT $4"
        ),
        &[&customer, &at, &id, &limit],
        order,
    )
}
