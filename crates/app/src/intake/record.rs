//! Putting an understood mail on its customer's timeline.

use super::person::{self, Person};
use super::thread::{self, Place};
use super::understand::Understood;
use super::{duplicate, report};
use crate::Result;
use domain::conversation::{SUBJECT_BYTES_MAX, State};
use domain::message::Direction;
use domain::{ConversationId, Event, EventKind, IdentityId, InboundId, MessageId, Moment};
use mail::Kind;
use store::WriteTx;
use store::attachment::NewAttachment;
use store::conversation::{Conversation, NewConversation};
use store::customer::Customer;
use store::inbound::State as InboundState;
use store::message::Message;
use store::search::MessageWords;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is this message.
    Message(MessageId),
    /// The same mail came another way before.
    Duplicate,
    /// People must look at it.
    NeedsLook,
    /// Another worker was faster.
    Gone,
}

/// Records one mail. An error means nothing was recorded and the mail still waits.
pub fn record(tx: &WriteTx<'_>, understood: &Understood, moment: &Moment) -> Result<Recorded> {
    let inbound = &understood.inbound;
    if !store::inbound::is_waiting(tx, inbound.id)? {
        return Ok(Recorded::Gone);
    }
    let name = duplicate::name_of(understood);
    if let Some(known) = duplicate::find(tx, &name, understood)? {
        store::inbound::settle(tx, inbound.id, InboundState::Duplicate, Some(known.id), "")?;
        return Ok(Recorded::Duplicate);
    }
    if understood.mail.kind == Kind::Bounce {
        return match report::attach(tx, understood, &name, moment)? {
            Some(message) => done(tx, inbound.id, message),
            None => needs_look(
                tx,
                inbound.id,
                "A delivery report about a mail that didn't come from here.",
                moment,
            ),
        };
    }
    let Some(person) = person::behind(tx, understood)? else {
        return needs_look(tx, inbound.id, "The mail names no sender who could be answered.", moment);
    };
    let (identity, customer) = person::ensure(tx, &person, moment)?;
    let (conversation, stranger) = conversation(tx, understood, &person, &customer, moment)?;
    let message = add(tx, understood, &name, conversation, Some(identity), stranger, moment)?;
    done(tx, inbound.id, message)
}

/// Notes that a mail couldn't be recorded, so that people see it and it stops nobody else.
pub fn give_up(tx: &WriteTx<'_>, id: InboundId, problem: &str, moment: &Moment) -> Result<Recorded> {
    if store::inbound::is_waiting(tx, id)? { needs_look(tx, id, problem, moment) } else { Ok(Recorded::Gone) }
}

fn done(tx: &WriteTx<'_>, id: InboundId, message: MessageId) -> Result<Recorded> {
    store::inbound::settle(tx, id, InboundState::Done, Some(message), "")?;
    Ok(Recorded::Message(message))
}

fn needs_look(tx: &WriteTx<'_>, id: InboundId, problem: &str, moment: &Moment) -> Result<Recorded> {
    store::inbound::settle(tx, id, InboundState::NeedsLook, None, problem)?;
    store::event::append(tx, &Event::new(EventKind::InboundNeedsLook), moment.now)?;
    Ok(Recorded::NeedsLook)
}

/// The conversation the mail belongs to, opened if it is a new matter.
fn conversation(
    tx: &WriteTx<'_>,
    understood: &Understood,
    person: &Person,
    customer: &Customer,
    moment: &Moment,
) -> Result<(Conversation, bool)> {
    let (old, stranger) = match thread::place(tx, understood, customer.id, &person.address, moment)? {
        Place::In(conversation, stranger) => return Ok((*conversation, stranger)),
        Place::New(old, stranger) => (old, stranger),
    };
    let mailbox_id = thread::mailbox(tx, understood)?;
    let team_id = match mailbox_id {
        Some(id) => store::mailbox::find(tx, id)?.and_then(|mailbox| mailbox.team_id),
        None => None,
    };
    // Mail from a blocked sender, and mail no person wrote, is kept but calls nobody.
    let quiet = customer.blocked_at.is_some() || understood.mail.kind.is_automatic();
    let new = NewConversation {
        token: moment.token(&format!("conversation of inbound {}", understood.inbound.id)),
        customer_id: customer.id,
        customer_certain: person.certain,
        mailbox_id,
        channel: "mail",
        subject: subject(&understood.mail.subject),
        team_id,
        state: if quiet { State::Closed } else { State::Open },
    };
    let id = store::conversation::open(tx, &new, moment.now)?;
    let opened = Event::new(EventKind::ConversationOpened).customer(customer.id).conversation(id);
    store::event::append(tx, &opened, moment.now)?;
    if let Some(old) = old {
        link(tx, id, old.id, moment)?;
    }
    let conversation = crate::lookup::conversation(tx, &domain::Actor::System, id)?;
    Ok((conversation, stranger))
}

fn link(tx: &WriteTx<'_>, new: ConversationId, old: ConversationId, moment: &Moment) -> Result<()> {
    store::conversation::link(tx, new, old, moment.now)?;
    let linked = Event::new(EventKind::ConversationLinked { other: old }).conversation(new);
    Ok(store::event::append(tx, &linked, moment.now)?)
}

/// Adds the mail as a message of the conversation.
pub(super) fn add(
    tx: &WriteTx<'_>,
    understood: &Understood,
    name: &str,
    mut conversation: Conversation,
    identity: Option<IdentityId>,
    stranger: bool,
    moment: &Moment,
) -> Result<MessageId> {
    let mail = &understood.mail;
    let message = Message {
        id: MessageId(0),
        conversation_id: conversation.id,
        direction: Direction::Inbound,
        nature: mail.kind.as_str().to_owned(),
        channel: "mail".to_owned(),
        agent_id: None,
        identity_id: identity,
        addresses: understood.addresses.to_json(),
        subject: subject(&mail.subject).to_owned(),
        text: mail.body.text.clone(),
        folds: understood.folds.clone(),
        html: mail.body.html.clone().unwrap_or_default(),
        remote_count: 0,
        own_colors: false,
        stranger,
        mail_message_id: name.to_owned(),
        raw_hash: Some(understood.inbound.raw_hash),
        written_at: mail.date,
        created_at: moment.now,
    };
    let id = store::message::add(tx, &message)?;
    store::reference::add(tx, name, id)?;
    attach(tx, understood, id, moment)?;
    index(tx, understood, id)?;
    let automatic = mail.kind.is_automatic();
    let before = conversation.state;
    crate::conversation::heard(&mut conversation, automatic, &understood.preview, moment);
    store::conversation::update(tx, &conversation)?;
    let event =
        |kind| Event::new(kind).customer(conversation.customer_id).conversation(conversation.id).message(id);
    store::event::append(tx, &event(EventKind::MessageReceived { automatic }), moment.now)?;
    if before != conversation.state {
        let changed =
            EventKind::ConversationStateChanged { from: before, to: conversation.state, until: None };
        store::event::append(tx, &event(changed), moment.now)?;
    }
    Ok(id)
}

/// Points at the mail's files inside the raw mail; they are not copied.
fn attach(tx: &WriteTx<'_>, understood: &Understood, message: MessageId, moment: &Moment) -> Result<()> {
    for file in &understood.mail.attachments {
        let new = NewAttachment {
            message_id: Some(message),
            agent_id: None,
            name: &file.name,
            media_type: &file.media_type,
            size: file.size as i64,
            blob_hash: understood.inbound.raw_hash,
            part: &file.part,
            inline: file.inline,
            content_id: file.content_id.as_deref().unwrap_or_default(),
        };
        store::attachment::add(tx, &new, moment.now)?;
    }
    Ok(())
}

fn index(tx: &WriteTx<'_>, understood: &Understood, message: MessageId) -> Result<()> {
    let addresses = &understood.addresses;
    let people = |parties: &mut dyn Iterator<Item = &crate::addresses::Party>| {
        parties.map(|party| format!("{} {}", party.name, party.address)).collect::<Vec<_>>().join(" ")
    };
    let sender = people(&mut addresses.from.iter().chain(&addresses.reply_to));
    let recipients = people(&mut addresses.to.iter().chain(&addresses.cc));
    let files: Vec<&str> = understood.mail.attachments.iter().map(|file| file.name.as_str()).collect();
    let words = MessageWords {
        subject: &understood.mail.subject,
        body: &understood.visible,
        sender: &sender,
        recipients: &recipients,
        files: &files.join(" "),
    };
    Ok(store::search::index_message(tx, message, &words)?)
}

/// A subject cut at the limit, on a character's boundary.
fn subject(whole: &str) -> &str {
    let mut end = whole.len().min(SUBJECT_BYTES_MAX);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    &whole[..end]
}
