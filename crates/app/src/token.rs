//! Keys with which other systems use the API: made and revoked by people who administer, shown once.

use crate::{Error, Result, permit, text};
use domain::{Actor, ApiScope, ApiTokenId, Event, EventKind, Moment, Permission, Token};
use jiff::Timestamp;
pub use store::api_token::ApiToken;
use store::{Tx, WriteTx};

/// Characters of a key's name.
pub const NAME_CHARACTERS_MAX: usize = 80;
/// Seconds between two notes that a key is in use: a write per request would be one too many.
const TOUCH_SECONDS: i64 = 600;

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
}

/// Makes a key. The token is given here and never again: the database keeps its hash.
pub fn make(tx: &WriteTx<'_>, actor: &Actor, new: &NewToken, moment: &Moment) -> Result<(ApiTokenId, Token)> {
    permit(actor, Permission::Administer)?;
    let name = text::filled("name", &new.name, NAME_CHARACTERS_MAX)?;
    let mut scopes = new.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", "Choose at least one thing the token may do."));
    }
    let token = moment.token("api token");
    let names: Vec<&str> = scopes.into_iter().map(ApiScope::name).collect();
    let id = store::api_token::add(tx, &token, &name, &names.join(" "), actor.agent_id(), moment.now)?;
    let event = Event::new(EventKind::ApiTokenMade { token: id }).by(actor.agent_id());
    store::event::append(tx, &event, moment.now)?;
    Ok((id, token))
}

/// Makes a key useless, for good; nothing happens when it is.
pub fn revoke(tx: &WriteTx<'_>, actor: &Actor, id: ApiTokenId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if store::api_token::revoke(tx, id, moment.now)? {
        let event = Event::new(EventKind::ApiTokenRevoked { token: id }).by(actor.agent_id());
        return Ok(store::event::append(tx, &event, moment.now)?);
    }
    let known = store::api_token::all(tx)?.iter().any(|token| token.id == id);
    if known { Ok(()) } else { Err(Error::NotFound("token")) }
}

/// All keys, latest first.
pub fn all(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<ApiToken>> {
    permit(actor, Permission::Administer)?;
    Ok(store::api_token::all(tx)?)
}

/// The scopes a key names; names that are no longer known give nothing.
pub fn scopes(token: &ApiToken) -> Vec<ApiScope> {
    token.scopes.split(' ').filter_map(ApiScope::parse).collect()
}

/// Who is behind a token.
#[derive(Clone, Debug)]
pub struct Identified {
    /// For actions.
    pub actor: Actor,
    /// Which key.
    pub id: ApiTokenId,
    /// What it may be used for.
    pub scopes: Vec<ApiScope>,
    /// Whether to note that the key is in use.
    pub touch: bool,
}

/// The holder of a token, if it is good.
pub fn identify(tx: &Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<Identified>> {
    let Some(found) = store::api_token::find(tx, token)?.filter(|found| found.revoked_at.is_none()) else {
        return Ok(None);
    };
    let scopes = scopes(&found);
    let mut permissions: Vec<Permission> = Vec::new();
    for permission in scopes.iter().flat_map(|scope| scope.permissions()) {
        if !permissions.contains(permission) {
            permissions.push(*permission);
        }
    }
    let touch = found.used_at.is_none_or(|used| now.duration_since(used).as_secs() > TOUCH_SECONDS);
    Ok(Some(Identified { actor: Actor::Token { id: found.id, permissions }, id: found.id, scopes, touch }))
}

/// Notes that a key is in use.
pub fn touch(tx: &WriteTx<'_>, id: ApiTokenId, now: Timestamp) -> Result<()> {
    Ok(store::api_token::touch(tx, id, now)?)
}
