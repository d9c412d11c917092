//! How customers are recognised: giving them another address, number or handle.

use crate::{Error, Result, permit, text};
use domain::{Actor, CustomerId, EmailAddress, Event, EventKind, IdentityId, Moment, Permission};
use store::identity::Identity;
use store::{Tx, WriteTx};

/// What an identity can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentityKind {
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A name in a social network, such as `@anna`.
    Handle,
    /// An id in another system, such as `shop:4711`.
    External,
}

/// Characters of a number, a handle or an id.
const VALUE_CHARACTERS_MAX: usize = 200;
/// Digits below which nothing is a telephone number.
const PHONE_DIGITS_MIN: usize = 3;

impl IdentityKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Email, Self::Phone, Self::Handle, Self::External];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Handle => "handle",
            Self::External => "external",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The value as written, and the key that equal spellings of it share.
    pub fn read(self, value: &str) -> Result<(String, String)> {
        let line = text::filled("value", value, VALUE_CHARACTERS_MAX)?;
        match self {
            Self::Email => {
                let address = EmailAddress::parse(&line)
                    .ok_or_else(|| Error::invalid("value", format!("“{line}” is no mail address.")))?;
                Ok((address.as_str().to_owned(), address.key().to_owned()))
            }
            Self::Phone => {
                let key: String = line.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
                if key.chars().filter(char::is_ascii_digit).count() < PHONE_DIGITS_MIN {
                    return Err(Error::invalid("value", format!("“{line}” is no telephone number.")));
                }
                Ok((line, key))
            }
            Self::Handle => {
                let key = line.to_lowercase();
                Ok((line, key))
            }
            Self::External => Ok((line.clone(), line)),
        }
    }
}

/// Gives a customer an identity; the one they have already is given back, one that somebody else has is refused.
pub fn add_identity(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerId,
    kind: IdentityKind,
    value: &str,
    moment: &Moment,
) -> Result<IdentityId> {
    permit(actor, Permission::EditCustomer)?;
    let customer = crate::lookup::customer(tx, id)?;
    let (value, key) = kind.read(value)?;
    if let Some(known) = store::identity::find_by_key(tx, kind.name(), &key)? {
        if known.customer_id == customer.id {
            return Ok(known.id);
        }
        return Err(Error::Conflict(format!("{value} belongs to customer {} already.", known.customer_id)));
    }
    let identity = store::identity::add(tx, customer.id, kind.name(), &value, &key, moment.now)?;
    index(tx, customer.id, &customer.name)?;
    let added = EventKind::CustomerIdentityAdded { identity_kind: kind.name().to_owned() };
    store::event::append(tx, &Event::new(added).by(actor.agent_id()).customer(customer.id), moment.now)?;
    Ok(identity)
}

/// Lets a customer be found by all their identities.
pub(super) fn index(tx: &WriteTx<'_>, id: CustomerId, name: &str) -> Result<()> {
    let values: Vec<String> =
        store::identity::of_customer(tx, id)?.into_iter().map(|identity| identity.value).collect();
    Ok(store::search::index_customer(tx, id, name, &values.join(" "), "")?)
}

/// An identity that is there.
pub fn find_identity(tx: &Tx<'_>, actor: &Actor, id: IdentityId) -> Result<Identity> {
    permit(actor, Permission::Read)?;
    store::identity::find(tx, id)?.ok_or(Error::NotFound("identity"))
}
