//! The mail an answer becomes: made at the first attempt and kept, so that a second attempt sends the same bytes.

use crate::addresses::{Addresses, Party};
use crate::intake::reply_address;
use crate::portal;
use crate::{Error, Result, lookup};
use domain::message::{Delivery, Direction};
use domain::{Actor, Moment};
use mail::{Letter, LetterFile, Quoted};
use store::WriteTx;
use store::blob::Blob;
use store::conversation::Conversation;
use store::message::Message;

/// What goes over the wire.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The mailbox it is sent from, which decides the server.
    pub mailbox: SendingMailbox,
    /// Who still has to get it.
    pub recipients: Vec<String>,
    /// The mail.
    pub raw: Vec<u8>,
}

/// The mailbox an answer leaves through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendingMailbox {
    /// Its address: the sender of the envelope.
    pub address: String,
}

/// The value of our loop mark; that it is there says the mail left this house.
const LOOP_MARK: &str = "1";

/// The mail of this message, made now or at an earlier attempt.
pub(super) fn letter(tx: &WriteTx<'_>, message: &Message, house: &str, moment: &Moment) -> Result<Outgoing> {
    let addresses = Addresses::from_json(&message.addresses);
    let from = addresses.from.clone().ok_or_else(|| Error::Conflict("The answer has no sender.".into()))?;
    let raw = match &message.raw_hash {
        Some(hash) => store::blob::get(tx, hash)?.ok_or(Error::NotFound("raw mail"))?,
        None => compose(tx, message, &addresses, &from, house, moment)?,
    };
    let recipients = store::delivery::recipients(tx, &[message.id])?
        .into_iter()
        .filter(|recipient| recipient.state == Delivery::Queued)
        .map(|recipient| recipient.address)
        .collect();
    Ok(Outgoing { mailbox: SendingMailbox { address: from.address }, recipients, raw })
}

fn compose(
    tx: &WriteTx<'_>,
    message: &Message,
    addresses: &Addresses,
    from: &Party,
    house: &str,
    moment: &Moment,
) -> Result<Vec<u8>> {
    let conversation = lookup::conversation(tx, &Actor::System, message.conversation_id)?;
    let domain = from.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let message_id = format!("{}@{domain}", moment.token(&format!("message {}", message.id)));
    let references = store::message::mail_message_ids(tx, conversation.id)?;
    let parties = |list: &[Party]| list.iter().map(mail::Address::from).collect::<Vec<_>>();
    let letter = Letter {
        message_id: message_id.clone(),
        date: message.created_at,
        from: mail::Address { name: Some(sender_name(tx, message, from)?), address: from.address.clone() },
        reply_to: vec![mail::Address {
            name: Some(from.name.clone()),
            address: reply_address(&from.address, &conversation.token),
        }],
        to: parties(&addresses.to),
        cc: parties(&addresses.cc),
        subject: subject(&conversation, &references),
        in_reply_to: references.last().cloned(),
        references,
        markdown: with_link(tx, message, house, moment)?,
        signature: signature(tx, message, &conversation)?,
        quoted: quoted(tx, &conversation)?,
        files: files(tx, message)?,
        auto_submitted: false,
        loop_mark: Some(LOOP_MARK.to_owned()),
    };
    let raw = mail::compose(&letter).raw;
    let blob = Blob::new(&raw);
    store::blob::put(tx, &blob)?;
    store::message::set_mail(tx, message.id, &message_id, &blob.hash)?;
    store::reference::add(tx, &message_id, message.id)?;
    Ok(raw)
}

/// The text, and where it promises or asks something a line that leads to the customer's own page.
fn with_link(tx: &WriteTx<'_>, message: &Message, house: &str, moment: &Moment) -> Result<String> {
    let words = match portal::reason(tx, message.conversation_id, message.id)? {
        None => return Ok(message.text.clone()),
        Some(portal::Reason::Promise) => "What we promised you, and how it stands",
        Some(portal::Reason::Question) => "Tell us whether it is done",
    };
    let token = portal::link(tx, message.conversation_id, &message.id.to_string(), moment)?;
    Ok(format!("{}\n\n{words}: {house}/p/{token}", message.text.trim_end()))
}

/// A person answers, for the house: `Ines Kovac (Support)`.
fn sender_name(tx: &WriteTx<'_>, message: &Message, from: &Party) -> Result<String> {
    let agent = match message.agent_id {
        Some(id) => store::agent::find(tx, id)?,
        None => None,
    };
    Ok(match agent {
        Some(agent) if from.name.is_empty() => agent.name,
        Some(agent) => format!("{} ({})", agent.name, from.name),
        None => from.name.clone(),
    })
}

/// An answer says `Re:`; the first mail of a conversation that we began doesn't.
fn subject(conversation: &Conversation, references: &[String]) -> String {
    if references.is_empty() {
        conversation.subject.clone()
    } else {
        format!("Re: {}", domain::conversation::bare_subject(&conversation.subject))
    }
}

/// The agent's own signature, else the mailbox's.
fn signature(tx: &WriteTx<'_>, message: &Message, conversation: &Conversation) -> Result<Option<String>> {
    let own = match message.agent_id {
        Some(id) => store::agent::find(tx, id)?.map(|agent| agent.signature),
        None => None,
    };
    let signature = match (own.filter(|own| !own.trim().is_empty()), conversation.mailbox_id) {
        (Some(own), _) => own,
        (None, Some(id)) => {
            store::mailbox::find(tx, id)?.map(|mailbox| mailbox.signature).unwrap_or_default()
        }
        (None, None) => String::new(),
    };
    Ok(Some(signature).filter(|signature| !signature.trim().is_empty()))
}

/// Bytes of history quoted below an answer; the customer has the rest.
const QUOTED_BYTES_MAX: usize = 4_000;

/// The customer's last mail, quoted below.
fn quoted(tx: &WriteTx<'_>, conversation: &Conversation) -> Result<Option<Quoted>> {
    let Some(last) = store::message::last(tx, conversation.id, Direction::Inbound)? else { return Ok(None) };
    let from = Addresses::from_json(&last.addresses).from.unwrap_or_default();
    let day = last.written_at.unwrap_or(last.created_at).strftime("%-d %B %Y").to_string();
    let folds: Vec<(usize, usize, String)> = serde_json::from_str(&last.folds).unwrap_or_default();
    let first_fold = folds.first().map_or(last.text.len(), |(start, _, _)| *start);
    let mut end = first_fold.min(last.text.len()).min(QUOTED_BYTES_MAX);
    while !last.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = last.text[..end].trim().to_owned();
    Ok((!text.is_empty()).then(|| Quoted { attribution: format!("On {day}, {} wrote:", from.label()), text }))
}

fn files(tx: &WriteTx<'_>, message: &Message) -> Result<Vec<LetterFile>> {
    let mut files = Vec::new();
    for file in store::attachment::of_messages(tx, &[message.id])? {
        files.push(LetterFile {
            bytes: crate::attachment::bytes(tx, &file)?,
            content_id: file.inline.then(|| file.content_id.clone()),
            name: file.name,
            media_type: file.media_type,
        });
    }
    Ok(files)
}
