//! Complaints as the event log alone tells of them.

use super::ledger::{Ledger, Turn};
use super::summary::Case;
use crate::Result;
use crate::places::Places;
use domain::complaint::{Outcome, Wanted};
use domain::{ComplaintId, ConversationId, CustomerStepId, EventKind as Kind, MessageId, RemedyId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::event::Recorded;

/// A complaint while the log is read.
struct Told {
    place: ConversationId,
    wanted: Vec<Wanted>,
    created_at: Timestamp,
    answered_at: Option<Timestamp>,
    closed: Option<(Timestamp, Outcome)>,
}

/// A remedy while the log is read.
struct Given {
    place: ConversationId,
    /// The key of its kind as it was called then; a kind that was renamed since stands under its new name in the tables.
    kind: String,
    stands: bool,
}

/// Everything the log has told so far.
#[derive(Default)]
struct World {
    places: Places,
    turns: BTreeMap<MessageId, (Timestamp, Turn)>,
    steps: BTreeMap<CustomerStepId, (ConversationId, i64)>,
    remedies: BTreeMap<RemedyId, Given>,
    complaints: BTreeMap<ComplaintId, Told>,
}

/// Reads the log, from its beginning, into the complaints of a period, the latest first, as they stand now.
///
/// # Errors
/// [`crate::Error::Conflict`] for a log whose numbers can't be.
pub fn replay<'e>(
    events: impl IntoIterator<Item = &'e Recorded>,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Vec<Case>> {
    let mut world = World::default();
    for recorded in events {
        world.places.take(recorded);
        world.take(recorded);
    }
    let in_period = |told: &Told| told.created_at >= from && told.created_at < to;
    let those = world.complaints.iter().filter(|(_, told)| in_period(told));
    let mut cases: Vec<Case> = those.map(|(id, told)| world.case(*id, told, now)).collect::<Result<_>>()?;
    cases.sort_by_key(|case| std::cmp::Reverse((case.created_at, case.complaint)));
    Ok(cases)
}

impl World {
    fn take(&mut self, recorded: &Recorded) {
        let (event, at) = (&recorded.event, recorded.at);
        if let Some(message) = event.message {
            self.of_message(&event.kind, message, at);
        }
        let Some(place) = event.conversation else { return };
        match &event.kind {
            Kind::CustomerStepRecorded { minutes, step: Some(step) } if *minutes > 0 => {
                self.steps.insert(*step, (place, *minutes));
            }
            Kind::CustomerStepRecorded { step: Some(step), .. } => {
                self.steps.remove(step);
            }
            Kind::RemedyAsked { remedy, remedy_kind, .. } => self.remedy(*remedy, remedy_kind, place, false),
            Kind::RemedyGiven { remedy, remedy_kind, .. } => self.remedy(*remedy, remedy_kind, place, true),
            Kind::RemedyDone { remedy } | Kind::RemedyRetried { remedy } => self.stands(*remedy, true),
            Kind::RemedyFailed { remedy } | Kind::RemedyTakenBack { remedy } => self.stands(*remedy, false),
            _ => self.of_complaint(&event.kind, place, at),
        }
    }

    fn of_message(&mut self, kind: &Kind, message: MessageId, at: Timestamp) {
        match kind {
            Kind::MessageReceived { characters: Some(characters), .. } => {
                self.turns.insert(message, (at, Turn::Theirs(*characters)));
            }
            // One that was sent elsewhere and found in an archive was never queued here.
            Kind::ReplyQueued { .. } | Kind::ReplySent => {
                self.turns.entry(message).or_insert((at, Turn::Ours));
            }
            Kind::ReplyUndone => {
                self.turns.remove(&message);
            }
            _ => {}
        }
    }

    fn remedy(&mut self, id: RemedyId, kind: &str, place: ConversationId, stands: bool) {
        let given = Given { place, kind: kind.to_lowercase(), stands };
        self.remedies.entry(id).or_insert(given).stands = stands;
    }

    fn stands(&mut self, id: RemedyId, stands: bool) {
        self.remedies.entry(id).and_modify(|given| given.stands = stands);
    }

    fn of_complaint(&mut self, kind: &Kind, place: ConversationId, at: Timestamp) {
        if let Kind::ComplaintOpened { complaint, wanted } = kind {
            let wanted = wanted.clone();
            let told = Told { place, wanted, created_at: at, answered_at: None, closed: None };
            self.complaints.insert(*complaint, told);
            return;
        }
        let (Kind::ComplaintChanged { complaint, .. }
        | Kind::ComplaintAnswered { complaint, .. }
        | Kind::ComplaintClosed { complaint, .. }
        | Kind::ComplaintReopened { complaint }) = kind
        else {
            return;
        };
        let Some(told) = self.complaints.get_mut(complaint) else { return };
        match kind {
            Kind::ComplaintChanged { wanted: Some(wanted), .. } => told.wanted.clone_from(wanted),
            Kind::ComplaintAnswered { left, .. } => told.answered_at = Some(left.unwrap_or(at)),
            Kind::ComplaintClosed { agreed, .. } => {
                told.closed = Some((at, if *agreed { Outcome::Agreed } else { Outcome::Silence }));
            }
            Kind::ComplaintReopened { .. } => told.closed = None,
            _ => {}
        }
    }

    fn case(&self, complaint: ComplaintId, told: &Told, now: Timestamp) -> Result<Case> {
        let matter = self.places.root(told.place);
        let here = |place: ConversationId| self.places.root(place) == matter;
        let mut turns: Vec<_> = self
            .turns
            .iter()
            .filter(|(message, _)| self.places.of_message(**message).is_some_and(here))
            .map(|(message, (at, turn))| (*at, *message, *turn))
            .collect();
        turns.sort_by_key(|(at, message, _)| (*at, *message));
        let turns: Vec<_> = turns.into_iter().map(|(at, _, turn)| (at, turn)).collect();
        let steps = self.steps.values().filter(|(place, _)| here(*place)).map(|(_, minutes)| minutes).sum();
        let given: BTreeSet<String> = self
            .remedies
            .values()
            .filter(|given| given.stands && here(given.place))
            .map(|given| given.kind.clone())
            .collect();
        let ended = told.closed.map_or(now, |(at, _)| at);
        Ok(Case {
            complaint,
            wanted: told.wanted.clone(),
            given: given.into_iter().collect(),
            outcome: told.closed.map(|(_, outcome)| outcome),
            created_at: told.created_at,
            answered_at: told.answered_at,
            time: Ledger::of(&turns, steps, ended)?,
        })
    }
}
