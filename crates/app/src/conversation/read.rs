//! Everything a conversation's page shows, read in one transaction.

use super::Draft;
use crate::addresses::{Addresses, Party};
use crate::people::Directory;
use crate::signal::Signal;
use crate::{Error, Result, lookup, permit};
use domain::message::{Delivery, Direction};
use domain::{Actor, AgentId, ConversationId, MessageId, Permission};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::ops::Range;
use store::Tx;
use store::attachment::Attachment;
use store::conversation::{Conversation, Line, List};
use store::customer::Customer;
use store::delivery::Recipient;
use store::event::Recorded;
use store::identity::Identity;
use store::message::Message;
use store::order::Order;
use store::touchpoint::Touchpoint;

/// A conversation as its page shows it.
#[derive(Clone, Debug)]
pub struct View {
    /// The conversation.
    pub conversation: Conversation,
    /// Whose it is.
    pub customer: Customer,
    /// How they are reached.
    pub identities: Vec<Identity>,
    /// The latest messages, oldest first.
    pub messages: Vec<MessageView>,
    /// Whether there are earlier ones.
    pub earlier: bool,
    /// What happened between the messages.
    pub meanwhile: Vec<Meanwhile>,
    /// Labels.
    pub tags: Vec<String>,
    /// Labels that could be put on: what others were called.
    pub known_tags: Vec<String>,
    /// Who follows.
    pub followers: Vec<AgentId>,
    /// Conversations about the same matter.
    pub linked: Vec<Conversation>,
    /// The viewer's draft.
    pub draft: Option<Draft>,
    /// The draft's files.
    pub draft_files: Vec<Attachment>,
    /// Whether something arrived since the draft was begun.
    pub draft_is_behind: bool,
    /// The customer's other conversations, latest first.
    pub others: Vec<Line>,
    /// The customer's latest orders.
    pub orders: Vec<Order>,
    /// What other systems told of them lately.
    pub touchpoints: Vec<Touchpoint>,
    /// How the customer felt lately, latest first.
    pub felt: Vec<Signal>,
    /// Names of colleagues and teams.
    pub directory: Directory,
    /// Who knows the customer.
    pub ally: Option<crate::ally::Ally>,
    /// What whoever gets it must know, while that is of use.
    pub brief: Option<crate::handover::Brief>,
    /// Whether giving it to somebody else takes a reason and a summary.
    pub words_needed: bool,
    /// The words with which the customer told it all again.
    pub retold: Option<String>,
    /// Where an answer goes unless told otherwise.
    pub answer_to: Vec<Party>,
    /// Who else would get an answer to all.
    pub answer_cc: Vec<Party>,
}

/// A message with what belongs to it.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// The message.
    pub message: Message,
    /// Whom it names.
    pub addresses: Addresses,
    /// Stretches of the text to show folded, in bytes, with `quote` or `signature`.
    pub folds: Vec<(Range<usize>, String)>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
    /// How far it has come, for answers.
    pub delivery: Option<DeliveryView>,
    /// What it says of effort and rage, for what customers write.
    pub signal: Option<Signal>,
}

/// A file of a message.
pub type AttachmentView = Attachment;

/// How far an answer has come.
#[derive(Clone, Debug)]
pub struct DeliveryView {
    /// The whole.
    pub state: Delivery,
    /// When it leaves or left.
    pub at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// What the server said.
    pub words: String,
    /// Each recipient.
    pub recipients: Vec<Recipient>,
}

/// Something that happened between messages.
pub type Meanwhile = Recorded;

/// Messages shown at once; earlier ones are a click away.
pub const MESSAGES_SHOWN: i64 = 50;
/// Tags offered while one types another.
const TAGS_OFFERED: usize = 200;
/// The customer's other conversations shown beside.
const OTHERS_SHOWN: i64 = 6;
/// Orders, and touchpoints, shown beside.
const LATEST_SHOWN: i64 = 3;

/// Reads a conversation for its page, through the eyes of the actor.
pub fn view(tx: &Tx<'_>, actor: &Actor, id: ConversationId, before: Option<MessageId>) -> Result<View> {
    permit(actor, Permission::Read)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    let customer = store::customer::find(tx, conversation.customer_id)?.ok_or(Error::NotFound("customer"))?;
    let mut messages = store::message::of_conversation(tx, id, before, MESSAGES_SHOWN + 1)?;
    let earlier = messages.len() > MESSAGES_SHOWN as usize;
    if earlier {
        messages.remove(0);
    }
    let messages = with_belongings(tx, messages)?;
    let draft = super::draft::find(tx, actor, id)?;
    // Whom one answers doesn't depend on how far back one reads.
    let latest = match before {
        Some(_) => with_belongings(tx, store::message::of_conversation(tx, id, None, MESSAGES_SHOWN)?)?,
        None => messages.clone(),
    };
    let last = latest.last().map(|view| view.message.id);
    let draft_is_behind = draft.as_ref().is_some_and(|draft| draft.seen.is_some() && draft.seen < last);
    let (answer_to, answer_cc) = answer_addresses(tx, &conversation, &latest)?;
    let meanwhile = meanwhile(tx, id, &messages, earlier, before)?;
    let of_customer = List::OfCustomer(customer.id);
    let mut others =
        store::conversation::list(tx, &crate::scope(actor), &of_customer, None, OTHERS_SHOWN + 1)?;
    others.retain(|line| line.conversation.id != id);
    others.truncate(OTHERS_SHOWN as usize);
    Ok(View {
        identities: store::identity::of_customer(tx, customer.id)?,
        meanwhile,
        tags: store::tag::of_conversations(tx, &[id])?.into_iter().map(|(_, name)| name).collect(),
        known_tags: store::tag::all(tx)?.into_iter().take(TAGS_OFFERED).map(|tag| tag.name).collect(),
        followers: store::conversation::followers(tx, id)?,
        linked: super::link::linked(tx, actor, id)?,
        orders: store::order::of_customer(tx, customer.id, None, LATEST_SHOWN)?,
        touchpoints: store::touchpoint::of_customer(tx, customer.id, None, LATEST_SHOWN)?,
        felt: crate::signal::lately(tx, actor, customer.id)?,
        directory: Directory::read(tx)?,
        ally: store::ally::of_customer(tx, customer.id)?,
        brief: crate::handover::brief_of(tx, actor, &conversation)?,
        words_needed: crate::handover::needs_words(tx, &conversation, super::Assignment::default())?,
        retold: crate::handover::retold(tx, &conversation)?,
        conversation,
        customer,
        messages,
        earlier,
        draft_files: draft_files(tx, draft.as_ref())?,
        draft,
        draft_is_behind,
        others,
        answer_to,
        answer_cc,
    })
}

/// What happened while the messages shown were written.
fn meanwhile(
    tx: &Tx<'_>,
    id: ConversationId,
    shown: &[MessageView],
    earlier: bool,
    before: Option<MessageId>,
) -> Result<Vec<Meanwhile>> {
    let from = shown.first().filter(|_| earlier).map_or(Timestamp::MIN, |first| first.message.created_at);
    let next = before.map(|next| store::message::find(tx, next)).transpose()?.flatten();
    let to = next.map_or(Timestamp::MAX, |next| next.created_at);
    let mut events = store::event::of_conversation(tx, id)?;
    events.retain(|event| event.at >= from && event.at < to && is_worth_showing(event));
    hide_what_follows(&mut events);
    Ok(events)
}

/// An assignment that follows from routing or a handover is told by that.
fn hide_what_follows(events: &mut Vec<Meanwhile>) {
    use domain::EventKind as Kind;
    let told: Vec<(Timestamp, Option<AgentId>)> = events
        .iter()
        .filter_map(|event| match &event.event.kind {
            Kind::ConversationRouted { assignee, .. } => Some((event.at, *assignee)),
            Kind::HandedOver { to, .. } => Some((event.at, *to)),
            _ => None,
        })
        .collect();
    events.retain(|event| match &event.event.kind {
        Kind::ConversationAssigned { assignee, .. } => !told.contains(&(event.at, *assignee)),
        _ => true,
    });
}

/// The uploaded files of a draft that are still there.
fn draft_files(tx: &Tx<'_>, draft: Option<&Draft>) -> Result<Vec<Attachment>> {
    let mut files = Vec::new();
    for &id in draft.into_iter().flat_map(|draft| &draft.attachments) {
        files.extend(
            store::attachment::find(tx, domain::AttachmentId(id))?.filter(|file| file.message_id.is_none()),
        );
    }
    Ok(files)
}

fn with_belongings(tx: &Tx<'_>, messages: Vec<Message>) -> Result<Vec<MessageView>> {
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    let mut files: BTreeMap<MessageId, Vec<Attachment>> = BTreeMap::new();
    for file in store::attachment::of_messages(tx, &ids)? {
        if let Some(message) = file.message_id {
            files.entry(message).or_default().push(file);
        }
    }
    let outbound: Vec<MessageId> = messages
        .iter()
        .filter(|message| message.direction == Direction::Outbound)
        .map(|message| message.id)
        .collect();
    let mut deliveries = deliveries(tx, &outbound)?;
    let mut signals = crate::signal::of_messages(tx, &ids)?;
    let views = messages.into_iter().map(|message| MessageView {
        addresses: Addresses::from_json(&message.addresses),
        folds: crate::text::folds(&message).into_iter().map(|(from, to, kind)| (from..to, kind)).collect(),
        attachments: files.remove(&message.id).unwrap_or_default(),
        delivery: deliveries.remove(&message.id),
        signal: signals.remove(&message.id),
        message,
    });
    // A reply that was undone is a draft again, no message.
    Ok(views
        .filter(|view| view.delivery.as_ref().is_none_or(|delivery| delivery.state != Delivery::Cancelled))
        .collect())
}

fn deliveries(tx: &Tx<'_>, messages: &[MessageId]) -> Result<BTreeMap<MessageId, DeliveryView>> {
    let mut views = BTreeMap::new();
    if messages.is_empty() {
        return Ok(views);
    }
    for delivery in store::delivery::of_messages(tx, messages)? {
        let view = DeliveryView {
            state: delivery.state,
            at: delivery.sent_at.unwrap_or(delivery.send_at),
            attempts: delivery.attempts,
            words: delivery.words,
            recipients: Vec::new(),
        };
        views.insert(delivery.message_id, view);
    }
    for recipient in store::delivery::recipients(tx, messages)? {
        if let Some(view) = views.get_mut(&recipient.message_id) {
            view.recipients.push(recipient);
        }
    }
    Ok(views)
}

/// What the messages themselves don't already show.
fn is_worth_showing(recorded: &Recorded) -> bool {
    use domain::EventKind as Kind;
    !matches!(
        recorded.event.kind,
        Kind::ConversationOpened
            | Kind::ConversationStateChanged { to: domain::conversation::State::Waiting, .. }
            | Kind::MessageReceived { .. }
            | Kind::ReplyQueued { .. }
            | Kind::ReplySent
            | Kind::ReplyUndone
            | Kind::NoteWritten { .. }
    )
}

/// Where an answer goes: to whoever wrote last (where they want answers), everybody else of that mail in copy.
fn answer_addresses(
    tx: &Tx<'_>,
    conversation: &Conversation,
    messages: &[MessageView],
) -> Result<(Vec<Party>, Vec<Party>)> {
    let counts = |message: &Message| {
        message.direction == Direction::Inbound && message.nature == "message" && !message.stranger
    };
    let shown = messages.iter().rev().find(|view| counts(&view.message)).map(|view| view.addresses.clone());
    // On a page of notes the customer's last mail may stand on an earlier one.
    let last = match shown {
        Some(addresses) => Some(addresses),
        None => store::message::last(tx, conversation.id, Direction::Inbound)?
            .filter(counts)
            .map(|message| Addresses::from_json(&message.addresses)),
    };
    let Some(addresses) = last else {
        let identities = store::identity::of_customer(tx, conversation.customer_id)?;
        let address = identities.into_iter().find(|identity| identity.kind == store::identity::EMAIL);
        return Ok((
            address
                .into_iter()
                .map(|identity| Party { name: String::new(), address: identity.value })
                .collect(),
            Vec::new(),
        ));
    };
    let to = if addresses.reply_to.is_empty() {
        addresses.from.iter().cloned().collect()
    } else {
        addresses.reply_to.clone()
    };
    let mut cc = Vec::new();
    for party in addresses.to.iter().chain(&addresses.cc) {
        let known =
            |list: &[Party]| list.iter().any(|other| other.address.eq_ignore_ascii_case(&party.address));
        let ours = store::mailbox::find_by_address(tx, &crate::intake::untagged(&party.address))?.is_some();
        if !ours && !known(&to) && !known(&cc) {
            cc.push(party.clone());
        }
    }
    Ok((to, cc))
}

/// A message and its raw mail, for showing it as it came.
pub fn raw_mail(tx: &Tx<'_>, actor: &Actor, id: MessageId) -> Result<Vec<u8>> {
    permit(actor, Permission::Read)?;
    let (message, _) = lookup::message(tx, actor, id)?;
    let hash = message.raw_hash.ok_or(Error::NotFound("raw mail"))?;
    store::blob::get(tx, &hash)?.ok_or(Error::NotFound("raw mail"))
}

/// One message with its HTML, for the frame that shows it.
pub fn message(tx: &Tx<'_>, actor: &Actor, id: MessageId) -> Result<MessageView> {
    permit(actor, Permission::Read)?;
    let (message, _) = lookup::message(tx, actor, id)?;
    with_belongings(tx, vec![message])?.pop().ok_or(Error::NotFound("message"))
}

/// The latest messages of a conversation, oldest first, before the given one; with whether there are earlier ones.
pub fn messages(
    tx: &Tx<'_>,
    actor: &Actor,
    id: ConversationId,
    before: Option<MessageId>,
    limit: i64,
) -> Result<(Vec<MessageView>, bool)> {
    permit(actor, Permission::Read)?;
    lookup::conversation(tx, actor, id)?;
    let mut messages = store::message::of_conversation(tx, id, before, limit + 1)?;
    let earlier = messages.len() as i64 > limit;
    if earlier {
        messages.remove(0);
    }
    Ok((with_belongings(tx, messages)?, earlier))
}

/// Whether there is such a conversation for the actor.
pub fn exists(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<bool> {
    permit(actor, Permission::Read)?;
    Ok(store::conversation::find(tx, &crate::scope(actor), id)?.is_some())
}
