//! What can be given here: the list, and what a house adds to it.

use crate::{Error, Result, permit, text};
use domain::remedy::Risk;
use domain::{Actor, Event, EventKind, Moment, Permission, RemedyKindId};
use store::remedy_kind::RemedyKind;
use store::{Tx, WriteTx};

/// Characters of a name: it stands in a menu.
const NAME_CHARACTERS_MAX: usize = 60;
/// Kinds offered: more than anybody finds one in.
const KINDS_MAX: usize = 100;

/// A kind to be added.
#[derive(Clone, Debug)]
pub struct NewKind {
    /// Its name.
    pub name: String,
    /// Whether it costs money.
    pub has_cost: bool,
    /// How dangerous it is.
    pub risk: Risk,
    /// Whether a shop or payment system carries it out.
    pub is_carried_out: bool,
}

/// All kinds, retired ones too.
pub fn kinds(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<RemedyKind>> {
    permit(actor, Permission::Read)?;
    Ok(store::remedy_kind::all(tx)?)
}

/// Adds a kind; one that was retired under that name comes back as it is described now.
pub fn add_kind(tx: &WriteTx<'_>, actor: &Actor, new: &NewKind, moment: &Moment) -> Result<RemedyKindId> {
    permit(actor, Permission::Administer)?;
    let name = text::filled("name", &new.name, NAME_CHARACTERS_MAX)?;
    let all = store::remedy_kind::all(tx)?;
    if all.len() >= KINDS_MAX {
        return Err(Error::Conflict(format!("There are {KINDS_MAX} remedies, retired ones counted.")));
    }
    let mut kind = RemedyKind {
        id: RemedyKindId(0),
        position: all.iter().map(|kind| kind.position).max().unwrap_or(0) + 1,
        has_cost: new.has_cost,
        risk: new.risk,
        is_carried_out: new.is_carried_out,
        retired_at: None,
        name,
    };
    let same = all.iter().find(|other| other.name.to_lowercase() == kind.name.to_lowercase());
    match same {
        Some(other) if other.retired_at.is_none() => {
            return Err(Error::invalid("name", format!("There is {} already.", other.name)));
        }
        Some(other) => {
            kind.id = other.id;
            store::remedy_kind::update(tx, &kind)?;
        }
        None => kind.id = store::remedy_kind::add(tx, &kind)?,
    }
    changed(tx, actor, moment)?;
    Ok(kind.id)
}

/// Offers a kind no longer; what was given stays as it is.
pub fn retire_kind(tx: &WriteTx<'_>, actor: &Actor, id: RemedyKindId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let mut kind = store::remedy_kind::find(tx, id)?.ok_or(Error::NotFound("remedy"))?;
    if kind.retired_at.is_some() {
        return Ok(());
    }
    kind.retired_at = Some(moment.now);
    store::remedy_kind::update(tx, &kind)?;
    changed(tx, actor, moment)
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<()> {
    let event = Event::new(EventKind::AuthorityChanged).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
