//! The consumer: the first real answer, the customer who writes again, and who takes up what came through the form.

use super::close::begin_again;
use super::{Complaint, matter, of_matter};
use crate::conversation::append;
use crate::{Result, events, lookup};
use domain::complaint::{State, is_real_answer};
use domain::message::{Delivery, Direction};
use domain::{Actor, ConversationId, EventKind, Moment};
use store::conversation::Conversation;
use store::event::Recorded;
use store::message::Message;
use store::{Tx, WriteTx};

/// The name of our cursor.
pub(crate) const CONSUMER: &str = "complaint";
/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    events::is_behind(tx, CONSUMER)
}

/// Looks at what happened since the last time; returns how many events that were.
pub fn follow(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    events::follow(tx, CONSUMER, |recorded| consider(tx, recorded, moment))
}

fn consider(tx: &WriteTx<'_>, recorded: &Recorded, moment: &Moment) -> Result<()> {
    let event = &recorded.event;
    let concerns = matches!(
        event.kind,
        EventKind::MessageReceived { automatic: false, .. }
            | EventKind::ReplySent
            | EventKind::ReplyUndone
            | EventKind::ConversationAssigned { assignee: Some(_), .. }
    );
    let Some(id) = event.conversation.filter(|_| concerns) else { return Ok(()) };
    let (conversation, family) = matter(tx, &Actor::System, id)?;
    let Some(complaint) = of_matter(tx, &family)? else { return Ok(()) };
    let message = event.message.map(|id| store::message::find(tx, id)).transpose()?.flatten();
    match (&event.kind, message) {
        (EventKind::MessageReceived { .. }, Some(message)) => {
            written_again(tx, &conversation, complaint, &message, moment)
        }
        (EventKind::ReplySent, Some(message)) => {
            let gives = store::complaint::is_given_between(tx, &family, (complaint.created_at, recorded.at))?;
            answered(tx, &conversation, complaint, &message, (gives, recorded), moment)
        }
        (EventKind::ReplyUndone, _) => question_undone(tx, &conversation, complaint, id, moment),
        (EventKind::ConversationAssigned { assignee, .. }, _) if complaint.advocate_id.is_none() => {
            let complaint = Complaint { advocate_id: *assignee, ..complaint };
            store::complaint::update(tx, &complaint)?;
            let changed = EventKind::ComplaintChanged { complaint: complaint.id, wanted: None };
            append(tx, &Actor::System, &conversation, changed, moment)
        }
        _ => Ok(()),
    }
}

/// A closed complaint whose customer writes again isn't done, unless what they write is thanks.
fn written_again(
    tx: &WriteTx<'_>,
    conversation: &Conversation,
    complaint: Complaint,
    message: &Message,
    moment: &Moment,
) -> Result<()> {
    let is_later = complaint.closed_at.is_some_and(|closed| message.created_at > closed);
    let is_theirs = message.nature == "message" && !message.stranger;
    if complaint.state != State::Closed || !is_later || !is_theirs {
        return Ok(());
    }
    let customer = lookup::customer(tx, conversation.customer_id)?;
    if crate::signal::is_thanks(message, &customer.language) {
        return Ok(());
    }
    begin_again(tx, &Actor::System, conversation, complaint, moment)
}

/// The first reply of substance that left is the first real answer.
fn answered(
    tx: &WriteTx<'_>,
    conversation: &Conversation,
    complaint: Complaint,
    message: &Message,
    (gives_remedy, sent): (bool, &Recorded),
    moment: &Moment,
) -> Result<()> {
    let is_after = message.created_at >= complaint.created_at;
    let is_real = is_real_answer(message.agent_id.is_some(), &message.text, gives_remedy);
    if complaint.answered_at.is_some() || !is_after || !is_real {
        return Ok(());
    }
    let complaint = Complaint { answered_at: Some(sent.at), ..complaint };
    store::complaint::update(tx, &complaint)?;
    let answered = EventKind::ComplaintAnswered { complaint: complaint.id, left: Some(sent.at) };
    append(tx, &Actor::System, conversation, answered, moment)
}

/// The reply that asked was taken back: nobody was asked.
fn question_undone(
    tx: &WriteTx<'_>,
    conversation: &Conversation,
    complaint: Complaint,
    id: ConversationId,
    moment: &Moment,
) -> Result<()> {
    let Some(last) = store::message::last(tx, id, Direction::Outbound)? else { return Ok(()) };
    let is_question = complaint.state == State::Asked && complaint.asked_at == Some(last.created_at);
    let delivery = store::delivery::find(tx, last.id)?;
    if is_question && delivery.is_some_and(|delivery| delivery.state == Delivery::Cancelled) {
        let complaint = Complaint { state: State::Open, asked_at: None, ..complaint };
        store::complaint::update(tx, &complaint)?;
        let undone = EventKind::ComplaintConfirmationUndone { complaint: complaint.id };
        append(tx, &Actor::System, conversation, undone, moment)?;
    }
    Ok(())
}
