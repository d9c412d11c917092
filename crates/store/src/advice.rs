//! Advice on what usually comes next: offered beside a conversation, taken or not.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;
use domain::{AgentId, ConversationId, TagId};
use jiff::Timestamp;

/// Advice that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Beside which conversation.
    pub conversation_id: ConversationId,
    /// What would come next.
    pub next_tag_id: TagId,
    /// Who took it.
    pub agent_id: Option<AgentId>,
    /// Since when it stood there.
    pub offered_at: Timestamp,
    /// When it was taken.
    pub taken_at: Option<Timestamp>,
}

/// Offers it; what was offered before stays as it is. True when it is new.
pub fn offer(tx: &WriteTx<'_>, conversation: ConversationId, next: TagId, now: Timestamp) -> Result<bool> {
    let offered = tx.execute(
        "INSERT INTO advice (conversation_id, next_tag_id, offered_at) VALUES ($1, $2, $3)
         ON CONFLICT (conversation_id, next_tag_id) DO NOTHING",
        &[&conversation, &next, &now],
    )?;
    Ok(offered == 1)
}

/// Conversations that could do with advice and have none: not closed, begun after that, with one of these tags; the
/// latest first.
pub fn without(
    tx: &Tx<'_>,
    tags: &[TagId],
    begun_after: Timestamp,
    limit: i64,
) -> Result<Vec<ConversationId>> {
    let ids: Vec<i64> = tags.iter().map(|id| id.0).collect();
    tx.query(
        "SELECT conversation.id FROM conversation
         WHERE conversation.created_at > $2 AND conversation.state <> 'closed' AND conversation.merged_into IS NULL
         AND EXISTS (SELECT 1 FROM conversation_tag WHERE conversation_tag.conversation_id = conversation.id
           AND conversation_tag.tag_id IN LIST($1))
         AND NOT EXISTS (SELECT 1 FROM advice WHERE advice.conversation_id = conversation.id)
         ORDER BY conversation.id DESC LIMIT $3",
        &[&ids, &begun_after, &limit],
        only,
    )
}

/// Notes that it was taken; true the first time.
pub fn take(
    tx: &WriteTx<'_>,
    conversation: ConversationId,
    next: TagId,
    agent: Option<AgentId>,
    now: Timestamp,
) -> Result<bool> {
    let taken = tx.execute(
        "UPDATE advice SET agent_id = $3, taken_at = $4
         WHERE conversation_id = $1 AND next_tag_id = $2 AND taken_at IS NULL",
        &[&conversation, &next, &agent, &now],
    )?;
    Ok(taken == 1)
}

/// What was offered beside a conversation.
pub fn of_conversation(tx: &Tx<'_>, conversation: ConversationId) -> Result<Vec<Advice>> {
    tx.query(
        "SELECT conversation_id, next_tag_id, agent_id, offered_at, taken_at FROM advice
         WHERE conversation_id = $1 ORDER BY next_tag_id",
        &[&conversation],
        |columns| {
            Ok(Advice {
                conversation_id: columns.next()?,
                next_tag_id: columns.next()?,
                agent_id: columns.next()?,
                offered_at: columns.next()?,
                taken_at: columns.next()?,
            })
        },
    )
}

/// What became of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it was taken.
    pub taken: bool,
    /// Whether the customer came with it in time.
    pub came: bool,
    /// How often.
    pub count: i64,
}

/// What became of the advice offered in a period, within so many milliseconds after the offer.
pub fn outcomes(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp), window: i64) -> Result<Vec<Outcome>> {
    tx.query(
        "SELECT taken, came, COUNT(*) FROM (
           SELECT advice.taken_at IS NOT NULL AS taken, EXISTS (
             SELECT 1 FROM conversation AS later
             JOIN conversation_tag ON conversation_tag.conversation_id = later.id
             WHERE later.customer_id = conversation.customer_id AND later.id <> conversation.id
             AND later.merged_into IS NULL AND later.created_at > advice.offered_at
             AND later.created_at <= advice.offered_at + $3 AND conversation_tag.tag_id = advice.next_tag_id
           ) AS came
           FROM advice JOIN conversation ON conversation.id = advice.conversation_id
           WHERE advice.offered_at >= $1 AND advice.offered_at < $2
         ) AS each GROUP BY 1, 2 ORDER BY 1, 2",
        &[&from, &to, &window],
        |columns| Ok(Outcome { taken: columns.next()?, came: columns.next()?, count: columns.next()? }),
    )
}
