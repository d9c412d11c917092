//! Advice of the story: since half a year the company counts what usually comes next, and tells some of its customers.

use app::WriteTx;
use domain::{Actor, ConversationId, Moment};
use jiff::{Timestamp, ToSpan};

/// How long ago the company began to count.
const ADVICE_DAYS: i64 = 200;
/// In one of so many conversations it is taken.
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
pub(super) fn offer(tx: &WriteTx<'_>, moment: &Moment) -> app::Result<()> {
    while app::advice::follow(tx, moment)? > 0 {}
    Ok(())
}

/// Somebody answers: some tell the customer what usually comes next. What it puts into the draft goes with the story's own
/// answer.
pub(super) fn answered(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    moment: &Moment,
) -> app::Result<()> {
    if id.0 % TAKEN_EVERY != 0 {
        return Ok(());
    }
    let offered = app::advice::of_conversation(tx, actor, id)?;
    match offered.iter().find(|advice| advice.taken_at.is_none()) {
        Some(first) => app::advice::take(tx, actor, id, first.tag_id, moment),
        None => Ok(()),
    }
}
