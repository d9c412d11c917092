//! Every way in, with what it needs on its line.

use crate::guard::guard;
use crate::house::House;
use crate::metrics::Metrics;
use crate::pages::settings;
use crate::{assets, headers, live, pages};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, post, put};
use domain::Permission;
use std::time::Instant;

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
/// Bytes of a letter through the public form: all answers at their longest, percent-encoded.
const LETTER_BYTES_MAX: usize = 128 * 1024;
/// Bytes of an upload: the largest file and its frame.
const UPLOAD_BYTES_MAX: usize = app::attachment::UPLOAD_BYTES_MAX + 64 * 1024;

/// Bytes of a file of customers and its frame; it is kept piece by piece and never in memory as a whole.
const IMPORT_BYTES_MAX: usize = app::customer::import::FILE_BYTES_MAX as usize + 64 * 1024;

/// Every way in.
pub fn routes() -> Vec<Route> {
    use Needs::{Nobody, Permission as May, Secret};
    use Permission::{Administer, Answer, CurateCustomers, EditCustomer, Note, Organize, Oversee, Read};
    let route = |method, path, needs, handler| Route { method, path, needs, handler };
    vec![
        route("GET", "/", May(Read), get(pages::inbox::home)),
        route("GET", "/assets/{name}", Nobody, get(assets::show)),
        route("GET", "/healthz", Nobody, get(pages::health::check)),
        route("GET", "/metrics", Secret, get(pages::metrics::show)),
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
        route("POST", "/away", May(Read), post(settings::profile::set_away)),
        route("POST", "/duty", May(Answer), post(settings::profile::set_duty)),
        route("GET", "/invitations/{token}", Nobody, get(pages::invitation::show)),
        route("POST", "/invitations/{token}", Nobody, post(pages::invitation::accept)),
        route("GET", "/forgotten-password", Nobody, get(pages::new_password::show)),
        route("POST", "/forgotten-password", Nobody, post(pages::new_password::ask)),
        route("GET", "/new-password/{token}", Nobody, get(pages::new_password::choose)),
        route("POST", "/new-password/{token}", Nobody, post(pages::new_password::set)),
        // The customer's own way in
        route("GET", "/write-to-us", Nobody, get(pages::write_to_us::show)),
        route(
            "POST",
            "/write-to-us",
            Nobody,
            post(pages::write_to_us::write).layer(DefaultBodyLimit::max(LETTER_BYTES_MAX)),
        ),
        // The bell
        route("GET", "/notifications", May(Read), get(pages::notification::show)),
        route("POST", "/notifications/seen", May(Read), post(pages::notification::see_all)),
        // How it goes
        route("GET", "/insights", May(Read), get(pages::insights::home)),
        route("GET", "/insights/effort", May(Oversee), get(pages::insights::effort::show)),
        route("GET", "/insights/effort/file", May(Oversee), get(pages::insights::effort::file)),
        route("GET", "/insights/effort/messages", May(Oversee), get(pages::insights::effort::messages)),
        route("GET", "/insights/continuity", May(Oversee), get(pages::insights::continuity::show)),
        route("GET", "/insights/continuity/file", May(Oversee), get(pages::insights::continuity::matters)),
        route("GET", "/insights/power", May(Read), get(pages::insights::power::show)),
        route("GET", "/insights/power/given", May(Oversee), get(pages::insights::gifts::show)),
        route("GET", "/insights/power/worth", May(Oversee), get(pages::insights::worth::show)),
        route("GET", "/insights/power/file", May(Oversee), get(pages::insights::power::file)),
        route("GET", "/insights/policies", May(Oversee), get(pages::insights::policies::show)),
        route("GET", "/insights/policies/file", May(Oversee), get(pages::insights::policies::file)),
        route("GET", "/insights/policies/{policy}", May(Oversee), get(pages::insights::policies::cases)),
        route("GET", "/insights/complaints", May(Oversee), get(pages::insights::complaints::show)),
        route("GET", "/insights/complaints/file", May(Oversee), get(pages::insights::complaints::file)),
        route("GET", "/insights/looks", May(Read), get(pages::insights::looks::show)),
        route("GET", "/insights/promises", May(Read), get(pages::insights::promises::show)),
        route("GET", "/insights/promises/list", May(Read), get(pages::insights::promises::list)),
        route("GET", "/insights/promises/file", May(Read), get(pages::insights::promises::file)),
        route("GET", "/insights/promises/people", May(Oversee), get(pages::insights::promises::people)),
        // Inbox and conversations
        route("GET", "/inbox/{view}", May(Read), get(pages::inbox::list)),
        route("GET", "/inbox/{view}/{conversation}", May(Read), get(pages::conversation::show)),
        route("GET", "/conversations/new", May(Answer), get(pages::conversation::new::ask)),
        route("POST", "/conversations", May(Answer), post(pages::conversation::new::begin)),
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
            "GET",
            "/conversations/{conversation}/handover",
            May(Answer),
            get(pages::conversation::handover::ask),
        ),
        route(
            "POST",
            "/conversations/{conversation}/handover",
            May(Answer),
            post(pages::conversation::handover::give),
        ),
        route(
            "POST",
            "/handovers/{handover}/acceptance",
            May(Answer),
            post(pages::conversation::handover::accept),
        ),
        route(
            "POST",
            "/handovers/{handover}/return",
            May(Answer),
            post(pages::conversation::handover::hand_back),
        ),
        route(
            "POST",
            "/handovers/{handover}/decision",
            May(Oversee),
            post(pages::conversation::handover::decide),
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
        route(
            "POST",
            "/conversations/{conversation}/subject",
            May(Answer),
            post(pages::conversation::set_subject),
        ),
        route(
            "POST",
            "/conversations/{conversation}/following",
            May(Note),
            post(pages::conversation::follow),
        ),
        route(
            "POST",
            "/conversations/{conversation}/following/end",
            May(Note),
            post(pages::conversation::unfollow),
        ),
        route(
            "GET",
            "/conversations/{conversation}/history",
            May(Read),
            get(pages::conversation::history::show),
        ),
        route(
            "GET",
            "/conversations/{conversation}/related",
            May(Answer),
            get(pages::conversation::related::show),
        ),
        route(
            "POST",
            "/conversations/{conversation}/merge",
            May(Answer),
            post(pages::conversation::related::merge),
        ),
        route(
            "POST",
            "/conversations/{conversation}/links",
            May(Answer),
            post(pages::conversation::related::link),
        ),
        route(
            "POST",
            "/conversations/{conversation}/links/{other}/removal",
            May(Answer),
            post(pages::conversation::related::unlink),
        ),
        route("GET", "/conversations/{conversation}/promises/new", May(Answer), get(pages::promise::ask)),
        route("POST", "/conversations/{conversation}/promises", May(Answer), post(pages::promise::make)),
        route("POST", "/promises/{promise}/ending", May(Answer), post(pages::promise::end)),
        route("GET", "/promises/{promise}/renegotiation", May(Answer), get(pages::promise::ask_renegotiate)),
        route("POST", "/promises/{promise}/renegotiation", May(Answer), post(pages::promise::renegotiate)),
        route("GET", "/promises/{promise}/reassignment", May(Answer), get(pages::promise::ask_reassign)),
        route("POST", "/promises/{promise}/reassignment", May(Answer), post(pages::promise::reassign)),
        route("POST", "/p/{token}/complaint", Nobody, post(pages::portal::answer)),
        route("GET", "/p/{token}", Nobody, get(pages::portal::show)),
        // Complaints
        route("GET", "/conversations/{conversation}/complaint", May(Read), get(pages::complaint::show)),
        route("POST", "/conversations/{conversation}/complaint", May(Answer), post(pages::complaint::save)),
        route(
            "POST",
            "/conversations/{conversation}/complaint/question",
            May(Answer),
            post(pages::complaint::ask),
        ),
        route(
            "POST",
            "/conversations/{conversation}/complaint/end",
            May(Answer),
            post(pages::complaint::end),
        ),
        route(
            "POST",
            "/conversations/{conversation}/complaint/reopening",
            May(Answer),
            post(pages::complaint::reopen),
        ),
        route(
            "POST",
            "/conversations/{conversation}/customer-steps",
            May(Note),
            post(pages::complaint::add_step),
        ),
        route("POST", "/customer-steps/{step}/removal", May(Note), post(pages::complaint::remove_step)),
        route("POST", "/conversations/{conversation}/advice", May(Answer), post(pages::advice::take)),
        route("POST", "/bulk", May(Answer), post(pages::inbox::bulk)),
        route("POST", "/undo/{undo}", May(Read), post(pages::undo::undo)),
        // Messages
        route("GET", "/messages/{message}/split", May(Answer), get(pages::conversation::related::ask_split)),
        route("POST", "/messages/{message}/split", May(Answer), post(pages::conversation::related::split)),
        route("POST", "/messages/{message}/signal", May(Note), post(pages::conversation::signal::correct)),
        route("POST", "/messages/{message}/signal/undo", May(Note), post(pages::conversation::signal::undo)),
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
        route("GET", "/suggest/people", May(Read), get(pages::suggest::people)),
        route("GET", "/suggest/canned", May(Answer), get(pages::suggest::canned)),
        route("GET", "/suggest/addresses", May(Answer), get(pages::suggest::addresses)),
        route("POST", "/suggest/promises", May(Answer), post(pages::promise::suggest)),
        route("POST", "/views", May(Read), post(pages::saved_view::save)),
        route("POST", "/views/{view}/removal", May(Read), post(pages::saved_view::remove)),
        // Canned answers
        route("GET", "/settings/canned", May(Organize), get(settings::canned_answers::list)),
        route("POST", "/settings/canned", May(Organize), post(settings::canned_answers::add)),
        route("GET", "/settings/canned/{answer}", May(Organize), get(settings::canned_answers::show)),
        route("POST", "/settings/canned/{answer}", May(Organize), post(settings::canned_answers::change)),
        route(
            "POST",
            "/settings/canned/{answer}/removal",
            May(Organize),
            post(settings::canned_answers::remove),
        ),
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
        route("POST", "/customers/{customer}/ally", May(EditCustomer), post(pages::customer::ally::set)),
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
        // Power to act
        route("GET", "/conversations/{conversation}/remedies/new", May(Answer), get(pages::remedy::ask)),
        route("POST", "/conversations/{conversation}/remedies", May(Answer), post(pages::remedy::give)),
        route("GET", "/remedies/{remedy}", May(Read), get(pages::remedy::show)),
        route("POST", "/remedies/{remedy}/done", May(Answer), post(pages::remedy::mark_done)),
        route("POST", "/remedies/{remedy}/reversal", May(Answer), post(pages::remedy::mark_reversed)),
        route("POST", "/remedies/{remedy}/again", May(Answer), post(pages::remedy::try_again)),
        route("POST", "/remedies/{remedy}/withdrawal", May(Answer), post(pages::remedy::withdraw)),
        route("POST", "/remedies/{remedy}/taking-back", May(Answer), post(pages::remedy::take_back)),
        route("GET", "/approvals", May(Oversee), get(pages::approval::show)),
        route("GET", "/approvals/{approval}", May(Oversee), get(pages::approval::one)),
        route("POST", "/approvals/{approval}", May(Oversee), post(pages::approval::decide)),
        route("GET", "/conversations/{conversation}/policies", May(Note), get(pages::policy::ask)),
        route("POST", "/conversations/{conversation}/policies", May(Note), post(pages::policy::mark)),
        route("POST", "/policy-marks/{mark}/removal", May(Note), post(pages::policy::unmark)),
        route("GET", "/settings/power", May(Administer), get(settings::power::show)),
        route("POST", "/settings/power", May(Administer), post(settings::power::save)),
        route("POST", "/settings/power/remedies", May(Administer), post(settings::power::add_kind)),
        route(
            "POST",
            "/settings/power/remedies/{kind}/retirement",
            May(Administer),
            post(settings::power::retire_kind),
        ),
        route("POST", "/settings/power/rules", May(Administer), post(settings::power::add_rule)),
        route("POST", "/settings/power/rules/{rule}/end", May(Administer), post(settings::power::end_rule)),
        route("POST", "/settings/power/budgets", May(Administer), post(settings::power::add_budget)),
        route(
            "POST",
            "/settings/power/budgets/{budget}/end",
            May(Administer),
            post(settings::power::end_budget),
        ),
        route("GET", "/settings/policies", May(Organize), get(settings::policies::show)),
        route("POST", "/settings/policies", May(Organize), post(settings::policies::add)),
        route("GET", "/settings/policies/{policy}", May(Organize), get(settings::policies::one)),
        route("POST", "/settings/policies/{policy}", May(Organize), post(settings::policies::change)),
        route(
            "POST",
            "/settings/policies/{policy}/retirement",
            May(Organize),
            post(settings::policies::retire),
        ),
        // One's own settings
        route("GET", "/settings", May(Read), get(settings::home)),
        route("GET", "/settings/profile", May(Read), get(settings::profile::show)),
        route("POST", "/settings/profile", May(Read), post(settings::profile::save)),
        route("POST", "/settings/password", May(Read), post(settings::profile::change_password)),
        route("POST", "/settings/sessions/end-others", May(Read), post(settings::profile::end_others)),
        route("GET", "/settings/second-factor", May(Read), get(settings::second_factor::show)),
        route("POST", "/settings/second-factor", May(Read), post(settings::second_factor::set)),
        route("GET", "/settings/second-factor/removal", May(Read), get(settings::second_factor::ask)),
        route("POST", "/settings/second-factor/removal", May(Read), post(settings::second_factor::remove)),
        route("GET", "/settings/notifications", May(Read), get(settings::notifications::show)),
        route("POST", "/settings/notifications", May(Read), post(settings::notifications::save)),
        // The house's settings
        route("GET", "/settings/people", May(Administer), get(settings::people::show)),
        route("GET", "/settings/people/{agent}", May(Administer), get(settings::person::show)),
        route("POST", "/settings/people/{agent}", May(Administer), post(settings::person::save)),
        route(
            "POST",
            "/settings/people/{agent}/workload",
            May(Administer),
            post(settings::person::set_workload),
        ),
        route("GET", "/settings/people/{agent}/deactivation", May(Administer), get(settings::person::ask)),
        route(
            "POST",
            "/settings/people/{agent}/deactivation",
            May(Administer),
            post(settings::person::deactivate),
        ),
        route(
            "POST",
            "/settings/people/{agent}/reactivation",
            May(Administer),
            post(settings::person::reactivate),
        ),
        route(
            "POST",
            "/settings/people/{agent}/second-factor-removal",
            May(Administer),
            post(settings::second_factor::remove_of),
        ),
        route("POST", "/settings/invitations", May(Administer), post(settings::invitation::invite)),
        route(
            "POST",
            "/settings/invitations/{invitation}/resend",
            May(Administer),
            post(settings::invitation::resend),
        ),
        route(
            "POST",
            "/settings/invitations/{invitation}/withdrawal",
            May(Administer),
            post(settings::invitation::withdraw),
        ),
        route("GET", "/settings/teams", May(Organize), get(settings::teams::show)),
        route("POST", "/settings/teams", May(Organize), post(settings::teams::add)),
        route("GET", "/settings/teams/{team}", May(Organize), get(settings::teams::open)),
        route("POST", "/settings/teams/{team}", May(Organize), post(settings::teams::save)),
        route("GET", "/settings/teams/{team}/removal", May(Administer), get(settings::teams::ask)),
        route("POST", "/settings/teams/{team}/removal", May(Administer), post(settings::teams::remove)),
        route("GET", "/settings/mailboxes", May(Administer), get(settings::mailboxes::show)),
        route("POST", "/settings/mailboxes/{mailbox}", May(Administer), post(settings::mailboxes::save)),
        route("GET", "/settings/conversations", May(Administer), get(settings::conversations::show)),
        route("POST", "/settings/conversations", May(Administer), post(settings::conversations::save)),
        route("GET", "/settings/opening-hours", May(Administer), get(settings::opening_hours::show)),
        route("POST", "/settings/opening-hours", May(Administer), post(settings::opening_hours::save)),
        route("GET", "/settings/signals", May(Administer), get(settings::signals::show)),
        route("POST", "/settings/signals", May(Administer), post(settings::signals::save)),
        route("GET", "/settings/routing", May(Administer), get(settings::routing::show)),
        route("POST", "/settings/routing", May(Administer), post(settings::routing::save)),
        route("GET", "/settings/delivery", May(Organize), get(settings::delivery::show)),
        route(
            "POST",
            "/settings/delivery/answers/{message}/again",
            May(Organize),
            post(settings::delivery::send_again),
        ),
        route(
            "POST",
            "/settings/delivery/jobs/{job}/again",
            May(Administer),
            post(settings::delivery::try_again),
        ),
        route("GET", "/settings/delivery/jobs/{job}/removal", May(Administer), get(settings::delivery::ask)),
        route(
            "POST",
            "/settings/delivery/jobs/{job}/removal",
            May(Administer),
            post(settings::delivery::forget),
        ),
        // Operation
        route("GET", "/needs-a-look", May(Organize), get(pages::needs_look::show)),
        route("POST", "/needs-a-look/{inbound}/again", May(Organize), post(pages::needs_look::again)),
        route("GET", "/settings/tokens", May(Administer), get(settings::tokens::show)),
        route("POST", "/settings/tokens", May(Administer), post(settings::tokens::make)),
        route("POST", "/settings/tokens/{token}/revocation", May(Administer), post(settings::tokens::revoke)),
        route("DELETE", "/session", May(Read), delete(pages::sign_in::end)),
    ]
}

/// Counts a request by its route and the status of its answer.
async fn count(
    State((metrics, route)): State<(Metrics, (&'static str, &'static str))>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let response = next.run(request).await;
    metrics.request(route, response.status().as_u16(), begun.elapsed());
    response
}

/// The router of all routes, each behind its guard.
pub fn router(house: &House) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let counting = (house.metrics.clone(), (route.method, route.path));
        let guarded = route.handler.layer(from_fn_with_state((house.clone(), route.needs), guard));
        let guarded = guarded.layer(from_fn_with_state(counting, count));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(pages::missing)
        .layer(from_fn(headers::add))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .with_state(house.clone())
}
