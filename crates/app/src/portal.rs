//! What a customer may see and say without signing in, by a link that only they have: what we promised, and whether
//! what they complained about is done.

use crate::complaint::{self, ForCustomer, Standing};
use crate::{Error, Result, lookup};
use domain::promise::{Kind, Outcome, State};
use domain::{Actor, ConversationId, MessageId, Moment, Token};
use jiff::{Timestamp, ToSpan};
use store::conversation::Conversation;
use store::{Tx, WriteTx};

/// Days for which a link opens its page: longer than promises run, short enough that an old mail tells nobody much.
pub const LINK_DAYS: i64 = 90;

/// What stands on the customer's page. Nothing else of the house is in here, so nothing else can leak from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// What the matter is called.
    pub subject: String,
    /// In which zone the customer reads times; empty when we don't know.
    pub time_zone: String,
    /// What was promised, first due first.
    pub promises: Vec<Line>,
    /// What they complained about, if they did.
    pub complaint: Option<ForCustomer>,
}

/// A promise as the customer reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What kind.
    pub kind: Kind,
    /// What.
    pub text: String,
    /// Until when.
    pub due: Timestamp,
    /// The zone in which that was said.
    pub time_zone: String,
    /// Until when we had said before, if another time was agreed on.
    pub was_due: Option<Timestamp>,
    /// What came of it.
    pub outcome: Outcome,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

/// What a reply's line to the customer's page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It gives a promise, or names another time for one.
    Promise,
    /// It asks whether what they complained about is done.
    Question,
}

/// Why a reply should have such a line; mostly it shouldn't.
pub(crate) fn reason(
    tx: &Tx<'_>,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<Reason>> {
    let given = store::promise::of_message(tx, message)?;
    let given = given.iter().any(|promise| promise.state != State::Undone);
    if given || !store::promise::renegotiated_by(tx, message)?.is_empty() {
        return Ok(Some(Reason::Promise));
    }
    let asked = complaint::of_portal(tx, conversation)?.is_some_and(|told| told.standing == Standing::Asked);
    Ok(asked.then_some(Reason::Question))
}

/// Makes a link for this conversation; only the mail will know it.
pub(crate) fn link(
    tx: &WriteTx<'_>,
    conversation: ConversationId,
    purpose: &str,
    moment: &Moment,
) -> Result<Token> {
    let token = moment.token(&format!("portal {purpose}"));
    let expires = moment.now.checked_add((LINK_DAYS * 24).hours()).unwrap_or(Timestamp::MAX);
    store::portal_link::add(tx, &token, conversation, moment.now, expires)?;
    Ok(token)
}

/// The conversation that token opens now.
fn opened(tx: &Tx<'_>, token: &str, now: Timestamp) -> Result<Conversation> {
    let missing = || Error::NotFound("page");
    let token = Token::parse(token).ok_or_else(missing)?;
    let id = store::portal_link::find(tx, &token, now)?.ok_or_else(missing)?;
    lookup::merged(tx, lookup::conversation(tx, &Actor::System, id)?)
}

/// The bearer of that token says whether what they complained about is done, with words that may be empty.
///
/// # Errors
/// [`Error::NotFound`] for a token that opens nothing and for a matter without complaint, [`Error::Invalid`] for words
/// that are too long; then nothing is done.
pub fn answer(tx: &WriteTx<'_>, token: &str, done: bool, words: &str, moment: &Moment) -> Result<()> {
    let conversation = opened(tx, token, moment.now)?;
    if done {
        complaint::agree(tx, conversation.id, words, moment)
    } else {
        complaint::disagree(tx, conversation.id, words, moment)
    }
}

/// What the bearer of that token may see.
pub fn read(tx: &Tx<'_>, token: &str, now: Timestamp) -> Result<Portal> {
    let conversation = opened(tx, token, now)?;
    let customer = lookup::customer(tx, conversation.customer_id)?;
    let all = store::conversation::with_merged(tx, conversation.id)?;
    let promises = store::promise::of_conversations(tx, &all)?.into_iter().map(|promise| Line {
        outcome: Outcome::of(promise.state, promise.due_at, promise.ended_at, now),
        kind: promise.kind,
        text: promise.text,
        due: promise.due_at,
        time_zone: promise.time_zone,
        was_due: (promise.first_due_at != promise.due_at).then_some(promise.first_due_at),
        ended: promise.ended_at,
    });
    Ok(Portal {
        subject: conversation.subject.clone(),
        time_zone: customer.time_zone,
        promises: promises.filter(|line| line.outcome != Outcome::Undone).collect(),
        complaint: complaint::of_portal(tx, conversation.id)?,
    })
}
