//! The small pages that ask: what was promised by hand, which other time, which colleague.

use super::{kinds, near, typed::local, when};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::conversation::View;
use app::people::Directory;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::promise::Kind;
use domain::{ConversationId, PromiseId};
use jiff::{Timestamp, ToSpan};
use ui::prelude::*;

/// What was typed into one of these pages, to be shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) due: String,
    pub(super) body: String,
    pub(super) error: Option<String>,
}

impl Again {
    fn status(&self) -> StatusCode {
        if self.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}

fn answer(viewer: &Viewer, title: &str, head: PageHead, again: &Again, form: Markup) -> Response {
    let body = html! {
        @if let Some(error) = &again.error { (Banner::new(error).inline()) }
        (Card::new(form))
    };
    let page = framed(viewer, Room::Inbox, title, content(head, body));
    (again.status(), Html(page.render().into_string())).into_response()
}

/// `GET /conversations/{conversation}/promises/new`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    ask_again(&house, &viewer, id, Again::default()).await
}

pub(super) async fn ask_again(
    house: &House,
    viewer: &Viewer,
    id: ConversationId,
    again: Again,
) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let view = house.db.read(move |tx| app::conversation::view(tx, &actor, id, None)).await?;
    let form = form(viewer, &view, &again, now, false);
    let here = format!("/conversations/{id}");
    let head = PageHead::new("A promise")
        .under(&view.conversation.subject, &here)
        .note("For what was said on the telephone, in a letter or in person.");
    Ok(answer(viewer, "A promise", head, &again, form.render()))
}

/// What is asked for; `beside` the conversation, after which one is where one was.
fn form(viewer: &Viewer, view: &View, again: &Again, now: Timestamp, beside: bool) -> Form {
    let zone = zone_of(&view.customer.time_zone, viewer);
    let due = match again.due.as_str() {
        "" => local(now.checked_add(24.hours()).unwrap_or(now), &zone),
        due => due.to_owned(),
    };
    let mut kind = Select::new("promised", "Kind");
    for choice in kinds(Kind::parse(&again.kind).unwrap_or(Kind::CallBack)) {
        kind = kind.option(choice.value, choice.label, choice.chosen);
    }
    let mut owner = Select::new("owner", "Who keeps it");
    for agent in view.directory.assignable() {
        owner = owner.option(agent.id.to_string(), &agent.name, Some(agent.id) == viewer.actor.agent_id());
    }
    let fields = html! {
        (Field::new("text", "What we do").value(&again.text).required().autofocus().length_max(200)
            .placeholder("Call back about the parcel").hint("The customer may read this."))
        (Field::new("due", "Until").kind("datetime-local").value(due).required()
            .hint(format!("On the customer’s clock: {}.", zone.replace('_', " "))))
        (kind)
        (owner)
        input type="hidden" name="zone" value=(zone);
        @if beside { input type="hidden" name="beside" value="1"; }
        (form_actions(Button::new("Promise").primary()))
    };
    Form::new(format!("/conversations/{}/promises", view.conversation.id), fields)
}

/// The id of the dialog.
pub(crate) const SHEET: &str = "promise-sheet";

/// The same in front of the conversation, so that nobody has to leave it while the customer is on the line.
pub(crate) fn dialog(viewer: &Viewer, view: &View, now: Timestamp) -> Dialog {
    let body = html! {
        p .panel-note { "For what was said on the telephone, in a letter or in person." }
        (form(viewer, view, &Again::default(), now, true))
    };
    Dialog::new(SHEET, "A promise", body)
}

/// The zone in which promises to a customer are meant: theirs if known, else the writer's.
pub(crate) fn zone_of(customer: &str, viewer: &Viewer) -> String {
    let zone = if customer.is_empty() { viewer.agent.time_zone.as_str() } else { customer };
    if zone.is_empty() { "UTC".to_owned() } else { zone.to_owned() }
}

/// `GET /promises/{promise}/renegotiation`.
pub(crate) async fn ask_renegotiate(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PromiseId>,
) -> Result<Response> {
    ask_renegotiate_again(&house, &viewer, id, Again::default()).await
}

pub(super) async fn ask_renegotiate_again(
    house: &House,
    viewer: &Viewer,
    id: PromiseId,
    again: Again,
) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let (promise, conversation) = house.db.read(move |tx| app::promise::find(tx, &actor, id)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let next_day = promise.due_at.checked_add(24.hours()).unwrap_or(promise.due_at);
    let due = if again.due.is_empty() { local(next_day, &promise.time_zone) } else { again.due.clone() };
    let fields = html! {
        (Field::new("due", "The new time").kind("datetime-local").value(due).required()
            .hint(format!("On the customer’s clock: {}. Now it is {}.", promise.time_zone.replace('_', " "),
                when(promise.due_at, &promise.time_zone, &clock))))
        (TextArea::new("body", "Your message to the customer").value(&again.body).rows(6).required()
            .hint("The new time holds only with a message that tells the customer."))
        input type="hidden" name="zone" value=(promise.time_zone);
        (form_actions(Button::new("Send with the new time").primary()))
    };
    let head = PageHead::new("Another time")
        .under(&conversation.subject, format!("/conversations/{}", conversation.id))
        .note(format!("{} · promised for {}", promise.text, near(promise.due_at, &clock)));
    let form = Form::new(format!("/promises/{id}/renegotiation"), fields).render();
    Ok(answer(viewer, "Another time", head, &again, form))
}

/// `GET /promises/{promise}/reassignment`.
pub(crate) async fn ask_reassign(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<PromiseId>,
) -> Result<Response> {
    ask_reassign_again(&house, &viewer, id, Again::default()).await
}

pub(super) async fn ask_reassign_again(
    house: &House,
    viewer: &Viewer,
    id: PromiseId,
    again: Again,
) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let ((promise, conversation), directory) = house
        .db
        .read(move |tx| Ok::<_, app::Error>((app::promise::find(tx, &actor, id)?, Directory::read(tx)?)))
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let mut owner = Select::new("owner", "Who keeps it");
    for agent in directory.assignable() {
        let name = if agent.away { format!("{} (away)", agent.name) } else { agent.name.clone() };
        owner = owner.option(agent.id.to_string(), name, agent.id == promise.owner_id);
    }
    let fields = html! { (owner) (form_actions(Button::new("Give it to them").primary())) };
    let head = PageHead::new("Who keeps it?")
        .under(&conversation.subject, format!("/conversations/{}", conversation.id))
        .note(format!("{} · by {}", promise.text, near(promise.due_at, &clock)));
    let form = Form::new(format!("/promises/{id}/reassignment"), fields).render();
    Ok(answer(viewer, "Who keeps it?", head, &again, form))
}
