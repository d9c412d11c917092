//! Invitations: a mail with a link, good for a week, that makes a colleague of whoever opens it.

use super::manage::{NAME_BYTES_MAX, is_owner};
use super::password::{Password, set_password};
use crate::post::{self, SystemMail};
use crate::{Error, Result, permit};
use domain::{
    Actor, AgentId, EmailAddress, Event, EventKind, InvitationId, Moment, Permission, Reach, Role, TeamId,
    Token,
};
use jiff::{Timestamp, ToSpan};
pub use store::invitation::Invitation;
use store::{Tx, WriteTx};

/// Days an invitation is good: over a weekend and a short holiday, not forever in some mailbox.
pub const INVITATION_DAYS: i64 = 7;

/// Somebody to be asked to join.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// Where to write to; they sign in with it later.
    pub email: String,
    /// What they are called, if we know; they can say otherwise.
    pub name: String,
    /// What for.
    pub role: Role,
    /// How much they will see.
    pub reach: Reach,
    /// The team they will be in.
    pub team: Option<TeamId>,
}

/// Invites somebody; gives the link to hand over, which is also on its way by mail. `house` is the address under
/// which people reach Cape.
pub fn invite(
    tx: &WriteTx<'_>,
    actor: &Actor,
    new: &NewInvitation,
    house: &str,
    moment: &Moment,
) -> Result<String> {
    permit(actor, Permission::Administer)?;
    let email = EmailAddress::parse(&new.email)
        .ok_or_else(|| Error::invalid("email", format!("“{}” is no mail address.", new.email.trim())))?;
    if new.name.len() > NAME_BYTES_MAX {
        return Err(Error::invalid("name", format!("A name has at most {NAME_BYTES_MAX} bytes.")));
    }
    if new.role == Role::Owner && !is_owner(actor) {
        return Err(Error::invalid("role", "Only an owner makes somebody an owner."));
    }
    nobody_is(tx, &email)?;
    if store::invitation::open(tx)?.iter().any(|open| open.email.to_lowercase() == email.key()) {
        return Err(Error::invalid("email", "They are invited already. Send that invitation again below."));
    }
    if let Some(team) = new.team {
        store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?;
    }
    let token = moment.token("invitation");
    let invitation = Invitation {
        id: InvitationId(0),
        email: email.as_str().to_owned(),
        name: new.name.trim().to_owned(),
        role: new.role,
        reach: new.reach,
        team_id: new.team,
        invited_by: actor.agent_id(),
        created_at: moment.now,
        expires_at: expiry(moment),
    };
    store::invitation::add(tx, &invitation, &token)?;
    let event = Event::new(EventKind::AgentInvited { email: invitation.email.clone() }).by(actor.agent_id());
    store::event::append(tx, &event, moment.now)?;
    send(tx, &invitation, &token, house, moment)
}

/// Sends an invitation once more, with a new link and a new week.
pub fn invite_again(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: InvitationId,
    house: &str,
    moment: &Moment,
) -> Result<String> {
    permit(actor, Permission::Administer)?;
    let invitation = store::invitation::find(tx, id)?.ok_or(Error::NotFound("invitation"))?;
    if invitation.role == Role::Owner && !is_owner(actor) {
        return Err(Error::invalid("role", "Only an owner makes somebody an owner."));
    }
    let token = moment.token("invitation");
    store::invitation::renew(tx, id, &token, expiry(moment))?;
    send(tx, &invitation, &token, house, moment)
}

/// Takes an invitation back: its link opens nothing any more.
pub fn withdraw(tx: &WriteTx<'_>, actor: &Actor, id: InvitationId) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if store::invitation::withdraw(tx, id)? { Ok(()) } else { Err(Error::NotFound("invitation")) }
}

/// Invitations that nobody accepted yet, expired ones too.
pub fn invitations(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Invitation>> {
    permit(actor, Permission::Administer)?;
    Ok(store::invitation::open(tx)?)
}

/// The invitation behind a link, if it is good.
pub fn invitation(tx: &Tx<'_>, token: &str, now: Timestamp) -> Result<Invitation> {
    let token = Token::parse(token).ok_or(Error::NotFound("invitation"))?;
    let found = store::invitation::find_by_token(tx, &token)?.ok_or(Error::NotFound("invitation"))?;
    if found.expires_at <= now {
        return Err(Error::Conflict("This invitation has expired. Ask your admin to send it again.".into()));
    }
    Ok(found)
}

/// Accepts an invitation.
pub fn accept(
    tx: &WriteTx<'_>,
    token: &str,
    name: &str,
    password: &Password,
    moment: &Moment,
) -> Result<AgentId> {
    let invitation = invitation(tx, token, moment.now)?;
    let name = name.trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return Err(Error::invalid("name", format!("A name has 1 to {NAME_BYTES_MAX} bytes.")));
    }
    let email = EmailAddress::parse(&invitation.email).ok_or(Error::NotFound("invitation"))?;
    nobody_is(tx, &email)?;
    if !store::invitation::accept(tx, invitation.id, moment.now)? {
        return Err(Error::NotFound("invitation"));
    }
    let id = store::agent::add(tx, name, &email, invitation.role, invitation.reach, moment.now)?;
    set_password(tx, id, password)?;
    if let Some(team) = invitation.team_id {
        store::team::join(tx, team, id)?;
    }
    store::event::append(tx, &Event::new(EventKind::AgentJoined { joined: id }).by(Some(id)), moment.now)?;
    Ok(id)
}

fn nobody_is(tx: &Tx<'_>, email: &EmailAddress) -> Result<()> {
    match store::agent::find_by_email(tx, email)? {
        Some(agent) if agent.deactivated_at.is_some() => {
            Err(Error::invalid("email", format!("{} was here before. Reactivate them instead.", agent.name)))
        }
        Some(agent) => Err(Error::invalid("email", format!("{} is here already.", agent.name))),
        None => Ok(()),
    }
}

fn expiry(moment: &Moment) -> Timestamp {
    moment.now.checked_add((INVITATION_DAYS * 24).hours()).unwrap_or(Timestamp::MAX)
}

fn send(
    tx: &WriteTx<'_>,
    invitation: &Invitation,
    token: &Token,
    house: &str,
    moment: &Moment,
) -> Result<String> {
    let link = format!("{house}/invitations/{token}");
    let by = match invitation.invited_by {
        Some(id) => store::agent::find(tx, id)?.map(|agent| agent.name),
        None => None,
    };
    let by = by.unwrap_or_else(|| "Somebody".to_owned());
    let mail = SystemMail {
        to: invitation.email.clone(),
        subject: format!("{by} invites you to Cape"),
        markdown: format!(
            "Hello,\n\n{by} invites you to help with customer service in Cape. Choose a name and a password here:\n\n\
             <{link}>\n\nThe link is good for {INVITATION_DAYS} days and works once. If you don’t know what this is \
             about, you can ignore this mail."
        ),
        reply_token: None,
    };
    post::enqueue(tx, mail, moment)?;
    Ok(link)
}
