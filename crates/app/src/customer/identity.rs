//! How customers are recognised: addresses, numbers and handles are added, taken away, and found good again.

use super::index;
use crate::{Error, Result, lookup, permit};
use domain::address::ADDRESS_BYTES_MAX;
use domain::{Actor, CustomerId, EmailAddress, Event, EventKind, IdentityId, Moment, Permission};
use store::identity::{EMAIL, Identity};
use store::{Tx, WriteTx};

/// An identity to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewIdentity {
    /// `email`, `phone`, `handle`, `visitor` or `external`.
    pub kind: String,
    /// As written: an address, a number, a name in another system.
    pub value: String,
}

/// The kinds there are.
const KINDS: [&str; 5] = [EMAIL, "phone", "handle", "visitor", "external"];
/// Identities of one customer: more are a mistake of some machine.
const IDENTITIES_MAX: usize = 200;
/// Digits of a phone number: ITU-T E.164 allows 15, some write more; fewer than three are no number.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 3..=20;

impl NewIdentity {
    /// A mail address.
    pub fn email(value: impl Into<String>) -> Self {
        Self { kind: EMAIL.to_owned(), value: value.into() }
    }

    /// A phone number.
    pub fn phone(value: impl Into<String>) -> Self {
        Self { kind: "phone".to_owned(), value: value.into() }
    }

    /// The value as it is kept, and the key that equal spellings share.
    pub(super) fn written_and_key(&self) -> Result<(String, String)> {
        let value = self.value.trim();
        match self.kind.as_str() {
            EMAIL => {
                let address = EmailAddress::parse(value)
                    .ok_or_else(|| Error::invalid("value", format!("“{value}” is no mail address.")))?;
                Ok((address.as_str().to_owned(), address.key().to_owned()))
            }
            "phone" => {
                let key = phone_key(value)
                    .ok_or_else(|| Error::invalid("value", format!("“{value}” is no phone number.")))?;
                Ok((value.to_owned(), key))
            }
            kind if KINDS.contains(&kind) => {
                let plain = !value.is_empty()
                    && value.len() <= ADDRESS_BYTES_MAX
                    && !value.chars().any(char::is_control);
                if !plain {
                    let words = format!("A handle or id has 1 to {ADDRESS_BYTES_MAX} bytes in one line.");
                    return Err(Error::invalid("value", words));
                }
                let key = if kind == "handle" { value.to_lowercase() } else { value.to_owned() };
                Ok((value.to_owned(), key))
            }
            other => Err(Error::invalid(
                "kind",
                format!("“{other}” is no kind of identity. Choose one of {}.", KINDS.join(", ")),
            )),
        }
    }
}

/// Digits, with a plus for numbers that say their country; `None` for what is no number.
fn phone_key(written: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_digit() || " +-./()\u{a0}\u{2011}".contains(c);
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if !written.chars().all(plain) || !PHONE_DIGITS.contains(&digits.len()) {
        return None;
    }
    Some(match digits.strip_prefix("00") {
        Some(international) => format!("+{international}"),
        None if written.trim_start().starts_with('+') => format!("+{digits}"),
        None => digits,
    })
}

/// Who has this address, number or handle; `None` when nobody does, or it is none.
pub fn find_by_identity(tx: &Tx<'_>, actor: &Actor, identity: &NewIdentity) -> Result<Option<Identity>> {
    permit(actor, Permission::Read)?;
    let Ok((_, key)) = identity.written_and_key() else { return Ok(None) };
    Ok(store::identity::find_by_key(tx, &identity.kind, &key)?)
}

/// An identity that is there.
pub fn find_identity(tx: &Tx<'_>, actor: &Actor, id: IdentityId) -> Result<Identity> {
    permit(actor, Permission::Read)?;
    found(tx, id)
}

/// Adds the row, without index and event; whoever has it already is named.
pub(super) fn add_row(
    tx: &WriteTx<'_>,
    customer: CustomerId,
    new: &NewIdentity,
    moment: &Moment,
) -> Result<Option<IdentityId>> {
    let (value, key) = new.written_and_key()?;
    if let Some(other) = store::identity::find_by_key(tx, &new.kind, &key)? {
        return if other.customer_id == customer { Ok(None) } else { Err(taken(tx, &other)?) };
    }
    Ok(Some(store::identity::add(tx, customer, &new.kind, &value, &key, moment.now)?))
}

fn taken(tx: &Tx<'_>, identity: &Identity) -> Result<Error> {
    let customer = lookup::customer(tx, identity.customer_id)?;
    let whose = if customer.name.is_empty() { "another customer".to_owned() } else { customer.name };
    let words = format!(
        "{} belongs to {whose} (#{}) already. If they are the same person, merge them.",
        identity.value, customer.id
    );
    Ok(Error::Conflict(words))
}

/// Gives a customer an identity; one they have already changes nothing.
pub fn add_identity(
    tx: &WriteTx<'_>,
    actor: &Actor,
    customer: CustomerId,
    new: &NewIdentity,
    moment: &Moment,
) -> Result<IdentityId> {
    permit(actor, Permission::EditCustomer)?;
    let customer = lookup::customer(tx, customer)?;
    if store::identity::of_customer(tx, customer.id)?.len() >= IDENTITIES_MAX {
        return Err(Error::Conflict(format!(
            "A customer has at most {IDENTITIES_MAX} addresses and numbers."
        )));
    }
    let Some(id) = add_row(tx, customer.id, new, moment)? else {
        let (_, key) = new.written_and_key()?;
        let known = store::identity::find_by_key(tx, &new.kind, &key)?;
        return known.map(|known| known.id).ok_or(Error::NotFound("identity"));
    };
    index(tx, &customer)?;
    let kind = EventKind::CustomerIdentityAdded { identity_kind: new.kind.clone() };
    append(tx, actor, customer.id, kind, moment)?;
    Ok(id)
}

/// Takes an identity away. Mail from it starts somebody new; what came from it stays where it is.
pub fn remove_identity(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: IdentityId,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let identity = found(tx, id)?;
    if identity.removed_at.is_none() {
        store::identity::set_removed(tx, id, Some(moment.now))?;
        index(tx, &lookup::customer(tx, identity.customer_id)?)?;
        let kind = EventKind::CustomerIdentityRemoved { identity_kind: identity.kind };
        append(tx, actor, identity.customer_id, kind, moment)?;
    }
    Ok(identity.customer_id)
}

/// Gives a removed identity back to whom it was taken from.
pub fn restore_identity(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: IdentityId,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let identity = found(tx, id)?;
    if identity.removed_at.is_some() {
        if let Some(other) = store::identity::find_by_key(tx, &identity.kind, &identity.key)? {
            return Err(taken(tx, &other)?);
        }
        store::identity::set_removed(tx, id, None)?;
        index(tx, &lookup::customer(tx, identity.customer_id)?)?;
        let kind = EventKind::CustomerIdentityAdded { identity_kind: identity.kind };
        append(tx, actor, identity.customer_id, kind, moment)?;
    }
    Ok(identity.customer_id)
}

/// The address takes mail again: somebody knows better than the last bounce.
pub fn mark_deliverable(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: IdentityId,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::EditCustomer)?;
    let identity = found(tx, id)?;
    if identity.undeliverable_at.is_some() {
        store::identity::set_undeliverable(tx, id, None, "")?;
        let kind = EventKind::CustomerChanged { fields: vec!["deliverable".to_owned()] };
        append(tx, actor, identity.customer_id, kind, moment)?;
    }
    Ok(identity.customer_id)
}

fn found(tx: &Tx<'_>, id: IdentityId) -> Result<Identity> {
    store::identity::find(tx, id)?.ok_or(Error::NotFound("identity"))
}

/// Appends an event of a customer.
pub(super) fn append(
    tx: &WriteTx<'_>,
    actor: &Actor,
    customer: CustomerId,
    kind: EventKind,
    moment: &Moment,
) -> Result<()> {
    let event = Event::new(kind).by(actor.agent_id()).customer(customer);
    Ok(store::event::append(tx, &event, moment.now)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_number_share_a_key() {
        for written in ["+46 40 555 01 20", "0046-40-5550120", "+46(40)5550120"] {
            assert_eq!(phone_key(written).as_deref(), Some("+46405550120"), "{written}");
        }
        assert_eq!(phone_key("040 / 555 01").as_deref(), Some("04055501"));
        for written in ["", "12", "call me", "+46 40 x", "123456789012345678901"] {
            assert_eq!(phone_key(written), None, "{written}");
        }
    }
}
