//! What a house decides for itself on a page.

use crate::{Error, Result, permit};
use domain::{Actor, Currency, Event, EventKind, Moment, Permission};
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

/// How the house gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Power {
    /// The currency forms begin with.
    pub currency: Currency,
    /// Open minutes an approver has before the next one is asked.
    pub approval_minutes: i64,
}

pub(crate) const CURRENCY: &str = "currency";
pub(crate) const APPROVAL_MINUTES: &str = "approval.minutes";
/// A customer can be told "within half an hour".
const APPROVAL_MINUTES_USUAL: i64 = 30;
/// A week of open days; longer is no answer.
const APPROVAL_MINUTES_MAX: i64 = 3_000;

/// The currency of the house.
pub(crate) fn currency(tx: &Tx<'_>) -> Result<Currency> {
    let stored = store::setting::get(tx, CURRENCY)?.and_then(|code| Currency::parse(&code));
    stored.or_else(|| Currency::parse("EUR")).ok_or_else(|| Error::Conflict("No currency is set.".into()))
}

/// Reads how the house gives.
pub fn power(tx: &Tx<'_>) -> Result<Power> {
    let minutes = store::setting::get(tx, APPROVAL_MINUTES)?.and_then(|minutes| minutes.parse().ok());
    let approval_minutes = minutes.unwrap_or(APPROVAL_MINUTES_USUAL).clamp(1, APPROVAL_MINUTES_MAX);
    Ok(Power { currency: currency(tx)?, approval_minutes })
}

/// Sets it.
pub fn set_power(tx: &WriteTx<'_>, actor: &Actor, to: Power, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    if !(1..=APPROVAL_MINUTES_MAX).contains(&to.approval_minutes) {
        return Err(Error::invalid(
            "approval_minutes",
            format!("Choose 1 to {APPROVAL_MINUTES_MAX} minutes."),
        ));
    }
    let minutes = to.approval_minutes.to_string();
    for (name, value) in [(CURRENCY, to.currency.code()), (APPROVAL_MINUTES, minutes.as_str())] {
        store::setting::set(tx, name, value)?;
        let event = Event::new(EventKind::SettingChanged { name: name.into() }).by(actor.agent_id());
        store::event::append(tx, &event, moment.now)?;
    }
    Ok(())
}
