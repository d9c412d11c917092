//! Mail from an archive: taken, understood and recorded in one step, because the archive still has it if this fails.

use super::understand::{Pending, Understood};
use super::{Recorded, Source, record};
use crate::Result;
use domain::{MailboxId, Moment};
use store::WriteTx;
use store::blob::Blob;

/// Takes one mail of an archive; `moment` is when it once came.
pub fn import(
    tx: &WriteTx<'_>,
    raw: &[u8],
    blob: &Blob,
    mailbox: Option<MailboxId>,
    moment: &Moment,
) -> Result<Recorded> {
    let Some(id) = store::inbound::add(tx, blob, Source::Import.name(), mailbox, moment.now)? else {
        return Ok(Recorded::Duplicate);
    };
    let Some(inbound) = store::inbound::find(tx, id)? else { return Ok(Recorded::Gone) };
    let understood = Understood::new(Pending { inbound, raw: raw.to_vec() });
    record(tx, &understood, moment)
}
