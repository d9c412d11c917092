//! The same counts as the event log alone tells them. Who has a conversation isn't counted here.

use super::counted::{Counted, Tallied, WEEK, by_week, ninth_decile};
use domain::upset::{TRIES_MANY, Upset};
use domain::{ConversationId, EventKind as Kind, MessageId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::event::Recorded;

/// A message of a customer, as the log tells of it.
struct Heard {
    came_in: ConversationId,
    at: Timestamp,
    level: i64,
    tries: i64,
    abuse: bool,
    helped: bool,
    corrected: Option<i64>,
}

impl Heard {
    fn is_rage(&self) -> bool {
        Upset::of(self.corrected.unwrap_or(self.level)).is_rage()
    }
}

/// Everything the log has told so far.
#[derive(Default)]
struct World {
    heard: BTreeMap<MessageId, Heard>,
    tags: BTreeMap<ConversationId, BTreeSet<String>>,
}

/// Reads the log, from its beginning, into the counts of a period.
pub fn replay<'e>(events: impl IntoIterator<Item = &'e Recorded>, period: (Timestamp, Timestamp)) -> Counted {
    let mut world = World::default();
    for recorded in events {
        world.take(recorded);
    }
    world.counted(period)
}

impl World {
    fn take(&mut self, recorded: &Recorded) {
        let event = &recorded.event;
        let Some(id) = event.conversation else { return };
        match &event.kind {
            Kind::ConversationTagged { tag } => {
                self.tags.entry(id).or_default().insert(tag.clone());
            }
            Kind::ConversationUntagged { tag } => {
                self.tags.entry(id).or_default().remove(tag);
            }
            Kind::ConversationMerged { into } => {
                let come_along = self.tags.get(&id).cloned().unwrap_or_default();
                self.tags.entry(*into).or_default().extend(come_along);
            }
            kind => {
                let Some(message) = event.message else { return };
                self.of_message(kind, message, id, recorded.at);
            }
        }
    }

    fn of_message(&mut self, kind: &Kind, message: MessageId, came_in: ConversationId, at: Timestamp) {
        if let Kind::MessageReceived { automatic: false, stranger: false, .. } = kind {
            let (corrected, abuse, helped) = (None, false, false);
            let calm = Heard { came_in, at, level: 0, tries: 1, abuse, helped, corrected };
            self.heard.insert(message, calm);
        }
        let Some(heard) = self.heard.get_mut(&message) else { return };
        match kind {
            Kind::SignalRaised { level, abuse, tries, .. } => {
                (heard.level, heard.abuse, heard.tries) = (*level, *abuse, (*tries).max(1));
            }
            Kind::SignalCorrected { to, .. } => heard.corrected = Some(*to),
            Kind::SignalCorrectionUndone => heard.corrected = None,
            Kind::HelpBrought { .. } => heard.helped = true,
            _ => {}
        }
    }

    fn counted(&self, (from, to): (Timestamp, Timestamp)) -> Counted {
        let heard: Vec<&Heard> =
            self.heard.values().filter(|heard| heard.at >= from && heard.at < to).collect();
        let week = |heard: &Heard| (domain::millis(heard.at) - domain::millis(from)) / WEEK;
        let marked = heard.iter().filter(|heard| Upset::of(heard.level).is_rage());
        let judged: Vec<&&Heard> = marked.filter(|heard| heard.corrected.is_some()).collect();
        let mut most: BTreeMap<ConversationId, i64> = BTreeMap::new();
        for one in &heard {
            let tries = most.entry(one.came_in).or_default();
            *tries = one.tries.max(*tries);
        }
        let mut most: Vec<i64> = most.into_values().collect();
        most.sort_unstable();
        let tagged = |tag: &String| {
            tallied(
                heard
                    .iter()
                    .filter(|heard| self.tags.get(&heard.came_in).is_some_and(|tags| tags.contains(tag))),
            )
        };
        let all: BTreeSet<&String> = self.tags.values().flatten().collect();
        let topics = all.into_iter().map(|tag| (tag.clone(), tagged(tag)));
        Counted {
            all: tallied(heard.iter()),
            weeks: by_week((from, to), |number| tallied(heard.iter().filter(|heard| week(heard) == number))),
            topics: topics.filter(|(_, tallied)| tallied.conversations > 0).collect(),
            tries_worst_decile: ninth_decile(&most),
            judged: judged.len() as i64,
            right: judged.iter().filter(|heard| heard.is_rage()).count() as i64,
            helped: heard.iter().filter(|heard| heard.helped).count() as i64,
            abuse: heard.iter().filter(|heard| heard.abuse).count() as i64,
        }
    }
}

/// Each conversation once.
fn tallied<'h>(heard: impl Iterator<Item = &'h &'h Heard>) -> Tallied {
    let (mut all, mut upset, mut tried) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for one in heard {
        all.insert(one.came_in);
        if one.is_rage() {
            upset.insert(one.came_in);
        }
        if one.tries >= TRIES_MANY {
            tried.insert(one.came_in);
        }
    }
    Tallied { conversations: all.len() as i64, upset: upset.len() as i64, tried: tried.len() as i64 }
}
