//! Carrying out: what the worker tells the shop or payment system, how often, and what it makes of the answer.
//!
//! The attempt is recorded before the first byte, with the time after which it counts as lost: a crash in between leads
//! to another attempt under the same key, which the shop knows.

use super::outcome::{Outcome, settle};
use super::reversal;
use crate::{Result, lookup};
use domain::remedy::{Reversal, State};
use domain::{Actor, Moment, RemedyId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Tx, WriteTx};

/// Whether a hook is configured; said by the server at its start.
const CONNECTED: &str = "remedy_hook.connected";
/// Minutes after which an attempt without an end counts as lost: far above the limit of one request.
const LOST_MINUTES: i64 = 5;
/// Attempts before people are shown that it failed; with the growing wait that is a day and a half.
pub(super) const ATTEMPTS_MAX: i64 = 12;
/// The longest wait between two.
const WAIT_SECONDS_MAX: i64 = 6 * 3_600;
/// The wait after the first.
const WAIT_SECONDS_FIRST: i64 = 15;

/// What is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// About which remedy.
    pub remedy: RemedyId,
    /// The same for every attempt, so that the shop does it once.
    pub idempotency_key: String,
    /// JSON.
    pub body: String,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Carried out.
    Done {
        /// What the shop calls it.
        external_id: String,
    },
    /// Taken; the shop says later what came of it.
    Taken,
    /// Refused for good.
    Refused {
        /// Its words.
        words: String,
    },
    /// Not now: no answer, or one that says so.
    NotNow {
        /// What went wrong.
        words: String,
    },
}

/// Notes whether a hook is configured: only then what is given waits for the shop. Without one, people carry it out.
pub fn connect(tx: &WriteTx<'_>, connected: bool) -> Result<()> {
    Ok(store::setting::set(tx, CONNECTED, if connected { "yes" } else { "no" })?)
}

/// Whether one is.
pub fn is_connected(tx: &Tx<'_>) -> Result<bool> {
    Ok(store::setting::get(tx, CONNECTED)?.is_some_and(|value| value == "yes"))
}

/// The remedies whose time has come, longest waiting first.
pub fn due(tx: &Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<RemedyId>> {
    Ok(store::remedy::due(tx, now, limit)?.into_iter().map(|remedy| remedy.id).collect())
}

/// Records an attempt and says what to tell; none when it isn't due any more.
pub fn begin(tx: &WriteTx<'_>, id: RemedyId, moment: &Moment) -> Result<Option<Attempt>> {
    let Some(mut remedy) = store::remedy::find(tx, id)? else { return Ok(None) };
    let is_due = remedy.next_attempt_at.is_some_and(|at| at <= moment.now);
    let takes_back = reversal::is_open(&remedy);
    if !is_due || !(takes_back || matches!(remedy.state, State::Given | State::Sending)) {
        return Ok(None);
    }
    let origin = lookup::conversation(tx, &Actor::System, remedy.conversation_id)?;
    let conversation = lookup::merged(tx, origin)?;
    let customer = lookup::customer(tx, conversation.customer_id)?;
    let kind = store::remedy_kind::find(tx, remedy.kind_id)?;
    let order = remedy.order_id.map(|order| store::order::find(tx, order)).transpose()?.flatten();
    let identities = store::identity::of_customer(tx, customer.id)?;
    let email = identities.into_iter().find(|identity| identity.kind == store::identity::EMAIL);
    let body = json!({
        "action": if takes_back { "take_back" } else { "give" },
        "remedy": remedy.id,
        "kind": kind.map(|kind| kind.name),
        "cost": remedy.cost.map(|cost| json!({ "minor": cost.minor(), "currency": cost.currency().code() })),
        "for_what": remedy.for_what,
        "reason": remedy.reason,
        "conversation": conversation.id,
        "customer": { "id": customer.id, "name": customer.name, "email": email.map(|email| email.value) },
        "order": order.map(|order| json!({
            "number": order.number, "source": order.source, "external_id": order.external_id,
        })),
        "given_at": remedy.given_at,
        "external_id": remedy.external_id,
    });
    if takes_back {
        remedy.reversal = Reversal::Sending;
    } else {
        remedy.state = State::Sending;
    }
    remedy.attempts += 1;
    remedy.next_attempt_at = moment.now.checked_add(SignedDuration::from_mins(LOST_MINUTES)).ok();
    store::remedy::update(tx, &remedy)?;
    let attempt = Attempt {
        remedy: id,
        idempotency_key: key(id, &remedy.request_key, takes_back),
        body: body.to_string(),
    };
    Ok(Some(attempt))
}

/// The name under which the shop does it once; a house restored from a backup uses numbers again, names never.
fn key(id: RemedyId, request_key: &str, takes_back: bool) -> String {
    let deed = if takes_back { "reversal" } else { "remedy" };
    let hash = Sha256::new().chain_update(format!("{deed} {id} ")).chain_update(request_key).finalize();
    hash.iter().take(16).fold(String::from("cape-"), |key, byte| format!("{key}{byte:02x}"))
}

/// Writes down how an attempt ended.
pub fn end(tx: &WriteTx<'_>, id: RemedyId, ending: &Ending, moment: &Moment) -> Result<()> {
    let Some(mut remedy) = store::remedy::find(tx, id)? else { return Ok(()) };
    if reversal::is_open(&remedy) {
        return reversal::end(tx, remedy, ending, moment);
    }
    // The shop may have told us over the API before its answer came back.
    if remedy.state != State::Sending {
        return Ok(());
    }
    let actor = Actor::System;
    match ending {
        Ending::Done { external_id } => {
            let external_id = external_id.chars().take(200).collect();
            settle(tx, &actor, remedy, &Outcome::Done { external_id }, moment)
        }
        Ending::Taken => {
            // From here on the shop has it: it stays on its way until the shop says more.
            remedy.next_attempt_at = None;
            Ok(store::remedy::update(tx, &remedy)?)
        }
        Ending::Refused { words } => fail(tx, remedy, words, moment),
        Ending::NotNow { words } if remedy.attempts >= ATTEMPTS_MAX => fail(tx, remedy, words, moment),
        Ending::NotNow { words } => {
            remedy.state = State::Given;
            remedy.problem = shortened(words);
            remedy.next_attempt_at = next_attempt(remedy.attempts, moment.now);
            Ok(store::remedy::update(tx, &remedy)?)
        }
    }
}

/// When to try again after so many attempts.
pub(super) fn next_attempt(attempts: i64, now: Timestamp) -> Option<Timestamp> {
    let wait = (WAIT_SECONDS_FIRST << attempts.clamp(1, 20)).min(WAIT_SECONDS_MAX);
    now.checked_add(SignedDuration::from_secs(wait)).ok()
}

fn fail(tx: &WriteTx<'_>, remedy: store::remedy::Remedy, words: &str, moment: &Moment) -> Result<()> {
    let problem = shortened(words);
    settle(tx, &Actor::System, remedy, &Outcome::Failed { problem }, moment)
}

/// Words of strangers, short enough to show.
pub(super) fn shortened(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect();
    if words.trim().is_empty() { "The shop gave no reason.".to_owned() } else { words }
}
