//! Reading the event log on SQLite: its single writer makes ids and commits in the same order.

use crate::error::Result;
use crate::event::{Recorded, recorded};
use crate::sql::Tx;
use domain::event::Cursor;

pub(crate) fn events_after(tx: &Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>> {
    tx.query(
        "SELECT 0, id, created_at, agent_id, customer_id, conversation_id, message_id, body
         FROM event WHERE id > $1 ORDER BY id LIMIT $2",
        &[&cursor.id, &limit],
        recorded,
    )
}

pub(crate) fn events_end(tx: &Tx<'_>) -> Result<Cursor> {
    tx.one("SELECT COALESCE(MAX(id), 0) FROM event", &[], |columns| {
        Ok(Cursor { transaction: 0, id: columns.next()? })
    })
}
