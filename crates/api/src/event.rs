//! `/events`: everything that happened, in the order in which it was committed.

use crate::body::Query;
use crate::guard::Caller;
use crate::house::House;
use crate::problem::{Failure, Result};
use app::events::Recorded;
use axum::Json;
use axum::extract::State;
use domain::event::Cursor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Events in one answer unless asked otherwise.
const LIMIT: i64 = 100;
/// Events in one answer at most.
const LIMIT_MAX: i64 = 500;

/// Where to go on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// What an earlier answer gave as `next`; `end` for what happens from now on; left out for all from the beginning.
    #[param(pattern = r"^([0-9]{1,18}\.[0-9]{1,18}|end)$")]
    after: Option<String>,
    /// How many.
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: Option<i64>,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Event {
    /// Where it stands in the log: go on from here with `after`.
    cursor: String,
    /// What: `message_received`, `conversation_assigned`, … New kinds may come; let those you don't know pass.
    kind: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// By whom, when a person did it.
    agent_id: Option<i64>,
    customer_id: Option<i64>,
    conversation_id: Option<i64>,
    message_id: Option<i64>,
    /// What else is to be said of this kind of event.
    #[schema(value_type = Object)]
    detail: serde_json::Map<String, serde_json::Value>,
}

/// Some of what happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Events {
    data: Vec<Event>,
    /// Keep this and ask for what comes after it. Never skips an event that is committed late.
    next: String,
}

impl From<Recorded> for Event {
    fn from(recorded: Recorded) -> Self {
        let Recorded { cursor, at, event } = recorded;
        let mut detail = match serde_json::to_value(&event.kind) {
            Ok(serde_json::Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        detail.remove("kind");
        Self {
            cursor: cursor.encode(),
            kind: event.kind.name(),
            at,
            agent_id: event.agent.map(|id| id.0),
            customer_id: event.customer.map(|id| id.0),
            conversation_id: event.conversation.map(|id| id.0),
            message_id: event.message.map(|id| id.0),
            detail,
        }
    }
}

/// Read what happened after a cursor.
#[utoipa::path(get, path = "/events", tag = "Events", operation_id = "read_events", params(EventQuery),
    responses((status = 200, description = "The next events", body = Events)))]
pub(crate) async fn read(
    State(house): State<House>,
    caller: Caller,
    Query(query): Query<EventQuery>,
) -> Result<Json<Events>> {
    let limit = query.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Failure::Malformed(format!("limit: Ask for 1 to {LIMIT_MAX}.")));
    }
    let after = match query.after.as_deref() {
        None => Cursor::default(),
        Some("end") => {
            let end = house.db.read(app::events::end).await?;
            return Ok(Json(Events { data: Vec::new(), next: end.encode() }));
        }
        Some(text) => Cursor::parse(text)
            .ok_or_else(|| Failure::Malformed("after: Use what an earlier answer gave as “next”.".into()))?,
    };
    let events = house.db.read(move |tx| app::events::read(tx, &caller.actor, after, limit)).await?;
    let next = events.last().map_or(after, |last| last.cursor).encode();
    Ok(Json(Events { data: events.into_iter().map(Event::from).collect(), next }))
}
