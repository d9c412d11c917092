//! The times when a policy got in the way. Rows stay at the conversation they came about in.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::policy::{Cause, MarkKind};
use domain::{AgentId, ConversationId, PolicyId, PolicyMarkId, RemedyId};
use jiff::Timestamp;

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyMark {
    /// Id.
    pub id: PolicyMarkId,
    /// Which policy.
    pub policy_id: PolicyId,
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Who says so.
    pub agent_id: AgentId,
    /// What happened.
    pub kind: MarkKind,
    /// Of a refusal: why.
    pub cause: Option<Cause>,
    /// In words.
    pub words: String,
    /// Of an exception: what was given.
    pub remedy_id: Option<RemedyId>,
    /// When.
    pub created_at: Timestamp,
    /// When it was taken away.
    pub removed_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "id, policy_id, conversation_id, agent_id, kind, cause, words, remedy_id, created_at, removed_at";

fn policy_mark(columns: &mut Columns<'_>) -> Result<PolicyMark> {
    Ok(PolicyMark {
        id: columns.next()?,
        policy_id: columns.next()?,
        conversation_id: columns.next()?,
        agent_id: columns.next()?,
        kind: columns.next()?,
        cause: Cause::parse(&columns.next::<String>()?),
        words: columns.next()?,
        remedy_id: columns.next()?,
        created_at: columns.next()?,
        removed_at: columns.next()?,
    })
}

/// Adds a mark; none when the conversation has the same one already.
pub fn add(tx: &WriteTx<'_>, new: &PolicyMark) -> Result<Option<PolicyMarkId>> {
    tx.first(
        "INSERT INTO policy_mark (policy_id, conversation_id, agent_id, kind, cause, words, remedy_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (conversation_id, policy_id, kind) WHERE removed_at IS NULL DO NOTHING RETURNING id",
        &[
            &new.policy_id, &new.conversation_id, &new.agent_id, &new.kind, &new.cause.map_or("", Cause::name),
            &new.words, &new.remedy_id, &new.created_at,
        ],
        only,
    )
}

/// Takes a mark away; false when it was.
pub fn remove(tx: &WriteTx<'_>, id: PolicyMarkId, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(
        "UPDATE policy_mark SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL",
        &[&id, &now],
    )? == 1)
}

/// The mark with that id.
pub fn find(tx: &Tx<'_>, id: PolicyMarkId) -> Result<Option<PolicyMark>> {
    tx.first(&format!("SELECT {COLUMNS} FROM policy_mark WHERE id = $1"), &[&id], policy_mark)
}

/// The marks of some conversations, oldest first.
pub fn of_conversations(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<PolicyMark>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM policy_mark WHERE conversation_id IN LIST($1) AND removed_at IS NULL ORDER BY id"
        ),
        &[&ids],
        policy_mark,
    )
}

/// The marks made from that time until before the other, oldest first.
pub fn made_between(tx: &Tx<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<PolicyMark>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM policy_mark WHERE removed_at IS NULL AND created_at >= $1 AND created_at < $2
             ORDER BY created_at, id"
        ),
        &[&from, &until],
        policy_mark,
    )
}
