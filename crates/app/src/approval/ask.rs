//! The first question about a remedy; about a dangerous one, two questions at once.

use super::approver::{Next, able, next};
use crate::remedy::append;
use crate::{Error, Result, opening_hours, setting};
use domain::remedy::ApprovalState;
use domain::{Actor, ApprovalId, EventKind, Moment};
use jiff::{SignedDuration, Timestamp};
use store::approval::Approval;
use store::remedy::Remedy;
use store::{Tx, WriteTx};

/// Asks as many as must say yes; the first of the questions.
pub(crate) fn ask(
    tx: &WriteTx<'_>,
    actor: &Actor,
    remedy: &Remedy,
    clause: &str,
    moment: &Moment,
) -> Result<Approval> {
    let able = able(tx, remedy)?.len() as i64;
    if able < remedy.yes_needed {
        return Err(Error::Conflict(match (remedy.yes_needed, able) {
            (1, _) => {
                "This is above your authority, and nobody else here may decide it. Nothing was given.".into()
            }
            (needed, able) => format!(
                "This needs the yes of {needed} people besides you, and {able} here may decide. Nothing was given."
            ),
        }));
    }
    let mut asked = Vec::new();
    for _ in 0..remedy.yes_needed {
        let next = next(tx, remedy, &asked, None)?
            .ok_or_else(|| Error::Conflict("Nobody is left to ask. Nothing was given.".into()))?;
        asked.push(put(tx, actor, remedy, next, clause, moment)?);
    }
    asked.into_iter().next().ok_or_else(|| Error::Conflict("Nobody had to be asked.".into()))
}

/// Puts the question to one approver.
pub(super) fn put(
    tx: &WriteTx<'_>,
    actor: &Actor,
    remedy: &Remedy,
    to: Next,
    clause: &str,
    moment: &Moment,
) -> Result<Approval> {
    let mut approval = Approval {
        id: ApprovalId(0),
        remedy_id: remedy.id,
        approver_id: to.approver,
        state: ApprovalState::Waiting,
        clause: clause.to_owned(),
        deadline_at: deadline(tx, moment.now)?,
        is_overdue: to.is_last,
        words: String::new(),
        created_at: moment.now,
        ended_at: None,
    };
    approval.id = store::approval::add(tx, &approval)?;
    let kind = EventKind::ApprovalAsked { approval: approval.id, remedy: remedy.id, approver: to.approver };
    append(tx, actor, remedy, kind, moment)?;
    Ok(approval)
}

/// By when: so many open minutes from now. A house that opens too seldom for that answers by the clock.
fn deadline(tx: &Tx<'_>, now: Timestamp) -> Result<Timestamp> {
    let minutes = SignedDuration::from_mins(setting::power(tx)?.approval_minutes);
    let due = opening_hours::calendar(tx)?.due(now, minutes, &[]);
    Ok(due.unwrap_or_else(|_| now.checked_add(minutes).unwrap_or(Timestamp::MAX)))
}
