//! The record as the event log alone tells it.

use super::log::{Log, Matter};
use super::rows::sorted;
use domain::conversation::State;
use domain::{
    AgentId, ConversationId, CustomerId, CustomerMergeId, EventKind as Kind, HandoverId, MessageId,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::event::Recorded;

/// A conversation while the log is read.
struct Talk {
    customer: CustomerId,
    began: Timestamp,
    state: State,
    tags: BTreeSet<String>,
    merged_into: Option<ConversationId>,
}

/// Who knows a customer, since when.
type Known = (AgentId, Timestamp);

/// What a merge of customers moved.
struct Moved {
    kept: CustomerId,
    merged: CustomerId,
    talks: Vec<ConversationId>,
    ally: Option<Known>,
}

/// Everything the log has told so far.
#[derive(Default)]
pub(crate) struct World {
    talks: BTreeMap<ConversationId, Talk>,
    /// Where each message is, when it was written, and by whom of us.
    said: BTreeMap<MessageId, (ConversationId, Timestamp, Option<AgentId>)>,
    /// Messages that a merge brought along, by where they came from.
    brought: BTreeMap<ConversationId, Vec<MessageId>>,
    /// In which conversation each handover came about.
    given: BTreeMap<HandoverId, ConversationId>,
    handovers: BTreeMap<HandoverId, (ConversationId, Timestamp, bool)>,
    retold: Vec<(ConversationId, Timestamp)>,
    allies: BTreeMap<CustomerId, Known>,
    merges: BTreeMap<CustomerMergeId, Moved>,
    blocked: BTreeSet<CustomerId>,
}

/// Reads the log, from its beginning, into the matters that began in a period. Subjects and teams aren't in it.
pub fn replay<'e>(events: impl IntoIterator<Item = &'e Recorded>, from: Timestamp, to: Timestamp) -> Log {
    World::read(events).log(from, to)
}

impl World {
    /// All of these.
    pub(crate) fn read<'e>(events: impl IntoIterator<Item = &'e Recorded>) -> Self {
        let mut world = Self::default();
        for recorded in events {
            world.take(recorded);
        }
        world
    }

    /// In how many conversations each of us answered in a stretch of time.
    pub(crate) fn answered(&self, from: Timestamp, to: Timestamp) -> BTreeMap<AgentId, i64> {
        let within = self.said.values().filter(|(_, at, _)| *at >= from && *at < to);
        let pairs: BTreeSet<_> = within.filter_map(|(id, _, agent)| Some(((*agent)?, *id))).collect();
        let mut answered = BTreeMap::new();
        for (agent, _) in pairs {
            *answered.entry(agent).or_default() += 1;
        }
        answered
    }

    /// Whose a conversation is.
    pub(crate) fn customer(&self, id: ConversationId) -> Option<CustomerId> {
        self.talks.get(&id).map(|talk| talk.customer)
    }

    fn take(&mut self, recorded: &Recorded) {
        let (event, at) = (&recorded.event, recorded.at);
        if let Some(customer) = event.customer {
            self.of_customer(&event.kind, customer, at);
        }
        if let Some(id) = event.conversation {
            self.of_talk(&event.kind, id, event.customer, at);
            if let Some(message) = event.message {
                self.of_message(&event.kind, id, message, event.agent, at);
            }
        }
    }

    fn of_customer(&mut self, kind: &Kind, customer: CustomerId, at: Timestamp) {
        match kind {
            Kind::AllyChanged { ally: Some(ally), .. } => {
                // Another backup doesn't make them know the customer since today.
                let known = self.allies.entry(customer).or_insert((*ally, at));
                if known.0 != *ally {
                    *known = (*ally, at);
                }
            }
            Kind::AllyChanged { ally: None, .. } => {
                self.allies.remove(&customer);
            }
            Kind::CustomerBlocked => {
                self.blocked.insert(customer);
            }
            Kind::CustomerUnblocked => {
                self.blocked.remove(&customer);
            }
            Kind::CustomerMerged { merged, merge } => self.merge_customers(customer, *merged, *merge),
            Kind::CustomerMergeUndone { merged, merge } => self.part_customers(customer, *merged, *merge),
            _ => {}
        }
    }

    fn merge_customers(&mut self, kept: CustomerId, merged: CustomerId, merge: CustomerMergeId) {
        let mut talks = Vec::new();
        for (id, talk) in self.talks.iter_mut().filter(|(_, talk)| talk.customer == merged) {
            talk.customer = kept;
            talks.push(*id);
        }
        let comes = self.allies.get(&merged).copied().filter(|_| !self.allies.contains_key(&kept));
        if let Some(known) = comes {
            self.allies.remove(&merged);
            self.allies.insert(kept, known);
        }
        self.merges.insert(merge, Moved { kept, merged, talks, ally: comes });
    }

    fn part_customers(&mut self, holder: CustomerId, merged: CustomerId, merge: CustomerMergeId) {
        let Some(moved) = self.merges.remove(&merge) else { return };
        for id in &moved.talks {
            if let Some(talk) = self.talks.get_mut(id).filter(|talk| talk.customer == holder) {
                talk.customer = merged;
            }
        }
        if let Some(known) = moved.ally {
            for through in self.gone_through(moved.kept, known) {
                if self.allies.get(&through) == Some(&known) {
                    self.allies.remove(&through);
                }
            }
            self.allies.insert(merged, known);
        }
    }

    /// This customer and those it went into later; what those merges brought of an ally is theirs to give back no more.
    fn gone_through(&mut self, kept: CustomerId, known: Known) -> Vec<CustomerId> {
        let mut through = vec![kept];
        for _ in 0..self.merges.len() {
            let last = through.last().copied();
            let Some(later) = self.merges.values_mut().find(|merge| Some(merge.merged) == last) else {
                break;
            };
            later.ally = later.ally.filter(|other| *other != known);
            through.push(later.kept);
        }
        through
    }

    fn of_talk(&mut self, kind: &Kind, id: ConversationId, customer: Option<CustomerId>, at: Timestamp) {
        match kind {
            Kind::ConversationOpened => self.open(id, customer, at, State::Open),
            Kind::ConversationSplit { from, messages } => {
                let state = self.talks.get(from).map_or(State::Open, |talk| talk.state);
                self.open(id, customer, at, state);
                self.bring(messages, id);
            }
            Kind::ConversationMerged { into } => self.merge(id, *into),
            Kind::ConversationMergeUndone { from } => self.part(id, *from),
            Kind::HandoverAsked { handover, .. } | Kind::HandedOver { handover, .. } => {
                self.given.entry(*handover).or_insert(id);
            }
            Kind::HandoverAccepted { handover, felt } => {
                let here = self.given.get(handover).copied().unwrap_or(id);
                self.handovers.insert(*handover, (here, at, *felt));
            }
            Kind::HandoverRefused { handover } => {
                self.handovers.remove(handover);
            }
            Kind::CustomerExplainedAgain => self.retold.push((id, at)),
            _ => {
                let Some(talk) = self.talks.get_mut(&id) else { return };
                match kind {
                    Kind::ConversationStateChanged { to, .. } => talk.state = *to,
                    Kind::ConversationMoved { .. } => talk.customer = customer.unwrap_or(talk.customer),
                    Kind::ConversationTagged { tag } => {
                        talk.tags.insert(tag.clone());
                    }
                    Kind::ConversationUntagged { tag } => {
                        talk.tags.remove(tag);
                    }
                    _ => {}
                }
            }
        }
    }

    fn open(&mut self, id: ConversationId, customer: Option<CustomerId>, at: Timestamp, state: State) {
        let Some(customer) = customer else { return };
        let talk = Talk { customer, began: at, state, tags: BTreeSet::new(), merged_into: None };
        self.talks.insert(id, talk);
    }

    fn bring(&mut self, messages: &[MessageId], to: ConversationId) {
        for message in messages {
            if let Some(said) = self.said.get_mut(message) {
                said.0 = to;
            }
        }
    }

    fn merge(&mut self, id: ConversationId, into: ConversationId) {
        let messages: Vec<MessageId> =
            self.said.iter().filter(|(_, said)| said.0 == id).map(|(message, _)| *message).collect();
        self.bring(&messages, into);
        self.brought.insert(id, messages);
        let Some(gone) = self.talks.get_mut(&id) else { return };
        gone.merged_into = Some(into);
        let was_open = std::mem::replace(&mut gone.state, State::Closed) == State::Open;
        let tags = gone.tags.clone();
        if let Some(target) = self.talks.get_mut(&into) {
            target.tags.extend(tags);
            if was_open {
                target.state = State::Open;
            }
        }
    }

    /// Told of both; of the one that comes out again it is acted upon.
    fn part(&mut self, id: ConversationId, from: ConversationId) {
        let Some(talk) = self.talks.get_mut(&id).filter(|talk| talk.merged_into == Some(from)) else {
            return;
        };
        talk.merged_into = None;
        let messages = self.brought.remove(&id).unwrap_or_default();
        self.bring(&messages, id);
    }

    fn of_message(
        &mut self,
        kind: &Kind,
        id: ConversationId,
        message: MessageId,
        agent: Option<AgentId>,
        at: Timestamp,
    ) {
        match kind {
            Kind::MessageReceived { automatic: false, .. } => {
                self.said.insert(message, (id, at, None));
            }
            Kind::ReplyQueued { .. } if agent.is_some() => {
                self.said.insert(message, (id, at, agent));
            }
            Kind::ReplyUndone => {
                self.said.remove(&message);
            }
            _ => {}
        }
    }

    /// Where a conversation went, after all merges.
    pub(crate) fn root(&self, id: ConversationId) -> ConversationId {
        let mut root = id;
        // A merge leads to a conversation that was there before; no more steps than there are.
        for _ in 0..self.talks.len() {
            match self.talks.get(&root).and_then(|talk| talk.merged_into) {
                Some(into) => root = into,
                None => break,
            }
        }
        root
    }

    fn log(&self, from: Timestamp, to: Timestamp) -> Log {
        let mut matters: BTreeMap<ConversationId, Matter> = BTreeMap::new();
        for (id, talk) in &self.talks {
            let in_period = talk.began >= from && talk.began < to;
            if !in_period || talk.merged_into.is_some() || self.blocked.contains(&talk.customer) {
                continue;
            }
            let matter = Matter {
                id: *id,
                customer: talk.customer,
                team: None,
                subject: String::new(),
                tags: talk.tags.clone(),
                began: talk.began,
                closed: talk.state == State::Closed,
                said: Vec::new(),
                handovers: Vec::new(),
                retold: Vec::new(),
            };
            matters.insert(*id, matter);
        }
        let mut said: Vec<_> =
            self.said.iter().map(|(message, (id, at, agent))| (*at, *message, *id, *agent)).collect();
        said.sort_unstable();
        for (at, _, id, agent) in said {
            if let Some(matter) = matters.get_mut(&id) {
                matter.said.push((at, agent));
            }
        }
        for (id, at, felt) in self.handovers.values() {
            if let Some(matter) = matters.get_mut(&self.root(*id)) {
                matter.handovers.push((*at, *felt));
            }
        }
        for (id, at) in &self.retold {
            if let Some(matter) = matters.get_mut(&self.root(*id)) {
                matter.retold.push(*at);
            }
        }
        Log { matters: matters.into_values().map(sorted).collect(), allies: self.allies.clone(), cut: false }
    }
}
