//! The customer's own way in: a guided form for everybody, without scripts and without an account.

use super::complaint::{Sent, questions};
use crate::assets::assets;
use crate::body::Form;
use crate::client_address::Client;
use crate::failure::{Failure, Result};
use crate::house::House;
use app::complaint::FormLetter;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use ui::prelude::*;

/// `GET /write-to-us`.
pub(crate) async fn show(State(house): State<House>) -> Response {
    Html(page(&house, &Sent::default(), None).render().into_string()).into_response()
}

/// `POST /write-to-us`.
pub(crate) async fn write(
    State(house): State<House>,
    Client(client): Client,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let moment = house.moment();
    if !sent.get("website").is_empty() {
        // A machine learns nothing from its answer.
        return Ok(thanks(&house));
    }
    // Clients that can't be told apart share one limit, which is wide; the address they name has its own.
    let throttle = if client.is_some() { &house.forms } else { &house.forms_of_unknown };
    let key = client.unwrap_or_default();
    let address = format!("to {}", sent.get("email").trim().to_lowercase());
    let wait = throttle.wait(&key, moment.now).max(house.forms.wait(&address, moment.now));
    if let Some(seconds) = wait {
        return Err(Failure::TooMany(seconds));
    }
    let (now, typed) = (moment.now, sent.clone());
    let written = house.db.write(move |tx| {
        let account = typed.fields().account(moment.now)?;
        let typed = |name| typed.get(name).to_owned();
        let letter = FormLetter { name: typed("name"), email: typed("email"), account };
        app::complaint::write(tx, &letter, &moment)
    });
    match written.await {
        Ok(_) => {
            throttle.failed(&key, now);
            house.forms.failed(&address, now);
            Ok(thanks(&house))
        }
        Err(app::Error::Invalid { message, .. }) => {
            let page = page(&house, &sent, Some(message));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The form; `website` is a field that nobody sees, and what fills it in is a machine.
fn page(house: &House, sent: &Sent, error: Option<String>) -> Page {
    let fields = html! {
        (Field::new("name", "Your name").value(sent.get("name")).autocomplete("name").length_max(200).required())
        (Field::new("email", "Your mail address").kind("email").value(sent.get("email")).autocomplete("email").required()
            .hint("That is where our answer goes."))
        (questions(&sent.fields(), true))
        div .hidden aria-hidden="true" {
            label { "Leave this empty" input type="text" name="website" tabindex="-1" autocomplete="off"; }
        }
        (form_actions(Button::new("Send").primary()))
    };
    let body = html! {
        (portal_words("Tell us what happened and what would make it right. A person reads it."))
        @if let Some(error) = error { (Banner::new(error).tone(Tone::Bad).inline()) }
        (ui::field::Form::new("/write-to-us", fields))
    };
    let company = &house.settings.company;
    Page::new("Write to us", assets(), portal("", &format!("Write to {company}"), body)).of(company)
}

fn thanks(house: &House) -> Response {
    let body = html! {
        (portal_words("Somebody of ours reads it and answers to your mail address. One person stays with it until you say that it is done."))
        (portal_words("If something is missing, just answer to our mail: you don’t have to explain it again."))
    };
    let company = &house.settings.company;
    let body = portal(company, "Thank you, we have it", body);
    Html(Page::new("Thank you", assets(), body).of(company).render().into_string()).into_response()
}
