//! Answers of ours found in an archive: they were sent elsewhere, and are history here.

use super::archive::Filed;
use super::message::{attach, subject};
use super::reply_token::untagged;
use super::understand::Understood;
use super::{duplicate, person, thread};
use crate::{Result, lookup};
use domain::conversation::{AfterReply, State};
use domain::message::{Delivery, Direction};
use domain::{Actor, ConversationId, EmailAddress, Event, EventKind, MessageId, Moment};
use store::WriteTx;
use store::conversation::{Conversation, NewConversation};
use store::inbound::State as InboundState;
use store::message::Message;

/// References looked at, latest first.
const REFERENCES_LOOKED_AT: usize = 12;

/// Records the mail if one of our mailboxes wrote it to somebody outside; `None` when it is no answer of ours.
pub(super) fn record(tx: &WriteTx<'_>, understood: &Understood, moment: &Moment) -> Result<Option<Filed>> {
    let Some(from) = &understood.reading.mail.from else { return Ok(None) };
    if store::mailbox::find_by_address(tx, &untagged(&from.address))?.is_none() {
        return Ok(None);
    }
    let outside = outside(tx, understood)?;
    let Some(customer) = outside.first() else { return Ok(None) };
    let inbound = understood.inbound.id;
    let name = duplicate::name_of(understood);
    for known in store::reference::find(tx, &name)? {
        let known = store::message::find(tx, known)?.filter(|known| known.direction == Direction::Outbound);
        if let Some(known) = known {
            store::inbound::settle(tx, inbound, InboundState::Duplicate, Some(known.id), "")?;
            return Ok(Some(Filed::Duplicate));
        }
    }
    let conversation = match answered(tx, understood, &outside)? {
        Some(conversation) => conversation,
        None => begun(tx, understood, customer, moment)?,
    };
    let message = add(tx, understood, &name, conversation, moment)?;
    store::inbound::settle(tx, inbound, InboundState::Done, Some(message), "")?;
    Ok(Some(Filed::Answer(message)))
}

/// A recipient who isn't one of us.
struct Outside {
    name: String,
    address: EmailAddress,
}

fn outside(tx: &WriteTx<'_>, understood: &Understood) -> Result<Vec<Outside>> {
    let mail = &understood.reading.mail;
    // A form on our own site writes as us, for somebody who is named where answers go.
    let mut outside = Vec::new();
    if !mail.reply_to.is_empty() && !all_ours(tx, &mail.reply_to)? {
        return Ok(outside);
    }
    for party in mail.to.iter().chain(&mail.cc) {
        let Some(address) = EmailAddress::parse(&party.address) else { continue };
        if !is_ours(tx, &address)? {
            outside.push(Outside { name: party.name.clone().unwrap_or_default(), address });
        }
    }
    Ok(outside)
}

fn all_ours(tx: &WriteTx<'_>, addresses: &[mail::Address]) -> Result<bool> {
    for address in addresses {
        match EmailAddress::parse(&address.address) {
            Some(address) if is_ours(tx, &address)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn is_ours(tx: &WriteTx<'_>, address: &EmailAddress) -> Result<bool> {
    Ok(store::mailbox::find_by_address(tx, &untagged(address.key()))?.is_some()
        || store::agent::find_by_email(tx, address)?.is_some())
}

/// The conversation it answers: one that it refers to and a recipient takes part in. Anybody can write our address
/// into a mail, but then it isn't to those who belong there.
fn answered(tx: &WriteTx<'_>, understood: &Understood, outside: &[Outside]) -> Result<Option<Conversation>> {
    let mail = &understood.reading.mail;
    let references = mail.in_reply_to.iter().chain(mail.references.iter().rev());
    for reference in references.take(REFERENCES_LOOKED_AT) {
        for message in store::reference::find(tx, reference)? {
            let Some(message) = store::message::find(tx, message)? else { continue };
            let conversation = lookup::conversation(tx, &Actor::System, message.conversation_id)?;
            let conversation = lookup::merged(tx, conversation)?;
            for recipient in outside {
                if store::message::belongs(tx, conversation.id, recipient.address.key())? {
                    return Ok(Some(conversation));
                }
            }
        }
    }
    Ok(None)
}

/// A conversation that we began, or whose beginning isn't in the archive.
fn begun(
    tx: &WriteTx<'_>,
    understood: &Understood,
    customer: &Outside,
    moment: &Moment,
) -> Result<Conversation> {
    let who =
        person::Person { name: customer.name.clone(), address: customer.address.clone(), certain: true };
    let (_, customer) = person::ensure(tx, &who, moment)?;
    let new = NewConversation {
        token: moment.token(&format!("conversation of inbound {}", understood.inbound.id)),
        customer_id: customer.id,
        customer_certain: true,
        mailbox_id: thread::mailbox(tx, understood)?,
        channel: "mail",
        subject: subject(&understood.reading.mail.subject),
        team_id: None,
        state: State::Waiting,
    };
    let id: ConversationId = store::conversation::open(tx, &new, moment.now)?;
    let opened = Event::new(EventKind::ConversationOpened).customer(customer.id).conversation(id);
    store::event::append(tx, &opened, moment.now)?;
    lookup::conversation(tx, &Actor::System, id)
}

fn add(
    tx: &WriteTx<'_>,
    understood: &Understood,
    name: &str,
    mut conversation: Conversation,
    moment: &Moment,
) -> Result<MessageId> {
    let mail = &understood.reading.mail;
    let message = Message {
        id: MessageId(0),
        conversation_id: conversation.id,
        direction: Direction::Outbound,
        nature: mail.kind.as_str().to_owned(),
        channel: "mail".to_owned(),
        agent_id: None,
        identity_id: None,
        addresses: understood.reading.addresses.to_json(),
        subject: subject(&mail.subject).to_owned(),
        text: mail.body.text.clone(),
        folds: understood.reading.folds.clone(),
        html: mail.body.html.clone().unwrap_or_default(),
        remote_count: 0,
        own_colors: false,
        stranger: false,
        mail_message_id: name.to_owned(),
        raw_hash: Some(understood.inbound.raw_hash),
        written_at: mail.date,
        created_at: moment.now,
    };
    let id = store::message::add(tx, &message)?;
    store::reference::add(tx, name, id)?;
    for (role, party) in understood.reading.addresses.recipients() {
        store::delivery::add_recipient(tx, id, &party.address, role)?;
    }
    store::delivery::queue(tx, id, moment.now)?;
    for recipient in store::delivery::recipients(tx, &[id])? {
        store::delivery::record_recipient(tx, id, &recipient.address_key, Delivery::Sent, "")?;
    }
    store::delivery::record(tx, id, Delivery::Sent, moment.now, "", moment.now)?;
    attach(tx, understood, id, moment)?;
    let files: Vec<&str> = mail.attachments.iter().map(|file| file.name.as_str()).collect();
    crate::search::index_message(
        tx,
        id,
        &mail.subject,
        &understood.reading.visible,
        &understood.reading.addresses,
        &files,
    )?;
    let before = conversation.state;
    conversation.message_count += 1;
    conversation.first_reply_at.get_or_insert(moment.now);
    // Archives aren't always in order: an older answer doesn't end the wait of somebody who wrote since.
    if moment.now >= conversation.active_at {
        conversation.active_at = moment.now;
        conversation.preview.clone_from(&understood.reading.preview);
        conversation.waiting_since = None;
        if before == State::Open {
            conversation.state = before.after_reply(AfterReply::Wait);
        }
    }
    store::conversation::update(tx, &conversation)?;
    let event =
        |kind| Event::new(kind).customer(conversation.customer_id).conversation(conversation.id).message(id);
    store::event::append(tx, &event(EventKind::ReplySent), moment.now)?;
    if before != conversation.state {
        let changed =
            EventKind::ConversationStateChanged { from: before, to: conversation.state, until: None };
        store::event::append(tx, &event(changed), moment.now)?;
    }
    Ok(id)
}
