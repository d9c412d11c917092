//! Setting up the second factor, and taking it away. The secret is stored only once a code has shown that the
//! app knows it; until then it travels in the form.

use super::totp::{TotpSecret, step_of};
use super::{Checked, manage};
use crate::{Error, Result, permit};
use domain::{Actor, AgentId, Moment, Permission, Role};
use store::{Tx, WriteTx};

/// Whether an agent has a second factor.
pub fn has_second_factor(tx: &Tx<'_>, id: AgentId) -> Result<bool> {
    Ok(store::agent::credentials(tx, id)?.is_some_and(|known| !known.totp_secret.is_empty()))
}

/// Sets the secret up as the actor's second factor if the code fits.
pub fn set_second_factor(
    tx: &WriteTx<'_>,
    actor: &Actor,
    secret: &str,
    code: &str,
    moment: &Moment,
) -> Result<()> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let secret = TotpSecret::parse(secret)
        .ok_or_else(|| Error::invalid("secret", "The secret got lost. Open this page again."))?;
    let step = step_of(&secret, code, moment.now).ok_or_else(|| {
        Error::invalid(
            "code",
            "This code doesn’t fit. Check the clock of your telephone and type the newest one.",
        )
    })?;
    store::agent::set_totp_secret(tx, id, &secret.to_base32())?;
    store::agent::use_totp_step(tx, id, step)?;
    manage::changed(tx, actor, id, &["second_factor"], moment)
}

/// Takes the actor's own second factor away; their password was checked before.
pub fn remove_second_factor(
    tx: &WriteTx<'_>,
    actor: &Actor,
    checked: &Checked,
    moment: &Moment,
) -> Result<()> {
    let id = actor.agent_id().filter(|id| *id == checked.agent()).ok_or(Error::Forbidden)?;
    store::agent::set_totp_secret(tx, id, "")?;
    manage::changed(tx, actor, id, &["second_factor"], moment)
}

/// Takes the second factor of a colleague away who lost their telephone; all their sessions end.
pub fn remove_second_factor_of(tx: &WriteTx<'_>, actor: &Actor, id: AgentId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let agent = store::agent::find(tx, id)?.ok_or(Error::NotFound("colleague"))?;
    if agent.role == Role::Owner && !manage::is_owner(actor) {
        return Err(Error::invalid("agent", "Only an owner does this for an owner."));
    }
    store::agent::set_totp_secret(tx, id, "")?;
    store::session::end_all(tx, id)?;
    manage::changed(tx, actor, id, &["second_factor"], moment)
}
