//! Asking those who may say yes to more: one person by name, with a time by which they decide, or the next one is asked.

mod approver;
mod ask;
mod decide;
mod read;
mod time;

pub(crate) use ask::ask;
pub use decide::{Verdict, decide};
pub use read::{Question, count, find, waiting};
pub use store::approval::Approval;
pub(crate) use time::escalate;

use crate::Result;
use domain::remedy::ApprovalState;
use domain::{Moment, RemedyId};
use store::{Tx, WriteTx};

/// The questions about a remedy that wait.
pub(crate) fn waiting_of(tx: &Tx<'_>, remedy: RemedyId) -> Result<Vec<Approval>> {
    let mut all = store::approval::of_remedies(tx, &[remedy])?;
    all.retain(|approval| approval.state == ApprovalState::Waiting);
    Ok(all)
}

/// Asks nobody any longer.
pub(crate) fn withdraw_all(tx: &WriteTx<'_>, remedy: RemedyId, moment: &Moment) -> Result<()> {
    for approval in waiting_of(tx, remedy)? {
        store::approval::end(tx, approval.id, ApprovalState::Withdrawn, "", moment.now)?;
    }
    Ok(())
}
