//! A forgotten password: asking for a link, and choosing a new one.

use crate::assets::assets;
use crate::body::{Form, go};
use crate::failure::{Failure, Result};
use crate::house::House;
use app::people::{PASSWORD_CHARACTERS_MIN, Password};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::{Button, Field, Markup, Page, Render, form_actions, html};
use ui::sign_in::SignIn;

/// `GET /forgotten-password`.
pub(crate) async fn show(State(house): State<House>, Query(asked): Query<Sent>) -> Response {
    if asked.sent.is_some() {
        let words = "If somebody with this address works here, a link is on its way. It is good for an hour.";
        return Html(page(SignIn::new("Look into your mail", html! {}).words(words).foot(back())))
            .into_response();
    }
    let fields = html! {
        (Field::new("email", "Mail address").kind("email").autocomplete("username").required().autofocus())
        (form_actions(Button::new("Send me a link").primary()))
    };
    let form = ui::field::Form::new("/forgotten-password", fields);
    let words = if house.settings.sends_mail {
        "You get a mail with a link to choose a new password."
    } else {
        "Cape can’t send mail yet. Whoever runs it can set a new password with “cape user password”."
    };
    Html(page(SignIn::new("Forgotten password", form).words(words).foot(back()))).into_response()
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    email: String,
}

/// `POST /forgotten-password`: the same answer for every address, so that nobody learns who works here.
pub(crate) async fn ask(State(house): State<House>, Form(form): Form<Asked>) -> Result<Response> {
    let moment = house.moment();
    let key = format!("forgotten password of {}", form.email.trim().to_lowercase());
    if let Some(seconds) = house.sign_ins.wait(&key, moment.now) {
        return Err(Failure::TooMany(seconds));
    }
    house.sign_ins.failed(&key, moment.now);
    let url = house.settings.public_url.clone();
    house.db.write(move |tx| app::people::forgot_password(tx, &form.email, &url, &moment)).await?;
    Ok(go("/forgotten-password?sent=1"))
}

/// Whether a link was just asked for.
#[derive(Deserialize)]
pub(crate) struct Sent {
    sent: Option<u8>,
}

/// `GET /new-password/{token}`.
pub(crate) async fn choose(State(house): State<House>, Path(token): Path<String>) -> Result<Response> {
    let (known, now) = (token.clone(), house.moment().now);
    house.db.read(move |tx| app::people::forgetful(tx, &known, now)).await?;
    Ok(Html(chooser(&token, None)).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    password: String,
}

/// `POST /new-password/{token}`.
pub(crate) async fn set(
    State(house): State<House>,
    Path(token): Path<String>,
    Form(form): Form<Chosen>,
) -> Result<Response> {
    let moment = house.moment();
    let (known, now) = (token.clone(), moment.now);
    house.db.read(move |tx| app::people::forgetful(tx, &known, now)).await?;
    let hashed = {
        let moment = moment.clone();
        tokio::task::spawn_blocking(move || Password::new(&form.password, &moment)).await
    };
    let password = match hashed.map_err(|_| Failure::BadRequest("Try again.".into()))? {
        Ok(password) => password,
        Err(error) => {
            let page = chooser(&token, Some(error.to_string()));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    house.db.write(move |tx| app::people::renew_password(tx, &token, &password, &moment)).await?;
    Ok(go("/sign-in"))
}

fn chooser(token: &str, error: Option<String>) -> String {
    let fields = html! {
        (Field::new("password", "New password").kind("password").autocomplete("new-password").required().autofocus()
            .hint(format!("At least {PASSWORD_CHARACTERS_MIN} characters; a few words are better than one strange one.")))
        (form_actions(Button::new("Set password").primary()))
    };
    let form = ui::field::Form::new(format!("/new-password/{token}"), fields);
    page(SignIn::new("Choose a new password", form).words("Then sign in with it.").error(error).foot(back()))
}

fn back() -> Markup {
    html! { a href="/sign-in" { "Back to signing in" } }
}

fn page(body: SignIn) -> String {
    Page::new("New password", assets(), body).render().into_string()
}
