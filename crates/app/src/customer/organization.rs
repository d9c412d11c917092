//! Companies that customers belong to.

use super::index;
use super::list::{Line, lines};
use super::name::{NAME_BYTES_MAX, one_line};
use crate::{Error, Result, permit};
use domain::{Actor, CustomerId, Moment, OrganizationId, Permission};
use store::organization::Organization;
use store::{Tx, WriteTx};

/// A company with a page of its customers.
#[derive(Clone, Debug)]
pub struct OrganizationView {
    /// The company.
    pub organization: Organization,
    /// Its customers, by the order in which we met them.
    pub customers: Vec<Line>,
    /// How many there are; counting stops at [`crate::inbox::COUNT_MAX`].
    pub count: i64,
    /// Where the next page goes on.
    pub next: Option<CustomerId>,
}

/// The company of that name, made if there is none; `None` for an empty name.
pub(super) fn named(tx: &WriteTx<'_>, name: &str, moment: &Moment) -> Result<Option<OrganizationId>> {
    let name = one_line("organization", name, NAME_BYTES_MAX)?;
    if name.is_empty() {
        return Ok(None);
    }
    // Names without any letter or digit share an empty key: they are companies of their own.
    let known = store::organization::find_by_name(tx, &name)?
        .filter(|known| !domain::words::normalize(&known.name).is_empty());
    match known {
        Some(known) => Ok(Some(known.id)),
        None => Ok(Some(store::organization::add(tx, &name, moment.now)?)),
    }
}

/// A company and its customers, after the given one.
pub fn organization(
    tx: &Tx<'_>,
    actor: &Actor,
    id: OrganizationId,
    after: Option<CustomerId>,
) -> Result<OrganizationView> {
    permit(actor, Permission::Read)?;
    let organization = store::organization::find(tx, id)?.ok_or(Error::NotFound("organization"))?;
    let page = super::PAGE as usize;
    let mut customers =
        store::customer::of_organization(tx, id, after.unwrap_or(CustomerId(0)), super::PAGE + 1)?;
    let more = customers.len() > page;
    customers.truncate(page);
    let next = customers.last().filter(|_| more).map(|last| last.id);
    let count = store::organization::count_customers(tx, id, crate::inbox::COUNT_MAX)?;
    Ok(OrganizationView { organization, customers: lines(tx, customers)?, count, next })
}

/// Companies whose names begin with what was typed.
pub fn organizations(tx: &Tx<'_>, actor: &Actor, typed: &str, limit: i64) -> Result<Vec<Organization>> {
    permit(actor, Permission::Read)?;
    Ok(store::organization::beginning_with(tx, typed, limit)?)
}

/// Customers whose index is written anew when their company changes its name; more are found by the old name
/// until something else of them changes.
const INDEXED_MAX: i64 = 1_000;

/// Gives a company another name.
pub fn rename_organization(tx: &WriteTx<'_>, actor: &Actor, id: OrganizationId, name: &str) -> Result<()> {
    permit(actor, Permission::EditCustomer)?;
    let mut organization = store::organization::find(tx, id)?.ok_or(Error::NotFound("organization"))?;
    organization.name = one_line("name", name, NAME_BYTES_MAX)?;
    if organization.name.is_empty() {
        return Err(Error::invalid("name", "An organization needs a name."));
    }
    store::organization::update(tx, &organization)?;
    for customer in store::customer::of_organization(tx, id, CustomerId(0), INDEXED_MAX)? {
        index(tx, &customer)?;
    }
    Ok(())
}
