//! The first start: whoever comes first becomes the owner.

use super::password::{Password, set_password};
use crate::{Error, Result};
use domain::{AgentId, EmailAddress, Event, EventKind, Moment, Reach, Role};
use store::WriteTx;

/// The first person.
#[derive(Clone)]
pub struct NewOwner {
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// Password.
    pub password: Password,
}

/// Makes the owner of a house that has nobody yet.
pub fn found(tx: &WriteTx<'_>, new: &NewOwner, moment: &Moment) -> Result<AgentId> {
    if store::agent::any(tx)? {
        return Err(Error::Conflict("Cape is set up already. Ask its owner for an invitation.".into()));
    }
    let email =
        EmailAddress::parse(&new.email).ok_or_else(|| Error::invalid("email", "This is no mail address."))?;
    let name = new.name.trim();
    if name.is_empty() || name.len() > 200 {
        return Err(Error::invalid("name", "A name has 1 to 200 bytes."));
    }
    let id = store::agent::add(tx, name, &email, Role::Owner, Reach::All, moment.now)?;
    set_password(tx, id, &new.password)?;
    store::event::append(tx, &Event::new(EventKind::AgentJoined { joined: id }).by(Some(id)), moment.now)?;
    Ok(id)
}

/// Whether somebody is here already.
pub fn is_founded(tx: &store::Tx<'_>) -> Result<bool> {
    Ok(store::agent::any(tx)?)
}
