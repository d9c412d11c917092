//! Delivery reports: they go to the message that bounced, and a dead address gets no more mail.

use super::message::{self, Sender};
use super::understand::Understood;
use crate::{Result, lookup};
use domain::message::{Delivery, Direction};
use domain::{Actor, Event, EventKind, MessageId, Moment};
use store::WriteTx;
use store::identity::EMAIL;
use store::message::Message;

/// Attaches a delivery report to the message it is about; `None` when that isn't one of ours.
pub(super) fn attach(
    tx: &WriteTx<'_>,
    understood: &Understood,
    name: &str,
    moment: &Moment,
) -> Result<Option<MessageId>> {
    let Some(bounced) = bounced_message(tx, understood)? else { return Ok(None) };
    let conversation = lookup::conversation(tx, &Actor::System, bounced.conversation_id)?;
    let conversation = lookup::merged(tx, conversation)?;
    let mut permanent = false;
    let mut words = String::new();
    for failed in &understood.reading.mail.bounce {
        permanent |= failed.permanent;
        words = said(failed);
        if let Some(recipient) = &failed.recipient {
            mark(tx, &bounced, recipient, failed.permanent, &words, moment)?;
        }
    }
    if permanent {
        store::delivery::record(tx, bounced.id, Delivery::Bounced, moment.now, &words, moment.now)?;
    }
    let event = Event::new(EventKind::ReplyBounced { permanent }).conversation(conversation.id);
    let event = event.customer(conversation.customer_id).message(bounced.id);
    store::event::append(tx, &event, moment.now)?;
    Ok(Some(message::add(tx, understood, name, conversation, Sender::default(), moment)?))
}

/// The answer of ours that a report is about: by its Message-ID, in whichever place the report names it.
fn bounced_message(tx: &WriteTx<'_>, understood: &Understood) -> Result<Option<Message>> {
    let mail = &understood.reading.mail;
    let inner = mail.forwarded.as_ref().and_then(|inner| inner.message_id.as_ref());
    let named = mail.bounce.iter().filter_map(|failed| failed.original_message_id.as_ref());
    for id in named.chain(inner).chain(&mail.in_reply_to).chain(mail.references.iter().rev()) {
        for message in store::reference::find(tx, id)? {
            let message =
                store::message::find(tx, message)?.filter(|message| message.direction == Direction::Outbound);
            if message.is_some() {
                return Ok(message);
            }
        }
    }
    Ok(None)
}

fn mark(
    tx: &WriteTx<'_>,
    bounced: &Message,
    recipient: &str,
    permanent: bool,
    words: &str,
    moment: &Moment,
) -> Result<()> {
    let key = recipient.to_lowercase();
    let state = if permanent { Delivery::Bounced } else { Delivery::Sent };
    let was_recipient = store::delivery::record_recipient(tx, bounced.id, &key, state, words)?;
    // Only a report about someone we wrote to marks an address: a forged one must not silence a stranger's.
    if permanent
        && was_recipient
        && let Some(identity) = store::identity::find_by_key(tx, EMAIL, &key)?
    {
        store::identity::set_undeliverable(tx, identity.id, Some(moment.now), words)?;
    }
    Ok(())
}

/// Why an address failed, in the other server's words where it said any.
fn said(failed: &mail::Bounce) -> String {
    let reason = failed.reason.replace('_', " ");
    failed.diagnostic.clone().filter(|words| !words.is_empty()).unwrap_or(reason)
}
