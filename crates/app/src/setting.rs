//! What a house decides for itself on a page.

use crate::{Error, Result, permit};
use domain::{Actor, Event, EventKind, Moment, Permission};
use store::{Tx, WriteTx};

/// How conversations behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversations {
    /// Days after closing in which a reply reopens a conversation; later it starts a new one, linked with the old.
    pub reopen_days: i64,
}

/// The name of the setting.
pub(crate) const REOPEN_DAYS: &str = "conversation.reopen_days";
/// Until somebody chooses: a month later it is usually about something else.
const REOPEN_DAYS_USUAL: i64 = 30;
/// Ten years, which is always.
const REOPEN_DAYS_MAX: i64 = 3_650;

/// Reads how conversations behave.
pub fn conversations(tx: &Tx<'_>) -> Result<Conversations> {
    let days = store::setting::get(tx, REOPEN_DAYS)?.and_then(|days| days.parse().ok());
    Ok(Conversations { reopen_days: days.unwrap_or(REOPEN_DAYS_USUAL).clamp(0, REOPEN_DAYS_MAX) })
}

/// Sets it.
pub fn set_conversations(tx: &WriteTx<'_>, actor: &Actor, to: Conversations, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if !(0..=REOPEN_DAYS_MAX).contains(&to.reopen_days) {
        return Err(Error::invalid("reopen_days", format!("Choose 0 to {REOPEN_DAYS_MAX} days.")));
    }
    store::setting::set(tx, REOPEN_DAYS, &to.reopen_days.to_string())?;
    let event = Event::new(EventKind::SettingChanged { name: REOPEN_DAYS.into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}
