//! One's own settings.

use crate::{Error, Result};
use domain::Actor;
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
