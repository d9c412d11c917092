//! What was bought, where a customer was let down, and what was given for it: rows from which one learns what a remedy is
//! worth.

use crate::error::Result;
use crate::sql::Tx;
use domain::{ConversationId, Currency, CustomerId};
use jiff::Timestamp;

/// An order as a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Whose.
    pub customer_id: CustomerId,
    /// When.
    pub at: Timestamp,
    /// For how much, in minor units.
    pub total_minor: i64,
}

/// A conversation in which a customer complained or was very upset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letdown {
    /// Whose.
    pub customer_id: CustomerId,
    /// Which.
    pub conversation_id: ConversationId,
    /// When, at first.
    pub at: Timestamp,
}

/// Orders in that currency of the customers who came last, the latest customer first, each from the first order on.
pub fn purchases(tx: &Tx<'_>, currency: Currency, limit: i64) -> Result<Vec<Purchase>> {
    tx.query(
        "SELECT customer_id, placed_at, total_minor FROM customer_order WHERE currency = $1
         ORDER BY customer_id DESC, placed_at, id LIMIT $2",
        &[&currency, &limit],
        |columns| {
            Ok(Purchase { customer_id: columns.next()?, at: columns.next()?, total_minor: columns.next()? })
        },
    )
}

/// Where customers from that one on were let down, by customer and time.
pub fn letdowns(tx: &Tx<'_>, from: CustomerId, limit: i64) -> Result<Vec<Letdown>> {
    tx.query(
        "SELECT conversation.customer_id, conversation.id, MIN(told.created_at)
         FROM (SELECT conversation_id, created_at FROM complaint
               UNION ALL SELECT conversation_id, created_at FROM signal
               WHERE COALESCE(corrected_level, level) >= 2) AS told
         JOIN conversation ON conversation.id = told.conversation_id
         WHERE conversation.customer_id >= $1
         GROUP BY conversation.customer_id, conversation.id ORDER BY 1, 3, 2 LIMIT $2",
        &[&from, &limit],
        |columns| {
            Ok(Letdown {
                customer_id: columns.next()?,
                conversation_id: columns.next()?,
                at: columns.next()?,
            })
        },
    )
}
