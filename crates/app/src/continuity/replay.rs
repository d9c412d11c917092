//! The record as the event log alone tells it.

use super::log::{Log, Matter};
use super::rows::sorted;
use crate::places::Places;
use domain::conversation::State;
use domain::{
    AgentId, ConversationId, CustomerId, CustomerMergeId, EventKind as Kind, HandoverId, MessageId,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::event::Recorded;

/// Who knows a customer, since when.
type Known = (AgentId, Timestamp);

/// What a merge of customers brought of an ally.
struct Brought {
    kept: CustomerId,
    merged: CustomerId,
    ally: Option<Known>,
}

/// Everything the log has told so far.
#[derive(Default)]
pub(crate) struct World {
    /// Where everything is, and whose.
    pub(crate) places: Places,
    states: BTreeMap<ConversationId, State>,
    /// When each message was written, and by whom of us.
    said: BTreeMap<MessageId, (Timestamp, Option<AgentId>)>,
    /// In which conversation each handover came about.
    given: BTreeMap<HandoverId, ConversationId>,
    handovers: BTreeMap<HandoverId, (ConversationId, Timestamp, bool)>,
    retold: Vec<(ConversationId, Timestamp)>,
    allies: BTreeMap<CustomerId, Known>,
    merges: BTreeMap<CustomerMergeId, Brought>,
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
        let within = self.said.iter().filter(|(_, (at, _))| *at >= from && *at < to);
        let pair = |(message, (_, agent)): (&MessageId, &(_, Option<AgentId>))| {
            Some(((*agent)?, self.places.of_message(*message)?))
        };
        let pairs: BTreeSet<_> = within.filter_map(pair).collect();
        let mut answered = BTreeMap::new();
        for (agent, _) in pairs {
            *answered.entry(agent).or_default() += 1;
        }
        answered
    }

    fn take(&mut self, recorded: &Recorded) {
        self.places.take(recorded);
        let (event, at) = (&recorded.event, recorded.at);
        if let Some(customer) = event.customer {
            self.of_customer(&event.kind, customer, at);
        }
        if let Some(id) = event.conversation {
            self.of_talk(&event.kind, id, at);
        }
        if let Some(message) = event.message {
            self.of_message(&event.kind, message, event.agent, at);
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
            Kind::CustomerMergeUndone { merged, merge } => self.part_customers(*merged, *merge),
            _ => {}
        }
    }

    fn merge_customers(&mut self, kept: CustomerId, merged: CustomerId, merge: CustomerMergeId) {
        let comes = self.allies.get(&merged).copied().filter(|_| !self.allies.contains_key(&kept));
        if let Some(known) = comes {
            self.allies.remove(&merged);
            self.allies.insert(kept, known);
        }
        self.merges.insert(merge, Brought { kept, merged, ally: comes });
    }

    fn part_customers(&mut self, merged: CustomerId, merge: CustomerMergeId) {
        let Some(brought) = self.merges.remove(&merge) else { return };
        let Some(known) = brought.ally else { return };
        for through in self.gone_through(brought.kept, known) {
            if self.allies.get(&through) == Some(&known) {
                self.allies.remove(&through);
            }
        }
        self.allies.insert(merged, known);
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

    fn of_talk(&mut self, kind: &Kind, id: ConversationId, at: Timestamp) {
        match kind {
            Kind::ConversationOpened => {
                self.states.insert(id, State::Open);
            }
            Kind::ConversationSplit { from, .. } => {
                self.states.insert(id, self.states.get(from).copied().unwrap_or(State::Open));
            }
            Kind::ConversationStateChanged { to, .. } => {
                self.states.insert(id, *to);
            }
            Kind::ConversationMerged { into } => {
                let was = self.states.insert(id, State::Closed);
                if was == Some(State::Open) {
                    self.states.insert(*into, State::Open);
                }
            }
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
            _ => {}
        }
    }

    fn of_message(&mut self, kind: &Kind, message: MessageId, agent: Option<AgentId>, at: Timestamp) {
        match kind {
            Kind::MessageReceived { automatic: false, .. } => {
                self.said.insert(message, (at, None));
            }
            Kind::ReplyQueued { .. } if agent.is_some() => {
                self.said.insert(message, (at, agent));
            }
            Kind::ReplyUndone => {
                self.said.remove(&message);
            }
            _ => {}
        }
    }

    fn log(&self, from: Timestamp, to: Timestamp) -> Log {
        let mut matters: BTreeMap<ConversationId, Matter> = BTreeMap::new();
        for (id, place) in self.places.all() {
            let in_period = place.began >= from && place.began < to;
            if !in_period || place.merged_into.is_some() || self.blocked.contains(&place.customer) {
                continue;
            }
            let matter = Matter {
                id,
                customer: place.customer,
                team: None,
                subject: String::new(),
                tags: place.tags.values().cloned().collect(),
                began: place.began,
                closed: self.states.get(&id) == Some(&State::Closed),
                said: Vec::new(),
                handovers: Vec::new(),
                retold: Vec::new(),
            };
            matters.insert(id, matter);
        }
        let mut said: Vec<_> =
            self.said.iter().map(|(message, (at, agent))| (*at, *message, *agent)).collect();
        said.sort_unstable();
        for (at, message, agent) in said {
            if let Some(matter) = self.places.of_message(message).and_then(|id| matters.get_mut(&id)) {
                matter.said.push((at, agent));
            }
        }
        for (id, at, felt) in self.handovers.values() {
            if let Some(matter) = matters.get_mut(&self.places.root(*id)) {
                matter.handovers.push((*at, *felt));
            }
        }
        for (id, at) in &self.retold {
            if let Some(matter) = matters.get_mut(&self.places.root(*id)) {
                matter.retold.push(*at);
            }
        }
        Log { matters: matters.into_values().map(sorted).collect(), allies: self.allies.clone(), cut: false }
    }
}
