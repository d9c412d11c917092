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
