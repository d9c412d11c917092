//! Customers with how they are reached, one after the other, for other systems.

use super::NewIdentity;
use crate::{Error, Result, lookup, permit};
use domain::{Actor, CustomerId, Permission};
use store::Tx;
use store::customer::Customer;
use store::identity::Identity;

/// A customer and how they are reached.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub customer: Customer,
    /// How they are reached.
    pub identities: Vec<Identity>,
    /// Who knows them.
    pub ally: Option<store::ally::Ally>,
}

/// The customers with ids after that one, by id; those merged into others are left out.
pub fn after(tx: &Tx<'_>, actor: &Actor, after: CustomerId, limit: i64) -> Result<Vec<Known>> {
    permit(actor, Permission::Read)?;
    store::customer::all_after(tx, after, limit)?.into_iter().map(|customer| known(tx, customer)).collect()
}

/// The customer with that address, number, handle or id; nobody for what can't be one.
pub fn by_identity(tx: &Tx<'_>, actor: &Actor, identity: &NewIdentity) -> Result<Option<Known>> {
    let Some(found) = super::find_by_identity(tx, actor, identity)? else { return Ok(None) };
    known(tx, lookup::customer(tx, found.customer_id)?).map(Some)
}

/// One customer as they are, merged or not.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: CustomerId) -> Result<Known> {
    permit(actor, Permission::Read)?;
    known(tx, store::customer::find(tx, id)?.ok_or(Error::NotFound("customer"))?)
}

fn known(tx: &Tx<'_>, customer: Customer) -> Result<Known> {
    let ally = store::ally::of_customer(tx, customer.id)?;
    Ok(Known { identities: store::identity::of_customer(tx, customer.id)?, ally, customer })
}
