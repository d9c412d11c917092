//! Setting up the second factor with a QR code, and taking it away.

use super::{Said, question, room_with_head};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::TotpSecret;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::AgentId;
use serde::Deserialize;
use ui::prelude::*;

/// `GET /settings/second-factor`.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Response {
    let secret = TotpSecret::from_bytes(&house.moment().bytes("second factor"));
    page(&viewer, &secret, &Said::default())
}

fn page(viewer: &Viewer, secret: &TotpSecret, said: &Said) -> Response {
    let base32 = secret.to_base32();
    let spaced: Vec<&str> =
        base32.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok()).collect();
    let fields = html! {
        input type="hidden" name="secret" value=(base32);
        (Field::new("code", "The six digits it shows").autocomplete("one-time-code").length_max(8).required().autofocus())
        (form_actions(html! { (Button::new("Turn it on").primary()) (Button::link("Not now", "/settings/profile").quiet()) }))
    };
    let body = html! {
        p .rooms-words { "Scan this with an authenticator app. It then shows a new code every 30 seconds, and you type one when you sign in." }
        br;
        (qr(&secret.uri(&viewer.agent.email), "QR code for the authenticator app"))
        br;
        p .rooms-words { "No camera? Type this into the app: " code { (spaced.join(" ")) } }
        br;
        (ui::field::Form::new("/settings/second-factor", fields))
    };
    framed(viewer, "Second factor", said, Card::new(body))
}

fn framed(viewer: &Viewer, title: &str, said: &Said, body: impl Render) -> Response {
    let head = PageHead::new(title).under("Profile", "/settings/profile");
    room_with_head(viewer, "Profile", title, head, said, body)
}

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    #[serde(default)]
    secret: String,
    #[serde(default)]
    code: String,
}

/// `POST /settings/second-factor`.
pub(crate) async fn set(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Confirmation>,
) -> Result<Response> {
    let (actor, moment, secret) = (viewer.actor.clone(), house.moment(), form.secret.clone());
    let set = house
        .db
        .write(move |tx| app::people::set_second_factor(tx, &actor, &form.secret, &form.code, &moment))
        .await;
    match (set, TotpSecret::parse(&secret)) {
        (Ok(()), _) => Ok(go("/settings/profile?done=factor")),
        (Err(error), Some(secret)) => Ok(page(&viewer, &secret, &Said::mistake(error)?)),
        (Err(error), None) => Err(error.into()),
    }
}

/// `GET /settings/second-factor/removal`.
pub(crate) async fn ask(viewer: Viewer) -> Response {
    removal(&viewer, &Said::default())
}

fn removal(viewer: &Viewer, said: &Said) -> Response {
    let fields = html! {
        (Field::new("current", "Your password").kind("password").autocomplete("current-password").required().autofocus())
        (form_actions(html! { (Button::new("Take it away").danger()) (Button::link("Keep it", "/settings/profile").quiet()) }))
    };
    let form = ui::field::Form::new("/settings/second-factor/removal", fields);
    let words = "From then on your password alone lets you in, and anybody who has learned it.";
    framed(viewer, "Second factor", said, question("Take the second factor away?", words, form))
}

#[derive(Deserialize)]
pub(crate) struct Removal {
    #[serde(default)]
    current: String,
}

/// `POST /settings/second-factor/removal`.
pub(crate) async fn remove(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Removal>,
) -> Result<Response> {
    let checked = match super::profile::check(&house, &viewer, form.current).await? {
        Ok(checked) => checked,
        Err(error) => return Ok(removal(&viewer, &Said::mistake(error)?)),
    };
    let moment = house.moment();
    house.db.write(move |tx| app::people::remove_second_factor(tx, &viewer.actor, &checked, &moment)).await?;
    Ok(go("/settings/profile?done=no-factor"))
}

/// `POST /settings/people/{agent}/second-factor-removal`: for a colleague who lost their telephone.
pub(crate) async fn remove_of(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AgentId>,
) -> Result<Response> {
    let moment = house.moment();
    house.db.write(move |tx| app::people::remove_second_factor_of(tx, &viewer.actor, id, &moment)).await?;
    Ok(go(&format!("/settings/people/{id}?done=no-factor")))
}
