//! Customers as a CSV file, a batch at a time, so that no number of them must fit into memory.
//!
//! The columns are those that [`super::import`] understands, so that a file that went out can come back in.

use super::change::fields;
use crate::sheet::{BYTE_ORDER_MARK, line as sheet_line};
use crate::{Result, permit};
use domain::{Actor, CustomerId, Permission};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::customer::Customer;
use store::identity::{EMAIL, Identity};

/// Customers read at once: some hundred kilobytes of file.
const BATCH: i64 = 500;
/// Custom fields with a column of their own: what spreadsheets still show. Others are left out of the file, and
/// its reader is told so by the last column.
const FIELD_COLUMNS_MAX: usize = 500;
/// What stands between several addresses or numbers in one cell.
pub const SEPARATOR: &str = "; ";

/// The columns before the custom fields.
const COLUMNS: [&str; 10] = [
    "Id",
    "Name",
    "Email",
    "Phone",
    "Handle",
    "Organization",
    "Language",
    "Time zone",
    "Known since",
    "Blocked since",
];

/// A part of an export.
#[derive(Clone, Debug)]
pub struct Part {
    /// Lines of the file.
    pub bytes: Vec<u8>,
    /// Where the next part goes on; nowhere after the last.
    pub next: Option<CustomerId>,
}

/// The names of custom fields that customers after the given one have, and where to go on asking.
pub fn field_names(
    tx: &Tx<'_>,
    actor: &Actor,
    after: CustomerId,
) -> Result<(BTreeSet<String>, Option<CustomerId>)> {
    permit(actor, Permission::CurateCustomers)?;
    let batch = store::customer::all_after(tx, after, BATCH)?;
    let names = batch.iter().flat_map(|customer| fields(customer).into_keys()).collect();
    Ok((names, batch.last().map(|last| last.id)))
}

/// The columns of custom fields, no more than fit.
pub fn field_columns(names: &BTreeSet<String>) -> Vec<String> {
    names.iter().take(FIELD_COLUMNS_MAX).cloned().collect()
}

/// The first line: the names of the columns.
pub fn header(field_columns: &[String]) -> Vec<u8> {
    let mut bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    sheet_line(&mut bytes, COLUMNS.into_iter().chain(field_columns.iter().map(String::as_str)));
    bytes
}

/// The lines of customers after the given one.
pub fn part(tx: &Tx<'_>, actor: &Actor, field_columns: &[String], after: CustomerId) -> Result<Part> {
    permit(actor, Permission::CurateCustomers)?;
    let batch = store::customer::all_after(tx, after, BATCH)?;
    let next = batch.last().filter(|_| batch.len() == BATCH as usize).map(|last| last.id);
    let mut bytes = Vec::new();
    let ids: Vec<CustomerId> = batch.iter().map(|customer| customer.id).collect();
    let mut identities: BTreeMap<CustomerId, Vec<Identity>> = BTreeMap::new();
    for identity in store::identity::of_customers(tx, &ids)? {
        identities.entry(identity.customer_id).or_default().push(identity);
    }
    for customer in &batch {
        let organization = match customer.organization_id {
            Some(id) => store::organization::find(tx, id)?.map(|organization| organization.name),
            None => None,
        };
        let own = identities.remove(&customer.id).unwrap_or_default();
        let mut values = fields(customer);
        let line = line(customer, &own, organization.unwrap_or_default());
        let more = field_columns.iter().map(|name| values.remove(name).unwrap_or_default());
        sheet_line(&mut bytes, line.into_iter().chain(more));
    }
    Ok(Part { bytes, next })
}

fn line(customer: &Customer, identities: &[Identity], organization: String) -> [String; COLUMNS.len()] {
    let of = |kind: &str| {
        let values: Vec<&str> = identities
            .iter()
            .filter(|identity| identity.kind == kind)
            .map(|identity| identity.value.as_str())
            .collect();
        values.join(SEPARATOR)
    };
    [
        customer.id.to_string(),
        customer.name.clone(),
        of(EMAIL),
        of("phone"),
        of("handle"),
        organization,
        customer.language.clone(),
        customer.time_zone.clone(),
        customer.created_at.to_string(),
        customer.blocked_at.map(|at| at.to_string()).unwrap_or_default(),
    ]
}
