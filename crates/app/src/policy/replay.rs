//! What the event log alone tells of policies: proof that it forgets nothing a figure needs.

use super::report::{Marked, Tally};
use crate::remedy::Replay;
use domain::policy::MarkKind;
use domain::upset::Upset;
use domain::{ConversationId, EventKind as Kind, MessageId, PolicyId, PolicyMarkId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::event::Recorded;

/// The figures of each policy that was marked in a stretch of time, from the log alone.
pub fn replay(events: &[Recorded], from: Timestamp, until: Timestamp) -> BTreeMap<PolicyId, Tally> {
    let remedies = Replay::of(events);
    let mut marks: BTreeMap<PolicyMarkId, (PolicyId, MarkKind, ConversationId)> = BTreeMap::new();
    let mut felt: BTreeMap<MessageId, (ConversationId, Upset)> = BTreeMap::new();
    for recorded in events {
        let event = &recorded.event;
        let Some(conversation) = event.conversation else { continue };
        match &event.kind {
            Kind::PolicyMarked { policy, mark, mark_kind } if recorded.at >= from && recorded.at < until => {
                if let Some(kind) = MarkKind::parse(mark_kind) {
                    marks.insert(*mark, (*policy, kind, conversation));
                }
            }
            Kind::PolicyUnmarked { mark, .. } => {
                marks.remove(mark);
            }
            Kind::SignalRaised { level, .. } | Kind::SignalCorrected { to: level, .. } => {
                if let Some(message) = event.message {
                    felt.insert(message, (conversation, Upset::of(*level)));
                }
            }
            _ => {}
        }
    }
    let upset = felt.values().filter(|(_, level)| level.is_rage());
    let upset: BTreeSet<_> = upset.map(|(conversation, _)| remedies.matter(*conversation)).collect();
    let mut marked: BTreeMap<PolicyId, Marked> = BTreeMap::new();
    for (policy, kind, conversation) in marks.into_values() {
        let matters = marked.entry(policy).or_default();
        matters.entry(remedies.matter(conversation)).or_default().insert(kind);
    }
    let tallied = marked.into_iter().map(|(policy, marked)| {
        let mut tally = Tally::of(&marked);
        tally.angry = marked.keys().filter(|matter| upset.contains(matter)).count() as i64;
        for matter in marked.keys() {
            for (currency, minor) in remedies.money(*matter) {
                *tally.money.entry(currency).or_default() += minor;
            }
        }
        (policy, tally)
    });
    tallied.collect()
}
