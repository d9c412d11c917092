//! From when on somebody is brought, and how long whoever was abused is spared.

use crate::{Error, Result, permit};
use domain::upset::Upset;
use domain::{Actor, Event, EventKind, Moment, Permission};
use serde::{Deserialize, Serialize};
use store::{Tx, WriteTx};

/// The name of the setting.
const ALARM: &str = "signal.alarm";
/// A whole shift.
const BREAK_MINUTES_MAX: i64 = 8 * 60;

/// When somebody is brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// From this level on.
    pub level: Upset,
    /// Minutes for which whoever was abused gets nothing new; 0 for none.
    pub break_minutes: i64,
}

impl Default for Alarm {
    /// Until somebody chooses: rarely enough that it is heard.
    fn default() -> Self {
        Self { level: Upset::Extremely, break_minutes: 15 }
    }
}

/// Reads it.
pub fn alarm(tx: &Tx<'_>) -> Result<Alarm> {
    let stored = store::setting::get(tx, ALARM)?;
    Ok(stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default())
}

/// Sets it.
pub fn set_alarm(tx: &WriteTx<'_>, actor: &Actor, to: Alarm, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if !to.level.is_rage() {
        return Err(Error::invalid(
            "level",
            "Choose very or extremely upset: who is merely not content needs no alarm.",
        ));
    }
    if !(0..=BREAK_MINUTES_MAX).contains(&to.break_minutes) {
        return Err(Error::invalid("break_minutes", format!("Choose 0 to {BREAK_MINUTES_MAX} minutes.")));
    }
    store::setting::set(tx, ALARM, &serde_json::to_string(&to).unwrap_or_default())?;
    let event = Event::new(EventKind::SettingChanged { name: ALARM.into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
