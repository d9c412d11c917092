//! When nobody decides in time, or who was asked can't any more: the next one is asked.

use super::approver::next;
use super::ask::put;
use crate::Result;
use crate::remedy::append;
use domain::remedy::{ApprovalState, State};
use domain::{Actor, EventKind, Moment};
use store::WriteTx;
use store::approval::Approval;
use store::remedy::Remedy;

/// Questions looked at in one transaction.
const QUESTIONS_MAX: i64 = 50;

/// Passes on what is due.
pub(crate) fn escalate(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    for approval in store::approval::due(tx, moment.now, QUESTIONS_MAX)? {
        let Some(remedy) = store::remedy::find(tx, approval.remedy_id)? else { continue };
        if remedy.state == State::Asked {
            pass_on(tx, &remedy, &approval, moment)?;
        } else {
            store::approval::end(tx, approval.id, ApprovalState::Withdrawn, "", moment.now)?;
        }
    }
    Ok(())
}

fn pass_on(tx: &WriteTx<'_>, remedy: &Remedy, approval: &Approval, moment: &Moment) -> Result<()> {
    let before = store::approval::of_remedies(tx, &[remedy.id])?;
    let next = next(tx, remedy, &before, Some(approval.id))?;
    // Without anybody else the question stays where it is.
    let Some(next) = next.filter(|next| next.approver != approval.approver_id) else {
        return Ok(store::approval::mark_overdue(tx, approval.id)?);
    };
    if !store::approval::end(tx, approval.id, ApprovalState::Escalated, "", moment.now)? {
        return Ok(());
    }
    let escalated = EventKind::ApprovalEscalated { approval: approval.id, remedy: remedy.id };
    append(tx, &Actor::System, remedy, escalated, moment)?;
    put(tx, &Actor::System, remedy, next, &approval.clause, moment)?;
    Ok(())
}
