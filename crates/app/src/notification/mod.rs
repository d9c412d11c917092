//! What agents hear of: a consumer of the event log that writes lines under their bells and, where they asked for
//! it, mails; and the way back, when they answer such a mail.

mod follow;
mod letter;
mod read;
mod reply;
mod setting;

pub(crate) use follow::CONSUMER;
pub use follow::{begin, follow, is_behind};
pub use read::{Line, list, see, see_all, unseen};
pub(crate) use reply::{Taken, take};
pub use setting::{Choices, choices, choose};

use crate::Result;
use domain::Moment;
use jiff::{Timestamp, ToSpan};
use store::WriteTx;

/// Days a line stays under the bell.
const LINE_DAYS: i64 = 90;
/// Days in which a notification mail can be answered; after that the conversation has moved on.
const REPLY_DAYS: i64 = 60;

/// Forgets what is old.
pub(crate) fn sweep(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    let before = |days: i64| moment.now.checked_sub((days * 24).hours()).unwrap_or(Timestamp::MIN);
    store::notification::sweep(tx, before(LINE_DAYS))?;
    store::notification::sweep_replies(tx, before(REPLY_DAYS))?;
    Ok(())
}
