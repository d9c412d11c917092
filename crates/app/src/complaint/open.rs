//! Taking a matter up as a complaint.

use super::{Account, matter, of_matter};
use crate::conversation::append;
use crate::{Error, Result, permit};
use domain::complaint::{Source, State};
use domain::{Actor, AgentId, ComplaintId, ConversationId, EventKind, Moment, Permission};
use store::WriteTx;
use store::complaint::Complaint;
use store::conversation::Conversation;

/// Opens a complaint on a conversation. Whoever opens it is its advocate; opened by no person, whoever has the
/// conversation is, and until somebody has it, nobody.
///
/// # Errors
/// [`Error::Conflict`] when this matter has one already: it is changed, or opened again.
pub fn open(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    account: &Account,
    source: Source,
    moment: &Moment,
) -> Result<ComplaintId> {
    permit(actor, Permission::Answer)?;
    let account = account.checked(moment)?;
    let (conversation, family) = matter(tx, actor, id)?;
    if of_matter(tx, &family)?.is_some() {
        return Err(Error::Conflict(
            "This matter has a complaint already. Change it, or open it again.".into(),
        ));
    }
    let advocate = actor.agent_id().or(conversation.assignee_id);
    put(tx, actor, &conversation, account, source, advocate, moment)
}

/// Writes it; the account is checked.
pub(super) fn put(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    account: Account,
    source: Source,
    advocate: Option<AgentId>,
    moment: &Moment,
) -> Result<ComplaintId> {
    let mut new = Complaint {
        id: ComplaintId(0),
        conversation_id: conversation.id,
        source,
        happened: String::new(),
        wanted: String::new(),
        wanted_words: String::new(),
        also: String::new(),
        underlying: String::new(),
        began_at: None,
        tries: 0,
        advocate_id: advocate,
        state: State::Open,
        answered_at: None,
        asked_at: None,
        closed_at: None,
        outcome: None,
        outcome_words: String::new(),
        created_at: moment.now,
    };
    let wanted = account.wanted.clone();
    account.write_into(&mut new);
    let complaint = store::complaint::add(tx, &new)?;
    append(tx, actor, conversation, EventKind::ComplaintOpened { complaint, wanted }, moment)?;
    Ok(complaint)
}
