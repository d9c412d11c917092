//! Where conversations and messages stand and whose they are, as the event log alone tells it.

use domain::{ConversationId, CustomerId, CustomerMergeId, EventKind as Kind, MessageId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::event::Recorded;

/// A conversation while the log is read.
pub(crate) struct Place {
    /// Whose it is.
    pub(crate) customer: CustomerId,
    /// When it began.
    pub(crate) began: Timestamp,
    /// Its tags, in small letters, as they are told apart.
    pub(crate) tags: BTreeSet<String>,
    /// Where it went.
    pub(crate) merged_into: Option<ConversationId>,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Places {
    places: BTreeMap<ConversationId, Place>,
    messages: BTreeMap<MessageId, ConversationId>,
    /// Messages that a merge brought along, by where they came from.
    brought: BTreeMap<ConversationId, Vec<MessageId>>,
    /// Conversations that a merge of customers moved.
    moved: BTreeMap<CustomerMergeId, Vec<ConversationId>>,
}

impl Places {
    /// Takes in the next event.
    pub(crate) fn take(&mut self, recorded: &Recorded) {
        let event = &recorded.event;
        match (&event.kind, event.customer) {
            (Kind::CustomerMerged { merged, merge }, Some(kept)) => {
                self.merge_customers(kept, *merged, *merge)
            }
            (Kind::CustomerMergeUndone { merged, merge }, Some(kept)) => {
                self.part_customers(kept, *merged, *merge);
            }
            _ => {}
        }
        let Some(id) = event.conversation else { return };
        if let Some(message) = event.message {
            self.messages.entry(message).or_insert(id);
        }
        match &event.kind {
            Kind::ConversationOpened => self.open(id, event.customer, recorded.at),
            Kind::ConversationSplit { from, messages } => {
                self.open(id, event.customer, recorded.at);
                self.bring(messages, *from, id);
            }
            Kind::ConversationMerged { into } => self.merge(id, *into),
            Kind::ConversationMergeUndone { from } => self.part(id, *from),
            Kind::ConversationMoved { .. } => {
                if let (Some(place), Some(customer)) = (self.places.get_mut(&id), event.customer) {
                    place.customer = customer;
                }
            }
            Kind::ConversationTagged { tag } => {
                self.places.entry(id).and_modify(|place| {
                    place.tags.insert(tag.to_lowercase());
                });
            }
            Kind::ConversationUntagged { tag } => {
                self.places.entry(id).and_modify(|place| {
                    place.tags.remove(&tag.to_lowercase());
                });
            }
            _ => {}
        }
    }

    /// Where a message stands.
    pub(crate) fn of_message(&self, message: MessageId) -> Option<ConversationId> {
        self.messages.get(&message).copied()
    }

    /// A conversation.
    pub(crate) fn find(&self, id: ConversationId) -> Option<&Place> {
        self.places.get(&id)
    }

    /// All conversations.
    pub(crate) fn all(&self) -> impl Iterator<Item = (ConversationId, &Place)> {
        self.places.iter().map(|(id, place)| (*id, place))
    }

    /// The conversation at the end of all merges: those with the same one are one matter.
    pub(crate) fn root(&self, id: ConversationId) -> ConversationId {
        let mut root = id;
        // A merge leads to a conversation that was there before; no more steps than there are.
        for _ in 0..self.places.len() {
            match self.places.get(&root).and_then(|place| place.merged_into) {
                Some(into) => root = into,
                None => break,
            }
        }
        root
    }

    fn open(&mut self, id: ConversationId, customer: Option<CustomerId>, began: Timestamp) {
        let Some(customer) = customer else { return };
        self.places.insert(id, Place { customer, began, tags: BTreeSet::new(), merged_into: None });
    }

    fn bring(&mut self, messages: &[MessageId], from: ConversationId, to: ConversationId) {
        for message in messages {
            if let Some(place) = self.messages.get_mut(message).filter(|place| **place == from) {
                *place = to;
            }
        }
    }

    fn merge(&mut self, id: ConversationId, into: ConversationId) {
        let messages: Vec<MessageId> =
            self.messages.iter().filter(|(_, place)| **place == id).map(|(message, _)| *message).collect();
        self.bring(&messages, id, into);
        self.brought.insert(id, messages);
        let Some(gone) = self.places.get_mut(&id) else { return };
        gone.merged_into = Some(into);
        let tags = gone.tags.clone();
        if let Some(target) = self.places.get_mut(&into) {
            target.tags.extend(tags);
        }
    }

    /// Told of both; of the one that comes out again it is acted upon.
    fn part(&mut self, id: ConversationId, from: ConversationId) {
        let Some(place) = self.places.get_mut(&id).filter(|place| place.merged_into == Some(from)) else {
            return;
        };
        place.merged_into = None;
        let messages = self.brought.remove(&id).unwrap_or_default();
        self.bring(&messages, from, id);
    }

    fn merge_customers(&mut self, kept: CustomerId, merged: CustomerId, merge: CustomerMergeId) {
        let mut moved = Vec::new();
        for (id, place) in self.places.iter_mut().filter(|(_, place)| place.customer == merged) {
            place.customer = kept;
            moved.push(*id);
        }
        self.moved.insert(merge, moved);
    }

    fn part_customers(&mut self, holder: CustomerId, merged: CustomerId, merge: CustomerMergeId) {
        for id in self.moved.remove(&merge).unwrap_or_default() {
            if let Some(place) = self.places.get_mut(&id).filter(|place| place.customer == holder) {
                place.customer = merged;
            }
        }
    }
}
