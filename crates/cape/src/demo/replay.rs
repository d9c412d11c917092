//! The story, entry by entry, each through the action that a person would have used.

use super::people::House;
use super::presence::Presence;
use super::word::Word;
use super::{Filled, advice, gift, hands, shop};
use app::addresses::Party;
use app::conversation::{NewNote, NewReply};
use app::customer::NewCustomer;
use app::handover::Words;
use app::intake::{Archived, Filed};
use app::{Database, WriteTx};
use demo::{ConversationKey, CustomerKey, Entry, Happening, Then};
use domain::conversation::AfterReply;
use domain::{Actor, ConversationId, CustomerId, MessageId, Moment};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Entries told in one transaction: the flush to disk no longer counts then.
const BATCH: usize = 400;

/// What of the story has become what in the database.
#[derive(Clone, Default)]
struct Known {
    customers: BTreeMap<CustomerKey, CustomerId>,
    conversations: BTreeMap<ConversationKey, ConversationId>,
    /// Conversations of people who wrote again instead of answering: the same matter, brought together when somebody
    /// answers.
    strays: BTreeMap<ConversationKey, Vec<ConversationId>>,
    /// Where a reply in the conversation goes.
    reply_to: BTreeMap<ConversationKey, Party>,
    messages: usize,
    /// What was promised and is still to be done.
    word: Word,
    /// Who was last seen when.
    presence: Presence,
    /// Whether customers have allies already.
    allied: bool,
    /// Whether what usually comes next is counted already.
    advised: bool,
}

/// Tells the whole story.
pub(super) fn replay(db: &Database, plan: &demo::Plan, house: &House) -> app::Result<Filled> {
    let mut story = demo::story(plan).peekable();
    let mut known = Arc::new(Known::default());
    while story.peek().is_some() {
        let batch: Vec<Entry> = story.by_ref().take(BATCH).collect();
        let mails: Vec<Option<Archived>> = batch.iter().map(|entry| read(house, entry)).collect();
        let (house, before) = (house.clone(), Arc::clone(&known));
        let after = db.write(move |tx| {
            let mut known = (*before).clone();
            for (entry, mail) in batch.iter().zip(&mails) {
                tell(tx, &house, &mut known, entry, mail.as_ref())?;
            }
            Ok::<_, app::Error>(known)
        });
        known = Arc::new(after.wait()?);
    }
    let (house, rest) = (house.clone(), Arc::clone(&known));
    db.write(move |tx| rest.presence.everybody_back(tx, &Moment::new(house.until, [0; 32]))).wait()?;
    Ok(Filled {
        customers: known.customers.len(),
        conversations: known.conversations.len(),
        messages: known.messages,
    })
}

/// When an entry happens, with the randomness that follows from its key.
fn moment_of(entry: &Entry) -> Moment {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&entry.key.0.to_be_bytes());
    Moment::new(entry.at, seed)
}

/// The mail of an entry, read before the transaction.
fn read(house: &House, entry: &Entry) -> Option<Archived> {
    let Happening::Mail(mail) = &entry.what else { return None };
    let mailbox = house.mailboxes.get(mail.mailbox).copied();
    Some(Archived::new(&mail.raw, mailbox, moment_of(entry)).as_it_comes())
}

/// One entry, with its mail if it is one; what it refers to and the application has refused (spam, a bounce of nothing)
/// is passed over.
fn tell(
    tx: &WriteTx<'_>,
    house: &House,
    known: &mut Known,
    entry: &Entry,
    mail: Option<&Archived>,
) -> app::Result<()> {
    let moment = moment_of(entry);
    let conversation = |known: &Known, key: &ConversationKey| known.conversations.get(key).copied();
    known.presence.pass(tx, &moment)?;
    known.word.pass(tx, &moment)?;
    if !known.allied && entry.at >= hands::allies_since(house.until) {
        known.allied = true;
        hands::choose_allies(tx, known.customers.values().copied(), &moment)?;
    }
    if !known.advised && entry.at >= advice::since(house.until) {
        known.advised = true;
        advice::count(tx, &moment)?;
    }
    match &entry.what {
        Happening::CustomerJoined(customer) => {
            let new = NewCustomer {
                name: customer.name.clone(),
                emails: vec![customer.email.clone()],
                phones: customer.phone.clone().into_iter().collect(),
                language: customer.language.to_owned(),
                ..NewCustomer::default()
            };
            let mut since = moment.clone();
            since.now = customer.since;
            let id = app::customer::create(tx, &Actor::System, &new, &since)?;
            known.customers.insert(customer.key, id);
        }
        Happening::Mail(of) => {
            if let Some(mail) = mail {
                take(tx, known, of.conversation, mail)?;
            }
        }
        Happening::Reply(reply) => answer(tx, house, known, reply, &moment)?,
        Happening::Note { conversation: key, agent, markdown, .. } => {
            if let Some(id) = conversation(known, key) {
                let new = NewNote { markdown: markdown.clone(), attachments: Vec::new() };
                app::conversation::note(tx, &actor(tx, house, agent)?, id, &new, &moment)?;
                known.messages += 1;
            }
        }
        Happening::Assigned { conversation: key, by, team, agent } => {
            if let Some(id) = conversation(known, key) {
                let to = hands::assignment(house, team, *agent);
                hands::assign(tx, &actor_or_system(tx, house, *by)?, id, to, &moment)?;
            }
        }
        Happening::Handover { conversation: key, from, team, to, reason, summary } => {
            if let Some(id) = conversation(known, key) {
                let (actor, to) = (actor(tx, house, from)?, hands::assignment(house, team, *to));
                let words = Words { reason: (*reason).to_owned(), summary: summary.clone() };
                hands::hand_over(tx, &actor, id, to, &words, house.until, &moment)?;
                known.word.handed_over(tx, *key, to.assignee, &moment)?;
            }
        }
        Happening::Tagged { conversation: key, agent, tags } => {
            if let Some(id) = conversation(known, key) {
                let actor = actor_or_system(tx, house, *agent)?;
                for tag in tags {
                    app::conversation::tag(tx, &actor, id, tag, &moment)?;
                }
                if known.advised {
                    advice::offer(tx, &moment)?;
                }
            }
        }
        Happening::Snoozed { conversation: key, agent, until } => {
            if let Some(id) = conversation(known, key)
                && *until > entry.at
            {
                app::conversation::snooze(tx, &actor(tx, house, agent)?, id, *until, &moment)?;
            }
        }
        Happening::Closed { conversation: key, agent } => {
            if let Some(id) = conversation(known, key) {
                let actor = actor(tx, house, agent)?;
                gather(tx, &actor, known, *key, id, &moment)?;
                app::conversation::close(tx, &actor, id, &moment)?;
            }
        }
        Happening::OrderPlaced(order) => shop::order(tx, &known.customers, order, &moment)?,
        Happening::Touchpoint(touchpoint) => {
            shop::touchpoint(tx, &known.customers, entry.key, touchpoint, &moment)?;
        }
        Happening::Merged { conversation: key, into, agent } => {
            if let (Some(id), Some(into)) = (conversation(known, key), conversation(known, into)) {
                fold(tx, &actor(tx, house, agent)?, id, into, &moment)?;
                known.conversations.insert(*key, into);
            }
        }
    }
    Ok(())
}

/// A mail, as if it had come on its day.
fn take(
    tx: &WriteTx<'_>,
    known: &mut Known,
    conversation: ConversationKey,
    mail: &Archived,
) -> app::Result<()> {
    let Filed::Message(message) = app::intake::file(tx, mail)? else { return Ok(()) };
    known.messages += 1;
    let view = app::conversation::message(tx, &Actor::System, message)?;
    let here = view.message.conversation_id;
    if let Some(before) = known.conversations.insert(conversation, here)
        && before != here
    {
        known.strays.entry(conversation).or_default().push(before);
    }
    if let Some(from) = view.addresses.reply_to.into_iter().next().or(view.addresses.from) {
        known.reply_to.insert(conversation, from);
    }
    Ok(())
}

/// An answer, recorded as sent under the Message-ID that the story's later mails refer to.
fn answer(
    tx: &WriteTx<'_>,
    house: &House,
    known: &mut Known,
    reply: &demo::Reply,
    moment: &Moment,
) -> app::Result<()> {
    let (Some(&id), Some(to)) =
        (known.conversations.get(&reply.conversation), known.reply_to.get(&reply.conversation))
    else {
        return Ok(());
    };
    let then = match reply.then {
        Then::StayOpen => AfterReply::StayOpen,
        Then::Wait => AfterReply::Wait,
        Then::Close => AfterReply::Close,
    };
    let actor = actor(tx, house, reply.agent)?;
    known.presence.seen(tx, &actor, moment)?;
    let promises = Word::given(tx, &actor, id, reply, house.zone, moment)?;
    let to = vec![to.clone()];
    let new = NewReply { to, markdown: reply.markdown.clone(), then, promises, ..NewReply::default() };
    gather(tx, &actor, known, reply.conversation, id, moment)?;
    hands::take(tx, &actor, id, moment)?;
    advice::answered(tx, &actor, id, moment)?;
    let message: MessageId = match app::conversation::reply(tx, &actor, id, &new, moment) {
        Ok(message) => message,
        // The address came back meanwhile: nobody can answer there, and whoever tried puts it away.
        Err(app::Error::Invalid { .. }) => return app::conversation::close(tx, &actor, id, moment),
        Err(error) => return Err(error),
    };
    known.word.kept(tx, &actor, reply.conversation, moment)?;
    let given = app::promise::of_message(tx, &actor, message)?;
    known.word.remember(reply.conversation, given, reply);
    app::outbox::record_sent(tx, message, &reply.message_id, moment)?;
    known.messages += 1;
    gift::given(tx, house, &actor, id, reply, moment)
}

/// Brings together what somebody wrote in several mails about one matter.
fn gather(
    tx: &WriteTx<'_>,
    actor: &Actor,
    known: &mut Known,
    key: ConversationKey,
    into: ConversationId,
    moment: &Moment,
) -> app::Result<()> {
    let strays = known.strays.remove(&key).unwrap_or_default();
    strays.into_iter().try_for_each(|stray| fold(tx, actor, stray, into, moment))
}

/// Merges, or closes what can't be merged because another customer's address wrote it.
fn fold(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    into: ConversationId,
    moment: &Moment,
) -> app::Result<()> {
    match app::conversation::merge(tx, actor, id, into, moment) {
        Err(app::Error::Invalid { .. } | app::Error::Conflict(_)) => {
            app::conversation::close(tx, actor, id, moment)
        }
        merged => merged.map(drop),
    }
}

fn actor(tx: &WriteTx<'_>, house: &House, handle: &str) -> app::Result<Actor> {
    match house.agents.get(handle) {
        Some(&id) => app::people::actor_of(tx, id),
        None => Ok(Actor::System),
    }
}

fn actor_or_system(tx: &WriteTx<'_>, house: &House, handle: Option<&str>) -> app::Result<Actor> {
    handle.map_or(Ok(Actor::System), |handle| actor(tx, house, handle))
}
