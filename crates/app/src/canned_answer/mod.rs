//! Texts that agents use again, with placeholders that are filled in when one is taken.

mod fill;

use crate::undo::{self, Step};
use crate::{Error, Result, lookup, permit};
use domain::{Actor, CannedAnswerId, ConversationId, Event, EventKind, Moment, Permission, UndoId};
pub use fill::PLACEHOLDERS;
use fill::{Whom, fill};
use store::{Tx, WriteTx};

pub use store::canned_answer::CannedAnswer;

/// What somebody wrote.
#[derive(Clone, Debug, Default)]
pub struct NewCannedAnswer {
    /// Name.
    pub name: String,
    /// Markdown with `{{ placeholders }}`.
    pub body: String,
}

/// Bytes of a name.
const NAME_BYTES_MAX: usize = 100;
/// Bytes of a text: longer than any letter.
const BODY_BYTES_MAX: usize = 20 * 1024;
/// Canned answers in a house; more are found by nobody.
const ANSWERS_MAX: usize = 1_000;

/// Adds a canned answer.
pub fn add(
    tx: &WriteTx<'_>,
    actor: &Actor,
    new: &NewCannedAnswer,
    moment: &Moment,
) -> Result<CannedAnswerId> {
    permit(actor, Permission::Organize)?;
    let name = check(tx, new, None)?;
    let id = store::canned_answer::add(tx, &name, &new.body, moment.now)?;
    changed(tx, actor, moment)?;
    Ok(id)
}

/// Writes one anew.
pub fn change(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CannedAnswerId,
    new: &NewCannedAnswer,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Organize)?;
    store::canned_answer::find(tx, id)?.ok_or(Error::NotFound("canned answer"))?;
    let name = check(tx, new, Some(id))?;
    let answer = CannedAnswer { id, name, body: new.body.clone(), updated_at: moment.now };
    store::canned_answer::save(tx, &answer)?;
    changed(tx, actor, moment)
}

/// Removes one.
pub fn remove(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CannedAnswerId,
    moment: &Moment,
) -> Result<Option<UndoId>> {
    permit(actor, Permission::Organize)?;
    let answer = store::canned_answer::find(tx, id)?.ok_or(Error::NotFound("canned answer"))?;
    store::canned_answer::remove(tx, id)?;
    changed(tx, actor, moment)?;
    let words = format!("Canned answer {} removed", answer.name);
    let CannedAnswer { id, name, body, updated_at } = answer;
    undo::keep(tx, actor, &words, &[Step::CannedAnswer { id, name, body, updated_at }], moment)
}

/// All of them by name.
pub fn all(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<CannedAnswer>> {
    permit(actor, Permission::Read)?;
    Ok(store::canned_answer::all(tx)?)
}

/// One of them.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: CannedAnswerId) -> Result<CannedAnswer> {
    permit(actor, Permission::Read)?;
    store::canned_answer::find(tx, id)?.ok_or(Error::NotFound("canned answer"))
}

/// A canned answer, filled in for one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Its name.
    pub name: String,
    /// Markdown.
    pub markdown: String,
}

/// The answers whose name or text has what was typed, filled in for the conversation (or for a new one). One that
/// can't be filled in any more is left out rather than sent with holes.
pub fn suggest(
    tx: &Tx<'_>,
    actor: &Actor,
    conversation: Option<ConversationId>,
    typed: &str,
    limit: usize,
) -> Result<Vec<Filled>> {
    permit(actor, Permission::Answer)?;
    let whom = whom(tx, actor, conversation)?;
    let typed = typed.trim().to_lowercase();
    let all = store::canned_answer::all(tx)?;
    let named = all.iter().filter(|answer| answer.name.to_lowercase().contains(&typed));
    let other = all.iter().filter(|answer| {
        !answer.name.to_lowercase().contains(&typed) && answer.body.to_lowercase().contains(&typed)
    });
    let filled = named.chain(other).filter_map(|answer| {
        let markdown = fill(&answer.body, &whom).ok()?;
        Some(Filled { name: answer.name.clone(), markdown })
    });
    Ok(filled.take(limit).collect())
}

fn whom(tx: &Tx<'_>, actor: &Actor, conversation: Option<ConversationId>) -> Result<Whom> {
    let agent = actor.agent_id().map(|id| store::agent::find(tx, id)).transpose()?.flatten();
    let mut whom = Whom { agent: agent.map(|agent| agent.name).unwrap_or_default(), ..Whom::default() };
    if let Some(id) = conversation {
        let conversation = lookup::conversation(tx, actor, id)?;
        let customer = store::customer::find(tx, conversation.customer_id)?;
        whom.customer = customer.map(|customer| customer.name).unwrap_or_default();
        whom.number = conversation.id.to_string();
        whom.subject = conversation.subject;
    }
    Ok(whom)
}

/// Everything that can be wrong with what somebody wrote; returns its name.
fn check(tx: &WriteTx<'_>, new: &NewCannedAnswer, own: Option<CannedAnswerId>) -> Result<String> {
    let name = new.name.trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", format!("A name has 1 to {NAME_BYTES_MAX} bytes on one line.")));
    }
    if new.body.trim().is_empty() || new.body.len() > BODY_BYTES_MAX {
        return Err(Error::invalid("body", format!("The text has 1 to {} kB.", BODY_BYTES_MAX / 1024)));
    }
    fill(&new.body, &Whom::example()).map_err(|words| Error::invalid("body", words))?;
    let all = store::canned_answer::all(tx)?;
    if all.len() >= ANSWERS_MAX && own.is_none() {
        return Err(Error::invalid(
            "name",
            format!("There are {ANSWERS_MAX} canned answers; remove some first."),
        ));
    }
    if all.iter().any(|other| Some(other.id) != own && other.name.to_lowercase() == name.to_lowercase()) {
        return Err(Error::invalid("name", format!("There is a canned answer {name} already.")));
    }
    Ok(name.to_owned())
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<()> {
    let event = Event::new(EventKind::SettingChanged { name: "canned_answers".into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
