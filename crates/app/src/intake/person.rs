//! Who wrote: the customer behind a mail, also behind a form, a list or a colleague's forward.

use super::reply_token::untagged;
use super::understand::Understood;
use crate::Result;
use domain::{CustomerId, EmailAddress, Event, EventKind, IdentityId, Moment};
use store::WriteTx;
use store::customer::Customer;
use store::identity::{EMAIL, Identity};

/// The person a mail is from, as the mail tells it.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) address: EmailAddress,
    /// Whether that is plain from the mail, or somebody should look.
    pub(super) certain: bool,
}

/// Finds the person; `None` when the mail names nobody who could be answered.
pub(super) fn behind(tx: &WriteTx<'_>, understood: &Understood) -> Result<Option<Person>> {
    let mail = &understood.reading.mail;
    let origin = &mail.origin;
    let from = mail.from.as_ref().and_then(person);
    let reply_to = mail.reply_to.first().and_then(person);
    let forwarded = origin.forwarded_from.as_ref().and_then(person);
    let Some(from) = from else {
        // No usable From: whoever wants the answers, else whoever sent it on.
        let other = reply_to.or_else(|| mail.sender.as_ref().and_then(person)).or(forwarded);
        return Ok(other.map(|other| Person { certain: false, ..other }));
    };
    if is_ours(tx, &from.address)? {
        // A form on our own site writes as us; a colleague forwards what a customer sent to him.
        let behind = reply_to.or_else(|| origin.original_from.as_ref().and_then(person));
        return match (behind, forwarded) {
            (Some(customer), _) if !is_ours(tx, &customer.address)? => Ok(Some(customer)),
            (_, Some(customer)) if !is_ours(tx, &customer.address)? => {
                Ok(Some(Person { certain: false, ..customer }))
            }
            _ => Ok(Some(Person { certain: true, ..from })),
        };
    }
    if origin.list_id.is_some()
        && let Some(author) = origin.original_from.as_ref().and_then(person)
    {
        return Ok(Some(author));
    }
    if is_robot(&from.address)
        && let Some(customer) = reply_to
    {
        return Ok(Some(Person { certain: false, ..customer }));
    }
    Ok(Some(from))
}

fn person(address: &mail::Address) -> Option<Person> {
    let parsed = EmailAddress::parse(&address.address)?;
    Some(Person { name: address.name.clone().unwrap_or_default(), address: parsed, certain: true })
}

/// Whether the address is a mailbox of ours or a colleague's.
fn is_ours(tx: &WriteTx<'_>, address: &EmailAddress) -> Result<bool> {
    Ok(store::mailbox::find_by_address(tx, &untagged(address.key()))?.is_some()
        || store::agent::find_by_email(tx, address)?.is_some())
}

/// Whether nobody reads what is sent there.
fn is_robot(address: &EmailAddress) -> bool {
    let local = address.key().split('@').next().unwrap_or_default().replace(['.', '_'], "-");
    ["noreply", "no-reply", "donotreply", "do-not-reply", "nepasrepondre"]
        .iter()
        .any(|robot| local.starts_with(robot))
}

/// The person's identity and customer, made if this is their first mail.
pub(super) fn ensure(tx: &WriteTx<'_>, person: &Person, moment: &Moment) -> Result<(IdentityId, Customer)> {
    if let Some(identity) = store::identity::find_by_key(tx, EMAIL, person.address.key())? {
        let customer = known(tx, &identity, person)?;
        return Ok((identity.id, customer));
    }
    let id = store::customer::add(tx, &person.name, moment.now)?;
    let identity =
        store::identity::add(tx, id, EMAIL, person.address.as_str(), person.address.key(), moment.now)?;
    store::search::index_customer(tx, id, &person.name, person.address.as_str(), "")?;
    store::event::append(tx, &Event::new(EventKind::CustomerCreated).customer(id), moment.now)?;
    Ok((identity, found(tx, id)?))
}

/// The customer of a known identity; one without a name takes the one the mail gives.
fn known(tx: &WriteTx<'_>, identity: &Identity, person: &Person) -> Result<Customer> {
    let mut customer = found(tx, identity.customer_id)?;
    if customer.name.is_empty() && !person.name.is_empty() {
        customer.name.clone_from(&person.name);
        store::customer::update(tx, &customer)?;
        crate::customer::index(tx, &customer)?;
    }
    Ok(customer)
}

fn found(tx: &WriteTx<'_>, id: CustomerId) -> Result<Customer> {
    store::customer::find(tx, id)?.ok_or(crate::Error::NotFound("customer"))
}
