//! `/orders`: what customers bought, kept up to date by the shop.

use crate::body::{Create, Id, Query, object};
use crate::customer::CustomerReference;
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::Result;
use crate::touchpoint::{Batch, BatchResult, Put, status};
use app::order::{NewOrder as New, Order as Row};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{CustomerId, OrderId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An order in a shop.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Order {
    id: i64,
    customer_id: i64,
    number: String,
    state: String,
    title: String,
    total: Money,
    url: String,
    source: String,
    external_id: String,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// An amount of money.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// In minor units: cents of the euro, whole yen.
    minor: i64,
    /// ISO 4217 code.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
}

impl Money {
    /// An amount in minor units.
    pub(crate) fn new(minor: i64, currency: &str) -> Self {
        Self { minor, currency: currency.to_owned() }
    }

    /// Minor units and currency.
    pub(crate) fn parts(&self) -> (i64, String) {
        (self.minor, self.currency.clone())
    }
}

/// An order to be put on a timeline. The same `source` and `external_id` again replace the earlier one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOrder {
    #[serde(deserialize_with = "object")]
    customer: CustomerReference,
    /// The number the customer knows.
    #[schema(min_length = 1, max_length = 60)]
    number: String,
    /// How far it is, in the words of its shop: `paid`, `shipped`, `returned`.
    #[schema(min_length = 1, max_length = 60)]
    state: String,
    /// What was ordered, in one line.
    #[serde(default)]
    #[schema(max_length = 200)]
    title: String,
    #[serde(deserialize_with = "object")]
    total: Money,
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
    placed_at: Timestamp,
}

impl From<&NewOrder> for New {
    fn from(new: &NewOrder) -> Self {
        Self {
            customer: (&new.customer).into(),
            number: new.number.clone(),
            state: new.state.clone(),
            title: new.title.clone(),
            currency: new.total.currency.clone(),
            total_minor: new.total.minor,
            url: new.url.clone(),
            source: new.source.clone(),
            external_id: new.external_id.clone(),
            placed_at: new.placed_at,
        }
    }
}

impl From<Row> for Order {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.0,
            customer_id: row.customer_id.0,
            number: row.number,
            state: row.state,
            title: row.title,
            total: Money { minor: row.total_minor, currency: row.currency },
            url: row.url,
            source: row.source,
            external_id: row.external_id,
            placed_at: row.placed_at,
            updated_at: row.updated_at,
        }
    }
}

/// Put an order on a customer's timeline, or bring it up to date.
#[utoipa::path(post, path = "/orders", tag = "Timeline", operation_id = "put_order", request_body = NewOrder,
    responses((status = 201, description = "A new order", body = Order),
              (status = 200, description = "It was known; this is how it is now", body = Order)))]
pub(crate) async fn put(
    State(house): State<House>,
    caller: Caller,
    asked: Create<NewOrder>,
) -> Result<Response> {
    create(&house, caller, asked, |tx, actor, new: &NewOrder, moment| {
        let put = app::order::put(tx, actor, &new.into(), moment)?;
        Ok((status(put.created), Order::from(app::order::find(tx, actor, put.id)?)))
    })
    .await
}

/// Put up to 1,000 orders on timelines: all of them, or none if one can't be used.
#[utoipa::path(post, path = "/orders/batches", tag = "Timeline", operation_id = "put_orders",
    request_body = Batch<NewOrder>,
    responses((status = 200, description = "What became of each, in order", body = BatchResult)))]
pub(crate) async fn put_many(
    State(house): State<House>,
    caller: Caller,
    asked: Create<Batch<NewOrder>>,
) -> Result<Response> {
    asked.value.check(|new| New::from(new).check().map(|_| ()))?;
    create(&house, caller, asked, |tx, actor, batch: &Batch<NewOrder>, moment| {
        let mut items = Vec::new();
        for new in &batch.items {
            let put = app::order::put(tx, actor, &new.into(), moment)?;
            items.push(Put { id: put.id.0, created: put.created });
        }
        Ok((StatusCode::OK, BatchResult { items }))
    })
    .await
}

/// Show an order.
#[utoipa::path(get, path = "/orders/{order}", tag = "Timeline", operation_id = "show_order",
    params(("order" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The order", body = Order)))]
pub(crate) async fn show(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<OrderId>,
) -> Result<Json<Order>> {
    Ok(Json(house.db.read(move |tx| app::order::find(tx, &caller.actor, id)).await?.into()))
}

/// List a customer's orders, latest first.
#[utoipa::path(get, path = "/customers/{customer}/orders", tag = "Timeline", operation_id = "list_orders",
    params(("customer" = i64, Path, minimum = 1), PageQuery),
    responses((status = 200, description = "A page of orders", body = Page<Order>)))]
pub(crate) async fn of_customer(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Order>>> {
    let limit = page.limit()?;
    let before = page.after()?.map(|cursor| (domain::timestamp(cursor.sort), OrderId(cursor.id)));
    let found =
        house.db.read(move |tx| app::order::of_customer(tx, &caller.actor, id, before, limit + 1)).await?;
    let place = |row: &Row| Cursor { sort: domain::millis(row.placed_at), id: row.id.0 };
    Ok(Json(Page::of(found, limit, place, Order::from)))
}
