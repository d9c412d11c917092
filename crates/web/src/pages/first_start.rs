//! The first start: whoever opens Cape first becomes its owner.

use crate::assets::assets;
use crate::body::{Form, go};
use crate::failure::{Failure, Result};
use crate::guard::session_cookie;
use crate::house::House;
use app::people::{NewOwner, PASSWORD_CHARACTERS_MIN, Password, SignIn};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::{Button, Field, Page, Render, form_actions, html};

#[derive(Clone, Default, Deserialize)]
pub(crate) struct Owner {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// `GET /first-start`.
pub(crate) async fn show(State(house): State<House>) -> Result<Response> {
    if house.db.read(app::people::is_founded).await? {
        return Ok(go("/sign-in"));
    }
    Ok(Html(page(&Owner::default(), None).render().into_string()).into_response())
}

/// `POST /first-start`.
pub(crate) async fn found(State(house): State<House>, Form(form): Form<Owner>) -> Result<Response> {
    let moment = house.moment();
    let checked = {
        let (form, moment) = (form.clone(), moment.clone());
        tokio::task::spawn_blocking(move || Password::new(&form.password, &moment)).await
    };
    let password = match checked.map_err(|_| Failure::BadRequest("Try again.".into()))? {
        Ok(password) => password,
        Err(error) => return Ok(again(&form, error)),
    };
    let new = NewOwner { name: form.name.clone(), email: form.email.clone(), password };
    let found = {
        let moment = moment.clone();
        house.db.write(move |tx| app::people::found(tx, &new, &moment)).await
    };
    match found {
        Ok(_) => {}
        Err(error @ (app::Error::Invalid { .. } | app::Error::Conflict(_))) => {
            return Ok(again(&form, error));
        }
        Err(error) => return Err(error.into()),
    }
    let token = house
        .db
        .write(move |tx| {
            let credentials = app::people::identify(tx, &form.email)?;
            let checked = SignIn::check(credentials, &form.password, "", moment.now)?;
            app::people::sign_in(tx, &checked, "", &moment)
        })
        .await?;
    Ok(([(header::SET_COOKIE, session_cookie(&house, Some(&token)))], go("/")).into_response())
}

fn again(form: &Owner, error: app::Error) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page(form, Some(error.to_string())).render().into_string()))
        .into_response()
}

fn page(form: &Owner, error: Option<String>) -> Page {
    let fields = html! {
        (Field::new("name", "Your name").value(&form.name).autocomplete("name").required().autofocus())
        (Field::new("email", "Mail address").kind("email").value(&form.email).autocomplete("username").required())
        (Field::new("password", "Password").kind("password").autocomplete("new-password").required()
            .hint(format!("At least {PASSWORD_CHARACTERS_MIN} characters; a few words are better than one strange one.")))
        (form_actions(Button::new("Begin").primary()))
    };
    let body = ui::sign_in::SignIn::new("Welcome to Cape", ui::field::Form::new("/first-start", fields))
        .words("Nobody is here yet. Whoever comes first owns this house.")
        .error(error);
    Page::new("Welcome", assets(), body)
}
