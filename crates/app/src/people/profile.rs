//! One's own settings.

use crate::{Error, Result};
use domain::notification::MailReply;
use domain::{Actor, Moment};
use store::WriteTx;

/// Sets how pages look for the actor: `light`, `dark` or `system`.
pub fn set_theme(tx: &WriteTx<'_>, actor: &Actor, theme: &str) -> Result<()> {
    if !["light", "dark", "system"].contains(&theme) {
        return Err(Error::invalid("theme", "Choose light, dark or system."));
    }
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    theme.clone_into(&mut agent.theme);
    Ok(store::agent::update(tx, &agent)?)
}

/// What an agent says of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name customers and colleagues see.
    pub name: String,
    /// What stands under their answers, in Markdown.
    pub signature: String,
    /// IANA name of the zone in which they read times.
    pub time_zone: String,
}

/// Bytes of a signature: longer ones are letters of their own.
const SIGNATURE_BYTES_MAX: usize = 4_000;

/// Sets the actor's own profile.
pub fn set_profile(tx: &WriteTx<'_>, actor: &Actor, profile: &Profile, moment: &Moment) -> Result<()> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let name = profile.name.trim();
    if name.is_empty() || name.len() > super::manage::NAME_BYTES_MAX {
        return Err(Error::invalid("name", "A name has 1 to 200 bytes."));
    }
    if profile.signature.len() > SIGNATURE_BYTES_MAX {
        return Err(Error::invalid("signature", "A signature has at most 4,000 bytes."));
    }
    set_presentation(tx, actor, id, profile.signature.trim_end(), profile.time_zone.trim())?;
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    name.clone_into(&mut agent.name);
    store::agent::update(tx, &agent)?;
    super::manage::changed(tx, actor, id, &["name", "signature", "time_zone"], moment)
}

/// Says that the actor is away, or back.
pub fn set_away(tx: &WriteTx<'_>, actor: &Actor, away: bool, moment: &Moment) -> Result<()> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    if std::mem::replace(&mut agent.away, away) == away {
        return Ok(());
    }
    store::agent::update(tx, &agent)?;
    super::manage::changed(tx, actor, id, &["away"], moment)
}

/// Sets what the actor's answers to notification mails become.
pub(crate) fn set_mail_reply(tx: &WriteTx<'_>, actor: &Actor, to: MailReply) -> Result<()> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    agent.mail_reply = to;
    Ok(store::agent::update(tx, &agent)?)
}

/// Sets what stands under an agent's answers and the zone in which they read times; for oneself, or by an admin.
pub fn set_presentation(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: domain::AgentId,
    signature: &str,
    time_zone: &str,
) -> Result<()> {
    if actor.agent_id() != Some(id) {
        crate::permit(actor, domain::Permission::Administer)?;
    }
    if jiff::tz::TimeZone::get(time_zone).is_err() {
        return Err(Error::invalid(
            "time_zone",
            format!("“{time_zone}” is no time zone; one is called Europe/Berlin."),
        ));
    }
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    signature.clone_into(&mut agent.signature);
    time_zone.clone_into(&mut agent.time_zone);
    Ok(store::agent::update(tx, &agent)?)
}
