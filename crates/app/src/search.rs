//! Finding again: conversations by words and filters, customers by name or address.

use crate::addresses::{Addresses, Party};
use crate::people::Directory;
use crate::{Result, permit, scope};
use domain::query::{Assignee, Filter, Order, Query};
use domain::{Actor, MessageId, Permission};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::conversation::Conversation;
use store::customer::Customer;
use store::message::Message;
use store::search::{MessageWords, Resolved, Search};
use store::{Tx, WriteTx};

/// Conversations on a page of results.
pub const PAGE: usize = 25;

/// A page of results.
#[derive(Clone, Debug)]
pub struct Results {
    /// The query as understood.
    pub query: Query,
    /// What was found.
    pub found: Vec<Found>,
    /// Where the next page goes on.
    pub next: Option<Next>,
    /// Names of colleagues and teams.
    pub directory: Directory,
}

/// A conversation found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The conversation.
    pub conversation: Conversation,
    /// Its customer's name.
    pub customer: String,
    /// The message that matched.
    pub message: Option<Message>,
}

/// Where a page of results goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Before this message (newest first).
    Before(MessageId),
    /// After this many (best first).
    Skip(i64),
}

/// Finds conversations.
pub fn conversations(
    tx: &Tx<'_>,
    actor: &Actor,
    typed: &str,
    zone: &TimeZone,
    next: Option<Next>,
) -> Result<Results> {
    permit(actor, Permission::Read)?;
    let query = Query::parse(typed);
    let directory = Directory::read(tx)?;
    if query.is_empty() {
        return Ok(Results { query, found: Vec::new(), next: None, directory });
    }
    let (before, skip) = match next {
        Some(Next::Before(message)) => (Some(message), 0),
        Some(Next::Skip(count)) => (None, count.max(0)),
        None => (None, 0),
    };
    let filters = resolve(tx, actor, &query, &directory, zone)?;
    let search = Search { query: &query, filters, skip, before, limit: PAGE + 1 };
    let mut hits = store::search::conversations(tx, &scope(actor), &search)?;
    let more = hits.len() > PAGE;
    hits.truncate(PAGE);
    let next = hits.last().filter(|_| more).map(|last| match (query.order, last.message_id) {
        (Order::Newest, Some(message)) => Next::Before(message),
        _ => Next::Skip(skip + PAGE as i64),
    });
    let mut found = Vec::new();
    for hit in hits {
        let Some(conversation) = store::conversation::find(tx, &scope(actor), hit.conversation_id)? else {
            continue;
        };
        let customer = store::customer::find(tx, conversation.customer_id)?
            .map(|customer| customer.name)
            .unwrap_or_default();
        let message = hit.message_id.map(|id| store::message::find(tx, id)).transpose()?.flatten();
        found.push(Found { conversation, customer, message });
    }
    Ok(Results { query, found, next, directory })
}

/// How many conversations there are; counting stops at `limit`.
pub(crate) fn count(tx: &Tx<'_>, actor: &Actor, typed: &str, zone: &TimeZone, limit: i64) -> Result<i64> {
    let query = Query::parse(typed);
    let filters = resolve(tx, actor, &query, &Directory::read(tx)?, zone)?;
    let search = Search { query: &query, filters, skip: 0, before: None, limit: limit.max(0) as usize };
    Ok(store::search::conversations(tx, &scope(actor), &search)?.len() as i64)
}

/// Customers whose names or addresses begin with what was typed.
pub fn customers(tx: &Tx<'_>, actor: &Actor, typed: &str, limit: i64) -> Result<Vec<Customer>> {
    permit(actor, Permission::Read)?;
    let mut customers = Vec::new();
    for id in store::search::customers(tx, typed, limit)? {
        customers.extend(store::customer::find(tx, id)?);
    }
    Ok(customers)
}

/// Lets a message be found by its subject, what was newly written in it, everybody it names, and its files.
pub(crate) fn index_message(
    tx: &WriteTx<'_>,
    message: MessageId,
    subject: &str,
    body: &str,
    addresses: &Addresses,
    files: &[&str],
) -> Result<()> {
    let line = |parties: &mut dyn Iterator<Item = &Party>| {
        parties.map(|party| format!("{} {}", party.name, party.address)).collect::<Vec<_>>().join(" ")
    };
    let words = MessageWords {
        subject,
        body,
        sender: &line(&mut addresses.from.iter().chain(&addresses.reply_to)),
        recipients: &line(&mut addresses.recipients().map(|(_, party)| party)),
        files: &files.join(" "),
    };
    Ok(store::search::index_message(tx, message, &words)?)
}

/// Mail addresses of customers whose names or addresses begin with what was typed; dead ones are left out.
pub fn addresses(tx: &Tx<'_>, actor: &Actor, typed: &str, limit: usize) -> Result<Vec<Party>> {
    let mut found = Vec::new();
    for customer in customers(tx, actor, typed, limit as i64)? {
        for identity in store::identity::of_customer(tx, customer.id)? {
            if identity.kind == store::identity::EMAIL && identity.undeliverable_at.is_none() {
                found.push(Party { name: customer.name.clone(), address: identity.value });
            }
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// Names become ids, days become times.
fn resolve(
    tx: &Tx<'_>,
    actor: &Actor,
    query: &Query,
    directory: &Directory,
    zone: &TimeZone,
) -> Result<Vec<Resolved>> {
    let mut resolved = Vec::new();
    for filter in &query.filters {
        resolved.push(match filter {
            Filter::From(_) | Filter::To(_) | Filter::Subject(_) => continue,
            Filter::Assignee(Assignee::Me) => Resolved::AssignedTo(actor.agent_id().into_iter().collect()),
            Filter::Assignee(Assignee::Nobody) => Resolved::Unassigned,
            Filter::Assignee(Assignee::Named(name)) => Resolved::AssignedTo(directory.agents_named(name)),
            Filter::Team(name) => Resolved::InTeam(directory.team_named(name)),
            Filter::Tag(name) => Resolved::Tagged(store::tag::find(tx, name)?),
            Filter::Is(state) => Resolved::InState(*state),
            Filter::Before(day) => Resolved::Before(begin(*day, zone)),
            Filter::After(day) => Resolved::Since(begin(*day, zone)),
            Filter::HasAttachment => Resolved::HasAttachment,
        });
    }
    Ok(resolved)
}

/// The moment a day begins in that zone.
fn begin(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned(zone.clone()).map_or(Timestamp::MIN, |start| start.timestamp())
}
