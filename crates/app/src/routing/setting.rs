//! How long a customer waits for the one who knows them.

use crate::{Error, Result, permit};
use domain::routing::WaitLimits;
use domain::{Actor, Event, EventKind, Moment, Permission};
use store::{Tx, WriteTx};

/// The name of the setting.
pub(crate) const WAIT_LIMITS: &str = "routing.wait_minutes";
/// A working week: who waits longer waits for nobody.
const WAIT_MINUTES_MAX: i64 = 5 * 8 * 60;

/// Reads the limits.
pub fn limits(tx: &Tx<'_>) -> Result<WaitLimits> {
    let stored = store::setting::get(tx, WAIT_LIMITS)?;
    Ok(stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default())
}

/// Sets them; what is more urgent never waits longer.
pub fn set_limits(tx: &WriteTx<'_>, actor: &Actor, to: &WaitLimits, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let minutes = [to.urgent, to.high, to.normal, to.low];
    if minutes.iter().any(|minutes| !(0..=WAIT_MINUTES_MAX).contains(minutes)) {
        let words =
            format!("Choose 0 to {WAIT_MINUTES_MAX} minutes of opening hours, which is a working week.");
        return Err(Error::invalid("minutes", words));
    }
    if !minutes.is_sorted() {
        return Err(Error::invalid("minutes", "What is more urgent must not wait longer than what is less."));
    }
    let stored = serde_json::to_string(to).unwrap_or_default();
    store::setting::set(tx, WAIT_LIMITS, &stored)?;
    let event = Event::new(EventKind::SettingChanged { name: WAIT_LIMITS.into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
