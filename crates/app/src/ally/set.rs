//! Saying who knows a customer.

use crate::{Error, Result, lookup, permit};
use domain::{Actor, AgentId, CustomerId, Event, EventKind, Moment, Permission, Role};
use store::ally::Ally;
use store::{Tx, WriteTx};

/// Who is to know a customer; without an ally there is no backup either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allies {
    /// The ally.
    pub ally: Option<AgentId>,
    /// Who stands in.
    pub backup: Option<AgentId>,
}

/// Gives a customer an ally and a backup, or takes them away.
pub fn set(tx: &WriteTx<'_>, actor: &Actor, customer: CustomerId, to: Allies, moment: &Moment) -> Result<()> {
    permit(actor, Permission::EditCustomer)?;
    let customer = lookup::customer(tx, customer)?.id;
    let before = store::ally::of_customer(tx, customer)?;
    let was = before.map(|ally| (Some(ally.agent_id), ally.backup_id)).unwrap_or_default();
    if was == (to.ally, to.backup) {
        return Ok(());
    }
    match to.ally {
        Some(agent) => {
            can_answer(tx, "ally", agent)?;
            if let Some(backup) = to.backup {
                can_answer(tx, "backup", backup)?;
            }
            if to.backup == Some(agent) {
                return Err(Error::invalid(
                    "backup",
                    "Nobody stands in for themselves. Choose somebody else.",
                ));
            }
            // Whose backup changes keeps the time since when they know the customer.
            let since = before.filter(|ally| ally.agent_id == agent).map_or(moment.now, |ally| ally.since);
            let ally = Ally { customer_id: customer, agent_id: agent, backup_id: to.backup, since };
            store::ally::put(tx, &ally)?;
        }
        None if to.backup.is_some() => {
            return Err(Error::invalid("ally", "A backup stands in for an ally. Choose the ally first."));
        }
        None => {
            store::ally::remove(tx, customer)?;
        }
    }
    changed(tx, actor, customer, to, moment)
}

/// Goes on only for somebody who works here and answers customers.
fn can_answer(tx: &Tx<'_>, field: &'static str, id: AgentId) -> Result<()> {
    let agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    if agent.deactivated_at.is_some() {
        let words = format!("{} doesn't work here any more. Choose somebody else.", agent.name);
        return Err(Error::invalid(field, words));
    }
    if agent.role == Role::LightAgent {
        let words = format!("{} can't answer customers, only write notes.", agent.name);
        return Err(Error::invalid(field, words));
    }
    Ok(())
}

pub(super) fn changed(
    tx: &WriteTx<'_>,
    actor: &Actor,
    customer: CustomerId,
    to: Allies,
    moment: &Moment,
) -> Result<()> {
    let kind = EventKind::AllyChanged { ally: to.ally, backup: to.backup };
    let event = Event::new(kind).by(actor.agent_id()).customer(customer);
    Ok(store::event::append(tx, &event, moment.now)?)
}
