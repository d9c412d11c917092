//! Effort and rage, live: what each message of a customer says of it, from what happened first and from words last.
//!
//! A consumer of the event log: a mail is never late because of it, and a signal is there a moment after its message.

mod bring;
mod correct;
mod counted;
mod figures;
mod follow;
mod past;
mod raise;
mod reason;
mod replay;
mod setting;

pub use correct::{correct, undo_correction};
pub use counted::{Counted, Tallied};
pub use figures::{Behind, Cause, Figures, Group, Marked, Within, figures, messages_behind};
pub(crate) use follow::CONSUMER;
pub use follow::{follow, is_behind};
pub(crate) use raise::is_thanks;
pub use reason::Reason;
pub use replay::replay;
pub use setting::{Alarm, alarm, set_alarm};
pub use store::signal::Signal;

use crate::{Result, permit};
use domain::{Actor, CustomerId, MessageId, Permission};
use std::collections::BTreeMap;
use store::Tx;

/// Signals beside a conversation.
const LATELY: i64 = 6;

/// The signals of these messages, for pages that show the messages.
pub(crate) fn of_messages(tx: &Tx<'_>, messages: &[MessageId]) -> Result<BTreeMap<MessageId, Signal>> {
    let signals = store::signal::of_messages(tx, messages)?;
    Ok(signals.into_iter().map(|signal| (signal.message_id, signal)).collect())
}

/// How a customer felt lately, latest first.
pub fn lately(tx: &Tx<'_>, actor: &Actor, customer: CustomerId) -> Result<Vec<Signal>> {
    permit(actor, Permission::Read)?;
    Ok(store::signal::of_customer(tx, customer, LATELY)?)
}
