//! Signing in, staying signed in, leaving.

use super::password;
use super::totp::{TotpSecret, step_of};
use crate::{Error, Result};
use domain::{Actor, AgentId, EmailAddress, Moment, Token};
use jiff::{Timestamp, ToSpan};
use store::agent::{Agent, Credentials};
use store::{Tx, WriteTx};

/// Days without use after which a browser must sign in again.
pub const SESSION_DAYS: i64 = 14;
/// Bytes kept of what a browser calls itself.
const DEVICE_BYTES_MAX: usize = 200;
/// Seconds between two notes that a session is in use: a write per request would be one too many.
const TOUCH_SECONDS: i64 = 600;

/// A try at signing in, checked: made outside of the transaction because checking a password is slow.
pub struct SignIn {
    credentials: Credentials,
    code_step: Option<i64>,
}

/// Whom the address belongs to, with what is needed to check; the same for an unknown address.
pub fn identify(tx: &Tx<'_>, email: &str) -> Result<Option<Credentials>> {
    let Some(email) = EmailAddress::parse(email) else { return Ok(None) };
    let agent = store::agent::find_by_email(tx, &email)?.filter(|agent| agent.deactivated_at.is_none());
    match agent {
        Some(agent) => Ok(store::agent::credentials(tx, agent.id)?),
        None => Ok(None),
    }
}

impl SignIn {
    /// Checks password and, if the agent has a second factor, the code. One message for all that can be wrong
    /// with address and password, so that nobody learns who works here.
    pub fn check(credentials: Option<Credentials>, plain: &str, code: &str, now: Timestamp) -> Result<Self> {
        let wrong = || Error::invalid("password", "Address and password don't fit together.");
        let fits = password::fits(plain, credentials.as_ref().map_or("", |known| &known.password_hash));
        let credentials = credentials.filter(|_| fits).ok_or_else(wrong)?;
        if credentials.totp_secret.is_empty() {
            return Ok(Self { credentials, code_step: None });
        }
        if code.trim().is_empty() {
            return Err(Error::invalid("code", "Enter the six digits from your authenticator app."));
        }
        let secret = TotpSecret::parse(&credentials.totp_secret).ok_or_else(wrong)?;
        let step = step_of(&secret, code, now).filter(|step| *step > credentials.totp_last_step);
        let step =
            step.ok_or_else(|| Error::invalid("code", "This code isn't valid now. Wait for the next one."))?;
        Ok(Self { credentials, code_step: Some(step) })
    }
}

/// Starts the session of a checked try; gives its token, which only the browser keeps.
pub fn sign_in(tx: &WriteTx<'_>, checked: &SignIn, device: &str, moment: &Moment) -> Result<Token> {
    let id = checked.credentials.id;
    if let Some(step) = checked.code_step
        && !store::agent::use_totp_step(tx, id, step)?
    {
        return Err(Error::invalid("code", "This code was used before. Wait for the next one."));
    }
    let token = moment.token("session");
    let mut end = device.len().min(DEVICE_BYTES_MAX);
    while !device.is_char_boundary(end) {
        end -= 1;
    }
    store::session::start(tx, &token, id, &device[..end], moment.now, expiry(moment.now))?;
    Ok(token)
}

fn expiry(now: Timestamp) -> Timestamp {
    now.checked_add((SESSION_DAYS * 24).hours()).unwrap_or(Timestamp::MAX)
}

/// Who is behind a session's token.
#[derive(Clone, Debug)]
pub struct Identified {
    /// For actions.
    pub actor: Actor,
    /// For pages.
    pub agent: Agent,
    /// Whether to note that the session is in use.
    pub touch: bool,
    /// How many notifications they haven't seen.
    pub unseen: i64,
}

/// The agent of a session, if it is good and they still work here.
pub fn actor(tx: &Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<Identified>> {
    let Some(session) = store::session::find(tx, token, now)? else { return Ok(None) };
    let Some(agent) = store::agent::find(tx, session.agent)?.filter(|agent| agent.deactivated_at.is_none())
    else {
        return Ok(None);
    };
    let touch = now.duration_since(session.seen_at).as_secs() > TOUCH_SECONDS;
    let unseen = crate::notification::unseen(tx, agent.id)?;
    Ok(Some(Identified { actor: of(tx, &agent)?, agent, touch, unseen }))
}

/// The actor an agent is.
fn of(tx: &Tx<'_>, agent: &Agent) -> Result<Actor> {
    let teams = store::agent::teams(tx, agent.id)?;
    Ok(Actor::Agent { id: agent.id, role: agent.role, reach: agent.reach, teams })
}

/// The actor with that id, for commands and tests that act as somebody.
pub fn actor_of(tx: &Tx<'_>, id: AgentId) -> Result<Actor> {
    of(tx, &store::agent::find(tx, id)?.ok_or(Error::NotFound("agent"))?)
}

/// Notes that a session is in use.
pub fn touch_session(tx: &WriteTx<'_>, token: &Token, now: Timestamp) -> Result<()> {
    Ok(store::session::touch(tx, token, now, expiry(now))?)
}

/// Ends a session.
pub fn end_session(tx: &WriteTx<'_>, token: &Token) -> Result<()> {
    Ok(store::session::end(tx, token)?)
}

/// A signed-in browser, for its owner.
#[derive(Clone, Debug)]
pub struct Session {
    /// What the browser calls itself.
    pub device: String,
    /// Last used, to some minutes.
    pub seen_at: Timestamp,
    /// The one that asks.
    pub current: bool,
}

/// The actor's own sessions, last used first; `token` is that of the one that asks.
pub fn sessions(tx: &Tx<'_>, actor: &Actor, token: &Token, now: Timestamp) -> Result<Vec<Session>> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let mine = token.hash();
    let all = store::session::of_agent(tx, id, now)?.into_iter();
    let told = |(hash, session): ([u8; 32], store::session::Session)| Session {
        device: session.device,
        seen_at: session.seen_at,
        current: hash == mine,
    };
    Ok(all.map(told).collect())
}

/// Ends all sessions of the actor but the one that asks; how many.
pub fn end_other_sessions(tx: &WriteTx<'_>, actor: &Actor, token: &Token) -> Result<u64> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    Ok(store::session::end_others(tx, id, token)?)
}
