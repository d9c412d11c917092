//! Every time a conversation changed hands, or was to.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, ConversationId, HandoverId, HandoverState, TeamId};
use jiff::Timestamp;

/// A handover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Id.
    pub id: HandoverId,
    /// The conversation it came about in; read those of merged ones with [`crate::conversation::with_merged`].
    pub conversation_id: ConversationId,
    /// Who had it.
    pub from_agent_id: AgentId,
    /// Who is to have it; with no team either, whoever takes it.
    pub to_agent_id: Option<AgentId>,
    /// The team that is to have it.
    pub to_team_id: Option<TeamId>,
    /// Why.
    pub reason: String,
    /// What the next one must know.
    pub summary: String,
    /// Where it stands.
    pub state: HandoverState,
    /// Whether the customer feels it: somebody else answers than before. Known once it is accepted.
    pub felt: bool,
    /// Who handed over, if a person did.
    pub asked_by: Option<AgentId>,
    /// Who accepted, refused or, as a lead, decided.
    pub decided_by: Option<AgentId>,
    /// When.
    pub created_at: Timestamp,
    /// When it was accepted or refused.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "id, conversation_id, from_agent_id, to_agent_id, to_team_id, reason, summary, state, felt, asked_by,
    decided_by, created_at, ended_at";

fn handover(columns: &mut Columns<'_>) -> Result<Handover> {
    Ok(Handover {
        id: columns.next()?,
        conversation_id: columns.next()?,
        from_agent_id: columns.next()?,
        to_agent_id: columns.next()?,
        to_team_id: columns.next()?,
        reason: columns.next()?,
        summary: columns.next()?,
        state: columns.next()?,
        felt: columns.next()?,
        asked_by: columns.next()?,
        decided_by: columns.next()?,
        created_at: columns.next()?,
        ended_at: columns.next()?,
    })
}

/// Adds a handover (its id is given by the database).
pub fn add(tx: &WriteTx<'_>, new: &Handover) -> Result<HandoverId> {
    tx.insert(
        "INSERT INTO handover (conversation_id, from_agent_id, to_agent_id, to_team_id, reason, summary, state, felt, asked_by,
         decided_by, created_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        &[
            &new.conversation_id, &new.from_agent_id, &new.to_agent_id, &new.to_team_id, &new.reason, &new.summary,
            &new.state, &new.felt, &new.asked_by, &new.decided_by, &new.created_at, &new.ended_at,
        ],
    )
}

/// Saves to whom it goes and where it stands; the rest stays as it was written.
pub fn update(tx: &WriteTx<'_>, changed: &Handover) -> Result<()> {
    tx.execute(
        "UPDATE handover SET to_agent_id = $2, to_team_id = $3, state = $4, felt = $5, decided_by = $6, ended_at = $7
         WHERE id = $1",
        &[
            &changed.id,
            &changed.to_agent_id,
            &changed.to_team_id,
            &changed.state,
            &changed.felt,
            &changed.decided_by,
            &changed.ended_at,
        ],
    )?;
    Ok(())
}

/// The handover with that id.
pub fn find(tx: &Tx<'_>, id: HandoverId) -> Result<Option<Handover>> {
    tx.first(&format!("SELECT {COLUMNS} FROM handover WHERE id = $1"), &[&id], handover)
}

/// Those of these conversations, oldest first.
pub fn of_conversations(tx: &Tx<'_>, ids: &[ConversationId]) -> Result<Vec<Handover>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM handover WHERE conversation_id IN LIST($1) ORDER BY id"),
        &[&ids],
        handover,
    )
}

/// Those about which a lead is asked, oldest first.
pub fn asked(tx: &Tx<'_>, limit: i64) -> Result<Vec<Handover>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM handover WHERE state = 'asked' ORDER BY id LIMIT $1"),
        &[&limit],
        handover,
    )
}
