//! The rooms where people set things: their own, and, for those who run the house, everybody's.

pub(crate) mod canned_answers;
pub(crate) mod conversations;
pub(crate) mod delivery;
pub(crate) mod invitation;
pub(crate) mod mailboxes;
pub(crate) mod notifications;
pub(crate) mod opening_hours;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod policies;
pub(crate) mod power;
pub(crate) mod profile;
pub(crate) mod routing;
pub(crate) mod second_factor;
pub(crate) mod signals;
pub(crate) mod teams;
pub(crate) mod tokens;

use crate::body::go;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::Permission;
use serde::Deserialize;
use ui::prelude::*;

/// A room of the settings: its words, its address, and who may enter.
type Place = (&'static str, &'static str, Permission);

/// One's own rooms.
const OWN: [Place; 2] = [
    ("Profile", "/settings/profile", Permission::Read),
    ("Notifications", "/settings/notifications", Permission::Read),
];
/// The house's rooms.
const HOUSE: [Place; 13] = [
    ("People", "/settings/people", Permission::Administer),
    ("Teams", "/settings/teams", Permission::Organize),
    ("Mailboxes", "/settings/mailboxes", Permission::Administer),
    ("Conversations", "/settings/conversations", Permission::Administer),
    ("Opening hours", "/settings/opening-hours", Permission::Administer),
    ("Routing", "/settings/routing", Permission::Administer),
    ("Effort and rage", "/settings/signals", Permission::Administer),
    ("Canned answers", "/settings/canned", Permission::Organize),
    ("Power to act", "/settings/power", Permission::Administer),
    ("Policies", "/settings/policies", Permission::Organize),
    ("API tokens", "/settings/tokens", Permission::Administer),
    ("Delivery", "/settings/delivery", Permission::Organize),
    ("Needs a look", "/needs-a-look", Permission::Organize),
];

/// `GET /settings`.
pub(crate) async fn home() -> Response {
    go("/settings/profile")
}

/// What a page says about what was just done.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Said {
    /// What was done, in one word.
    #[serde(default)]
    pub(crate) done: String,
    /// What could not be done, in words.
    #[serde(skip)]
    pub(crate) error: Option<String>,
}

impl Said {
    /// What is said when something could not be done; anything that isn't the person's to mend goes on as it is.
    pub(crate) fn mistake(error: app::Error) -> Result<Self, app::Error> {
        match error {
            app::Error::Invalid { message, .. } | app::Error::Conflict(message) => {
                Ok(Self { done: String::new(), error: Some(message) })
            }
            other => Err(other),
        }
    }

    fn toast(&self) -> Option<Toast> {
        let words = match self.done.as_str() {
            "saved" => "Saved",
            "password" => "Your password is changed. Other browsers are signed out.",
            "sessions" => "Other browsers are signed out.",
            "factor" => "The second factor is set up.",
            "no-factor" => "The second factor is taken away.",
            "invited" => "The invitation is on its way.",
            "withdrawn" => "The invitation is taken back.",
            "removed" => "The team is removed.",
            "gone" => "They are signed out and can’t come in any more.",
            "back" => "Welcome them back.",
            "again" => "It is tried again now.",
            "forgotten" => "It is forgotten.",
            _ => return None,
        };
        Some(Toast::new(&self.done, words))
    }
}

/// A room with the list of rooms beside it. Without an error the status is 200.
pub(crate) fn room(viewer: &Viewer, title: &str, note: &str, said: &Said, body: impl Render) -> Response {
    let head = if note.is_empty() { PageHead::new(title) } else { PageHead::new(title).note(note) };
    room_with_head(viewer, title, title, head, said, body)
}

/// The same for a page inside of a room.
pub(crate) fn room_with_head(
    viewer: &Viewer,
    room: &str,
    title: &str,
    head: PageHead,
    said: &Said,
    body: impl Render,
) -> Response {
    let page = room_page(viewer, room, title, head, said, body);
    let status = if said.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, Html(page.render().into_string())).into_response()
}

/// The page itself, for rooms that follow what happens.
pub(crate) fn room_page(
    viewer: &Viewer,
    room: &str,
    title: &str,
    head: PageHead,
    said: &Said,
    body: impl Render,
) -> Page {
    let link = |(label, href, _): &Place| ViewLink::new(*label, *href).current(*label == room);
    let visible = |places: &[Place]| -> Vec<ViewLink> {
        places.iter().filter(|(_, _, permission)| viewer.actor.may(*permission)).map(link).collect()
    };
    let mut list = Views::new("Settings").group("Yours", visible(&OWN));
    let house = visible(&HOUSE);
    if !house.is_empty() {
        list = list.group("House", house);
    }
    let body = html! {
        @if let Some(error) = &said.error { (Banner::new(error).inline()) }
        (body)
    };
    let page = framed(viewer, Room::Settings, title, rooms(&list, head, body));
    match said.toast() {
        Some(toast) => page.toast(toast),
        None => page,
    }
}

/// A small page that asks before something is done: what will happen, and a button that does it.
pub(crate) fn question(title: &str, words: impl Render, form: impl Render) -> Markup {
    Card::new(html! { p .rooms-words { (words) } br; (form) }).title(title).render()
}
