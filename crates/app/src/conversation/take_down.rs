//! Taking down what a customer said on the telephone, in a letter, in a form.

use super::change::heard;
use super::reply::index;
use crate::addresses::{Addresses, Party};
use crate::{Error, Result, lookup, permit, text};
use domain::conversation::Channel;
use domain::message::Direction;
use domain::{Actor, ConversationId, Event, EventKind, MessageId, Moment, Permission};
use jiff::Timestamp;
use store::message::Message;
use store::{Tx, WriteTx};

/// What a customer said.
#[derive(Clone, Debug)]
pub struct Said {
    /// In their words, as plain text.
    pub text: String,
    /// How it reached us.
    pub channel: Channel,
    /// When they said it, if not now.
    pub at: Option<Timestamp>,
}

/// Characters of what is taken down at once.
pub const TEXT_CHARACTERS_MAX: usize = 100_000;

/// Takes it down as a message of the customer.
pub fn take_down(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    said: &Said,
    moment: &Moment,
) -> Result<MessageId> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    let words = text::paragraphs("text", &said.text, TEXT_CHARACTERS_MAX)?;
    if words.trim().is_empty() {
        return Err(Error::invalid("text", "There is no text."));
    }
    let customer = lookup::customer(tx, conversation.customer_id)?;
    let addresses = Addresses { from: Some(speaker(tx, &customer)?), ..Addresses::default() };
    let message = Message {
        id: MessageId(0),
        conversation_id: conversation.id,
        direction: Direction::Inbound,
        nature: "message".to_owned(),
        channel: said.channel.name().to_owned(),
        agent_id: None,
        identity_id: None,
        addresses: addresses.to_json(),
        subject: conversation.subject.clone(),
        text: words,
        folds: "[]".to_owned(),
        html: String::new(),
        remote_count: 0,
        own_colors: false,
        stranger: false,
        mail_message_id: String::new(),
        raw_hash: None,
        written_at: said.at,
        created_at: moment.now,
    };
    let message_id = store::message::add(tx, &message)?;
    index(tx, message_id, &conversation.subject, &message.text, &addresses, &[])?;
    let before = conversation.state;
    heard(&mut conversation, false, &crate::intake::preview(&message.text), moment);
    store::conversation::update(tx, &conversation)?;
    let event = |kind| {
        let event = Event::new(kind).by(actor.agent_id()).customer(conversation.customer_id);
        event.conversation(conversation.id).message(message_id)
    };
    let characters = Some(crate::complaint::written_by(&message));
    let received = EventKind::MessageReceived { automatic: false, stranger: false, characters };
    store::event::append(tx, &event(received), moment.now)?;
    crate::handover::heard(tx, &conversation, message_id, &message.text, moment)?;
    if before != conversation.state {
        let changed =
            EventKind::ConversationStateChanged { from: before, to: conversation.state, until: None };
        store::event::append(tx, &event(changed), moment.now)?;
    }
    Ok(message_id)
}

/// The customer as the author of a message that no address is known of.
fn speaker(tx: &Tx<'_>, customer: &store::customer::Customer) -> Result<Party> {
    let identities = store::identity::of_customer(tx, customer.id)?;
    // A mail address, if there is one: that is where an answer can go.
    let mail = identities.iter().find(|identity| identity.kind == store::identity::EMAIL);
    let first = mail.or_else(|| identities.first());
    Ok(Party {
        name: customer.name.clone(),
        address: first.map(|identity| identity.value.clone()).unwrap_or_default(),
    })
}
