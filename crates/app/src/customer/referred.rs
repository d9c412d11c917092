//! The customer another system means: by our id, or by something it knows them by.

use super::{NewCustomer, NewIdentity, create};
use crate::{Result, lookup, text};
use domain::{Actor, CustomerId, Moment};
use store::WriteTx;

/// Characters of a name.
const NAME_CHARACTERS_MAX: usize = 200;

/// Whom another system means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referred {
    /// The customer with that id (or whom they were merged into).
    Id(CustomerId),
    /// Whoever has that address, number, handle or id; made if nobody has.
    Identity {
        /// How they are recognised.
        identity: NewIdentity,
        /// The name for somebody new; may be empty.
        name: String,
    },
}

impl Referred {
    /// Says what is wrong with it, without looking anybody up.
    pub fn check(&self) -> Result<()> {
        if let Self::Identity { identity, name } = self {
            identity.written_and_key()?;
            text::line("name", name, NAME_CHARACTERS_MAX)?;
        }
        Ok(())
    }
}

/// The customer meant. Whoever calls this has asked for permission to do something with customers, and to that
/// belongs making one that isn't known yet: the house makes them, as it does for mail from somebody new.
pub(crate) fn find_or_make(tx: &WriteTx<'_>, whom: &Referred, moment: &Moment) -> Result<CustomerId> {
    let (identity, name) = match whom {
        Referred::Id(id) => return Ok(lookup::customer(tx, *id)?.id),
        Referred::Identity { identity, name } => (identity, name),
    };
    let (_, key) = identity.written_and_key()?;
    if let Some(known) = store::identity::find_by_key(tx, &identity.kind, &key)? {
        return Ok(lookup::customer(tx, known.customer_id)?.id);
    }
    let name = text::line("name", name, NAME_CHARACTERS_MAX)?;
    let new = NewCustomer { name, identities: vec![identity.clone()], ..NewCustomer::default() };
    create(tx, &Actor::System, &new, moment)
}
