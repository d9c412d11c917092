//! The rooms where one looks at how things go: each figure with its base, its interval, how it is counted, and the way
//! down to the people behind it.

mod comparison;
pub(crate) mod complaints;
pub(crate) mod continuity;
pub(crate) mod effort;
pub(crate) mod gifts;
pub(crate) mod looks;
mod period;
pub(crate) mod policies;
pub(crate) mod power;
pub(crate) mod promises;
mod share;
pub(crate) mod worth;

pub(crate) use self::{
    comparison::{Compared, comparison},
    period::Period,
    share::{figure, percent, point, range},
};

use crate::body::go;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::Permission;
use ui::prelude::*;

/// A room: its words, its address, and who may enter.
type Place = (&'static str, &'static str, Permission);

/// What everybody sees: one's own figures, and, for those who oversee, everybody's.
const ROOMS: [Place; 6] = [
    (promises::TITLE, promises::PATH, Permission::Read),
    ("Power", "/insights/power", Permission::Read),
    ("Continuity", "/insights/continuity", Permission::Oversee),
    ("Complaints", "/insights/complaints", Permission::Oversee),
    ("Effort and rage", "/insights/effort", Permission::Oversee),
    ("Policies", "/insights/policies", Permission::Oversee),
];
/// What is about oneself.
const OWN: [Place; 1] = [("Who looked", "/insights/looks", Permission::Read)];

/// `GET /insights`.
pub(crate) async fn home(viewer: Viewer) -> Response {
    let mut rooms = ROOMS.iter().chain(&OWN);
    go(rooms.find(|(.., permission)| viewer.actor.may(*permission)).map_or("/", |(_, href, _)| href))
}

/// A page of the insights with the list of rooms beside it; `title` is the room's.
pub(crate) fn page(viewer: &Viewer, title: &str, head: PageHead, body: impl Render) -> Page {
    let link = |(label, href, _): &Place| ViewLink::new(*label, *href).current(*label == title);
    let visible = |places: &[Place]| -> Vec<ViewLink> {
        places.iter().filter(|(_, _, permission)| viewer.actor.may(*permission)).map(link).collect()
    };
    let mut list = Views::new("Insights");
    let shared = visible(&ROOMS);
    if !shared.is_empty() {
        list = list.group("How it goes", shared);
    }
    list = list.group("Yours", visible(&OWN));
    framed(viewer, Room::Insights, title, wide_rooms(&list, head, body))
}

/// A table as a file: `name` is the file's, without its ending.
pub(crate) fn sheet(name: &str, columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, app::sheet::file(columns, rows)).into_response()
}
