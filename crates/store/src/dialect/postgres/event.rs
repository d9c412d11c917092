//! Reading the event log on PostgreSQL.
//!
//! Ids come from a sequence before commit, so 6 can be visible while 5 isn't. Transactions older than the oldest
//! one still running are all decided: only their events are read, ordered by transaction and then id, and the
//! cursor holds both. A locked counter row would give order too, but let one writer through at a time.

use crate::error::Result;
use crate::event::{Recorded, recorded};
use crate::sql::Tx;
use domain::event::Cursor;

pub(crate) fn events_after(tx: &Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>> {
    tx.query(
        "SELECT transaction_id, id, created_at, agent_id, customer_id, conversation_id, message_id, body
         FROM event
         WHERE (transaction_id, id) > ($1, $2)
           AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())::TEXT::BIGINT
         ORDER BY transaction_id, id LIMIT $3",
        &[&cursor.transaction, &cursor.id, &limit],
        recorded,
    )
}

pub(crate) fn events_end(tx: &Tx<'_>) -> Result<Cursor> {
    let last = tx.first(
        "SELECT transaction_id, id FROM event
         WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())::TEXT::BIGINT
         ORDER BY transaction_id DESC, id DESC LIMIT 1",
        &[],
        |columns| Ok(Cursor { transaction: columns.next()?, id: columns.next()? }),
    )?;
    Ok(last.unwrap_or_default())
}
