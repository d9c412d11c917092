//! What we learn later: the account, the need behind it, and who answers for it.

use super::{Account, WORDS_CHARACTERS_MAX, found};
use crate::conversation::append;
use crate::people::Directory;
use crate::{Error, Result, permit, text};
use domain::{Actor, AgentId, ConversationId, EventKind, Moment, Permission};
use store::WriteTx;
use store::complaint::Complaint;
use store::conversation::Conversation;

/// Corrects what the customer says happened and wants.
pub fn change(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    account: &Account,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let account = account.checked(moment)?;
    let (conversation, before) = found(tx, actor, id)?;
    let mut complaint = before.clone();
    account.write_into(&mut complaint);
    save(tx, actor, &conversation, &before, &complaint, moment)
}

/// Notes the need behind what was said, as we see it. Kept apart from the customer's words, and never shown to them.
pub fn set_underlying(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    words: &str,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let words = text::paragraphs("underlying", words, WORDS_CHARACTERS_MAX)?.trim().to_owned();
    let (conversation, before) = found(tx, actor, id)?;
    let complaint = Complaint { underlying: words, ..before.clone() };
    save(tx, actor, &conversation, &before, &complaint, moment)
}

/// Lets somebody else answer for it: an advocate is followed by another, never by nobody.
///
/// # Errors
/// [`Error::Invalid`] for somebody who can't answer customers, or who has left.
pub fn set_advocate(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    advocate: AgentId,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let can = Directory::read(tx)?.assignable().any(|agent| agent.id == advocate);
    if !can {
        return Err(Error::invalid("advocate", "Choose a colleague who answers customers here."));
    }
    let (conversation, before) = found(tx, actor, id)?;
    let complaint = Complaint { advocate_id: Some(advocate), ..before.clone() };
    save(tx, actor, &conversation, &before, &complaint, moment)
}

fn save(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    before: &Complaint,
    after: &Complaint,
    moment: &Moment,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    store::complaint::update(tx, after)?;
    let wanted = Some(Account::of(after).wanted);
    append(tx, actor, conversation, EventKind::ComplaintChanged { complaint: after.id, wanted }, moment)
}
