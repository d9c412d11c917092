//! Asking the customer whether it is done.

use super::found;
use super::keep::save;
use crate::conversation::{NewReply, append, reply, view};
use crate::{Error, Result, permit};
use domain::complaint::State;
use domain::{Actor, ConversationId, EventKind, MessageId, Moment, Permission};
use store::WriteTx;

/// The question, until somebody finds a better one for this customer.
pub const QUESTION: &str = "Is this put right for you now, or is there something left that we should do? \
                            I stay with it until you say that it is done.";

/// Asks with a reply, which can be undone like every reply; an undone one has asked nothing.
///
/// # Errors
/// [`Error::Conflict`] when it is closed, or when no address is known to ask at.
pub fn ask(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    words: &str,
    moment: &Moment,
) -> Result<MessageId> {
    permit(actor, Permission::Answer)?;
    let (conversation, _) = found(tx, actor, id)?;
    let to = view(tx, actor, conversation.id, None)?.answer_to;
    if to.is_empty() {
        return Err(Error::Conflict(
            "No mail address of this customer is known. Ask on the telephone, then note that you asked."
                .into(),
        ));
    }
    note_asked(tx, actor, id, moment)?;
    let new = NewReply { to, markdown: words.to_owned(), ..NewReply::default() };
    reply(tx, actor, conversation.id, &new, moment)
}

/// Notes that the customer was asked in another way: on the telephone, at the counter.
pub fn note_asked(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let (conversation, mut complaint) = found(tx, actor, id)?;
    if complaint.state == State::Closed {
        return Err(Error::Conflict("This complaint is closed. Open it again first.".into()));
    }
    // Asked again, the silence begins anew.
    complaint.state = State::Asked;
    complaint.asked_at = Some(moment.now);
    save(tx, &complaint)?;
    let asked = EventKind::ComplaintConfirmationAsked { complaint: complaint.id };
    append(tx, actor, &conversation, asked, moment)
}
