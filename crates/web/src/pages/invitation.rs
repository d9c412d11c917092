//! Accepting an invitation: a name and a password, and one is in.

use crate::assets::assets;
use crate::body::{Form, go};
use crate::failure::{Failure, Result};
use crate::guard::session_cookie;
use crate::house::House;
use app::people::{Invitation, PASSWORD_CHARACTERS_MIN, Password, SignIn};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::{Button, Field, Page, Render, form_actions, html};

/// `GET /invitations/{token}`.
pub(crate) async fn show(State(house): State<House>, Path(token): Path<String>) -> Result<Response> {
    let invitation = find(&house, &token).await?;
    Ok(Html(page(&house, &token, &invitation, &invitation.name, None)).into_response())
}

async fn find(house: &House, token: &str) -> Result<Invitation> {
    let (token, now) = (token.to_owned(), house.moment().now);
    Ok(house.db.read(move |tx| app::people::invitation(tx, &token, now)).await?)
}

#[derive(Clone, Deserialize)]
pub(crate) struct Newcomer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

/// `POST /invitations/{token}`.
pub(crate) async fn accept(
    State(house): State<House>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Newcomer>,
) -> Result<Response> {
    let invitation = find(&house, &token).await?;
    let again = |error: &app::Error| {
        let page = page(&house, &token, &invitation, &form.name, Some(error.to_string()));
        (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
    };
    let moment = house.moment();
    let hashed = {
        let (plain, moment) = (form.password.clone(), moment.clone());
        tokio::task::spawn_blocking(move || Password::new(&plain, &moment)).await
    };
    let password = match hashed.map_err(|_| Failure::BadRequest("Try again.".into()))? {
        Ok(password) => password,
        Err(error) => return Ok(again(&error)),
    };
    let accepted = {
        let (token, name, moment) = (token.clone(), form.name.clone(), moment.clone());
        house.db.write(move |tx| app::people::accept(tx, &token, &name, &password, &moment)).await
    };
    match accepted {
        Ok(_) => {}
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => return Ok(again(&error)),
        Err(error) => return Err(error.into()),
    }
    let device =
        headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (email, plain) = (invitation.email.clone(), form.password.clone());
    let credentials = house.db.read(move |tx| app::people::identify(tx, &email)).await?;
    let checked = tokio::task::spawn_blocking(move || {
        SignIn::check(credentials, &plain, "", moment.now).map(|it| (it, moment))
    });
    let (checked, moment) = checked.await.map_err(|_| Failure::BadRequest("Sign in now.".into()))??;
    let session = house.db.write(move |tx| app::people::sign_in(tx, &checked, &device, &moment)).await?;
    Ok(([(header::SET_COOKIE, session_cookie(&house, Some(&session)))], go("/")).into_response())
}

fn page(house: &House, token: &str, invitation: &Invitation, name: &str, error: Option<String>) -> String {
    let fields = html! {
        (Field::new("email", "Mail address").kind("email").value(&invitation.email).autocomplete("username").read_only()
            .hint("You sign in with it."))
        (Field::new("name", "Your name").value(name).autocomplete("name").required().autofocus())
        (Field::new("password", "Password").kind("password").autocomplete("new-password").required()
            .hint(format!("At least {PASSWORD_CHARACTERS_MIN} characters; a few words are better than one strange one.")))
        (form_actions(Button::new("Join").primary()))
    };
    let form = ui::field::Form::new(format!("/invitations/{token}"), fields);
    let body = ui::sign_in::SignIn::new(format!("Welcome to {}", house.settings.company), form)
        .words("You are invited to help its customers.")
        .error(error);
    Page::new("Welcome", assets(), body).render().into_string()
}
