//! `/search`: the same words and filters as on the search page.

use crate::body::Query;
use crate::conversation::Conversation;
use crate::customer::Customer;
use crate::guard::Caller;
use crate::house::House;
use crate::page::{Cursor, limit};
use crate::problem::Result;
use app::search::Next;
use axum::Json;
use axum::extract::State;
use domain::MessageId;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What to find.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words, `"phrases"`, `pre*`, `-without`, and filters such as `from:anna is:open before:2026-01-31`; days begin in UTC.
    q: String,
    /// Go on after the page that gave this as `next`.
    #[param(pattern = r"^[01]\.[0-9]{1,18}$")]
    after: Option<String>,
}

/// A page of conversations found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Found {
    data: Vec<Hit>,
    /// What of the query wasn't understood, in words.
    problems: Vec<String>,
    /// Where the next page goes on, as `after`; null on the last one.
    next: Option<String>,
}

/// A conversation found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hit {
    conversation: Conversation,
    customer_name: String,
    /// The message that matched best or last; null when only filters were asked for.
    message_id: Option<i64>,
}

/// Find conversations.
#[utoipa::path(get, path = "/search", tag = "Search", operation_id = "search_conversations", params(SearchQuery),
    responses((status = 200, description = "A page of what was found", body = Found)))]
pub(crate) async fn conversations(
    State(house): State<House>,
    caller: Caller,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Found>> {
    let cursor = query.after.as_deref().map(Cursor::parse).transpose()?;
    let next = cursor.map(|cursor| match cursor.sort {
        0 => Next::Skip(cursor.id),
        _ => Next::Before(MessageId(cursor.id)),
    });
    let typed = query.q;
    let results = house
        .db
        .read(move |tx| {
            let results = app::search::conversations(tx, &caller.actor, &typed, &TimeZone::UTC, next)?;
            let ids: Vec<_> = results.found.iter().map(|found| found.conversation.id).collect();
            let tags = app::conversation::tags(tx, &caller.actor, &ids)?;
            Ok::<_, app::Error>((results, tags))
        })
        .await?;
    let (results, mut tags) = results;
    let data = results.found.into_iter().map(|found| Hit {
        customer_name: found.customer,
        message_id: found.message.map(|message| message.id.0),
        conversation: {
            let tags = tags.remove(&found.conversation.id).unwrap_or_default();
            Conversation::new(&house, (found.conversation, tags))
        },
    });
    let next = results.next.map(|next| match next {
        Next::Skip(count) => format!("0.{count}"),
        Next::Before(message) => format!("1.{message}"),
    });
    Ok(Json(Found { data: data.collect(), problems: results.query.problems, next }))
}

/// Whom to find.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleQuery {
    /// The beginnings of words of a name or an address.
    q: String,
    /// How many.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<i64>,
}

/// Customers found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundCustomers {
    data: Vec<Customer>,
}

/// Find customers by name or address.
#[utoipa::path(get, path = "/search/customers", tag = "Search", operation_id = "search_customers", params(PeopleQuery),
    responses((status = 200, description = "Customers, best first", body = FoundCustomers)))]
pub(crate) async fn customers(
    State(house): State<House>,
    caller: Caller,
    Query(query): Query<PeopleQuery>,
) -> Result<Json<FoundCustomers>> {
    let limit = limit(query.limit)?;
    let found = house.db.read(move |tx| {
        let found = app::search::customers(tx, &caller.actor, &query.q, limit)?;
        found
            .into_iter()
            .map(|customer| app::customer::find(tx, &caller.actor, customer.id))
            .collect::<app::Result<Vec<_>>>()
    });
    Ok(Json(FoundCustomers { data: found.await?.into_iter().map(Customer::from).collect() }))
}
