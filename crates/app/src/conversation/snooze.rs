//! Out of sight until a time.

use super::change::set_state;
use crate::{Error, Result, lookup, permit};
use domain::conversation::State;
use domain::{Actor, ConversationId, Moment, Permission};
use jiff::{Timestamp, ToSpan};
use store::WriteTx;

/// Days a conversation can sleep: what is put off for longer is forgotten, not planned.
const SNOOZE_DAYS_MAX: i64 = 366;
/// Conversations woken in one transaction.
const WAKE_MAX: i64 = 200;

/// Lets a conversation sleep until then; a mail from the customer wakes it earlier.
pub fn snooze(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    until: Timestamp,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let latest = moment.now.checked_add((SNOOZE_DAYS_MAX * 24).hours()).unwrap_or(Timestamp::MAX);
    if until <= moment.now || until > latest {
        return Err(Error::invalid("until", "Choose a time between now and a year from now."));
    }
    let mut conversation = lookup::conversation(tx, actor, id)?;
    set_state(tx, actor, &mut conversation, State::Snoozed, Some(until), moment)
}

/// Wakes those whose time has come; returns how many.
pub fn wake_due(tx: &WriteTx<'_>, moment: &Moment) -> Result<usize> {
    let due = store::conversation::due_back(tx, moment.now, WAKE_MAX)?;
    let count = due.len();
    for mut conversation in due {
        set_state(tx, &Actor::System, &mut conversation, State::Open, None, moment)?;
    }
    Ok(count)
}
