//! Who knows a customer already: those who answered them most, lately.

use crate::{Result, lookup, permit};
use domain::{Actor, AgentId, CustomerId, Moment, Permission, Role};
use jiff::{Timestamp, ToSpan};
use store::Tx;

/// Days looked back: longer ago, both have forgotten.
const LATELY_DAYS: i64 = 365;
/// Answerers looked at; those who left fall out.
const LOOKED_AT: i64 = 12;
/// Suggestions shown.
const SHOWN: usize = 3;

/// Somebody who knows a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub agent: AgentId,
    /// What they are called.
    pub name: String,
    /// How often they answered lately.
    pub answers: i64,
    /// Last when.
    pub last_at: Timestamp,
}

/// Who answered this customer most within a year, of those who still do.
pub fn who_knows(tx: &Tx<'_>, actor: &Actor, customer: CustomerId, moment: &Moment) -> Result<Vec<Known>> {
    permit(actor, Permission::Read)?;
    let customer = lookup::customer(tx, customer)?.id;
    let since = moment.now.checked_sub((24 * LATELY_DAYS).hours()).unwrap_or(Timestamp::MIN);
    let mut known = Vec::new();
    for answerer in store::answer::to_customer(tx, customer, since, LOOKED_AT)? {
        let agent = store::agent::find(tx, answerer.agent_id)?;
        let agent = agent.filter(|agent| agent.deactivated_at.is_none() && agent.role > Role::LightAgent);
        let Some(agent) = agent else { continue };
        let (answers, last_at) = (answerer.answers, answerer.last_at);
        known.push(Known { agent: agent.id, name: agent.name, answers, last_at });
    }
    known.truncate(SHOWN);
    Ok(known)
}
