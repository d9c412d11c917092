//! Answering a customer: the reply is a row that waits to leave, so that it can be undone for a few seconds,
//! sent later, and never lost.

use super::change::append;
use crate::addresses::{Addresses, Party};
use crate::promise::{self, NewPromise, PROMISES_MAX, Renegotiation};
use crate::{Error, Result, lookup, permit};
use domain::conversation::AfterReply;
use domain::message::{Delivery, Direction, UNDO_SECONDS};
use domain::{Actor, AttachmentId, ConversationId, EmailAddress, EventKind, MessageId, Moment, Permission};
use jiff::{Timestamp, ToSpan};
use store::WriteTx;
use store::attachment::Attachment;
use store::conversation::Conversation;
use store::identity::EMAIL;
use store::message::Message;

/// A reply to be sent.
#[derive(Clone, Debug, Default)]
pub struct NewReply {
    /// Recipients; at least one.
    pub to: Vec<Party>,
    /// Copies.
    pub cc: Vec<Party>,
    /// Blind copies.
    pub bcc: Vec<Party>,
    /// What it says.
    pub markdown: String,
    /// Uploaded files.
    pub attachments: Vec<AttachmentId>,
    /// When to send; now (after the seconds for undoing) if not given.
    pub send_at: Option<Timestamp>,
    /// What happens to the conversation.
    pub then: AfterReply,
    /// What it promises.
    pub promises: Vec<NewPromise>,
    /// Other times it names for what was promised before.
    pub renegotiations: Vec<Renegotiation>,
}

/// Recipients of one answer: more is a mailing, not an answer.
const RECIPIENTS_MAX: usize = 50;
/// Bytes of an answer's text.
const REPLY_BYTES_MAX: usize = 512 * 1024;
/// Bytes of all files of an answer: what common servers still take, encoding included.
const FILES_BYTES_MAX: i64 = 25 * 1024 * 1024;

/// Answers the customer.
pub fn reply(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    new: &NewReply,
    moment: &Moment,
) -> Result<MessageId> {
    permit(actor, Permission::Answer)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    check(tx, new, moment)?;
    crate::handover::answered(tx, actor, &conversation, moment)?;
    let files = take_files(tx, actor, &new.attachments)?;
    let earliest = moment.now.checked_add(UNDO_SECONDS.seconds()).unwrap_or(moment.now);
    let send_at = new.send_at.unwrap_or(earliest).max(earliest);
    let mailbox = answering_mailbox(tx, &conversation)?;
    let addresses = Addresses {
        from: Some(mailbox),
        reply_to: Vec::new(),
        to: new.to.clone(),
        cc: new.cc.clone(),
        bcc: new.bcc.clone(),
    };
    let message = Message {
        id: MessageId(0),
        conversation_id: id,
        direction: Direction::Outbound,
        nature: "message".to_owned(),
        channel: "mail".to_owned(),
        agent_id: actor.agent_id(),
        identity_id: None,
        addresses: addresses.to_json(),
        subject: conversation.subject.clone(),
        text: new.markdown.clone(),
        folds: "[]".to_owned(),
        html: String::new(),
        remote_count: 0,
        own_colors: false,
        stranger: false,
        mail_message_id: String::new(),
        raw_hash: None,
        written_at: None,
        created_at: moment.now,
    };
    let message_id = store::message::add(tx, &message)?;
    for (role, party) in addresses.recipients() {
        store::delivery::add_recipient(tx, message_id, &party.address, role)?;
    }
    store::delivery::queue(tx, message_id, send_at)?;
    attach(tx, actor, message_id, &files, &new.markdown)?;
    index(tx, message_id, &conversation.subject, &new.markdown, &addresses, &files)?;
    super::draft::discard_draft(tx, actor, id)?;
    answered(&mut conversation, new, moment);
    store::conversation::update(tx, &conversation)?;
    let event = domain::Event::new(EventKind::ReplyQueued { send_at }).by(actor.agent_id());
    let event = event.customer(conversation.customer_id).conversation(id).message(message_id);
    store::event::append(tx, &event, moment.now)?;
    let to = conversation.state.after_reply(new.then);
    super::change::set_state(tx, actor, &mut conversation, to, None, moment)?;
    give_our_word(tx, actor, &conversation, message_id, new, moment)?;
    Ok(message_id)
}

/// Records what the answer promises, and the other times it names.
fn give_our_word(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    message: MessageId,
    new: &NewReply,
    moment: &Moment,
) -> Result<()> {
    for given in &new.promises {
        promise::give(tx, actor, conversation, Some(message), given, moment)?;
    }
    for moved in &new.renegotiations {
        promise::renegotiate(tx, actor, conversation.id, message, moved, moment)?;
    }
    if new.promises.is_empty() { Ok(()) } else { promise::settle(tx, conversation.id) }
}

/// What an answer changes besides the state.
fn answered(conversation: &mut Conversation, new: &NewReply, moment: &Moment) {
    conversation.message_count += 1;
    conversation.active_at = moment.now;
    conversation.preview = crate::intake::preview(&new.markdown);
    conversation.first_reply_at.get_or_insert(moment.now);
    conversation.waiting_since = None;
}

/// Everything that can be wrong with a reply, said before anything is written.
fn check(tx: &WriteTx<'_>, new: &NewReply, moment: &Moment) -> Result<()> {
    if new.markdown.trim().is_empty() && new.attachments.is_empty() {
        return Err(Error::invalid("markdown", "The reply is empty."));
    }
    if new.markdown.len() > REPLY_BYTES_MAX {
        return Err(Error::invalid("markdown", "The reply is longer than 512 kB. Attach a file instead."));
    }
    if new.to.is_empty() {
        return Err(Error::invalid("to", "The reply has no recipient."));
    }
    let all = || new.to.iter().chain(&new.cc).chain(&new.bcc);
    if all().count() > RECIPIENTS_MAX {
        return Err(Error::invalid("to", format!("A reply goes to at most {RECIPIENTS_MAX} people.")));
    }
    for party in all() {
        let Some(address) = EmailAddress::parse(&party.address) else {
            return Err(Error::invalid("to", format!("“{}” is no mail address.", party.address)));
        };
        if let Some(identity) = store::identity::find_by_key(tx, EMAIL, address.key())?
            && identity.undeliverable_at.is_some()
        {
            let why = identity.undeliverable_reason;
            return Err(Error::invalid(
                "to",
                format!(
                    "Mail to {} comes back: {why}. Mark the address as good on the customer's page to try again.",
                    party.address
                ),
            ));
        }
    }
    if new.promises.len() > PROMISES_MAX || new.renegotiations.len() > PROMISES_MAX {
        return Err(Error::invalid("promises", format!("A reply gives at most {PROMISES_MAX} promises.")));
    }
    if new.send_at.is_some_and(|at| at <= moment.now) {
        return Err(Error::invalid("send_at", "That time is over. Choose a later one, or send now."));
    }
    Ok(())
}

/// The mailbox a conversation is answered from: its own, else the first there is.
fn answering_mailbox(tx: &WriteTx<'_>, conversation: &Conversation) -> Result<Party> {
    let own = match conversation.mailbox_id {
        Some(id) => store::mailbox::find(tx, id)?,
        None => store::mailbox::all(tx)?.into_iter().next(),
    };
    let mailbox = own.ok_or_else(|| {
        Error::Conflict("No mailbox is set up to answer from. Your text is kept as a draft.".into())
    })?;
    Ok(Party { name: mailbox.name, address: mailbox.address })
}

/// The uploaded files a message takes; each must be the actor's own and not part of another message.
pub(super) fn take_files(tx: &WriteTx<'_>, actor: &Actor, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    let mut files = Vec::new();
    for &id in ids {
        let file = store::attachment::find(tx, id)?
            .filter(|file| file.message_id.is_none() && file.agent_id == actor.agent_id());
        files.push(
            file.ok_or_else(|| Error::invalid("attachments", "A file is no longer there. Attach it again."))?,
        );
    }
    if files.iter().map(|file| file.size).sum::<i64>() > FILES_BYTES_MAX {
        return Err(Error::invalid(
            "attachments",
            "The files are larger than 25 MB together; most mail servers refuse that.",
        ));
    }
    Ok(files)
}

/// Gives the files to the message; those the text shows are inline.
pub(super) fn attach(
    tx: &WriteTx<'_>,
    actor: &Actor,
    message: MessageId,
    files: &[Attachment],
    markdown: &str,
) -> Result<()> {
    for file in files {
        let inline = markdown.contains(&format!("(cid:{})", file.content_id));
        store::attachment::attach(tx, file.id, actor.agent_id(), message, inline)?;
    }
    Ok(())
}

/// Lets the message be found.
pub(super) fn index(
    tx: &WriteTx<'_>,
    message: MessageId,
    subject: &str,
    markdown: &str,
    addresses: &Addresses,
    files: &[Attachment],
) -> Result<()> {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    crate::search::index_message(tx, message, subject, markdown, addresses, &names)
}

/// Takes a reply back before it has left: its text and files are a draft again.
pub fn undo_reply(tx: &WriteTx<'_>, actor: &Actor, id: MessageId, moment: &Moment) -> Result<ConversationId> {
    permit(actor, Permission::Answer)?;
    let (message, mut conversation) = lookup::message(tx, actor, id)?;
    if message.agent_id != actor.agent_id() {
        return Err(Error::Forbidden);
    }
    if !store::delivery::cancel(tx, id)? {
        return Err(Error::Conflict("The reply has left already; it can't be undone.".into()));
    }
    let attachments = store::attachment::of_messages(tx, &[id])?.iter().map(|file| file.id.0).collect();
    store::attachment::detach_all(tx, id)?;
    let undone = promise::undo_with(tx, actor, id, moment)?;
    let addresses = Addresses::from_json(&message.addresses);
    let line =
        |parties: &[Party]| parties.iter().map(|party| party.address.clone()).collect::<Vec<_>>().join(", ");
    let draft = super::Draft {
        note: false,
        to: line(&addresses.to),
        cc: line(&addresses.cc),
        bcc: line(&addresses.bcc),
        markdown: message.text,
        attachments,
        seen: None,
        promises: undone.promises,
        renegotiations: undone.renegotiations,
    };
    super::save_draft(tx, actor, conversation.id, &draft, moment)?;
    super::recount(tx, &mut conversation)?;
    conversation.waiting_since =
        store::message::last(tx, conversation.id, Direction::Inbound)?.map(|last| last.created_at);
    super::change::set_state(tx, actor, &mut conversation, domain::conversation::State::Open, None, moment)?;
    store::conversation::update(tx, &conversation)?;
    let undone = domain::Event::new(EventKind::ReplyUndone).by(actor.agent_id());
    let undone = undone.customer(conversation.customer_id).conversation(conversation.id).message(id);
    store::event::append(tx, &undone, moment.now)?;
    Ok(conversation.id)
}

/// Sends a reply that failed once more.
pub fn resend(tx: &WriteTx<'_>, actor: &Actor, id: MessageId, moment: &Moment) -> Result<ConversationId> {
    permit(actor, Permission::Answer)?;
    let (_, conversation) = lookup::message(tx, actor, id)?;
    let delivery = store::delivery::find(tx, id)?.ok_or(Error::NotFound("message"))?;
    if !matches!(delivery.state, Delivery::Failed | Delivery::Bounced) {
        return Err(Error::Conflict("Only a reply that failed can be sent again.".into()));
    }
    store::delivery::queue_again(tx, id, moment.now)?;
    for recipient in store::delivery::recipients(tx, &[id])? {
        if recipient.state != Delivery::Sent {
            store::delivery::record_recipient(tx, id, &recipient.address_key, Delivery::Queued, "")?;
        }
    }
    append(tx, actor, &conversation, EventKind::ReplyResent, moment)?;
    Ok(conversation.id)
}
