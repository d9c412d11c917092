//! A forgotten password: a mail with a link that is good for an hour.

use super::password::{Password, set_password};
use crate::post::{self, SystemMail};
use crate::{Error, Result};
use domain::{AgentId, EmailAddress, Moment, Token};
use jiff::{Timestamp, ToSpan};
use store::{Tx, WriteTx};

/// Minutes a link is good.
const LINK_MINUTES: i64 = 60;

/// Sends a link to whoever has that address. Says nothing about whether somebody has, so that nobody learns who
/// works here. `house` is the address under which people reach Cape.
pub fn forgot_password(tx: &WriteTx<'_>, email: &str, house: &str, moment: &Moment) -> Result<()> {
    let Some(email) = EmailAddress::parse(email) else { return Ok(()) };
    let agent = store::agent::find_by_email(tx, &email)?.filter(|agent| agent.deactivated_at.is_none());
    let Some(agent) = agent else { return Ok(()) };
    let token = moment.token("password reset");
    let expires_at = moment.now.checked_add(LINK_MINUTES.minutes()).unwrap_or(Timestamp::MAX);
    store::password_reset::add(tx, &token, agent.id, moment.now, expires_at)?;
    let mail = SystemMail {
        to: agent.email,
        subject: "Your new password for Cape".to_owned(),
        markdown: format!(
            "Hello {},\n\nsomebody, probably you, asked for a new password. Choose one here:\n\n\
             <{house}/new-password/{token}>\n\nThe link is good for an hour. If it wasn’t you, nothing has changed \
             and you can ignore this mail.",
            agent.name
        ),
        reply_token: None,
    };
    post::enqueue(tx, mail, moment)?;
    Ok(())
}

/// Whose link this is.
pub fn forgetful(tx: &Tx<'_>, token: &str, now: Timestamp) -> Result<AgentId> {
    let over =
        || Error::Conflict("This link is over. Ask for a new one from the page where you sign in.".into());
    let token = Token::parse(token).ok_or_else(over)?;
    let id = store::password_reset::find(tx, &token, now)?.ok_or_else(over)?;
    let agent = store::agent::find(tx, id)?.filter(|agent| agent.deactivated_at.is_none());
    agent.map(|agent| agent.id).ok_or_else(over)
}

/// Sets the new password; all sessions and all such links end. A second factor stays.
pub fn renew_password(tx: &WriteTx<'_>, token: &str, password: &Password, moment: &Moment) -> Result<()> {
    let id = forgetful(tx, token, moment.now)?;
    store::password_reset::end_all(tx, id)?;
    set_password(tx, id, password)
}
