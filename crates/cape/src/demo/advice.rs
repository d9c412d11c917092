//! Advice of the story: since half a year the company counts what usually comes next, and tells some of its customers.

use app::WriteTx;
use domain::{Actor, ConversationId, Moment};
use jiff::{Timestamp, ToSpan};

/// How long ago the company began to count.
const ADVICE_DAYS: i64 = 200;
/// One in so many offers is taken.
const TAKEN_EVERY: i64 = 3;

/// Since when the company has advice.
pub(super) fn since(until: Timestamp) -> Timestamp {
    until.checked_sub((24 * ADVICE_DAYS).hours()).unwrap_or(until)
}

/// Counts what the story has told so far.
pub(super) fn count(tx: &WriteTx<'_>, moment: &Moment) -> app::Result<()> {
    let counted = app::advice::count(tx, moment.now)?;
    app::advice::keep(tx, &counted, moment)?;
    offer(tx, moment)
}

/// Offers it where tags were put on since.
fn offer(tx: &WriteTx<'_>, moment: &Moment) -> app::Result<()> {
    while app::advice::follow(tx, moment)? > 0 {}
    Ok(())
}

/// A tag was put on: what usually comes next is offered, and some take it.
pub(super) fn tagged(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    moment: &Moment,
) -> app::Result<()> {
    offer(tx, moment)?;
    if actor.agent_id().is_none() || id.0 % TAKEN_EVERY != 0 {
        return Ok(());
    }
    let Some(first) = app::advice::of_conversation(tx, actor, id)?.into_iter().next() else { return Ok(()) };
    app::advice::take(tx, actor, id, first.tag_id, moment)?;
    // The story writes its own answers.
    app::conversation::discard_draft(tx, actor, id)
}
