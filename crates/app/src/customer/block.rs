//! Blocking a sender: their mail is still kept, but it opens nothing and calls nobody.

use super::identity::append;
use crate::{Result, lookup, permit};
use domain::{Actor, CustomerId, EventKind, Moment, Permission};
use store::WriteTx;

/// Blocks a customer; nothing happens when they are.
pub fn block(tx: &WriteTx<'_>, actor: &Actor, id: CustomerId, moment: &Moment) -> Result<CustomerId> {
    set(tx, actor, id, true, moment)
}

/// Lets them through again.
pub fn unblock(tx: &WriteTx<'_>, actor: &Actor, id: CustomerId, moment: &Moment) -> Result<CustomerId> {
    set(tx, actor, id, false, moment)
}

fn set(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerId,
    blocked: bool,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let mut customer = lookup::customer(tx, id)?;
    if customer.blocked_at.is_some() != blocked {
        customer.blocked_at = blocked.then_some(moment.now);
        store::customer::update(tx, &customer)?;
        let kind = if blocked { EventKind::CustomerBlocked } else { EventKind::CustomerUnblocked };
        append(tx, actor, customer.id, kind, moment)?;
    }
    Ok(customer.id)
}
