//! What happens because time passes.

use crate::Result;
use domain::Moment;
use jiff::{Timestamp, ToSpan};
use store::WriteTx;

/// Hours after which an upload that never became part of a message is forgotten.
const LOOSE_HOURS: i64 = 24 * 7;

/// Does what is due; cheap when nothing is.
pub fn tick(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    crate::set_back::shorten_waits(tx, moment)?;
    crate::conversation::wake_due(tx, moment)?;
    crate::outbox::recover(tx, false, moment)?;
    crate::promise::tick(tx, moment)?;
    crate::approval::escalate(tx, moment)?;
    crate::undo::sweep(tx, moment)?;
    store::session::sweep(tx, moment.now)?;
    store::password_reset::sweep(tx, moment.now)?;
    crate::notification::sweep(tx, moment)?;
    let forgotten = moment.now.checked_sub(LOOSE_HOURS.hours()).unwrap_or(Timestamp::MIN);
    store::attachment::sweep_loose(tx, forgotten)?;
    Ok(())
}
