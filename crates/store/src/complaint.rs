//! Complaints, and what was given for them. A complaint stays at the conversation it came about in.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::complaint::{Outcome, Source, State};
use domain::{AgentId, ComplaintId, ConversationId};
use jiff::Timestamp;

/// A complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Id.
    pub id: ComplaintId,
    /// The conversation it came about in.
    pub conversation_id: ConversationId,
    /// How it reached us.
    pub source: Source,
    /// What happened, in the customer's words.
    pub happened: String,
    /// What would make it right: names as a JSON list.
    pub wanted: String,
    /// The same in the customer's words.
    pub wanted_words: String,
    /// What else we should know.
    pub also: String,
    /// What is behind what was said, as we see it.
    pub underlying: String,
    /// Since when.
    pub began_at: Option<Timestamp>,
    /// How often the customer tried before.
    pub tries: i64,
    /// Who answers for it until the customer says done.
    pub advocate_id: Option<AgentId>,
    /// Where it stands.
    pub state: State,
    /// The first real answer.
    pub answered_at: Option<Timestamp>,
    /// When the customer was asked whether it is done.
    pub asked_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// In these words.
    pub outcome_words: String,
    /// Since when we know.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, conversation_id, source, happened, wanted, wanted_words, also, underlying, began_at, tries,
    advocate_id, state, answered_at, asked_at, closed_at, outcome, outcome_words, created_at";

fn complaint(columns: &mut Columns<'_>) -> Result<Complaint> {
    Ok(Complaint {
        id: columns.next()?,
        conversation_id: columns.next()?,
        source: columns.next()?,
        happened: columns.next()?,
        wanted: columns.next()?,
        wanted_words: columns.next()?,
        also: columns.next()?,
        underlying: columns.next()?,
        began_at: columns.next()?,
        tries: columns.next()?,
        advocate_id: columns.next()?,
        state: columns.next()?,
        answered_at: columns.next()?,
        asked_at: columns.next()?,
        closed_at: columns.next()?,
        outcome: columns.next()?,
        outcome_words: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a complaint; its id is given, whatever `new` says.
pub fn add(tx: &WriteTx<'_>, new: &Complaint) -> Result<ComplaintId> {
    tx.insert(
        "INSERT INTO complaint (conversation_id, source, happened, wanted, wanted_words, also, underlying, began_at,
         tries, advocate_id, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        &[
            &new.conversation_id, &new.source, &new.happened, &new.wanted, &new.wanted_words, &new.also,
            &new.underlying, &new.began_at, &new.tries, &new.advocate_id, &new.state, &new.created_at,
        ],
    )
}

/// Saves what can change.
pub fn update(tx: &WriteTx<'_>, changed: &Complaint) -> Result<()> {
    tx.execute(
        "UPDATE complaint SET happened = $2, wanted = $3, wanted_words = $4, also = $5, underlying = $6, began_at = $7,
         tries = $8, advocate_id = $9, state = $10, answered_at = $11, asked_at = $12, closed_at = $13, outcome = $14,
         outcome_words = $15 WHERE id = $1",
        &[
            &changed.id, &changed.happened, &changed.wanted, &changed.wanted_words, &changed.also,
            &changed.underlying, &changed.began_at, &changed.tries, &changed.advocate_id, &changed.state,
            &changed.answered_at, &changed.asked_at, &changed.closed_at, &changed.outcome,
            &changed.outcome_words,
        ],
    )?;
    Ok(())
}

/// The complaints that came about in these conversations, the oldest first.
pub fn of_conversations(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Complaint>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM complaint WHERE conversation_id IN LIST($1) ORDER BY created_at, id"),
        &[&ids],
        complaint,
    )
}

/// Those not closed, the oldest first.
pub fn open(tx: &Tx<'_>, limit: i64) -> Result<Vec<Complaint>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM complaint WHERE state <> 'closed' ORDER BY created_at, id LIMIT $1"),
        &[&limit],
        complaint,
    )
}

/// Those made in a period, the latest first.
pub fn made(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp), limit: i64) -> Result<Vec<Complaint>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM complaint WHERE created_at >= $1 AND created_at < $2
             ORDER BY created_at DESC, id DESC LIMIT $3"
        ),
        &[&from, &to, &limit],
        complaint,
    )
}

/// The kinds of remedy given in these conversations, by the key of their name, each once.
pub fn given(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<String>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT DISTINCT remedy_kind.name_key FROM remedy JOIN remedy_kind ON remedy_kind.id = remedy.remedy_kind_id
         WHERE remedy.conversation_id IN LIST($1) AND remedy.state IN ('given', 'sending', 'done') ORDER BY 1",
        &[&ids],
        only,
    )
}

/// Whether a remedy was given in these conversations within that time, both ends included.
pub fn is_given_between(
    tx: &Tx<'_>,
    conversations: &[ConversationId],
    (from, to): (Timestamp, Timestamp),
) -> Result<bool> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    let count: Option<i64> = tx.first(
        "SELECT COUNT(*) FROM remedy WHERE conversation_id IN LIST($1) AND given_at >= $2 AND given_at <= $3
         AND state IN ('given', 'sending', 'done')",
        &[&ids, &from, &to],
        only,
    )?;
    Ok(count.unwrap_or(0) > 0)
}
