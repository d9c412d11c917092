//! `/touchpoints`: what happened with customers in other systems.

use crate::body::{Create, Id, Query, object, objects};
use crate::customer::CustomerReference;
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::{Failure, FieldProblem, Result};
use app::touchpoint::{BATCH_MAX, NewTouchpoint as New, Touchpoint as Row};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{CustomerId, TouchpointId};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something that happened with a customer in another system.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Touchpoint {
    id: i64,
    customer_id: i64,
    kind: String,
    title: String,
    detail: String,
    url: String,
    source: String,
    external_id: String,
    #[schema(value_type = String, format = DateTime)]
    occurred_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A touchpoint to be put on a timeline. The same `source` and `external_id` again replace the earlier one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTouchpoint {
    #[serde(deserialize_with = "object")]
    customer: CustomerReference,
    /// What it was, in the words of its system: `delivery`, `visit`, `survey`.
    #[schema(min_length = 1, max_length = 60)]
    kind: String,
    /// One line for the timeline.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// More of it, as plain text.
    #[serde(default)]
    #[schema(max_length = 4_000)]
    detail: String,
    /// Where to look at it: an address with http or https.
    #[serde(default)]
    #[schema(max_length = 2_000)]
    url: String,
    /// Which system says so.
    #[schema(min_length = 1, max_length = 60)]
    source: String,
    /// What it is called there.
    #[schema(min_length = 1, max_length = 200)]
    external_id: String,
    #[schema(value_type = String, format = DateTime)]
    occurred_at: Timestamp,
}

/// Several at once: all are taken, or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Batch<T> {
    #[schema(min_items = 1, max_items = 1000)]
    #[serde(deserialize_with = "objects", bound(deserialize = "T: DeserializeOwned"))]
    pub(crate) items: Vec<T>,
}

/// What became of a batch, in its order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BatchResult {
    pub(crate) items: Vec<Put>,
}

/// What became of one thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Put {
    pub(crate) id: i64,
    /// Whether it is new, or was known before.
    pub(crate) created: bool,
}

impl<T> Batch<T> {
    /// Says of all at once what is wrong with them, before anything is written.
    pub(crate) fn check(&self, check: impl Fn(&T) -> app::Result<()>) -> Result<()> {
        if self.items.is_empty() || self.items.len() > BATCH_MAX {
            return Err(Failure::unusable("items", format!("Send 1 to {BATCH_MAX} at once.")));
        }
        let mut errors = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            match check(item) {
                Ok(()) => {}
                Err(app::Error::Invalid { field, message }) => {
                    errors.push(FieldProblem { field: format!("items[{index}].{field}"), detail: message });
                }
                Err(other) => return Err(Failure::App(other)),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Failure::Unusable(errors)) }
    }
}

impl From<&NewTouchpoint> for New {
    fn from(new: &NewTouchpoint) -> Self {
        Self {
            customer: (&new.customer).into(),
            kind: new.kind.clone(),
            title: new.title.clone(),
            detail: new.detail.clone(),
            url: new.url.clone(),
            source: new.source.clone(),
            external_id: new.external_id.clone(),
            occurred_at: new.occurred_at,
        }
    }
}

impl From<Row> for Touchpoint {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.0,
            customer_id: row.customer_id.0,
            kind: row.kind,
            title: row.title,
            detail: row.detail,
            url: row.url,
            source: row.source,
            external_id: row.external_id,
            occurred_at: row.occurred_at,
            created_at: row.created_at,
        }
    }
}

/// The status of an upsert.
pub(crate) fn status(created: bool) -> StatusCode {
    if created { StatusCode::CREATED } else { StatusCode::OK }
}

/// Put a touchpoint on a customer's timeline.
#[utoipa::path(post, path = "/touchpoints", tag = "Timeline", operation_id = "put_touchpoint", request_body = NewTouchpoint,
    responses((status = 201, description = "A new touchpoint", body = Touchpoint),
              (status = 200, description = "It was known; this is how it is now", body = Touchpoint)))]
pub(crate) async fn put(
    State(house): State<House>,
    caller: Caller,
    asked: Create<NewTouchpoint>,
) -> Result<Response> {
    create(&house, caller, asked, |tx, actor, new: &NewTouchpoint, moment| {
        let put = app::touchpoint::put(tx, actor, &new.into(), moment)?;
        Ok((status(put.created), Touchpoint::from(app::touchpoint::find(tx, actor, put.id)?)))
    })
    .await
}

/// Put up to 1,000 touchpoints on timelines: all of them, or none if one can't be used.
#[utoipa::path(post, path = "/touchpoints/batches", tag = "Timeline", operation_id = "put_touchpoints",
    request_body = Batch<NewTouchpoint>,
    responses((status = 200, description = "What became of each, in order", body = BatchResult)))]
pub(crate) async fn put_many(
    State(house): State<House>,
    caller: Caller,
    asked: Create<Batch<NewTouchpoint>>,
) -> Result<Response> {
    asked.value.check(|new| New::from(new).check().map(|_| ()))?;
    create(&house, caller, asked, |tx, actor, batch: &Batch<NewTouchpoint>, moment| {
        let mut items = Vec::new();
        for new in &batch.items {
            let put = app::touchpoint::put(tx, actor, &new.into(), moment)?;
            items.push(Put { id: put.id.0, created: put.created });
        }
        Ok((StatusCode::OK, BatchResult { items }))
    })
    .await
}

/// Show a touchpoint.
#[utoipa::path(get, path = "/touchpoints/{touchpoint}", tag = "Timeline", operation_id = "show_touchpoint",
    params(("touchpoint" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The touchpoint", body = Touchpoint)))]
pub(crate) async fn show(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<TouchpointId>,
) -> Result<Json<Touchpoint>> {
    Ok(Json(house.db.read(move |tx| app::touchpoint::find(tx, &caller.actor, id)).await?.into()))
}

/// List a customer's touchpoints, latest first.
#[utoipa::path(get, path = "/customers/{customer}/touchpoints", tag = "Timeline", operation_id = "list_touchpoints",
    params(("customer" = i64, Path, minimum = 1), PageQuery),
    responses((status = 200, description = "A page of touchpoints", body = Page<Touchpoint>)))]
pub(crate) async fn of_customer(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Touchpoint>>> {
    let limit = page.limit()?;
    let before = page.after()?.map(|cursor| (domain::timestamp(cursor.sort), TouchpointId(cursor.id)));
    let found = house
        .db
        .read(move |tx| app::touchpoint::of_customer(tx, &caller.actor, id, before, limit + 1))
        .await?;
    let place = |row: &Row| Cursor { sort: domain::millis(row.occurred_at), id: row.id.0 };
    Ok(Json(Page::of(found, limit, place, Touchpoint::from)))
}
