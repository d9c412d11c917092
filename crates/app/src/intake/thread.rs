//! Where a mail belongs: the token in the reply address first, then what it refers to, else a new conversation.

use super::reply_token::{token_in, untagged};
use super::understand::Understood;
use crate::{Result, lookup};
use domain::conversation::State;
use domain::{Actor, CustomerId, EmailAddress, MailboxId, Moment};
use jiff::ToSpan;
use store::WriteTx;
use store::conversation::Conversation;

/// Where a mail belongs.
pub(super) enum Place {
    /// In this conversation. A stranger knew the token but never took part.
    In(Box<Conversation>, Stranger),
    /// In a new one; linked with an old one that it continues or was guessed from.
    New(Option<Box<Conversation>>, Stranger),
}

/// Whether the sender knew a way in without belonging there.
pub(super) type Stranger = bool;

/// References looked at, latest first; the earlier ones are usually in the same conversation anyway.
const REFERENCES_LOOKED_AT: usize = 12;

/// Finds the place of a mail from this customer and address.
pub(super) fn place(
    tx: &WriteTx<'_>,
    understood: &Understood,
    customer: CustomerId,
    sender: &EmailAddress,
    moment: &Moment,
) -> Result<Place> {
    if let Some(conversation) = by_token(tx, understood)? {
        let belongs = belongs(tx, &conversation, customer, sender)?;
        return reopened_or_continued(tx, conversation, !belongs, moment);
    }
    let mail = &understood.reading.mail;
    let mut guessed = None;
    for reference in mail.in_reply_to.iter().chain(mail.references.iter().rev()).take(REFERENCES_LOOKED_AT) {
        for message in store::reference::find(tx, reference)? {
            let Some(message) = store::message::find(tx, message)? else { continue };
            let conversation = lookup::conversation(tx, &Actor::System, message.conversation_id)?;
            let conversation = lookup::merged(tx, conversation)?;
            if belongs(tx, &conversation, customer, sender)? {
                return reopened_or_continued(tx, conversation, false, moment);
            }
            guessed.get_or_insert(conversation);
        }
    }
    let stranger = guessed.is_some();
    Ok(Place::New(guessed.map(Box::new), stranger))
}

/// The conversation whose token one of the mail's addresses carries.
fn by_token(tx: &WriteTx<'_>, understood: &Understood) -> Result<Option<Conversation>> {
    let mail = &understood.reading.mail;
    let addresses =
        mail.to.iter().chain(&mail.cc).map(|address| &address.address).chain(&mail.origin.delivered_to);
    for token in addresses.filter_map(|address| token_in(address)) {
        if let Some(conversation) = store::conversation::find_by_token(tx, &token)? {
            return Ok(Some(lookup::merged(tx, conversation)?));
        }
    }
    Ok(None)
}

/// Whether the sender takes part: it is their conversation, they wrote in it, or we wrote to them in it.
fn belongs(
    tx: &WriteTx<'_>,
    conversation: &Conversation,
    customer: CustomerId,
    sender: &EmailAddress,
) -> Result<bool> {
    Ok(conversation.customer_id == customer || store::message::belongs(tx, conversation.id, sender.key())?)
}

fn reopened_or_continued(
    tx: &WriteTx<'_>,
    conversation: Conversation,
    stranger: Stranger,
    moment: &Moment,
) -> Result<Place> {
    if conversation.state == State::Closed
        && let Some(closed_at) = conversation.closed_at
    {
        let days = crate::setting::conversations(tx)?.reopen_days;
        let limit = closed_at.checked_add((days * 24).hours()).unwrap_or(jiff::Timestamp::MAX);
        if moment.now > limit {
            return Ok(Place::New(Some(Box::new(conversation)), stranger));
        }
    }
    Ok(Place::In(Box::new(conversation), stranger))
}

/// The mailbox a mail came to: the one it was fetched from, else the first of ours it names.
pub(super) fn mailbox(tx: &WriteTx<'_>, understood: &Understood) -> Result<Option<MailboxId>> {
    if let Some(mailbox) = understood.inbound.mailbox_id {
        return Ok(Some(mailbox));
    }
    let mail = &understood.reading.mail;
    let named =
        mail.origin.delivered_to.iter().chain(mail.to.iter().chain(&mail.cc).map(|address| &address.address));
    for address in named {
        if let Some(mailbox) = store::mailbox::find_by_address(tx, &untagged(address))? {
            return Ok(Some(mailbox.id));
        }
    }
    Ok(None)
}
