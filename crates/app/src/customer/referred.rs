//! The customer another system means: by our id, or by something it knows them by.

use super::identity::{IdentityKind, index};
use crate::{Result, lookup, text};
use domain::{CustomerId, Event, EventKind, Moment};
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
        /// What it is.
        kind: IdentityKind,
        /// As written.
        value: String,
        /// The name for somebody new; may be empty.
        name: String,
    },
}

impl Referred {
    /// Says what is wrong with it, without looking anybody up.
    pub fn check(&self) -> Result<()> {
        if let Self::Identity { kind, value, name } = self {
            kind.read(value)?;
            text::line("name", name, NAME_CHARACTERS_MAX)?;
        }
        Ok(())
    }
}

/// The customer meant. Whoever calls this has asked for permission.
pub(crate) fn find_or_make(tx: &WriteTx<'_>, whom: &Referred, moment: &Moment) -> Result<CustomerId> {
    let (kind, value, name) = match whom {
        Referred::Id(id) => return Ok(lookup::customer(tx, *id)?.id),
        Referred::Identity { kind, value, name } => (kind, value, name),
    };
    let (value, key) = kind.read(value)?;
    if let Some(known) = store::identity::find_by_key(tx, kind.name(), &key)? {
        return Ok(lookup::customer(tx, known.customer_id)?.id);
    }
    let name = text::line("name", name, NAME_CHARACTERS_MAX)?;
    let id = store::customer::add(tx, &name, moment.now)?;
    store::identity::add(tx, id, kind.name(), &value, &key, moment.now)?;
    index(tx, id, &name)?;
    store::event::append(tx, &Event::new(EventKind::CustomerCreated).customer(id), moment.now)?;
    Ok(id)
}
