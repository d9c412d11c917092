//! A conversation that we begin.

use super::{NewReply, reply};
use crate::{Error, Result, permit};
use domain::conversation::{SUBJECT_BYTES_MAX, State};
use domain::{
    Actor, ConversationId, EmailAddress, Event, EventKind, MailboxId, MessageId, Moment, Permission,
};
use store::WriteTx;
use store::conversation::NewConversation;

/// A conversation to begin.
#[derive(Clone, Debug, Default)]
pub struct Begin {
    /// What it is about.
    pub subject: String,
    /// The mailbox it is written from; the first there is if not given.
    pub mailbox: Option<MailboxId>,
    /// The first message. Its first recipient is the customer.
    pub first: NewReply,
}

/// A conversation that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The conversation.
    pub conversation: ConversationId,
    /// Its first message, which can be undone for some seconds.
    pub message: MessageId,
}

/// Writes to somebody first; made a customer if nobody has that address.
pub fn begin(tx: &WriteTx<'_>, actor: &Actor, new: &Begin, moment: &Moment) -> Result<Begun> {
    permit(actor, Permission::Answer)?;
    let subject = new.subject.trim();
    if subject.is_empty() || subject.len() > SUBJECT_BYTES_MAX || subject.chars().any(char::is_control) {
        let words = format!("Say in the subject what it is about, in 1 to {SUBJECT_BYTES_MAX} bytes.");
        return Err(Error::invalid("subject", words));
    }
    let first = new.first.to.first().ok_or_else(|| Error::invalid("to", "The message has no recipient."))?;
    let address = EmailAddress::parse(&first.address)
        .ok_or_else(|| Error::invalid("to", format!("“{}” is no mail address.", first.address)))?;
    let mailbox = match new.mailbox {
        Some(id) => Some(store::mailbox::find(tx, id)?.ok_or(Error::NotFound("mailbox"))?),
        None => store::mailbox::all(tx)?.into_iter().next(),
    };
    let mailbox = mailbox.ok_or_else(|| Error::Conflict("No mailbox is set up to write from.".to_owned()))?;
    let customer = crate::intake::customer_with(tx, &first.name, &address, moment)?;
    let row = NewConversation {
        token: moment.token("conversation"),
        customer_id: customer,
        customer_certain: true,
        mailbox_id: Some(mailbox.id),
        channel: "mail",
        subject,
        team_id: mailbox.team_id,
        state: State::Open,
    };
    let id = store::conversation::open(tx, &row, moment.now)?;
    // Who begins it has it: the answer must not go to somebody who knows nothing of it.
    let mut conversation = crate::lookup::conversation(tx, &Actor::System, id)?;
    conversation.assignee_id = actor.agent_id();
    store::conversation::update(tx, &conversation)?;
    let opened = Event::new(EventKind::ConversationOpened).by(actor.agent_id());
    store::event::append(tx, &opened.customer(customer).conversation(id), moment.now)?;
    if actor.agent_id().is_none() {
        crate::routing::route(tx, id, moment)?;
    }
    let message = reply(tx, actor, id, &new.first, moment)?;
    Ok(Begun { conversation: id, message })
}
