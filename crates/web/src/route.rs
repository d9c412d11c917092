//! Every way in, with what it needs on its line.

use crate::guard::guard;
use crate::house::House;
use crate::{assets, headers, live, pages};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, delete, get, post, put};
use domain::Permission;

/// What a request must bring to get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the way to sign in, assets, health.
    Nobody,
    /// A secret that the handler itself checks: other systems, not browsers.
    Secret,
    /// Somebody signed in who has this permission.
    Permission(Permission),
}

/// One way in.
pub struct Route {
    /// The method, for tests that walk the list.
    pub method: &'static str,
    /// The path with its `{holes}`.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
    handler: MethodRouter<House>,
}

/// Bytes of a form: the largest is a long answer.
const FORM_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes of an upload: the largest file and its frame.
const UPLOAD_BYTES_MAX: usize = app::attachment::UPLOAD_BYTES_MAX + 64 * 1024;

/// Bytes of a file of customers and its frame; it is kept piece by piece and never in memory as a whole.
const IMPORT_BYTES_MAX: usize = app::customer::import::FILE_BYTES_MAX as usize + 64 * 1024;

/// Every way in.
pub fn routes() -> Vec<Route> {
    use Needs::{Nobody, Permission as May, Secret};
    use Permission::{Administer, Answer, CurateCustomers, EditCustomer, Note, Organize, Read};
    let route = |method, path, needs, handler| Route { method, path, needs, handler };
    vec![
        route("GET", "/", May(Read), get(pages::inbox::home)),
        route("GET", "/assets/{name}", Nobody, get(assets::show)),
        route("GET", "/healthz", Nobody, get(pages::health::check)),
        route("GET", "/live", May(Read), get(live::stream)),
        route(
            "POST",
            "/intake",
            Secret,
            post(pages::intake::receive).layer(DefaultBodyLimit::max(app::intake::MAIL_BYTES_MAX)),
        ),
        // Coming in
        route("GET", "/sign-in", Nobody, get(pages::sign_in::show)),
        route("POST", "/session", Nobody, post(pages::sign_in::start)),
        route("POST", "/sign-out", May(Read), post(pages::sign_in::end)),
        route("GET", "/first-start", Nobody, get(pages::first_start::show)),
        route("POST", "/first-start", Nobody, post(pages::first_start::found)),
        route("POST", "/theme", May(Read), post(pages::profile::set_theme)),
        // Inbox and conversations
        route("GET", "/inbox/{view}", May(Read), get(pages::inbox::list)),
        route("GET", "/inbox/{view}/{conversation}", May(Read), get(pages::conversation::show)),
        route("GET", "/conversations/{conversation}", May(Read), get(pages::conversation::find)),
        route("POST", "/conversations/{conversation}/messages", May(Note), post(pages::message::write)),
        route("PUT", "/conversations/{conversation}/draft", May(Note), put(pages::message::save_draft)),
        route("POST", "/conversations/{conversation}/draft", May(Note), post(pages::message::save_draft)),
        route(
            "POST",
            "/conversations/{conversation}/presence",
            May(Read),
            post(pages::conversation::be_present),
        ),
        route("POST", "/conversations/{conversation}/closure", May(Answer), post(pages::conversation::close)),
        route(
            "POST",
            "/conversations/{conversation}/reopening",
            May(Answer),
            post(pages::conversation::reopen),
        ),
        route("POST", "/conversations/{conversation}/snooze", May(Answer), post(pages::conversation::snooze)),
        route(
            "POST",
            "/conversations/{conversation}/assignment",
            May(Answer),
            post(pages::conversation::assign),
        ),
        route(
            "POST",
            "/conversations/{conversation}/priority",
            May(Answer),
            post(pages::conversation::set_priority),
        ),
        route("POST", "/conversations/{conversation}/tags", May(Answer), post(pages::conversation::tag)),
        route(
            "POST",
            "/conversations/{conversation}/tags/{tag}/removal",
            May(Answer),
            post(pages::conversation::untag),
        ),
        // Messages
        route("POST", "/messages/{message}/undo", May(Answer), post(pages::message::undo)),
        route("POST", "/messages/{message}/resend", May(Answer), post(pages::message::resend)),
        route("GET", "/messages/{message}/body", May(Read), get(pages::message::body)),
        route("GET", "/messages/{message}/raw", May(Read), get(pages::message::raw)),
        route("GET", "/attachments/{attachment}", May(Read), get(pages::attachment::show)),
        route("GET", "/attachments/{attachment}/{name}", May(Read), get(pages::attachment::show_named)),
        route(
            "POST",
            "/uploads",
            May(Note),
            post(pages::attachment::upload).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX)),
        ),
        // Finding
        route("GET", "/search", May(Read), get(pages::search::show)),
        route("GET", "/command", May(Read), get(pages::command::show)),
        route("GET", "/suggest/people", May(Read), get(pages::command::people)),
        // Customers
        route("GET", "/customers", May(Read), get(pages::customer::list)),
        route("POST", "/customers", May(EditCustomer), post(pages::customer::create)),
        route("GET", "/customers/new", May(EditCustomer), get(pages::customer::new)),
        route("GET", "/customers/export", May(CurateCustomers), get(pages::customer::export)),
        route("GET", "/customers/import", May(CurateCustomers), get(pages::customer::upload_form)),
        route(
            "POST",
            "/customers/import",
            May(CurateCustomers),
            post(pages::customer::receive).layer(DefaultBodyLimit::max(IMPORT_BYTES_MAX)),
        ),
        route("GET", "/customer-imports/{import}", May(CurateCustomers), get(pages::customer::show_import)),
        route("POST", "/customer-imports/{import}/start", May(CurateCustomers), post(pages::customer::start)),
        route("POST", "/customer-imports/{import}/stop", May(CurateCustomers), post(pages::customer::stop)),
        route("GET", "/customers/{customer}", May(Read), get(pages::customer::show)),
        route("POST", "/customers/{customer}", May(EditCustomer), post(pages::customer::change)),
        route("POST", "/customers/{customer}/fields", May(EditCustomer), post(pages::customer::set_field)),
        route(
            "POST",
            "/customers/{customer}/identities",
            May(EditCustomer),
            post(pages::customer::add_identity),
        ),
        route("POST", "/customers/{customer}/notes", May(Note), post(pages::customer::write_note)),
        route("POST", "/customers/{customer}/blocking", May(EditCustomer), post(pages::customer::block)),
        route("POST", "/customers/{customer}/unblocking", May(EditCustomer), post(pages::customer::unblock)),
        route("GET", "/customers/{customer}/merge", May(CurateCustomers), get(pages::customer::who)),
        route("POST", "/customers/{customer}/merge", May(CurateCustomers), post(pages::customer::merge)),
        route("POST", "/customer-merges/{merge}/undo", May(CurateCustomers), post(pages::customer::undo)),
        route("POST", "/customer-notes/{note}/removal", May(Note), post(pages::customer::remove_note)),
        route("POST", "/customer-notes/{note}/restoration", May(Note), post(pages::customer::restore_note)),
        route(
            "POST",
            "/identities/{identity}/removal",
            May(EditCustomer),
            post(pages::customer::remove_identity),
        ),
        route(
            "POST",
            "/identities/{identity}/restoration",
            May(EditCustomer),
            post(pages::customer::restore_identity),
        ),
        route(
            "POST",
            "/identities/{identity}/deliverable",
            May(EditCustomer),
            post(pages::customer::mark_deliverable),
        ),
        route("GET", "/organizations/{organization}", May(Read), get(pages::customer::show_organization)),
        route("POST", "/organizations/{organization}", May(EditCustomer), post(pages::customer::rename)),
        route(
            "GET",
            "/conversations/{conversation}/customer",
            May(Answer),
            get(pages::conversation::choose_customer),
        ),
        route(
            "POST",
            "/conversations/{conversation}/customer",
            May(Answer),
            post(pages::conversation::move_to_customer),
        ),
        route(
            "POST",
            "/conversations/{conversation}/customer/confirmation",
            May(Answer),
            post(pages::conversation::confirm_customer),
        ),
        route(
            "POST",
            "/conversations/{conversation}/customer/{customer}",
            May(Answer),
            post(pages::conversation::move_back),
        ),
        // Operation
        route("GET", "/needs-a-look", May(Organize), get(pages::needs_look::show)),
        route("POST", "/needs-a-look/{inbound}/again", May(Organize), post(pages::needs_look::again)),
        route("GET", "/settings/tokens", May(Administer), get(pages::token::show)),
        route("POST", "/settings/tokens", May(Administer), post(pages::token::make)),
        route("POST", "/settings/tokens/{token}/revocation", May(Administer), post(pages::token::revoke)),
        route("DELETE", "/session", May(Read), delete(pages::sign_in::end)),
    ]
}

/// The router of all routes, each behind its guard.
pub fn router(house: &House) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let guarded = route.handler.layer(from_fn_with_state((house.clone(), route.needs), guard));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(pages::missing)
        .layer(from_fn(headers::add))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .with_state(house.clone())
}
