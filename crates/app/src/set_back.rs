//! The machine's clock was set back: what waits for a span of time must not wait for the hours that come again.
//!
//! An answer that can be undone for ten seconds, the next attempt at sending, and mail to colleagues wait for a span;
//! none of them ever waits longer than that span, counted from now. What waits for a time that somebody named (sending
//! later, snoozing, promises) goes on waiting for that time. Set forward, a clock makes spans shorter; nothing is done
//! twice, since attempts are recorded and not timed.

use crate::{Result, post};
use domain::Moment;
use domain::message::UNDO_SECONDS;
use jiff::{SignedDuration, Timestamp};
use store::WriteTx;

/// Clocks of the machines that share a database differ by less than this; a step of the clock that is smaller isn't
/// felt.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// Shortens waits that were counted by another clock.
pub(crate) fn shorten_waits(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    let now = moment.now;
    let after = |span: SignedDuration| now.checked_add(span).unwrap_or(Timestamp::MAX);
    let undo = SignedDuration::from_secs(UNDO_SECONDS);
    let answers = store::delivery::hasten(tx, after(SKEW), undo.as_millis() as i64, after(undo))?;
    let jobs = post::shorten_waits(tx, SKEW, now)?;
    if answers + jobs > 0 {
        tracing::warn!(answers, jobs, "the clock was set back; what waited for it goes on by the new one");
    }
    Ok(())
}
