//! Canned answers: the page where they are written.

use super::{Said, room_page};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::canned_answer::{CannedAnswer, NewCannedAnswer, PLACEHOLDERS};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::{CannedAnswerId, UndoId};
use serde::Deserialize;
use ui::prelude::*;

/// What the room is called.
const ROOM: &str = "Canned answers";
/// Where the page is.
const HERE: &str = "/settings/canned";

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    undo: Option<i64>,
    undone: Option<usize>,
}

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    body: String,
}

impl Typed {
    fn answer(&self) -> NewCannedAnswer {
        NewCannedAnswer { name: self.name.clone(), body: self.body.clone() }
    }
}

/// What is wrong with a field.
type Wrong = Option<(&'static str, String)>;

/// `GET /settings/canned`.
pub(crate) async fn list(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let toast = match (asked.undone, asked.undo.map(UndoId)) {
        (Some(stayed), _) => Some(crate::pages::undo::undone(stayed)),
        (None, Some(undo)) => {
            crate::pages::undo::toast(&house, &viewer, undo, &format!("back={HERE}")).await?
        }
        (None, None) => None,
    };
    let page = listed(&house, &viewer, &Typed::default(), None).await?;
    let page = toast.map_or(page.clone(), |toast| page.toast(toast));
    Ok(Html(page.render().into_string()).into_response())
}

async fn listed(house: &House, viewer: &Viewer, typed: &Typed, wrong: Wrong) -> Result<Page> {
    let actor = viewer.actor.clone();
    let answers = house.db.read(move |tx| app::canned_answer::all(tx, &actor)).await?;
    let columns = vec![Column::new("Name"), Column::new("Text"), Column::hidden("What to do")];
    let nothing = Empty::new("No canned answers yet")
        .words("What you write often goes here; in the composer, / finds it.")
        .icon(Icon::Note);
    let mut table = Table::new("Canned answers", columns).empty(nothing);
    for answer in &answers {
        let here = format!("{HERE}/{}", answer.id);
        let remove = Button::new(format!("Remove {}", answer.name)).icon_only(Icon::Bin).quiet().small();
        table = table.row(vec![
            Cell::new(html! { a href=(here) { (answer.name) } }),
            Cell::new(beginning(&answer.body)),
            Cell::new(Post::new(format!("{here}/removal"), remove)),
        ]);
    }
    let head = PageHead::new(ROOM).note("Texts to use again. In the composer, type / and a word of one.");
    let body = html! {
        (Card::new(table).flush())
        (Card::new(form(HERE, typed, wrong)).title("Write another"))
    };
    Ok(room_page(viewer, ROOM, ROOM, head, &Said::default(), body))
}

/// The first line or so of a text.
fn beginning(body: &str) -> String {
    const SHOWN: usize = 90;
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN { line } else { line.chars().take(SHOWN).chain(['…']).collect() }
}

fn form(action: &str, typed: &Typed, wrong: Wrong) -> Markup {
    let error =
        |field: &str| wrong.as_ref().filter(|(name, _)| *name == field).map(|(_, words)| words.clone());
    let hint = html! {
        p .field-hint { "Filled in when it is taken: "
            @for (at, (name, meaning)) in PLACEHOLDERS.iter().enumerate() {
                @if at > 0 { ", " } code { "{{ " (name) " }}" } " " (meaning)
            }
            "."
        }
    };
    let fields = html! {
        (Field::new("name", "Name").value(&typed.name).required().length_max(100).error(error("name")))
        (TextArea::new("body", "Text").rows(8).value(&typed.body).required().error(error("body")))
        (hint)
    };
    let actions = form_actions(html! { (Button::new("Save").primary()) });
    let inside = html! { (fields) (actions) };
    ui::prelude::Form::new(action, inside).render()
}

/// `POST /settings/canned`.
pub(crate) async fn add(
    State(house): State<House>,
    viewer: Viewer,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let (actor, moment, new) = (viewer.actor.clone(), house.moment(), typed.answer());
    match house.db.write(move |tx| app::canned_answer::add(tx, &actor, &new, &moment)).await {
        Ok(_) => Ok(go(HERE)),
        Err(app::Error::Invalid { field, message }) => {
            let page = listed(&house, &viewer, &typed, Some((field, message))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /settings/canned/{answer}`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CannedAnswerId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let answer = house.db.read(move |tx| app::canned_answer::find(tx, &actor, id)).await?;
    let CannedAnswer { name, body, .. } = answer;
    let page = shown(&viewer, id, &Typed { name, body }, None);
    Ok(Html(page.render().into_string()).into_response())
}

fn shown(viewer: &Viewer, id: CannedAnswerId, typed: &Typed, wrong: Wrong) -> Page {
    let head = PageHead::new(typed.name.as_str()).under(ROOM, HERE);
    let body = Card::new(form(&format!("{HERE}/{id}"), typed, wrong));
    room_page(viewer, ROOM, &typed.name, head, &Said::default(), body)
}

/// `POST /settings/canned/{answer}`.
pub(crate) async fn change(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CannedAnswerId>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let (actor, moment, new) = (viewer.actor.clone(), house.moment(), typed.answer());
    match house.db.write(move |tx| app::canned_answer::change(tx, &actor, id, &new, &moment)).await {
        Ok(()) => Ok(go(HERE)),
        Err(app::Error::Invalid { field, message }) => {
            let page = shown(&viewer, id, &typed, Some((field, message)));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/canned/{answer}/removal`.
pub(crate) async fn remove(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CannedAnswerId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let undo = house.db.write(move |tx| app::canned_answer::remove(tx, &actor, id, &moment)).await?;
    Ok(crate::pages::conversation::go_offering(HERE, undo))
}
