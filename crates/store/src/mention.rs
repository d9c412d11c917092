//! Whom notes call.

use crate::error::Result;
use crate::sql::WriteTx;
use domain::{AgentId, MessageId};

/// Notes that the message calls the agent.
pub fn add(tx: &WriteTx<'_>, agent: AgentId, message: MessageId) -> Result<()> {
    tx.execute(
        "INSERT INTO mention (agent_id, message_id) VALUES ($1, $2) ON CONFLICT (agent_id, message_id) DO NOTHING",
        &[&agent, &message],
    )?;
    Ok(())
}
