//! The end of a complaint, and its beginning again.

use super::keep::save;
use super::{WORDS_CHARACTERS_MAX, found};
use crate::conversation::append;
use crate::{Error, Result, permit, text};
use domain::complaint::{NotYet, Outcome, SILENCE_DAYS_MIN, State, silence};
use domain::message::Direction;
use domain::{Actor, ConversationId, EventKind, Moment, Permission};
use jiff::Timestamp;
use store::complaint::Complaint;
use store::conversation::Conversation;
use store::{Tx, WriteTx};

/// Closes it: the customer said it is done (in these words), or stays silent although asked (because of this).
///
/// # Errors
/// [`Error::Invalid`] without words, [`Error::Conflict`] while the silence isn't one.
pub fn close(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    outcome: Outcome,
    words: &str,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let words = text::paragraphs("words", words, WORDS_CHARACTERS_MAX)?.trim().to_owned();
    let (conversation, complaint) = found(tx, actor, id)?;
    match outcome {
        Outcome::Agreed if words.is_empty() => {
            return Err(Error::invalid("words", "Say where and how the customer said that it is done."));
        }
        Outcome::Agreed => {}
        Outcome::Silence => {
            let wrote_at = wrote_at(tx, conversation.id)?;
            silence(complaint.asked_at, wrote_at, &words, moment.now).map_err(refusal)?;
        }
    }
    end(tx, actor, &conversation, complaint, outcome, words, moment)
}

/// Writes the end; nothing happens when it is closed already.
pub(super) fn end(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    mut complaint: Complaint,
    outcome: Outcome,
    words: String,
    moment: &Moment,
) -> Result<()> {
    if complaint.state == State::Closed {
        return Ok(());
    }
    complaint.state = State::Closed;
    complaint.closed_at = Some(moment.now);
    complaint.outcome = Some(outcome);
    complaint.outcome_words = words;
    save(tx, &complaint)?;
    let agreed = outcome == Outcome::Agreed;
    append(tx, actor, conversation, EventKind::ComplaintClosed { complaint: complaint.id, agreed }, moment)
}

/// Opens it again: it isn't done after all.
pub fn reopen(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let (conversation, complaint) = found(tx, actor, id)?;
    begin_again(tx, actor, &conversation, complaint, moment)
}

/// Writes that it goes on; nothing happens when it is open.
pub(super) fn begin_again(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    mut complaint: Complaint,
    moment: &Moment,
) -> Result<()> {
    if complaint.state == State::Open {
        return Ok(());
    }
    complaint.state = State::Open;
    (complaint.asked_at, complaint.closed_at, complaint.outcome) = (None, None, None);
    complaint.outcome_words.clear();
    save(tx, &complaint)?;
    append(tx, actor, conversation, EventKind::ComplaintReopened { complaint: complaint.id }, moment)
}

/// The customer's last word.
fn wrote_at(tx: &Tx<'_>, conversation: ConversationId) -> Result<Option<Timestamp>> {
    let last = store::message::last(tx, conversation, Direction::Inbound)?;
    Ok(last.filter(|last| last.nature == "message" && !last.stranger).map(|last| last.created_at))
}

fn refusal(why: NotYet) -> Error {
    match why {
        NotYet::NotAsked => Error::Conflict("Ask the customer first whether it is done.".into()),
        NotYet::Until(_) => Error::Conflict(format!(
            "We asked less than {SILENCE_DAYS_MIN} days ago. Give the customer the time to answer."
        )),
        NotYet::Wrote => Error::Conflict(
            "The customer wrote since we asked. Read it: is it done, or is something left?".into(),
        ),
        NotYet::Unexplained => {
            Error::invalid("words", "Say in a sentence why the silence means that it is done.")
        }
    }
}
