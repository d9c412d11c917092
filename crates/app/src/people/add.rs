//! Adding a colleague directly: from the command line, from a demo; everybody else is invited.

use super::password::{Password, set_password};
use crate::{Error, Result, permit};
use domain::{Actor, AgentId, EmailAddress, Event, EventKind, Moment, Permission, Reach, Role};
use store::WriteTx;

/// A colleague to be added.
#[derive(Clone)]
pub struct NewAgent {
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// What for.
    pub role: Role,
    /// How much they see.
    pub reach: Reach,
    /// Password.
    pub password: Password,
}

/// Adds a colleague.
pub fn add(tx: &WriteTx<'_>, actor: &Actor, new: &NewAgent, moment: &Moment) -> Result<AgentId> {
    permit(actor, Permission::Administer)?;
    let email =
        EmailAddress::parse(&new.email).ok_or_else(|| Error::invalid("email", "This is no mail address."))?;
    if store::agent::find_by_email(tx, &email)?.is_some() {
        return Err(Error::invalid("email", "Somebody with this address is here already."));
    }
    let id = store::agent::add(tx, new.name.trim(), &email, new.role, new.reach, moment.now)?;
    set_password(tx, id, &new.password)?;
    let joined = Event::new(EventKind::AgentJoined { joined: id }).by(actor.agent_id());
    store::event::append(tx, &joined, moment.now)?;
    Ok(id)
}
