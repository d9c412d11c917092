//! Time passes: somebody is reminded before a promise breaks, and it is said once when its time has passed.

use super::{keeper, lookup, save};
use crate::Result;
use domain::promise::State;
use domain::{Actor, EventKind, Moment, PromiseId};
use store::WriteTx;

/// Promises looked at in one transaction; the rest comes seconds later.
const LOOKED_AT_MAX: i64 = 200;

/// Reminds of what falls due, and says what has passed.
pub fn tick(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    for promise in store::promise::to_look_at(tx, moment.now, LOOKED_AT_MAX)? {
        look_at(tx, promise.id, moment)?;
    }
    store::portal_link::sweep(tx, moment.now)?;
    Ok(())
}

fn look_at(tx: &WriteTx<'_>, id: PromiseId, moment: &Moment) -> Result<()> {
    let (mut promise, conversation) = lookup(tx, &Actor::System, id)?;
    if promise.state != State::Open {
        promise.look_at = None;
        return Ok(store::promise::update(tx, &promise)?);
    }
    let keeper = keeper(tx, &promise)?;
    promise.owner_away = keeper != promise.owner_id;
    let kind = if moment.now > promise.due_at {
        promise.look_at = None;
        if promise.passed_at.is_some() {
            return Ok(store::promise::update(tx, &promise)?);
        }
        promise.passed_at = Some(moment.now);
        EventKind::PromisePassed { promise: id }
    } else {
        // The millisecond after: at the last one it can still be kept in time.
        promise.look_at = Some(domain::timestamp(domain::millis(promise.due_at) + 1));
        if promise.reminded_at.is_some() {
            return Ok(store::promise::update(tx, &promise)?);
        }
        promise.reminded_at = Some(moment.now);
        EventKind::PromiseReminded { promise: id, owner: keeper }
    };
    save(tx, &Actor::System, &promise, &conversation, kind, moment)
}
