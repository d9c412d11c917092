//! Who a customer is: name, organization, language, time zone, custom fields.

use super::name::{NAME_BYTES_MAX, one_line};
use super::{identity::append, index, organization};
use crate::{Error, Result, lookup, permit};
use domain::{Actor, CustomerId, EventKind, Moment, Permission};
use std::collections::BTreeMap;
use store::WriteTx;
use store::customer::Customer;

/// What is to be different; `None` leaves a thing as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Name.
    pub name: Option<String>,
    /// The name of the company they belong to, made if it is new; empty for none.
    pub organization: Option<String>,
    /// BCP 47 language, empty when unknown.
    pub language: Option<String>,
    /// IANA time zone, empty when unknown.
    pub time_zone: Option<String>,
    /// Custom fields to set; an empty value takes the field away.
    pub fields: BTreeMap<String, String>,
}

/// Bytes of a language: the longest that RFC 5646 (section 4.4.1) asks to be taken.
const LANGUAGE_BYTES_MAX: usize = 35;
/// Custom fields of one customer: more can't be read beside a timeline.
pub const FIELDS_MAX: usize = 100;
/// Bytes of a custom field's name.
const FIELD_NAME_BYTES_MAX: usize = 100;
/// Bytes of its value.
const FIELD_VALUE_BYTES_MAX: usize = 4_000;

/// Changes a customer; nothing happens when all is so already.
pub fn change(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerId,
    change: &Change,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let mut customer = lookup::customer(tx, id)?;
    let fields = apply(tx, &mut customer, change, moment)?;
    if !fields.is_empty() {
        store::customer::update(tx, &customer)?;
        index(tx, &customer)?;
        append(tx, actor, customer.id, EventKind::CustomerChanged { fields }, moment)?;
    }
    Ok(customer.id)
}

/// Applies a change to the row in memory; returns the names of what is different now.
pub(super) fn apply(
    tx: &WriteTx<'_>,
    customer: &mut Customer,
    change: &Change,
    moment: &Moment,
) -> Result<Vec<String>> {
    let before = customer.clone();
    if let Some(name) = &change.name {
        customer.name = one_line("name", name, NAME_BYTES_MAX)?;
    }
    if let Some(name) = &change.organization {
        customer.organization_id = organization::named(tx, name, moment)?;
    }
    if let Some(language) = &change.language {
        customer.language = language_tag(language)?;
    }
    if let Some(zone) = &change.time_zone {
        customer.time_zone = zone_name(zone)?;
    }
    let mut changed = Vec::new();
    let named = [
        ("name", before.name != customer.name),
        ("organization", before.organization_id != customer.organization_id),
        ("language", before.language != customer.language),
        ("time_zone", before.time_zone != customer.time_zone),
    ];
    changed.extend(named.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()));
    if !change.fields.is_empty() {
        changed.extend(set_fields(customer, &change.fields)?);
    }
    Ok(changed)
}

/// Says what is wrong with a change, without writing anything.
pub(super) fn check(change: &Change) -> Result<()> {
    for (field, text) in [("name", &change.name), ("organization", &change.organization)] {
        one_line(field, text.as_deref().unwrap_or_default(), NAME_BYTES_MAX)?;
    }
    language_tag(change.language.as_deref().unwrap_or_default())?;
    zone_name(change.time_zone.as_deref().unwrap_or_default())?;
    new_fields(&BTreeMap::new(), &change.fields).map(|_| ())
}

/// A customer's custom fields.
pub(super) fn fields(customer: &Customer) -> BTreeMap<String, String> {
    serde_json::from_str(&customer.fields).unwrap_or_default()
}

fn set_fields(customer: &mut Customer, wanted: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let before = fields(customer);
    let after = new_fields(&before, wanted)?;
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    let changed =
        before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))).filter(differs);
    let changed = changed.cloned().collect::<Vec<_>>();
    if !changed.is_empty() {
        customer.fields = serde_json::to_string(&after).unwrap_or_else(|_| "{}".to_owned());
    }
    Ok(changed)
}

fn new_fields(
    before: &BTreeMap<String, String>,
    wanted: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let mut after = before.clone();
    for (name, value) in wanted {
        let name = one_line("field", name, FIELD_NAME_BYTES_MAX)?;
        let value = value.trim();
        if name.is_empty() {
            return Err(Error::invalid("field", "A field needs a name."));
        }
        if value.len() > FIELD_VALUE_BYTES_MAX {
            let words = format!(
                "The value of “{name}” is longer than {FIELD_VALUE_BYTES_MAX} bytes. A note may be the better place."
            );
            return Err(Error::invalid("value", words));
        }
        if value.is_empty() {
            after.remove(&name);
        } else {
            after.insert(name, value.to_owned());
        }
    }
    if after.len() > FIELDS_MAX {
        return Err(Error::invalid("field", format!("A customer has at most {FIELDS_MAX} fields.")));
    }
    Ok(after)
}

fn language_tag(text: &str) -> Result<String> {
    let tag = text.trim();
    let plain = tag
        .split('-')
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let fits = tag.is_empty() || (plain && tag.len() <= LANGUAGE_BYTES_MAX);
    if !fits {
        return Err(Error::invalid(
            "language",
            format!("“{tag}” is no language. Write it like “de” or “pt-BR”."),
        ));
    }
    Ok(tag.to_owned())
}

fn zone_name(text: &str) -> Result<String> {
    let name = text.trim();
    if !name.is_empty() && jiff::tz::TimeZone::get(name).is_err() {
        let words = format!("“{name}” is no time zone. Write it like “Europe/Stockholm”.");
        return Err(Error::invalid("time_zone", words));
    }
    Ok(name.to_owned())
}
