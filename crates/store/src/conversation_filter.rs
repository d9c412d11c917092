//! Conversations by any combination of state, assignee, team, customer and tag, for other systems.
//!
//! Every list index begins or goes on with the state and ends with the time of the last message. So each state is
//! read by itself, from its index and in order, and the pages are merged here: a page costs its rows, not the table.

use crate::clause::Clauses;
use crate::conversation::{After, COLUMNS, Conversation, conversation};
use crate::error::Result;
use crate::scope::Scope;
use crate::sql::Tx;
use domain::conversation::State;
use domain::{AgentId, CustomerId, TagId, TeamId};

/// What must hold; what is empty doesn't matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// Assigned to that agent, or (`Some(None)`) to nobody.
    pub assignee: Option<Option<AgentId>>,
    /// In that team, or (`Some(None)`) in none.
    pub team: Option<Option<TeamId>>,
    /// Of that customer.
    pub customer: Option<CustomerId>,
    /// With that tag.
    pub tag: Option<TagId>,
}

/// A page of them, those with the latest message first.
pub fn page(
    tx: &Tx<'_>,
    scope: &Scope,
    filter: &Filter,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Conversation>> {
    let mut found = Vec::new();
    for state in State::ALL {
        if filter.state.is_none_or(|wanted| wanted == state) {
            found.extend(in_state(tx, scope, filter, state, after, limit)?);
        }
    }
    found.sort_by_key(|conversation| std::cmp::Reverse((conversation.active_at, conversation.id)));
    found.truncate(limit.max(0) as usize);
    Ok(found)
}

fn in_state(
    tx: &Tx<'_>,
    scope: &Scope,
    filter: &Filter,
    state: State,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Conversation>> {
    let mut query = Clauses::default();
    query.push("SELECT ").push(COLUMNS).push(" FROM conversation WHERE conversation.merged_into IS NULL");
    query.bind(" AND conversation.state = $", state);
    match filter.assignee {
        Some(Some(agent)) => query.bind(" AND conversation.assignee_id = $", agent),
        Some(None) => query.push(" AND conversation.assignee_id IS NULL"),
        None => &mut query,
    };
    match filter.team {
        Some(Some(team)) => query.bind(" AND conversation.team_id = $", team),
        Some(None) => query.push(" AND conversation.team_id IS NULL"),
        None => &mut query,
    };
    if let Some(customer) = filter.customer {
        query.bind(" AND conversation.customer_id = $", customer);
    }
    if let Some(tag) = filter.tag {
        query.bind(
            " AND conversation.id IN (SELECT conversation_id FROM conversation_tag WHERE tag_id = $)",
            tag,
        );
    }
    scope.limit(&mut query);
    if let Some(after) = after {
        query.bind(" AND (conversation.active_at, conversation.id) < ($", after.sort).bind(", $)", after.id);
    }
    query.push(" ORDER BY conversation.active_at DESC, conversation.id DESC").bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), conversation)
}
