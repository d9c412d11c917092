//! A customer we know before they write.

use super::change::{self, Change};
use super::identity::{self, NewIdentity};
use super::index;
use crate::{Error, Result, permit};
use domain::{Actor, CustomerId, EventKind, Moment, Permission};
use std::collections::BTreeMap;
use store::WriteTx;

/// A customer to be added.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// Name.
    pub name: String,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Handles, visitors, ids in other systems.
    pub identities: Vec<NewIdentity>,
    /// The name of the company they belong to, made if it is new; empty when none.
    pub organization: String,
    /// BCP 47 language, empty when unknown.
    pub language: String,
    /// IANA time zone, empty when unknown.
    pub time_zone: String,
    /// Custom fields.
    pub fields: BTreeMap<String, String>,
}

impl NewCustomer {
    /// All ways to recognise them.
    fn all_identities(&self) -> impl Iterator<Item = NewIdentity> {
        let emails = self.emails.iter().map(NewIdentity::email);
        emails.chain(self.phones.iter().map(NewIdentity::phone)).chain(self.identities.iter().cloned())
    }
}

/// Adds a customer; an address or number that somebody has already is refused, with whose it is.
pub fn create(tx: &WriteTx<'_>, actor: &Actor, new: &NewCustomer, moment: &Moment) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let identities: Vec<NewIdentity> = new.all_identities().collect();
    if new.name.trim().is_empty() && identities.is_empty() {
        return Err(Error::invalid("name", "A customer needs a name or an address."));
    }
    let id = store::customer::add(tx, "", moment.now)?;
    let mut customer = store::customer::find(tx, id)?.ok_or(Error::NotFound("customer"))?;
    for new in &identities {
        identity::add_row(tx, id, new, moment)?;
    }
    let details = Change {
        name: Some(new.name.clone()),
        organization: Some(new.organization.clone()),
        language: Some(new.language.clone()),
        time_zone: Some(new.time_zone.clone()),
        fields: new.fields.clone(),
    };
    change::apply(tx, &mut customer, &details, moment)?;
    store::customer::update(tx, &customer)?;
    index(tx, &customer)?;
    identity::append(tx, actor, id, EventKind::CustomerCreated, moment)?;
    Ok(id)
}
