//! Signing in and out.

use crate::assets::assets;
use crate::body::{Form, go, is_local};
use crate::client_address::Client;
use crate::failure::{Failure, Result};
use crate::guard::{Viewer, session_cookie};
use crate::house::House;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::{Button, Field, Page, Render, form_actions, html};

#[derive(Clone, Default, Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    back: String,
}

#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    back: String,
}

/// `GET /sign-in`.
pub(crate) async fn show(State(house): State<House>, Query(query): Query<Back>) -> Result<Response> {
    if !house.db.read(app::people::is_founded).await? {
        return Ok(go("/first-start"));
    }
    let fields = Fields { back: query.back, ..Fields::default() };
    Ok(Html(page(&house, &fields, None, false).render().into_string()).into_response())
}

/// `POST /session`.
pub(crate) async fn start(
    State(house): State<House>,
    Client(client): Client,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let moment = house.moment();
    let key = form.email.trim().to_lowercase();
    let by_client = client.as_ref().and_then(|client| house.sign_ins_of_clients.wait(client, moment.now));
    if let Some(seconds) = house.sign_ins.wait(&key, moment.now).max(by_client) {
        return Err(Failure::TooMany(seconds));
    }
    let email = form.email.clone();
    let credentials = house.db.read(move |tx| app::people::identify(tx, &email)).await?;
    let checked = {
        let (form, now) = (form.clone(), moment.now);
        tokio::task::spawn_blocking(move || {
            app::people::SignIn::check(credentials, &form.password, &form.code, now)
        })
        .await
    };
    let device =
        headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let signed_in = match checked.map_err(|_| Failure::BadRequest("Try again.".into()))? {
        Ok(checked) => house.db.write(move |tx| app::people::sign_in(tx, &checked, &device, &moment)).await,
        Err(error) => Err(error),
    };
    match signed_in {
        Ok(token) => {
            house.sign_ins.succeeded(&key);
            let to = if is_local(&form.back) { form.back.as_str() } else { "/" };
            Ok(([(header::SET_COOKIE, session_cookie(&house, Some(&token)))], go(to)).into_response())
        }
        Err(app::Error::Invalid { field, message }) => {
            // Asking for the code isn't a failure; a wrong one is.
            if field != "code" || !form.code.trim().is_empty() {
                let now = house.moment().now;
                house.sign_ins.failed(&key, now);
                // Whoever has one account must not be able to try others without end: getting in forgives nothing here.
                if let Some(client) = &client {
                    house.sign_ins_of_clients.failed(client, now);
                }
            }
            let body = page(&house, &form, Some(message), field == "code");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /sign-out` and `DELETE /session`.
pub(crate) async fn end(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    house.db.write(move |tx| app::people::end_session(tx, &viewer.token)).await?;
    Ok(([(header::SET_COOKIE, session_cookie(&house, None))], go("/sign-in")).into_response())
}

fn page(house: &House, fields: &Fields, error: Option<String>, code: bool) -> Page {
    let inputs = html! {
        (Field::new("email", "Mail address").kind("email").value(&fields.email).autocomplete("username").required())
        (Field::new("password", "Password").kind("password").value(if code { &fields.password } else { "" }).autocomplete("current-password").required())
        @if code { (Field::new("code", "Code from your app").autocomplete("one-time-code").length_max(8).autofocus()) }
        input type="hidden" name="back" value=(fields.back);
        (form_actions(Button::new("Sign in").primary()))
    };
    let form = ui::field::Form::new("/session", inputs);
    let body = ui::sign_in::SignIn::new("Sign in", form)
        .words(&house.settings.company)
        .error(error)
        .foot(html! { a href="/forgotten-password" { "Forgotten your password?" } });
    Page::new("Sign in", assets(), body)
}
