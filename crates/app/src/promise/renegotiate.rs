//! Agreeing on another time: only before the first has come, and only by telling the customer.

use super::{due, keep::ended, lookup, make::open_at, save};
use crate::{Error, Result, opening_hours};
use domain::promise::{Due, TooLate, may_renegotiate};
use domain::{Actor, ConversationId, EventKind, MessageId, Moment, PromiseId};
use serde::{Deserialize, Serialize};
use store::WriteTx;

/// Another time for a promise, as a reply names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renegotiation {
    /// Which promise.
    pub promise: PromiseId,
    /// Until when now.
    pub due: Due,
}

/// Gives a promise of this conversation the time that this reply names.
pub(crate) fn renegotiate(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    message: MessageId,
    new: &Renegotiation,
    moment: &Moment,
) -> Result<()> {
    let (mut promise, conversation) = lookup(tx, actor, new.promise)?;
    if conversation.id != id {
        return Err(Error::invalid(
            "renegotiations",
            "That promise was given in another conversation: the customer would be told in the wrong place.",
        ));
    }
    match may_renegotiate(promise.state, promise.due_at, moment.now) {
        Ok(()) => {}
        Err(TooLate::Ended(state)) => return Err(Error::Conflict(ended(state).into())),
        Err(TooLate::Passed) => {
            return Err(Error::Conflict(
                "The time of this promise has passed, so it can’t be moved any more. Say sorry, mark it as kept late \
                 or as broken, and promise anew. Your text is kept."
                    .into(),
            ));
        }
    }
    due::check(&new.due, moment.now)?;
    let calendar = opening_hours::calendar(tx)?;
    let from = promise.due_at;
    promise.renegotiated_by = Some(message);
    promise.renegotiated_from = Some(from);
    promise.due_at = new.due.at;
    promise.time_zone.clone_from(&new.due.time_zone);
    promise.outside_hours = !open_at(&calendar, new.due.at);
    promise.look_at = Some(due::remind_at(&calendar, moment.now, new.due.at));
    promise.reminded_at = None;
    let due = domain::timestamp(domain::millis(new.due.at));
    let kind = EventKind::PromiseRenegotiated { promise: promise.id, from, due };
    save(tx, actor, &promise, &conversation, kind, moment)
}
