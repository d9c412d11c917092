//! All that happened with a customer, across channels and departments, in one stream.

use crate::people::Directory;
use crate::{Result, lookup, permit, scope};
use domain::{Actor, ConversationId, CustomerId, CustomerNoteId, OrderId, Permission, TouchpointId};
use std::collections::BTreeMap;
use store::Tx;
use store::conversation::Conversation;
use store::customer_note::CustomerNote;
use store::event::Recorded;
use store::order::Order;
use store::timeline::Kind;
use store::touchpoint::Touchpoint;

pub use store::timeline::Pointer;

/// Entries on a page.
const PAGE: i64 = 40;

/// The events that are told on the timeline; the others have entries of their own.
const EVENTS_TOLD: [&str; 8] = [
    "customer_created",
    "customer_changed",
    "customer_identity_added",
    "customer_identity_removed",
    "customer_merged",
    "customer_merge_undone",
    "customer_blocked",
    "customer_unblocked",
];

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A matter they wrote about, where it began.
    Conversation(Box<Conversation>),
    /// What a colleague noted.
    Note(CustomerNote),
    /// What they ordered.
    Order(Box<Order>),
    /// What another system told.
    Touchpoint(Box<Touchpoint>),
    /// What we changed about them.
    Event(Box<Recorded>),
}

/// A page of the timeline, newest first.
#[derive(Clone, Debug)]
pub struct Page {
    /// When each thing happened, and what it was.
    pub entries: Vec<(jiff::Timestamp, Entry)>,
    /// Where the next page goes on.
    pub next: Option<Pointer>,
    /// Names of colleagues and teams.
    pub directory: Directory,
}

/// Encodes a pointer for a link: milliseconds, kind, id.
pub fn encode(pointer: Pointer) -> String {
    format!("{}.{}.{}", domain::millis(pointer.at), pointer.kind.number(), pointer.id)
}

/// The pointer behind that text.
pub fn parse(text: &str) -> Option<Pointer> {
    let mut parts = text.splitn(3, '.').map(str::parse::<i64>);
    let mut next = || parts.next()?.ok();
    let (at, kind, id) = (next()?, next()?, next()?);
    Some(Pointer { at: domain::timestamp(at), kind: Kind::parse(kind)?, id })
}

/// What happened with a customer before a place in the stream, as far as the actor may see it.
pub fn timeline(tx: &Tx<'_>, actor: &Actor, customer: CustomerId, before: Option<Pointer>) -> Result<Page> {
    permit(actor, Permission::Read)?;
    let customer = lookup::customer(tx, customer)?.id;
    let mut all = vec![customer.0];
    all.extend(store::customer::merged_into(tx, customer)?.iter().map(|merged| merged.0));
    let scope = scope(actor);
    let mut pointers = store::timeline::page(tx, &scope, customer, &all, &EVENTS_TOLD, before, PAGE + 1)?;
    let more = pointers.len() > PAGE as usize;
    pointers.truncate(PAGE as usize);
    let events: Vec<i64> =
        pointers.iter().filter(|pointer| pointer.kind == Kind::Event).map(|pointer| pointer.id).collect();
    let mut events: BTreeMap<i64, Recorded> =
        store::event::find_all(tx, &events)?.into_iter().map(|event| (event.cursor.id, event)).collect();
    let mut entries = Vec::with_capacity(pointers.len());
    for pointer in &pointers {
        let id = pointer.id;
        let entry = match pointer.kind {
            Kind::Event => events.remove(&id).map(|event| Entry::Event(Box::new(event))),
            Kind::Conversation => store::conversation::find(tx, &scope, ConversationId(id))?
                .map(|conversation| Entry::Conversation(Box::new(conversation))),
            Kind::Note => store::customer_note::find(tx, CustomerNoteId(id))?.map(Entry::Note),
            Kind::Order => store::order::find(tx, OrderId(id))?.map(|order| Entry::Order(Box::new(order))),
            Kind::Touchpoint => store::touchpoint::find(tx, TouchpointId(id))?
                .map(|touchpoint| Entry::Touchpoint(Box::new(touchpoint))),
        };
        entries.extend(entry.map(|entry| (pointer.at, entry)));
    }
    let next = pointers.last().filter(|_| more).copied();
    Ok(Page { entries, next, directory: Directory::read(tx)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_read_back() {
        let pointer = Pointer { at: domain::timestamp(1_800_000_000_123), kind: Kind::Order, id: 7 };
        assert_eq!(parse(&encode(pointer)), Some(pointer));
        assert_eq!((parse(""), parse("1.9.1"), parse("1.1")), (None, None, None));
    }
}
