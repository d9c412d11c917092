//! Small changes: subject, priority, followers. And the step that all changes of a conversation share.

use crate::{Error, Result, lookup, permit};
use domain::conversation::{Priority, SUBJECT_BYTES_MAX, State};
use domain::{Actor, AgentId, ConversationId, Event, EventKind, Moment, Permission};
use jiff::Timestamp;
use store::WriteTx;
use store::conversation::Conversation;

/// Saves the conversation and appends what happened to it.
pub(super) fn save(
    tx: &WriteTx<'_>,
    actor: &Actor,
    changed: &Conversation,
    kind: EventKind,
    moment: &Moment,
) -> Result<()> {
    store::conversation::update(tx, changed)?;
    append(tx, actor, changed, kind, moment)
}

/// Appends an event of this conversation.
pub(crate) fn append(
    tx: &WriteTx<'_>,
    actor: &Actor,
    of: &Conversation,
    kind: EventKind,
    moment: &Moment,
) -> Result<()> {
    let event = Event::new(kind).by(actor.agent_id()).customer(of.customer_id).conversation(of.id);
    Ok(store::event::append(tx, &event, moment.now)?)
}

/// Moves the conversation to another state, with all that follows from it; nothing happens when it is there.
pub(super) fn set_state(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &mut Conversation,
    to: State,
    until: Option<Timestamp>,
    moment: &Moment,
) -> Result<()> {
    let from = conversation.state;
    if from == to && conversation.snoozed_until == until {
        return Ok(());
    }
    conversation.state = to;
    conversation.snoozed_until = until;
    conversation.closed_at = (to == State::Closed).then_some(moment.now);
    conversation.waiting_since = match to {
        // Closing or waiting ends the customer's wait; snoozing and opening leave it as it is.
        State::Closed | State::Waiting => None,
        State::Snoozed | State::Open => conversation.waiting_since,
    };
    save(tx, actor, conversation, EventKind::ConversationStateChanged { from, to, until }, moment)
}

/// What a message of the customer changes. What a machine wrote wakes nobody, and neither does the first message
/// of a conversation that was opened closed (a blocked sender).
pub(crate) fn heard(conversation: &mut Conversation, automatic: bool, preview: &str, moment: &Moment) {
    let before = conversation.state;
    conversation.message_count += 1;
    conversation.active_at = moment.now;
    preview.clone_into(&mut conversation.preview);
    let was_born_closed = before == State::Closed && conversation.message_count == 1;
    if !automatic && !was_born_closed {
        conversation.state = before.after_customer_wrote(automatic);
        conversation.snoozed_until = None;
        conversation.closed_at = None;
        conversation.waiting_since.get_or_insert(moment.now);
    }
}

/// Gives the conversation another subject.
pub fn set_subject(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    subject: &str,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let subject = subject.trim();
    if subject.is_empty() || subject.len() > SUBJECT_BYTES_MAX {
        return Err(Error::invalid("subject", format!("A subject has 1 to {SUBJECT_BYTES_MAX} bytes.")));
    }
    let mut conversation = lookup::conversation(tx, actor, id)?;
    let from = std::mem::replace(&mut conversation.subject, subject.to_owned());
    if from == subject {
        return Ok(());
    }
    save(tx, actor, &conversation, EventKind::ConversationSubjectChanged { from }, moment)
}

/// Sets how the conversation stands in line.
pub fn set_priority(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    to: Priority,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    let from = std::mem::replace(&mut conversation.priority, to);
    if from == to {
        return Ok(());
    }
    save(tx, actor, &conversation, EventKind::ConversationPriorityChanged { from, to }, moment)
}

/// Lets an agent hear of everything that happens here.
pub fn follow(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    follower: AgentId,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Note)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    store::agent::find(tx, follower)?.ok_or(Error::NotFound("agent"))?;
    if store::conversation::follow(tx, id, follower)? {
        append(tx, actor, &conversation, EventKind::ConversationFollowed { follower }, moment)?;
    }
    Ok(())
}

/// Ends it.
pub fn unfollow(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    follower: AgentId,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Note)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    if store::conversation::unfollow(tx, id, follower)? {
        append(tx, actor, &conversation, EventKind::ConversationUnfollowed { follower }, moment)?;
    }
    Ok(())
}
