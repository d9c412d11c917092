//! Allies when agents leave, and when customers turn out to be one.

use super::set::{Allies, changed};
use crate::Result;
use domain::{Actor, AgentId, CustomerId, Moment};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::WriteTx;
use store::ally::Ally;

/// Somebody leaves: whoever stood in for them becomes the ally, else the heir, else nobody is.
pub(crate) fn leave(
    tx: &WriteTx<'_>,
    actor: &Actor,
    gone: AgentId,
    heir: Option<AgentId>,
    moment: &Moment,
) -> Result<()> {
    for before in store::ally::of_agent(tx, gone)? {
        let next = if before.agent_id == gone {
            Allies { ally: before.backup_id.or(heir), backup: None }
        } else {
            Allies { ally: Some(before.agent_id), backup: heir.filter(|heir| *heir != before.agent_id) }
        };
        match next.ally {
            Some(agent_id) => {
                let since = if agent_id == before.agent_id { before.since } else { moment.now };
                store::ally::put(tx, &Ally { agent_id, backup_id: next.backup, since, ..before })?;
            }
            None => {
                store::ally::remove(tx, before.customer_id)?;
            }
        }
        changed(tx, actor, before.customer_id, next, moment)?;
    }
    Ok(())
}

/// An ally that came along with a merge of customers, kept so that it can go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    ally: AgentId,
    backup: Option<AgentId>,
    since: Timestamp,
}

impl Kept {
    fn of(ally: &Ally) -> Self {
        Self { ally: ally.agent_id, backup: ally.backup_id, since: ally.since }
    }

    fn of_customer(self, customer_id: CustomerId) -> Ally {
        Ally { customer_id, agent_id: self.ally, backup_id: self.backup, since: self.since }
    }
}

/// Who is kept in a merge keeps their ally; who has none gets the other's.
pub(crate) fn bring_along(tx: &WriteTx<'_>, kept: CustomerId, merged: CustomerId) -> Result<Option<Kept>> {
    let Some(other) = store::ally::of_customer(tx, merged)? else { return Ok(None) };
    if store::ally::of_customer(tx, kept)?.is_some() {
        return Ok(None);
    }
    store::ally::remove(tx, merged)?;
    store::ally::put(tx, &Ally { customer_id: kept, ..other })?;
    Ok(Some(Kept::of(&other)))
}

/// Puts an ally that came along back, and takes it from each who holds it through that merge, where it still stands.
pub(crate) fn give_back(
    tx: &WriteTx<'_>,
    gone: Kept,
    holders: &[CustomerId],
    merged: CustomerId,
) -> Result<()> {
    for &holder in holders {
        if store::ally::of_customer(tx, holder)? == Some(gone.of_customer(holder)) {
            store::ally::remove(tx, holder)?;
        }
    }
    Ok(store::ally::put(tx, &gone.of_customer(merged))?)
}
