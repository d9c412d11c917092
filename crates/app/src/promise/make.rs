//! Giving our word: by hand after a call or a letter, or in a reply.

use super::{Promise, due, settle};
use crate::people::Directory;
use crate::{Error, Result, conversation::append, lookup, opening_hours, permit, text};
use domain::promise::{Due, Kind, State};
use domain::{Actor, AgentId, ConversationId, Event, EventKind, MessageId, Moment, Permission, PromiseId};
use serde::{Deserialize, Serialize};
use store::WriteTx;
use store::conversation::Conversation;

/// A promise to record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPromise {
    /// What kind.
    pub kind: Kind,
    /// What, in words the customer may read.
    pub text: String,
    /// The words of the reply it was read from; empty when written by hand.
    #[serde(default)]
    pub phrase: String,
    /// Until when.
    pub due: Due,
    /// Who keeps it; who gives it when not said.
    #[serde(default)]
    pub owner: Option<AgentId>,
}

/// Characters of what is promised: a line.
pub const TEXT_CHARACTERS_MAX: usize = 200;
/// Characters kept of the words a promise was read from.
const PHRASE_CHARACTERS_MAX: usize = 500;
/// Promises of one reply: more is a contract.
pub const PROMISES_MAX: usize = 10;

/// Records a promise given on the telephone, in a letter, in person.
pub fn make(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    new: &NewPromise,
    moment: &Moment,
) -> Result<PromiseId> {
    permit(actor, Permission::Answer)?;
    let conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    let made = give(tx, actor, &conversation, None, new, moment)?;
    settle(tx, conversation.id)?;
    Ok(made)
}

/// The same with the reply that gives it; whoever calls puts the conversation's row right.
pub(crate) fn give(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    message: Option<MessageId>,
    new: &NewPromise,
    moment: &Moment,
) -> Result<PromiseId> {
    let words = text::filled("text", &new.text, TEXT_CHARACTERS_MAX)?;
    due::check(&new.due, moment.now)?;
    let owner = owner(tx, actor, conversation, new.owner)?;
    let calendar = opening_hours::calendar(tx)?;
    let promise = Promise {
        id: PromiseId(0),
        conversation_id: conversation.id,
        message_id: message,
        kind: new.kind,
        text: words,
        phrase: new.phrase.chars().take(PHRASE_CHARACTERS_MAX).collect(),
        made_by: actor.agent_id(),
        owner_id: owner,
        due_at: new.due.at,
        first_due_at: new.due.at,
        renegotiated_by: None,
        renegotiated_from: None,
        time_zone: new.due.time_zone.clone(),
        state: State::Open,
        look_at: Some(due::remind_at(&calendar, moment.now, new.due.at)),
        reminded_at: None,
        passed_at: None,
        outside_hours: !open_at(&calendar, new.due.at),
        owner_away: false,
        ended_at: None,
        ended_by: None,
        created_at: moment.now,
    };
    let id = store::promise::add(tx, &promise)?;
    let kind = EventKind::PromiseMade {
        promise: id,
        promise_kind: new.kind.name().to_owned(),
        owner,
        due: domain::timestamp(domain::millis(new.due.at)),
    };
    match message {
        None => append(tx, actor, conversation, kind, moment)?,
        Some(message) => {
            let event = Event::new(kind).by(actor.agent_id()).customer(conversation.customer_id);
            let event = event.conversation(conversation.id).message(message);
            store::event::append(tx, &event, moment.now)?;
        }
    }
    Ok(id)
}

/// Whether somebody is there when it falls due; the moment of closing counts as there.
pub(super) fn open_at(calendar: &models::business_time::Calendar, due: jiff::Timestamp) -> bool {
    let just_before = due.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap_or(due);
    calendar.is_open(due) || calendar.is_open(just_before)
}

/// Who keeps it: who is named, else who gives it, else who has the conversation.
fn owner(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    named: Option<AgentId>,
) -> Result<AgentId> {
    let Some(owner) = named.or(actor.agent_id()).or(conversation.assignee_id) else {
        return Err(Error::invalid("owner", "Say who keeps it: nobody has this conversation."));
    };
    can_keep(tx, owner)?;
    Ok(owner)
}

/// Goes on only if that colleague works here and answers customers.
pub(super) fn can_keep(tx: &WriteTx<'_>, owner: AgentId) -> Result<()> {
    if Directory::read(tx)?.assignable().any(|agent| agent.id == owner) {
        return Ok(());
    }
    Err(Error::invalid("owner", "Choose a colleague who works here and answers customers."))
}
