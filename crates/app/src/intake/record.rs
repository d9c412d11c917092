//! Putting an understood mail on its customer's timeline.

use super::message::Sender;
use super::person::{self, Person};
use super::thread::{self, Place};
use super::understand::Understood;
use super::{duplicate, message, report};
use crate::Result;
use crate::notification::Taken;
use domain::conversation::State;
use domain::{ConversationId, Event, EventKind, InboundId, MessageId, Moment};
use mail::Kind;
use store::WriteTx;
use store::conversation::{Conversation, NewConversation};
use store::customer::Customer;
use store::inbound::State as InboundState;

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
    if let Some(taken) = crate::notification::take(tx, understood, moment)? {
        return colleagues_answer(tx, inbound.id, taken, moment);
    }
    let name = duplicate::name_of(understood);
    if let Some(known) = duplicate::find(tx, &name, understood)? {
        store::inbound::settle(tx, inbound.id, InboundState::Duplicate, Some(known.id), "")?;
        return Ok(Recorded::Duplicate);
    }
    if understood.reading.mail.kind == Kind::Bounce {
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
    let sender = Sender { identity: Some(identity), stranger, blocked: customer.blocked_at.is_some() };
    let message = message::add(tx, understood, &name, conversation, sender, moment)?;
    done(tx, inbound.id, message)
}

/// Notes what became of a colleague's answer to a notification mail.
fn colleagues_answer(tx: &WriteTx<'_>, id: InboundId, taken: Taken, moment: &Moment) -> Result<Recorded> {
    let state = match taken {
        Taken::Message(message) => return done(tx, id, message),
        Taken::Refused(why) => return needs_look(tx, id, &why, moment),
        Taken::Known => InboundState::Duplicate,
        Taken::Ignored => InboundState::Done,
    };
    store::inbound::settle(tx, id, state, None, "")?;
    Ok(Recorded::Duplicate)
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
    let quiet = customer.blocked_at.is_some() || understood.reading.mail.kind.is_automatic();
    let new = NewConversation {
        token: moment.token(&format!("conversation of inbound {}", understood.inbound.id)),
        customer_id: customer.id,
        customer_certain: person.certain,
        mailbox_id,
        channel: "mail",
        subject: message::subject(&understood.reading.mail.subject),
        team_id,
        state: if quiet { State::Closed } else { State::Open },
    };
    let id = store::conversation::open(tx, &new, moment.now)?;
    let opened = Event::new(EventKind::ConversationOpened).customer(customer.id).conversation(id);
    store::event::append(tx, &opened, moment.now)?;
    crate::routing::route(tx, id, moment)?;
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
