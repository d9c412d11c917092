//! A customer we know before they write.

use crate::{Error, Result, permit};
use domain::{Actor, CustomerId, EmailAddress, Event, EventKind, Moment, Permission};
use store::WriteTx;
use store::identity::EMAIL;

/// A customer to be added.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// Name.
    pub name: String,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// BCP 47 language, empty when unknown.
    pub language: String,
}

/// Bytes of a name.
const NAME_BYTES_MAX: usize = 200;

/// Adds a customer; an address that somebody has already is refused, with whose it is.
pub fn create(tx: &WriteTx<'_>, actor: &Actor, new: &NewCustomer, moment: &Moment) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let name = new.name.trim();
    if name.len() > NAME_BYTES_MAX || (name.is_empty() && new.emails.is_empty()) {
        return Err(Error::invalid(
            "name",
            format!("A customer has a name of at most {NAME_BYTES_MAX} bytes, or an address."),
        ));
    }
    let id = store::customer::add(tx, name, moment.now)?;
    for email in &new.emails {
        let address = EmailAddress::parse(email)
            .ok_or_else(|| Error::invalid("email", format!("“{email}” is no mail address.")))?;
        if let Some(other) = store::identity::find_by_key(tx, EMAIL, address.key())? {
            return Err(Error::Conflict(format!(
                "{email} belongs to customer {} already.",
                other.customer_id
            )));
        }
        store::identity::add(tx, id, EMAIL, address.as_str(), address.key(), moment.now)?;
    }
    for phone in &new.phones {
        let key: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        if store::identity::find_by_key(tx, "phone", &key)?.is_none() {
            store::identity::add(tx, id, "phone", phone, &key, moment.now)?;
        }
    }
    if !new.language.is_empty()
        && let Some(mut customer) = store::customer::find(tx, id)?
    {
        customer.language.clone_from(&new.language);
        store::customer::update(tx, &customer)?;
    }
    let identities = new.emails.iter().chain(&new.phones).map(String::as_str).collect::<Vec<_>>().join(" ");
    store::search::index_customer(tx, id, name, &identities, "")?;
    store::event::append(
        tx,
        &Event::new(EventKind::CustomerCreated).by(actor.agent_id()).customer(id),
        moment.now,
    )?;
    Ok(id)
}
