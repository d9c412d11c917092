//! Questions to those who may say yes to more.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::remedy::ApprovalState;
use domain::{AgentId, ApprovalId, RemedyId};
use jiff::Timestamp;

/// A question to one approver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Id.
    pub id: ApprovalId,
    /// About which remedy.
    pub remedy_id: RemedyId,
    /// To whom.
    pub approver_id: AgentId,
    /// How far it is.
    pub state: ApprovalState,
    /// Why it is asked: the limit that would be passed.
    pub clause: String,
    /// By when.
    pub deadline_at: Timestamp,
    /// Whether it waits past its deadline, because nobody else is left.
    pub is_overdue: bool,
    /// What the approver said.
    pub words: String,
    /// When it was asked.
    pub created_at: Timestamp,
    /// When it was decided.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "approval.id, approval.remedy_id, approval.approver_id, approval.state, approval.clause, approval.deadline_at,
    approval.is_overdue, approval.words, approval.created_at, approval.ended_at";

fn approval(columns: &mut Columns<'_>) -> Result<Approval> {
    Ok(Approval {
        id: columns.next()?,
        remedy_id: columns.next()?,
        approver_id: columns.next()?,
        state: columns.next()?,
        clause: columns.next()?,
        deadline_at: columns.next()?,
        is_overdue: columns.next()?,
        words: columns.next()?,
        created_at: columns.next()?,
        ended_at: columns.next()?,
    })
}

/// Asks (its id is given by the database).
pub fn add(tx: &WriteTx<'_>, new: &Approval) -> Result<ApprovalId> {
    tx.insert(
        "INSERT INTO approval (remedy_id, approver_id, state, clause, deadline_at, is_overdue, words, created_at, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        &[
            &new.remedy_id, &new.approver_id, &new.state, &new.clause, &new.deadline_at, &new.is_overdue,
            &new.words, &new.created_at, &new.ended_at,
        ],
    )
}

/// Ends a question that waits; false when it doesn't: of two ends only one wins.
pub fn end(tx: &WriteTx<'_>, id: ApprovalId, to: ApprovalState, words: &str, now: Timestamp) -> Result<bool> {
    let ended = tx.execute(
        "UPDATE approval SET state = $2, words = $3, ended_at = $4 WHERE id = $1 AND state = 'waiting'",
        &[&id, &to, &words, &now],
    )?;
    Ok(ended == 1)
}

/// Somebody else answers in the place of who was asked.
pub fn stand_in(tx: &WriteTx<'_>, id: ApprovalId, approver: AgentId) -> Result<()> {
    tx.execute("UPDATE approval SET approver_id = $2 WHERE id = $1", &[&id, &approver])?;
    Ok(())
}

/// Lets a question wait past its deadline.
pub fn mark_overdue(tx: &WriteTx<'_>, id: ApprovalId) -> Result<()> {
    tx.execute("UPDATE approval SET is_overdue = $2 WHERE id = $1", &[&id, &true])?;
    Ok(())
}

/// The question with that id.
pub fn find(tx: &Tx<'_>, id: ApprovalId) -> Result<Option<Approval>> {
    tx.first(&format!("SELECT {COLUMNS} FROM approval WHERE id = $1"), &[&id], approval)
}

/// All questions about some remedies, oldest first.
pub fn of_remedies(tx: &Tx<'_>, remedies: &[RemedyId]) -> Result<Vec<Approval>> {
    let ids: Vec<i64> = remedies.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM approval WHERE remedy_id IN LIST($1) ORDER BY id"),
        &[&ids],
        approval,
    )
}

/// What waits for somebody, the nearest deadline first.
pub fn waiting(tx: &Tx<'_>, approver: AgentId, limit: i64) -> Result<Vec<Approval>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM approval WHERE approver_id = $1 AND state = 'waiting' ORDER BY deadline_at, id LIMIT $2"
        ),
        &[&approver, &limit],
        approval,
    )
}

/// How many wait for somebody; counting stops at `limit`.
pub fn count_waiting(tx: &Tx<'_>, approver: AgentId, limit: i64) -> Result<i64> {
    tx.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM approval WHERE approver_id = $1 AND state = 'waiting' LIMIT $2) AS counted",
        &[&approver, &limit],
        only,
    )
}

/// Questions that must go to somebody else: past their deadline while others are left, or to people who left or may
/// not decide any more.
pub fn due(tx: &Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Approval>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM approval JOIN agent ON agent.id = approval.approver_id
             WHERE approval.state = 'waiting' AND ((approval.deadline_at <= $1 AND NOT approval.is_overdue)
               OR agent.deactivated_at IS NOT NULL OR agent.role IN ('light_agent', 'agent'))
             ORDER BY approval.deadline_at, approval.id LIMIT $2"
        ),
        &[&now, &limit],
        approval,
    )
}

/// Questions asked from that time until before the other, oldest first.
pub fn made_between(tx: &Tx<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Approval>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM approval WHERE created_at >= $1 AND created_at < $2 ORDER BY created_at, id"),
        &[&from, &until],
        approval,
    )
}
