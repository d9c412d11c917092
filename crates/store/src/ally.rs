//! The agent who knows a customer, and who stands in for them.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, CustomerId};
use jiff::Timestamp;

/// Who knows a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ally {
    /// The customer.
    pub customer_id: CustomerId,
    /// Who knows them.
    pub agent_id: AgentId,
    /// Who stands in.
    pub backup_id: Option<AgentId>,
    /// Since when.
    pub since: Timestamp,
}

const COLUMNS: &str = "customer_id, agent_id, backup_id, since";

fn ally(columns: &mut Columns<'_>) -> Result<Ally> {
    Ok(Ally {
        customer_id: columns.next()?,
        agent_id: columns.next()?,
        backup_id: columns.next()?,
        since: columns.next()?,
    })
}

/// Gives a customer an ally, in place of the one there was.
pub fn put(tx: &WriteTx<'_>, new: &Ally) -> Result<()> {
    tx.execute(
        "INSERT INTO ally (customer_id, agent_id, backup_id, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (customer_id) DO UPDATE SET agent_id = excluded.agent_id, backup_id = excluded.backup_id, since = excluded.since",
        &[&new.customer_id, &new.agent_id, &new.backup_id, &new.since],
    )?;
    Ok(())
}

/// Takes it away; true when there was one.
pub fn remove(tx: &WriteTx<'_>, customer: CustomerId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM ally WHERE customer_id = $1", &[&customer])? == 1)
}

/// The ally of a customer.
pub fn of_customer(tx: &Tx<'_>, customer: CustomerId) -> Result<Option<Ally>> {
    tx.first(&format!("SELECT {COLUMNS} FROM ally WHERE customer_id = $1"), &[&customer], ally)
}

/// Whose ally or backup an agent is.
pub fn of_agent(tx: &Tx<'_>, agent: AgentId) -> Result<Vec<Ally>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM ally WHERE agent_id = $1 UNION SELECT {COLUMNS} FROM ally WHERE backup_id = $1
             ORDER BY customer_id"
        ),
        &[&agent],
        ally,
    )
}

/// All of them.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Ally>> {
    tx.query(&format!("SELECT {COLUMNS} FROM ally ORDER BY customer_id"), &[], ally)
}
