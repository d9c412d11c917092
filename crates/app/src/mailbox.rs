//! Our addresses that customers write to.

use crate::{Error, Result};
use domain::{EmailAddress, MailboxId, Moment};
use store::{Tx, WriteTx};

pub use store::mailbox::{Mailbox, Position};

/// The mailbox with that address, made if it isn't there: the configuration names them at each start.
pub fn ensure(tx: &WriteTx<'_>, name: &str, address: &str, moment: &Moment) -> Result<MailboxId> {
    let parsed = EmailAddress::parse(address)
        .ok_or_else(|| Error::invalid("address", format!("“{address}” is no mail address.")))?;
    Ok(store::mailbox::ensure(tx, name, &parsed, moment.now)?)
}

/// All mailboxes.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Mailbox>> {
    Ok(store::mailbox::all(tx)?)
}
