//! Keys of other systems: made, shown once, revoked.

use super::{Said, room_page};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use app::token::{ApiToken, NAME_CHARACTERS_MAX, NewToken};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::{ApiScope, ApiTokenId, Token};
use serde::Deserialize;
use ui::prelude::*;

/// What the room is called.
const ROOM: &str = "API tokens";

/// Everything the page shows.
struct TokensView {
    tokens: Vec<ApiToken>,
    directory: Directory,
    /// The token just made, shown this once.
    made: Option<Token>,
    form: TokenForm,
    /// The field that can't be used, and why.
    wrong: Option<(&'static str, String)>,
}

/// A key to be made, as filled in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TokenForm {
    name: String,
    scope: Vec<String>,
}

/// `GET /settings/tokens`.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    answer(&house, &viewer, StatusCode::OK, None, TokenForm::default(), None).await
}

/// `POST /settings/tokens`. Answers with the page itself, because the token is nowhere to be read again.
pub(crate) async fn make(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<TokenForm>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let scopes = form.scope.iter().filter_map(|name| ApiScope::parse(name)).collect();
    let new = NewToken { name: form.name.clone(), scopes };
    match house.db.write(move |tx| app::token::make(tx, &actor, &new, &moment)).await {
        Ok((_, token)) => {
            answer(&house, &viewer, StatusCode::CREATED, Some(token), TokenForm::default(), None).await
        }
        Err(app::Error::Invalid { field, message }) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            answer(&house, &viewer, status, None, form, Some((field, message))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /settings/tokens/{token}/revocation`.
pub(crate) async fn revoke(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ApiTokenId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::token::revoke(tx, &actor, id, &moment)).await?;
    Ok(go("/settings/tokens"))
}

async fn answer(
    house: &House,
    viewer: &Viewer,
    status: StatusCode,
    made: Option<Token>,
    form: TokenForm,
    wrong: Option<(&'static str, String)>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let (tokens, directory) = house
        .db
        .read(move |tx| Ok::<_, app::Error>((app::token::all(tx, &actor)?, Directory::read(tx)?)))
        .await?;
    let view = TokensView { tokens, directory, made, form, wrong };
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let head = PageHead::new(ROOM).note("Keys with which other systems use the API.");
    let page = room_page(viewer, ROOM, ROOM, head, &Said::default(), draw(&view, &clock));
    Ok((status, Html(page.render().into_string())).into_response())
}

fn draw(view: &TokensView, clock: &Clock) -> Markup {
    html! {
        @if let Some(token) = &view.made { (just_made(token)) }
        (Card::new(list(view, clock)).flush())
        (Card::new(form(view)).title("A new token"))
    }
}

/// The token itself, this once.
fn just_made(token: &Token) -> Markup {
    let words = "This is the token. Copy it now: it is shown this once, and only its holder has it.";
    html! {
        (Card::new(html! {
            (Banner::new(words).tone(Tone::Good).inline())
            (Field::new("token", "Token").value(token.as_str()).read_only())
        }))
    }
}

fn list(view: &TokensView, clock: &Clock) -> Markup {
    let columns = vec![
        Column::new("Name"),
        Column::new("May"),
        Column::new("Made"),
        Column::new("Last used"),
        Column::hidden("Revoke"),
    ];
    let mut table = Table::new("Tokens", columns).stacks().empty(
        Empty::new("No other system is connected")
            .words("A token lets a shop, a carrier or a script put things on timelines, or read along.")
            .icon(Icon::Key),
    );
    for token in &view.tokens {
        table = table.row(row(token, view, clock));
    }
    table.render()
}

fn row(token: &ApiToken, view: &TokensView, clock: &Clock) -> Vec<Cell> {
    let by = token.created_by.map(|id| format!(" by {}", view.directory.agent_name(id))).unwrap_or_default();
    let made = html! { (clock.time(token.created_at)) (by) };
    let used = html! {
        @match token.used_at { Some(at) => (clock.time(at)), None => "never" }
    };
    let revoke = Button::new("Revoke").small().danger();
    let end = html! {
        @match token.revoked_at {
            Some(at) => { "revoked " (clock.time(at)) }
            None => (Post::new(format!("/settings/tokens/{}/revocation", token.id), revoke)),
        }
    };
    vec![
        Cell::new(&token.name),
        Cell::new(token.scopes.replace(' ', ", ")),
        Cell::new(made),
        Cell::new(used),
        Cell::new(end),
    ]
}

fn form(view: &TokensView) -> Markup {
    let wrong = |name: &str| view.wrong.as_ref().filter(|(field, _)| *field == name).map(|(_, words)| words);
    let name = Field::new("name", "What is it for?")
        .value(&view.form.name)
        .length_max(NAME_CHARACTERS_MAX as u32)
        .required()
        .error(wrong("name").cloned());
    let scopes = ApiScope::ALL.map(|scope| {
        let ticked = view.form.scope.iter().any(|name| name == scope.name());
        Checkbox::new("scope", scope.name(), scope.name()).hint(scope.words()).checked(ticked)
    });
    let fields = html! {
        (name)
        @if let Some(words) = wrong("scopes") { (Banner::new(words).tone(Tone::Warn).inline()) }
        @for scope in &scopes { (scope) }
    };
    let words = "The token does what is ticked, and nothing else. It can be revoked at any time.";
    let body = html! {
        p .rooms-words { (words) }
        (fields)
        (form_actions(Button::new("Make the token").primary()))
    };
    // The answer shows the token and must not be fetched a second time, so the browser posts this form itself.
    html! { div data-turbo="false" { (ui::prelude::Form::new("/settings/tokens", body)) } }
}
