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

/// Says that the actor is the hero on duty until their day ends, or no longer.
pub fn set_on_duty(tx: &WriteTx<'_>, actor: &Actor, on: bool, moment: &Moment) -> Result<()> {
    crate::permit(actor, domain::Permission::Answer)?;
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?;
    let zone = jiff::tz::TimeZone::get(&agent.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    agent.on_duty_until = if on { end_of_day(moment.now, &zone) } else { None };
    store::agent::update(tx, &agent)?;
    super::manage::changed(tx, actor, id, &["on_duty"], moment)
}

/// When the day ends in that zone.
fn end_of_day(now: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> Option<jiff::Timestamp> {
    let tomorrow = now.to_zoned(zone.clone()).date().tomorrow().ok()?;
    Some(tomorrow.to_zoned(zone.clone()).ok()?.timestamp())
}

/// Open conversations that anybody has at once; more is a queue of its own.
const LOAD_MAX: i64 = 1_000;

/// Sets how many open conversations are sent to a colleague at once; 0 is no limit.
pub fn set_load_max(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: domain::AgentId,
    load_max: i64,
    moment: &Moment,
) -> Result<()> {
    crate::permit(actor, domain::Permission::Administer)?;
    if !(0..=LOAD_MAX).contains(&load_max) {
        return Err(Error::invalid("load_max", format!("Choose 0 (no limit) to {LOAD_MAX} conversations.")));
    }
    let mut agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("colleague"))?;
    agent.load_max = load_max;
    store::agent::update(tx, &agent)?;
    super::manage::changed(tx, actor, id, &["load_max"], moment)
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
