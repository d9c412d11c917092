//! What was asked for and given to put things right. Rows stay at the conversation they came about in; whose they are
//! follows from it.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::remedy::{Reason, Reversal, State};
use domain::{
    AgentId, ConversationId, Currency, CustomerId, MessageId, Money, OrderId, RemedyId, RemedyKindId,
};
use jiff::Timestamp;

/// A remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Id.
    pub id: RemedyId,
    /// What the request was called by whoever made it: the same again gives once.
    pub request_key: String,
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// What kind.
    pub kind_id: RemedyKindId,
    /// What it costs us; none for words.
    pub cost: Option<Money>,
    /// For which order.
    pub order_id: Option<OrderId>,
    /// What it makes good.
    pub for_what: String,
    /// The class of its reason.
    pub reason: Reason,
    /// Why, in words; may be empty inside a budget.
    pub why: String,
    /// Who gives it.
    pub agent_id: AgentId,
    /// With which answer.
    pub message_id: Option<MessageId>,
    /// How far it is.
    pub state: State,
    /// Yeses needed: 0 inside one's authority.
    pub yes_needed: i64,
    /// What the shop or payment system calls it.
    pub external_id: String,
    /// Why it could not be carried out, or was taken back.
    pub problem: String,
    /// How often the shop was told.
    pub attempts: i64,
    /// When it is told next; none when nobody waits for that.
    pub next_attempt_at: Option<Timestamp>,
    /// Of what was taken back: how far the shop is with that.
    pub reversal: Reversal,
    /// Why the shop could not.
    pub reversal_problem: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was given.
    pub given_at: Option<Timestamp>,
    /// When its state became final.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str = "remedy.id, remedy.request_key, remedy.conversation_id, remedy.remedy_kind_id, remedy.cost_minor,
    remedy.currency, remedy.order_id, remedy.for_what, remedy.reason, remedy.why, remedy.agent_id, remedy.message_id,
    remedy.state, remedy.yes_needed, remedy.external_id, remedy.problem, remedy.attempts, remedy.next_attempt_at,
    remedy.reversal, remedy.reversal_problem, remedy.created_at, remedy.given_at, remedy.ended_at";

/// What counts as given: not what was taken back.
const GIVEN: &str = "remedy.given_at IS NOT NULL AND remedy.state <> 'taken_back'";

fn remedy(columns: &mut Columns<'_>) -> Result<Remedy> {
    Ok(Remedy {
        id: columns.next()?,
        request_key: columns.next()?,
        conversation_id: columns.next()?,
        kind_id: columns.next()?,
        cost: crate::money::cost(columns)?,
        order_id: columns.next()?,
        for_what: columns.next()?,
        reason: columns.next()?,
        why: columns.next()?,
        agent_id: columns.next()?,
        message_id: columns.next()?,
        state: columns.next()?,
        yes_needed: columns.next()?,
        external_id: columns.next()?,
        problem: columns.next()?,
        attempts: columns.next()?,
        next_attempt_at: columns.next()?,
        reversal: columns.next()?,
        reversal_problem: columns.next()?,
        created_at: columns.next()?,
        given_at: columns.next()?,
        ended_at: columns.next()?,
    })
}

/// Adds a remedy; none when there is one of that request already.
pub fn add(tx: &WriteTx<'_>, new: &Remedy) -> Result<Option<RemedyId>> {
    let (minor, currency) = crate::money::parts(new.cost);
    tx.first(
        "INSERT INTO remedy (request_key, conversation_id, remedy_kind_id, cost_minor, currency, order_id, for_what,
         reason, why, agent_id, message_id, state, yes_needed, external_id, problem, attempts, next_attempt_at,
         created_at, given_at, ended_at, reversal, reversal_problem)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
         ON CONFLICT (request_key) DO NOTHING RETURNING id",
        &[
            &new.request_key, &new.conversation_id, &new.kind_id, &minor, &currency, &new.order_id, &new.for_what,
            &new.reason, &new.why, &new.agent_id, &new.message_id, &new.state, &new.yes_needed, &new.external_id,
            &new.problem, &new.attempts, &new.next_attempt_at, &new.created_at, &new.given_at, &new.ended_at,
            &new.reversal, &new.reversal_problem,
        ],
        only,
    )
}

/// Saves how far it is.
pub fn update(tx: &WriteTx<'_>, changed: &Remedy) -> Result<()> {
    tx.execute(
        "UPDATE remedy SET state = $2, yes_needed = $3, external_id = $4, problem = $5, attempts = $6,
         next_attempt_at = $7, given_at = $8, ended_at = $9, message_id = $10, reversal = $11, reversal_problem = $12
         WHERE id = $1",
        &[
            &changed.id,
            &changed.state,
            &changed.yes_needed,
            &changed.external_id,
            &changed.problem,
            &changed.attempts,
            &changed.next_attempt_at,
            &changed.given_at,
            &changed.ended_at,
            &changed.message_id,
            &changed.reversal,
            &changed.reversal_problem,
        ],
    )?;
    Ok(())
}

/// The remedy with that id.
pub fn find(tx: &Tx<'_>, id: RemedyId) -> Result<Option<Remedy>> {
    tx.first(&format!("SELECT {COLUMNS} FROM remedy WHERE id = $1"), &[&id], remedy)
}

/// These remedies, by id.
pub fn find_all(tx: &Tx<'_>, ids: &[RemedyId]) -> Result<Vec<Remedy>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.query(&format!("SELECT {COLUMNS} FROM remedy WHERE id IN LIST($1) ORDER BY id"), &[&ids], remedy)
}

/// The remedy of that request.
pub fn find_by_key(tx: &Tx<'_>, request_key: &str) -> Result<Option<Remedy>> {
    tx.first(&format!("SELECT {COLUMNS} FROM remedy WHERE request_key = $1"), &[&request_key], remedy)
}

/// Those of some conversations, oldest first.
pub fn of_conversations(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Remedy>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM remedy WHERE conversation_id IN LIST($1) ORDER BY id"),
        &[&ids],
        remedy,
    )
}

/// Those of a customer, latest first.
pub fn of_customer(tx: &Tx<'_>, customer: CustomerId, limit: i64) -> Result<Vec<Remedy>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM remedy JOIN conversation ON conversation.id = remedy.conversation_id
             WHERE conversation.customer_id = $1 ORDER BY remedy.id DESC LIMIT $2"
        ),
        &[&customer, &limit],
        remedy,
    )
}

/// What somebody gave, latest first.
pub fn of_agent(tx: &Tx<'_>, agent: AgentId, limit: i64) -> Result<Vec<Remedy>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM remedy WHERE agent_id = $1 AND {GIVEN} ORDER BY given_at DESC, id DESC LIMIT $2"
        ),
        &[&agent, &limit],
        remedy,
    )
}

/// All of them, latest first, before that id.
pub fn latest(tx: &Tx<'_>, before: Option<RemedyId>, limit: i64) -> Result<Vec<Remedy>> {
    let before = before.unwrap_or(RemedyId(i64::MAX));
    tx.query(
        &format!("SELECT {COLUMNS} FROM remedy WHERE id < $1 ORDER BY id DESC LIMIT $2"),
        &[&before, &limit],
        remedy,
    )
}

/// Those given from that time until before the other, oldest first.
pub fn given_between(tx: &Tx<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<Remedy>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM remedy WHERE {GIVEN} AND given_at >= $1 AND given_at < $2 ORDER BY given_at, id"),
        &[&from, &until],
        remedy,
    )
}

/// Those whose time has come to tell the shop, longest waiting first.
pub fn due(tx: &Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Remedy>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM remedy WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= $1
             ORDER BY next_attempt_at, id LIMIT $2"
        ),
        &[&now, &limit],
        remedy,
    )
}

/// What was given in these conversations, in minor units of the currency.
pub fn sum_of_conversations(
    tx: &Tx<'_>,
    conversations: &[ConversationId],
    currency: Currency,
) -> Result<i64> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.one(
        &format!(
            "SELECT COALESCE(CAST(SUM(cost_minor) AS BIGINT), 0) FROM remedy
             WHERE conversation_id IN LIST($1) AND currency = $2 AND {GIVEN}"
        ),
        &[&ids, &currency],
        only,
    )
}

/// What was given to a customer since then.
pub fn sum_of_customer(
    tx: &Tx<'_>,
    customer: CustomerId,
    currency: Currency,
    since: Timestamp,
) -> Result<i64> {
    tx.one(
        &format!(
            "SELECT COALESCE(CAST(SUM(cost_minor) AS BIGINT), 0) FROM remedy
             JOIN conversation ON conversation.id = remedy.conversation_id
             WHERE conversation.customer_id = $1 AND currency = $2 AND given_at >= $3 AND {GIVEN}"
        ),
        &[&customer, &currency, &since],
        only,
    )
}

/// What somebody gave since then without asking.
pub fn sum_of_agent(tx: &Tx<'_>, agent: AgentId, currency: Currency, since: Timestamp) -> Result<i64> {
    tx.one(
        &format!(
            "SELECT COALESCE(CAST(SUM(cost_minor) AS BIGINT), 0) FROM remedy
             WHERE agent_id = $1 AND currency = $2 AND given_at >= $3 AND yes_needed = 0 AND {GIVEN}"
        ),
        &[&agent, &currency, &since],
        only,
    )
}

/// What these people gave in a stretch of time without saying why.
pub fn sum_without_why(
    tx: &Tx<'_>,
    agents: &[AgentId],
    currency: Currency,
    from: Timestamp,
    until: Timestamp,
) -> Result<i64> {
    let ids: Vec<i64> = agents.iter().map(|id| id.0).collect();
    tx.one(
        &format!(
            "SELECT COALESCE(CAST(SUM(cost_minor) AS BIGINT), 0) FROM remedy
             WHERE agent_id IN LIST($1) AND currency = $2 AND given_at >= $3 AND given_at < $4 AND why = '' AND {GIVEN}"
        ),
        &[&ids, &currency, &from, &until],
        only,
    )
}
