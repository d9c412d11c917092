//! Changing what colleagues may do and see, and letting them go and come back.

use crate::{Error, Result, permit};
use domain::{Actor, AgentId, Event, EventKind, Moment, Permission, Reach, Role, TeamId};
use store::WriteTx;
use store::agent::Agent;

/// Bytes of a name.
pub(super) const NAME_BYTES_MAX: usize = 200;

/// What a colleague is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What for.
    pub role: Role,
    /// How much they see.
    pub reach: Reach,
    /// Their teams, all of them.
    pub teams: Vec<TeamId>,
}

/// Who gets the conversations of a colleague who goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heir {
    /// Nobody: they are unassigned, where everybody sees them.
    Nobody,
    /// This colleague.
    Agent(AgentId),
}

/// Gives a colleague another role, reach and teams.
pub fn change(tx: &WriteTx<'_>, actor: &Actor, id: AgentId, to: &Standing, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let mut agent = find(tx, id)?;
    if to.role != agent.role {
        if actor.agent_id() == Some(id) {
            return Err(Error::invalid("role", "Nobody changes their own role. Ask another admin."));
        }
        may_set(tx, actor, &agent, to.role)?;
    } else if agent.role == Role::Owner && !is_owner(actor) {
        return Err(Error::invalid("reach", "Only an owner changes what an owner may do."));
    }
    agent.role = to.role;
    agent.reach = to.reach;
    store::agent::update(tx, &agent)?;
    let before = store::agent::teams(tx, id)?;
    for &team in &before {
        if !to.teams.contains(&team) {
            store::team::leave(tx, team, id)?;
        }
    }
    for &team in &to.teams {
        store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?;
        store::team::join(tx, team, id)?;
    }
    changed(tx, actor, id, &["role", "reach", "teams"], moment)
}

/// Whether the actor may make this colleague what they are to be.
fn may_set(tx: &WriteTx<'_>, actor: &Actor, agent: &Agent, role: Role) -> Result<()> {
    if (agent.role == Role::Owner || role == Role::Owner) && !is_owner(actor) {
        return Err(Error::invalid("role", "Only an owner makes or unmakes owners."));
    }
    if agent.role == Role::Owner { others_own(tx, agent.id) } else { Ok(()) }
}

/// Goes on only if somebody else still owns the house.
fn others_own(tx: &WriteTx<'_>, id: AgentId) -> Result<()> {
    let others = store::agent::all(tx)?
        .into_iter()
        .any(|other| other.id != id && other.role == Role::Owner && other.deactivated_at.is_none());
    if others {
        return Ok(());
    }
    Err(Error::invalid("role", "This is the last owner. Make somebody else an owner first."))
}

/// Lets a colleague go: they are signed out, and what they had goes to somebody else or to everybody.
pub fn deactivate(tx: &WriteTx<'_>, actor: &Actor, id: AgentId, heir: Heir, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let mut agent = find(tx, id)?;
    if agent.deactivated_at.is_some() {
        return Ok(());
    }
    if actor.agent_id() == Some(id) {
        return Err(Error::invalid("agent", "Nobody deactivates themselves. Ask another admin."));
    }
    if agent.role == Role::Owner {
        if !is_owner(actor) {
            return Err(Error::invalid("agent", "Only an owner removes an owner."));
        }
        others_own(tx, id)?;
    }
    if heir == Heir::Agent(id) {
        return Err(Error::invalid("heir", "Choose somebody else to take the conversations."));
    }
    for conversation in store::conversation::held_by(tx, id)? {
        let assignee = match heir {
            Heir::Nobody => None,
            Heir::Agent(heir) => Some(heir),
        };
        let to = crate::conversation::Assignment { assignee, team: conversation.team_id };
        let reason = format!("{} doesn't work here any more.", agent.name);
        crate::handover::by_house(tx, actor, conversation, to, &reason, moment)?;
    }
    let heir = match heir {
        Heir::Nobody => None,
        Heir::Agent(heir) => Some(heir),
    };
    crate::ally::leave(tx, actor, id, heir, moment)?;
    agent.deactivated_at = Some(moment.now);
    store::agent::update(tx, &agent)?;
    store::session::end_all(tx, id)?;
    store::password_reset::end_all(tx, id)?;
    let event = Event::new(EventKind::AgentDeactivated { deactivated: id }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

/// Lets a colleague come back, with the password they had.
pub fn reactivate(tx: &WriteTx<'_>, actor: &Actor, id: AgentId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let mut agent = find(tx, id)?;
    if agent.deactivated_at.take().is_none() {
        return Ok(());
    }
    if agent.role == Role::Owner && !is_owner(actor) {
        return Err(Error::invalid("agent", "Only an owner brings an owner back."));
    }
    store::agent::update(tx, &agent)?;
    changed(tx, actor, id, &["active"], moment)
}

fn find(tx: &WriteTx<'_>, id: AgentId) -> Result<Agent> {
    store::agent::find(tx, id)?.ok_or(Error::NotFound("colleague"))
}

/// Whether the actor may do what only owners may.
pub(super) fn is_owner(actor: &Actor) -> bool {
    matches!(actor, Actor::Agent { role: Role::Owner, .. } | Actor::System)
}

pub(super) fn changed(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: AgentId,
    fields: &[&str],
    moment: &Moment,
) -> Result<()> {
    let fields = fields.iter().map(|&field| field.to_owned()).collect();
    let event = Event::new(EventKind::AgentChanged { changed: id, fields }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
