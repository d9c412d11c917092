//! Customers by name, or by what somebody types.

use crate::{Result, permit};
use domain::{Actor, CustomerId, Permission};
use std::collections::BTreeMap;
use store::Tx;
use store::customer::Customer;
use store::identity::EMAIL;

/// Customers on a page.
pub const PAGE: i64 = 50;

/// A page of customers.
#[derive(Clone, Debug)]
pub struct List {
    /// The customers.
    pub lines: Vec<Line>,
    /// Where the next page goes on: the last one's id. Only lists by name have one; what somebody types is
    /// narrowed by typing more.
    pub next: Option<CustomerId>,
    /// Whether more were found than are shown.
    pub more: bool,
}

/// A customer in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who.
    pub customer: Customer,
    /// The first mail address, empty without one.
    pub email: String,
    /// The first other identity, empty without one.
    pub other: String,
    /// The company's name, empty without one.
    pub organization: String,
}

impl Line {
    /// The name, or what stands for it.
    pub fn label(&self) -> &str {
        let stand_ins = [&self.customer.name, &self.email, &self.other];
        stand_ins.into_iter().find(|text| !text.is_empty()).map_or("Somebody", String::as_str)
    }
}

/// Customers by name after the given one, or those that fit what was typed, best first.
pub fn list(tx: &Tx<'_>, actor: &Actor, typed: &str, after: Option<CustomerId>) -> Result<List> {
    permit(actor, Permission::Read)?;
    let page = PAGE as usize;
    let searching = !domain::words::words(typed).is_empty();
    let mut customers = if searching {
        crate::search::customers(tx, actor, typed, PAGE + 1)?
    } else {
        let last = after.map(|id| store::customer::find(tx, id)).transpose()?.flatten();
        let place = last.as_ref().map(|last| (domain::words::normalize(&last.name), last.id));
        store::customer::page(tx, place.as_ref().map(|(key, id)| (key.as_str(), *id)), PAGE + 1)?
    };
    let more = customers.len() > page;
    customers.truncate(page);
    let next = customers.last().filter(|_| more && !searching).map(|last| last.id);
    Ok(List { lines: lines(tx, customers)?, next, more })
}

/// Customers with what a list shows of them.
pub(super) fn lines(tx: &Tx<'_>, customers: Vec<Customer>) -> Result<Vec<Line>> {
    let ids: Vec<CustomerId> = customers.iter().map(|customer| customer.id).collect();
    let mut reached: BTreeMap<CustomerId, (String, String)> = BTreeMap::new();
    for identity in store::identity::of_customers(tx, &ids)? {
        let (email, other) = reached.entry(identity.customer_id).or_default();
        let place = if identity.kind == EMAIL { email } else { other };
        if place.is_empty() {
            *place = identity.value;
        }
    }
    let mut lines = Vec::with_capacity(customers.len());
    for customer in customers {
        let organization = match customer.organization_id {
            Some(id) => store::organization::find(tx, id)?.map(|organization| organization.name),
            None => None,
        };
        let (email, other) = reached.remove(&customer.id).unwrap_or_default();
        lines.push(Line { customer, email, other, organization: organization.unwrap_or_default() });
    }
    Ok(lines)
}
