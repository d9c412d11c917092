//! An understood mail becomes a message of its conversation, with its files and the words to find it by.

use super::understand::Understood;
use crate::Result;
use domain::conversation::SUBJECT_BYTES_MAX;
use domain::message::Direction;
use domain::{Event, EventKind, IdentityId, MessageId, Moment};
use store::WriteTx;
use store::attachment::NewAttachment;
use store::conversation::Conversation;
use store::message::Message;

/// Who a mail is from, as far as its message cares.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sender {
    /// The address, when it is a customer's.
    pub(super) identity: Option<IdentityId>,
    /// They knew a way in without belonging to the conversation.
    pub(super) stranger: bool,
    /// Their mail is kept, but wakes nothing and calls nobody.
    pub(super) blocked: bool,
}

/// Adds the mail as a message of the conversation.
pub(super) fn add(
    tx: &WriteTx<'_>,
    understood: &Understood,
    name: &str,
    mut conversation: Conversation,
    sender: Sender,
    moment: &Moment,
) -> Result<MessageId> {
    let mail = &understood.reading.mail;
    let message = Message {
        id: MessageId(0),
        conversation_id: conversation.id,
        direction: Direction::Inbound,
        nature: mail.kind.as_str().to_owned(),
        channel: "mail".to_owned(),
        agent_id: None,
        identity_id: sender.identity,
        addresses: understood.reading.addresses.to_json(),
        subject: subject(&mail.subject).to_owned(),
        text: mail.body.text.clone(),
        folds: understood.reading.folds.clone(),
        html: mail.body.html.clone().unwrap_or_default(),
        remote_count: 0,
        own_colors: false,
        stranger: sender.stranger,
        mail_message_id: name.to_owned(),
        raw_hash: Some(understood.inbound.raw_hash),
        written_at: mail.date,
        created_at: moment.now,
    };
    let id = store::message::add(tx, &message)?;
    store::reference::add(tx, name, id)?;
    attach(tx, understood, id, moment)?;
    let files: Vec<&str> = mail.attachments.iter().map(|file| file.name.as_str()).collect();
    let said = &understood.reading.visible;
    crate::search::index_message(tx, id, &mail.subject, said, &understood.reading.addresses, &files)?;
    let automatic = mail.kind.is_automatic() || sender.blocked;
    let before = conversation.state;
    crate::conversation::heard(&mut conversation, automatic, &understood.reading.preview, moment);
    store::conversation::update(tx, &conversation)?;
    let event =
        |kind| Event::new(kind).customer(conversation.customer_id).conversation(conversation.id).message(id);
    let characters = crate::complaint::is_theirs(&message).then(|| crate::complaint::written_by(&message));
    let received = EventKind::MessageReceived { automatic, stranger: message.stranger, characters };
    store::event::append(tx, &event(received), moment.now)?;
    if !automatic {
        crate::handover::heard(tx, &conversation, id, said, moment)?;
    }
    if before != conversation.state {
        let changed =
            EventKind::ConversationStateChanged { from: before, to: conversation.state, until: None };
        store::event::append(tx, &event(changed), moment.now)?;
    }
    Ok(id)
}

/// Points at the mail's files inside the raw mail; they are not copied.
pub(super) fn attach(
    tx: &WriteTx<'_>,
    understood: &Understood,
    message: MessageId,
    moment: &Moment,
) -> Result<()> {
    for file in &understood.reading.mail.attachments {
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

/// A subject cut at the limit, on a character's boundary.
pub(super) fn subject(whole: &str) -> &str {
    let mut end = whole.len().min(SUBJECT_BYTES_MAX);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    &whole[..end]
}
