//! How much somebody has on their desk.

use crate::error::Result;
use crate::sql::Tx;
use domain::AgentId;

/// An agent's open conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// All that are open.
    pub open: i64,
    /// Those where a customer waits.
    pub waiting: i64,
}

/// What an agent has; counting stops at `limit`.
pub fn of_agent(tx: &Tx<'_>, agent: AgentId, limit: i64) -> Result<Workload> {
    tx.one(
        "SELECT COUNT(*), COUNT(waiting_since) FROM (SELECT waiting_since FROM conversation
         WHERE assignee_id = $1 AND state = 'open' AND merged_into IS NULL LIMIT $2) AS desk",
        &[&agent, &limit],
        |columns| Ok(Workload { open: columns.next()?, waiting: columns.next()? }),
    )
}
