//! Conversations of a period with who wrote when: what the figures of continuity are made of.

use crate::clause::Clauses;
use crate::error::Result;
use crate::scope::Scope;
use crate::sql::Tx;
use crate::value::Columns;
use domain::conversation::State;
use domain::{AgentId, ConversationId, CustomerId, TeamId};
use jiff::Timestamp;

/// A conversation as figures see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Which.
    pub id: ConversationId,
    /// Whose.
    pub customer_id: CustomerId,
    /// Which team has it.
    pub team_id: Option<TeamId>,
    /// Who has it.
    pub assignee_id: Option<AgentId>,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// When it began.
    pub created_at: Timestamp,
}

/// Something said in a matter: by the customer when no agent is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// In which.
    pub id: ConversationId,
    /// By whom of us.
    pub agent_id: Option<AgentId>,
    /// When.
    pub at: Timestamp,
}

fn matter(columns: &mut Columns<'_>) -> Result<Matter> {
    Ok(Matter {
        id: columns.next()?,
        customer_id: columns.next()?,
        team_id: columns.next()?,
        assignee_id: columns.next()?,
        subject: columns.next()?,
        state: columns.next()?,
        created_at: columns.next()?,
    })
}

/// The conversations that began in a period, latest first; merged ones are part of where they went, and those of blocked
/// customers are nobody’s matter.
pub fn begun(tx: &Tx<'_>, from: Timestamp, to: Timestamp, limit: i64) -> Result<Vec<Matter>> {
    tx.query(
        "SELECT conversation.id, conversation.customer_id, conversation.team_id, conversation.assignee_id,
         conversation.subject, conversation.state, conversation.created_at
         FROM conversation JOIN customer ON customer.id = conversation.customer_id
         WHERE conversation.created_at >= $1 AND conversation.created_at < $2 AND conversation.merged_into IS NULL
         AND customer.blocked_at IS NULL ORDER BY conversation.created_at DESC, conversation.id DESC LIMIT $3",
        &[&from, &to, &limit],
        matter,
    )
}

/// The same of one customer, of those the reader may see, whenever they began.
pub fn of_customer(tx: &Tx<'_>, scope: &Scope, customer: CustomerId, limit: i64) -> Result<Vec<Matter>> {
    let mut query = Clauses::default();
    query.bind(
        "SELECT conversation.id, conversation.customer_id, conversation.team_id, conversation.assignee_id,
         conversation.subject, conversation.state, conversation.created_at FROM conversation
         WHERE conversation.merged_into IS NULL AND conversation.customer_id = $",
        customer,
    );
    scope.limit(&mut query);
    query.push(" ORDER BY conversation.created_at DESC, conversation.id DESC").bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), matter)
}

/// What customers and agents said in these, in the order of time: no notes, nothing automatic, nothing taken back.
pub fn said(tx: &Tx<'_>, ids: &[ConversationId]) -> Result<Vec<Said>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT message.conversation_id, message.agent_id, message.created_at FROM message
         WHERE message.conversation_id IN LIST($1) AND ((message.direction = 'inbound' AND message.nature = 'message')
           OR (message.direction = 'outbound' AND message.agent_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM delivery WHERE delivery.message_id = message.id AND delivery.state = 'cancelled')))
         ORDER BY message.conversation_id, message.created_at, message.id",
        &[&ids],
        |columns| Ok(Said { id: columns.next()?, agent_id: columns.next()?, at: columns.next()? }),
    )
}

/// Which conversations went into these, at the end of all merges, each with where it went.
pub fn taken_in(tx: &Tx<'_>, ids: &[ConversationId]) -> Result<Vec<(ConversationId, ConversationId)>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(
        "WITH RECURSIVE gone (id, root) AS (
           SELECT id, merged_into FROM conversation WHERE merged_into IN LIST($1)
           UNION SELECT conversation.id, gone.root FROM conversation JOIN gone ON conversation.merged_into = gone.id
         ) SELECT id, root FROM gone ORDER BY id",
        &[&ids],
        |columns| Ok((columns.next()?, columns.next()?)),
    )
}
