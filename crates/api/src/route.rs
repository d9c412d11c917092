//! Every way in, with the scope it needs on its line.

use crate::guard::{Needs, guard};
use crate::house::House;
use crate::problem::Failure;
use crate::{
    attachment, complaint, conversation, customer, event, message, openapi, order, people, promise, remedy,
    search, touchpoint,
};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use domain::ApiScope;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes as described;

/// Where all of it is mounted; another version will stand beside it.
pub const PREFIX: &str = "/api/v1";
/// Bytes of a body: the largest text there is, well filled.
const BODY_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of a batch: a thousand things, each with a long text.
const BATCH_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of a file.
const FILE_BYTES_MAX: usize = app::attachment::UPLOAD_BYTES_MAX;

/// One way in, with its description.
pub struct Route {
    /// What it needs.
    pub needs: Needs,
    /// Bytes of a body.
    pub body_bytes_max: usize,
    pub(crate) described: UtoipaMethodRouter<House>,
}

impl Route {
    /// The path with its `{holes}`, without the prefix.
    pub fn path(&self) -> String {
        self.described.1.paths.keys().next().cloned().unwrap_or_default()
    }

    /// The method.
    pub fn method(&self) -> &'static str {
        let item = self.described.1.paths.values().next();
        let has = |operation: Option<&Option<_>>| operation.is_some_and(Option::is_some);
        let methods = [
            ("GET", has(item.map(|item| &item.get))),
            ("POST", has(item.map(|item| &item.post))),
            ("PATCH", has(item.map(|item| &item.patch))),
            ("DELETE", has(item.map(|item| &item.delete))),
        ];
        methods.into_iter().find(|(_, there)| *there).map_or("PUT", |(method, _)| method)
    }
}

/// Every way in.
pub fn routes() -> Vec<Route> {
    use ApiScope::{
        ConversationsRead, ConversationsWrite, CustomersRead, CustomersWrite, EventsRead, PeopleRead,
        RemediesGive, RemediesRead, RemediesReport, TimelineRead, TimelineWrite,
    };
    use Needs::{Nobody, Scope};
    let route = |needs, described| Route { needs, body_bytes_max: BODY_BYTES_MAX, described };
    let batch = |needs, described| Route { needs, body_bytes_max: BATCH_BYTES_MAX, described };
    vec![
        route(Nobody, described!(openapi::show)),
        // Customers
        route(Scope(CustomersRead), described!(customer::list)),
        route(Scope(CustomersWrite), described!(customer::make)),
        route(Scope(CustomersRead), described!(customer::show)),
        route(Scope(CustomersWrite), described!(customer::change)),
        route(Scope(CustomersWrite), described!(customer::add_identity)),
        route(Scope(CustomersWrite), described!(customer::remove_identity)),
        // Conversations
        route(Scope(ConversationsRead), described!(conversation::list)),
        route(Scope(ConversationsWrite), described!(conversation::open)),
        route(Scope(ConversationsRead), described!(conversation::show)),
        route(Scope(ConversationsWrite), described!(conversation::change)),
        route(Scope(ConversationsWrite), described!(complaint::open)),
        route(Scope(ConversationsRead), described!(complaint::show)),
        route(Scope(ConversationsWrite), described!(complaint::change)),
        // Messages
        route(Scope(ConversationsRead), described!(message::list)),
        route(Scope(ConversationsWrite), described!(message::take_down)),
        route(Scope(ConversationsWrite), described!(message::reply)),
        route(Scope(ConversationsWrite), described!(message::note)),
        route(Scope(ConversationsRead), described!(message::show)),
        // Files
        Route {
            needs: Scope(ConversationsWrite),
            body_bytes_max: FILE_BYTES_MAX,
            described: described!(attachment::upload),
        },
        route(Scope(ConversationsRead), described!(attachment::show)),
        route(Scope(ConversationsRead), described!(attachment::content)),
        // Promises
        route(Scope(ConversationsRead), described!(promise::list)),
        route(Scope(ConversationsWrite), described!(promise::make)),
        route(Scope(ConversationsWrite), described!(promise::change)),
        // What other systems know
        route(Scope(TimelineWrite), described!(touchpoint::put)),
        batch(Scope(TimelineWrite), described!(touchpoint::put_many)),
        route(Scope(TimelineRead), described!(touchpoint::show)),
        route(Scope(TimelineRead), described!(touchpoint::of_customer)),
        route(Scope(TimelineWrite), described!(order::put)),
        batch(Scope(TimelineWrite), described!(order::put_many)),
        route(Scope(TimelineRead), described!(order::show)),
        route(Scope(TimelineRead), described!(order::of_customer)),
        // What is given
        route(Scope(RemediesGive), described!(remedy::give)),
        route(Scope(RemediesRead), described!(remedy::list)),
        route(Scope(RemediesRead), described!(remedy::show)),
        route(Scope(RemediesReport), described!(remedy::report)),
        // Who works here
        route(Scope(PeopleRead), described!(people::agents)),
        route(Scope(PeopleRead), described!(people::teams)),
        // Finding and following
        route(Scope(ConversationsRead), described!(search::conversations)),
        route(Scope(CustomersRead), described!(search::customers)),
        route(Scope(EventsRead), described!(event::read)),
    ]
}

/// The router of all routes, each behind its guard, under [`PREFIX`]. To be merged with that of the pages.
pub fn router(house: &House) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let path = route.path();
        let guarded = route
            .described
            .2
            .layer(DefaultBodyLimit::max(route.body_bytes_max))
            .route_layer(from_fn_with_state((house.clone(), route.needs), guard));
        router = router.route(&path, guarded);
    }
    let router = router
        .fallback(async || Failure::NoSuchPath)
        .method_not_allowed_fallback(async || Failure::WrongMethod)
        .layer(from_fn(add_headers))
        .with_state(house.clone());
    Router::new().nest(PREFIX, router)
}

/// Nothing here is for caches or for browsers to guess at.
async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
