//! The way back from what was just done: one mechanism for every destructive click.
//!
//! Actions know nothing of it. What one changed is seen by looking before and after; each difference becomes a
//! [`Step`], and the steps are kept as JSON for some minutes, to be taken once and only by who did it. A step puts
//! back what still stands as the action left it; what somebody has changed since stays, and that is said.

mod snapshot;
mod step;

pub(crate) use snapshot::{Depth, Snapshot};
pub(crate) use step::Step;

use crate::{Error, Result};
use domain::{Actor, ConversationId, Moment, UndoId};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;
use store::{Tx, WriteTx};

/// Minutes for which a step back is offered: long enough to notice a slip, too short to rewrite the past.
pub const UNDO_MINUTES: i64 = 10;

/// Something that can be undone still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What to ask for.
    pub id: UndoId,
    /// What was done, as a person reads it.
    pub words: String,
}

/// What came of undoing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// The conversations it was about.
    pub conversations: Vec<ConversationId>,
    /// How many things stay, because somebody has changed them since.
    pub stayed: usize,
}

/// Runs an action on these conversations and offers the way back; `words` are told how many it changed. Nothing is
/// offered when nothing changed, or when no person acts.
pub fn offer(
    tx: &WriteTx<'_>,
    actor: &Actor,
    ids: &[ConversationId],
    words: impl FnOnce(usize) -> String,
    moment: &Moment,
    run: impl FnOnce() -> Result<()>,
) -> Result<Option<UndoId>> {
    let before = Snapshot::take(tx, ids, Depth::Row)?;
    run()?;
    let steps = before.differences(&Snapshot::take(tx, ids, Depth::Row)?);
    let changed: BTreeSet<ConversationId> = steps.iter().filter_map(Step::conversation).collect();
    keep(tx, actor, &words(changed.len()), &steps, moment)
}

/// Keeps steps back.
pub(crate) fn keep(
    tx: &WriteTx<'_>,
    actor: &Actor,
    words: &str,
    steps: &[Step],
    moment: &Moment,
) -> Result<Option<UndoId>> {
    let Some(agent) = actor.agent_id().filter(|_| !steps.is_empty()) else { return Ok(None) };
    let json = serde_json::to_string(steps)
        .map_err(|_| Error::Conflict("This can't be undone later, so it was not done.".into()))?;
    Ok(Some(store::undo::add(tx, agent, words, &json, moment.now)?))
}

/// What the actor can undo under that id, if they still can.
pub fn offered(tx: &Tx<'_>, actor: &Actor, id: UndoId, now: Timestamp) -> Result<Option<Offer>> {
    Ok(find(tx, actor, id, now)?.map(|undo| Offer { id, words: undo.words }))
}

/// Puts things back as they were.
pub fn undo(tx: &WriteTx<'_>, actor: &Actor, id: UndoId, moment: &Moment) -> Result<Undone> {
    let kept = find(tx, actor, id, moment.now)?;
    let too_late = || Error::Conflict("This was undone already, or it is too long ago.".into());
    let kept = kept.ok_or_else(too_late)?;
    if !store::undo::take(tx, id)? {
        return Err(too_late());
    }
    let steps: Vec<Step> = serde_json::from_str(&kept.steps).map_err(|_| {
        Error::Conflict("This was done before Cape was updated; it can't be undone now.".into())
    })?;
    let mut undone = Undone::default();
    for step in &steps {
        crate::permit(actor, step.needs())?;
        if !step.back(tx, actor, moment)? {
            undone.stayed += 1;
        }
        undone.conversations.extend(step.conversation());
    }
    undone.conversations.sort_unstable();
    undone.conversations.dedup();
    Ok(undone)
}

/// Forgets what is no longer offered.
pub(crate) fn sweep(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    store::undo::sweep(tx, oldest(moment.now))?;
    Ok(())
}

fn find(tx: &Tx<'_>, actor: &Actor, id: UndoId, now: Timestamp) -> Result<Option<store::undo::Undo>> {
    let found = store::undo::find(tx, id)?;
    Ok(found.filter(|undo| Some(undo.agent_id) == actor.agent_id() && undo.created_at >= oldest(now)))
}

fn oldest(now: Timestamp) -> Timestamp {
    now.checked_sub(UNDO_MINUTES.minutes()).unwrap_or(Timestamp::MIN)
}
