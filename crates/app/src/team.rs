//! Groups of agents, and the mailboxes whose mail goes to them.

use crate::inbox::COUNT_MAX;
use crate::{Error, Result, permit, scope};
use domain::{Actor, AgentId, Event, EventKind, MailboxId, Moment, Permission, TeamId};
use store::conversation::List;
pub use store::team::Team;
use store::{Tx, WriteTx};

/// Bytes of a team's name: it stands in a narrow pane.
const NAME_BYTES_MAX: usize = 60;

/// Adds a team.
pub fn add(tx: &WriteTx<'_>, actor: &Actor, name: &str, moment: &Moment) -> Result<TeamId> {
    permit(actor, Permission::Organize)?;
    let name = free_name(tx, name, None)?;
    let team = store::team::add(tx, name, moment.now)?;
    changed(tx, actor, team, moment)?;
    Ok(team)
}

/// The name without space around it, if no other team has it.
fn free_name<'n>(tx: &WriteTx<'_>, name: &'n str, own: Option<TeamId>) -> Result<&'n str> {
    let name = name.trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return Err(Error::invalid("name", format!("A team's name has 1 to {NAME_BYTES_MAX} bytes.")));
    }
    let taken = |team: &Team| Some(team.id) != own && team.name.to_lowercase() == name.to_lowercase();
    if store::team::all(tx)?.iter().any(taken) {
        return Err(Error::invalid("name", format!("There is a team {name} already.")));
    }
    Ok(name)
}

/// Gives a team another name and says who is in it.
pub fn change(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: TeamId,
    name: &str,
    members: &[AgentId],
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Organize)?;
    store::team::find(tx, id)?.ok_or(Error::NotFound("team"))?;
    store::team::rename(tx, id, free_name(tx, name, Some(id))?)?;
    for member in store::team::members(tx, id)? {
        if !members.contains(&member) {
            store::team::leave(tx, id, member)?;
        }
    }
    for &member in members {
        store::agent::find(tx, member)?.ok_or(Error::NotFound("colleague"))?;
        store::team::join(tx, id, member)?;
    }
    changed(tx, actor, id, moment)
}

/// All teams with who is in them, by name.
pub fn all(tx: &Tx<'_>) -> Result<Vec<(Team, Vec<AgentId>)>> {
    let mut teams = Vec::new();
    for team in store::team::all(tx)? {
        let members = store::team::members(tx, team.id)?;
        teams.push((team, members));
    }
    Ok(teams)
}

/// All teams with who is in them, for those who may ask.
pub fn list(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<(Team, Vec<AgentId>)>> {
    permit(actor, Permission::Read)?;
    all(tx)
}

/// What a team has, to be told before it is removed.
#[derive(Clone, Debug)]
pub struct Belongings {
    /// Open conversations; counting stops at [`COUNT_MAX`](crate::inbox::COUNT_MAX).
    pub open: i64,
    /// Addresses of the mailboxes whose mail goes to it.
    pub mailboxes: Vec<String>,
}

/// What a team has.
pub fn belongings(tx: &Tx<'_>, actor: &Actor, id: TeamId) -> Result<Belongings> {
    permit(actor, Permission::Administer)?;
    let open = store::conversation::count(tx, &scope(actor), &List::Team(id), COUNT_MAX)?;
    let mailboxes = store::mailbox::all(tx)?.into_iter().filter(|mailbox| mailbox.team_id == Some(id));
    Ok(Belongings { open, mailboxes: mailboxes.map(|mailbox| mailbox.address).collect() })
}

/// Removes a team. What goes to it goes to the heir from now on, or to no team; people leave it, and nobody's
/// conversations change hands.
pub fn remove(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: TeamId,
    heir: Option<TeamId>,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Administer)?;
    store::team::find(tx, id)?.ok_or(Error::NotFound("team"))?;
    if heir == Some(id) {
        return Err(Error::invalid("heir", "Choose another team to take what goes to this one."));
    }
    if let Some(heir) = heir {
        store::team::find(tx, heir)?.ok_or(Error::NotFound("team"))?;
    }
    for conversation in store::conversation::of_team(tx, id)? {
        crate::conversation::change_team(tx, actor, conversation, heir, moment)?;
    }
    store::team::hand_over(tx, id, heir)?;
    store::team::remove(tx, id)?;
    changed(tx, actor, id, moment)
}

/// Puts a colleague into a team.
pub fn join(tx: &WriteTx<'_>, actor: &Actor, team: TeamId, agent: AgentId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Organize)?;
    store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?;
    store::agent::find(tx, agent)?.ok_or(Error::NotFound("agent"))?;
    store::team::join(tx, team, agent)?;
    changed(tx, actor, team, moment)
}

/// Lets a mailbox's mail go to a team, with what stands under its answers.
pub fn take_mailbox(
    tx: &WriteTx<'_>,
    actor: &Actor,
    mailbox: MailboxId,
    team: Option<TeamId>,
    signature: &str,
) -> Result<()> {
    permit(actor, Permission::Administer)?;
    Ok(store::mailbox::update(tx, mailbox, team, signature)?)
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, team: TeamId, moment: &Moment) -> Result<()> {
    let event = Event::new(EventKind::TeamChanged { team }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
