//! A reply is taken back before it has left: what it promised was never given, and stands in the draft again.

use super::{NewPromise, Renegotiation, due, lookup, make::open_at, save};
use crate::{Result, opening_hours};
use domain::promise::{Due, State};
use domain::{Actor, EventKind, MessageId, Moment};
use store::WriteTx;

/// What a reply that was taken back had promised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Undone {
    /// What it had promised.
    pub promises: Vec<NewPromise>,
    /// The other times it had named.
    pub renegotiations: Vec<Renegotiation>,
}

/// Takes back what this reply promised. What has ended meanwhile stays ended.
pub(crate) fn undo_with(
    tx: &WriteTx<'_>,
    actor: &Actor,
    message: MessageId,
    moment: &Moment,
) -> Result<Undone> {
    let mut undone = Undone::default();
    for given in store::promise::of_message(tx, message)? {
        if given.state != State::Open {
            continue;
        }
        let (mut promise, conversation) = lookup(tx, &Actor::System, given.id)?;
        promise.state = State::Undone;
        promise.ended_at = Some(moment.now);
        promise.ended_by = actor.agent_id();
        promise.look_at = None;
        let kind = EventKind::PromiseUndone { promise: promise.id };
        save(tx, actor, &promise, &conversation, kind, moment)?;
        undone.promises.push(NewPromise {
            kind: promise.kind,
            text: promise.text,
            phrase: promise.phrase,
            due: Due { at: promise.due_at, time_zone: promise.time_zone, moved: false },
            owner: (Some(promise.owner_id) != promise.made_by).then_some(promise.owner_id),
        });
    }
    for moved in store::promise::renegotiated_by(tx, message)? {
        let Some(from) = moved.renegotiated_from.filter(|_| moved.state == State::Open) else { continue };
        let (mut promise, conversation) = lookup(tx, &Actor::System, moved.id)?;
        let named = promise.due_at;
        let calendar = opening_hours::calendar(tx)?;
        promise.due_at = from;
        (promise.renegotiated_by, promise.renegotiated_from) = (None, None);
        promise.outside_hours = !open_at(&calendar, from);
        promise.look_at = Some(due::remind_at(&calendar, moment.now, from).min(from));
        let kind = EventKind::PromiseRenegotiated { promise: promise.id, from: named, due: from };
        save(tx, actor, &promise, &conversation, kind, moment)?;
        let due = Due { at: named, time_zone: promise.time_zone, moved: false };
        undone.renegotiations.push(Renegotiation { promise: promise.id, due });
    }
    Ok(undone)
}
