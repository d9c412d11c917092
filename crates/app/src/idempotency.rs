//! Doing a thing once, however often it is asked for.
//!
//! Another system that got no answer asks again with the same key; it must get the first answer, and nothing may
//! happen twice. The answer is kept in the transaction of what was done, so both are there or neither is.

use crate::{Error, Result};
use domain::{Actor, Moment};
use jiff::ToSpan;
use store::WriteTx;
use store::idempotency::Given;

/// Hours for which an answer is kept: a system that was down over night still gets it.
pub const HOURS_KEPT: i64 = 24;
/// Bytes of a key.
pub const KEY_BYTES_MAX: usize = 255;

/// What a request says about being the same as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key its sender chose.
    pub key: String,
    /// SHA-256 of everything that is asked for.
    pub request_hash: [u8; 32],
}

/// An answer, given now or before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
    /// Whether it was given before, and nothing was done now.
    pub replayed: bool,
}

/// Runs what is asked for, unless it was done under the same key. The same key for something else is refused.
/// What fails is not kept: it did nothing and may be tried again.
pub fn once(
    tx: &WriteTx<'_>,
    actor: &Actor,
    key: Option<&Key>,
    moment: &Moment,
    run: impl Fn() -> Result<Answer>,
) -> Result<Answer> {
    let (Some(key), Actor::Token { id, .. }) = (key, actor) else { return run() };
    let since = moment.now.checked_sub(HOURS_KEPT.hours()).unwrap_or(moment.now);
    if let Some(given) = store::idempotency::find(tx, *id, &key.key, since)? {
        if given.request_hash != key.request_hash {
            return Err(Error::invalid(
                "Idempotency-Key",
                "This key was used for another request. Choose a new key for each new request.",
            ));
        }
        return Ok(Answer { status: given.status as u16, body: given.response, replayed: true });
    }
    store::idempotency::forget(tx, since)?;
    let answer = run()?;
    let given = Given {
        request_hash: key.request_hash,
        status: u32::from(answer.status),
        response: answer.body.clone(),
    };
    store::idempotency::keep(tx, *id, &key.key, &given, moment.now).map_err(|error| {
        let same =
            || Error::Conflict("A request with this key is being worked on. Ask again in a moment.".into());
        if error.is_duplicate() { same() } else { error.into() }
    })?;
    Ok(answer)
}
