//! Promises across conversations: those somebody has to keep, those of a period, those of a customer.

use crate::clause::Clauses;
use crate::conversation::{After, CUSTOMER_NAME, Line, conversation};
use crate::error::Result;
use crate::promise::{COLUMNS, Placed, promise};
use crate::scope::Scope;
use crate::sql::Tx;
use crate::value::{Columns, only};
use domain::{AgentId, CustomerId, PromiseId};
use jiff::Timestamp;

/// Whose promises, until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Those this agent owns.
    pub owner: AgentId,
    /// And these, of colleagues who are away.
    pub besides: Vec<PromiseId>,
    /// Due by then.
    pub until: Timestamp,
}

/// The conversations in which open promises wait, with when the first of each is due. A promise waits where its
/// conversation went, at the end of all merges.
fn waiting(wanted: &Wanted, query: &mut Clauses<'_>) {
    let besides: Vec<i64> = wanted.besides.iter().map(|id| id.0).collect();
    query
        .push(
            "WITH RECURSIVE mine (id, due_at) AS (
             SELECT promise.conversation_id, promise.due_at FROM promise WHERE promise.state = 'open'",
        )
        .bind(" AND promise.due_at <= $", wanted.until)
        .bind(" AND (promise.owner_id = $", wanted.owner)
        .bind(" OR promise.id IN LIST($))", besides)
        .push(
            " UNION SELECT conversation.merged_into, mine.due_at FROM conversation JOIN mine
             ON conversation.id = mine.id WHERE conversation.merged_into IS NOT NULL)
             , first (id, due_at) AS (SELECT id, MIN(due_at) FROM mine GROUP BY id) ",
        );
}

/// A page of conversations with open promises, first due first, each with when the first of them is due.
pub fn page(
    tx: &Tx<'_>,
    scope: &Scope,
    wanted: &Wanted,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<(Line, Timestamp)>> {
    let mut query = Clauses::default();
    waiting(wanted, &mut query);
    query.push("SELECT ").push(crate::conversation::COLUMNS).push(", ").push(CUSTOMER_NAME).push(
        ", first.due_at FROM first JOIN conversation ON conversation.id = first.id
         JOIN customer ON customer.id = conversation.customer_id WHERE conversation.merged_into IS NULL",
    );
    scope.limit(&mut query);
    if let Some(after) = after {
        query.bind(" AND (first.due_at, conversation.id) > ($", after.sort).bind(", $)", after.id);
    }
    query.push(" ORDER BY first.due_at, conversation.id").bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), |columns| {
        let line = Line { conversation: conversation(columns)?, customer_name: columns.next()? };
        Ok((line, columns.next()?))
    })
}

/// How many such conversations there are; counting stops at `limit`.
pub fn count(tx: &Tx<'_>, scope: &Scope, wanted: &Wanted, limit: i64) -> Result<i64> {
    let mut query = Clauses::default();
    waiting(wanted, &mut query);
    query.push(
        "SELECT COUNT(*) FROM (SELECT 1 FROM first JOIN conversation ON conversation.id = first.id
         WHERE conversation.merged_into IS NULL",
    );
    scope.limit(&mut query);
    query.bind(" LIMIT $) AS counted", limit);
    tx.one(query.sql(), &query.values(), only)
}

fn placed(columns: &mut Columns<'_>) -> Result<Placed> {
    Ok(Placed {
        promise: promise(columns)?,
        customer_id: columns.next()?,
        customer_name: columns.next()?,
        team_id: columns.next()?,
    })
}

/// The beginning of a query over promises with where they stand.
fn select(query: &mut Clauses<'_>) {
    query.push("SELECT ").push(COLUMNS).push(", conversation.customer_id, ").push(CUSTOMER_NAME).push(
        ", conversation.team_id FROM promise JOIN conversation ON conversation.id = promise.conversation_id
             JOIN customer ON customer.id = conversation.customer_id WHERE ",
    );
}

/// The promises given to a customer, those due last first.
pub fn of_customer(tx: &Tx<'_>, scope: &Scope, customer: CustomerId, limit: i64) -> Result<Vec<Placed>> {
    let mut query = Clauses::default();
    select(&mut query);
    query.bind("conversation.customer_id = $", customer);
    scope.limit(&mut query);
    query.push(" ORDER BY promise.due_at DESC, promise.id DESC").bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), placed)
}

/// The promises that were or are due from one instant until before another, in that order.
pub fn due_between(
    tx: &Tx<'_>,
    scope: &Scope,
    from: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<Placed>> {
    let mut query = Clauses::default();
    select(&mut query);
    query.bind("promise.due_at >= $", from).bind(" AND promise.due_at < $", until);
    scope.limit(&mut query);
    query.push(" ORDER BY promise.due_at, promise.id").bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), placed)
}
