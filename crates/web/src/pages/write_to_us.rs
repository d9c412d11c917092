//! The customer's own way in: a guided form for everybody, without scripts and without an account.

use super::complaint::{Fields, questions};
use crate::assets::assets;
use crate::body::Form;
use crate::client_address::Client;
use crate::failure::{Failure, Result};
use crate::house::House;
use app::complaint::FormLetter;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Letter {
    name: String,
    email: String,
    /// Nobody sees this field; what fills it in is a machine.
    website: String,
    happened: String,
    wanted: Vec<String>,
    wanted_words: String,
    also: String,
    began: String,
    tries: String,
}

impl Letter {
    fn fields(&self) -> Fields {
        Fields {
            happened: self.happened.clone(),
            wanted: self.wanted.clone(),
            wanted_words: self.wanted_words.clone(),
            also: self.also.clone(),
            began: self.began.clone(),
            tries: self.tries.clone(),
        }
    }
}

/// `GET /write-to-us`.
pub(crate) async fn show(State(house): State<House>) -> Response {
    Html(page(&house, &Letter::default(), None).render().into_string()).into_response()
}

/// `POST /write-to-us`.
pub(crate) async fn write(
    State(house): State<House>,
    Client(client): Client,
    Form(letter): Form<Letter>,
) -> Result<Response> {
    let moment = house.moment();
    if !letter.website.is_empty() {
        // A machine learns nothing from its answer.
        return Ok(thanks(&house));
    }
    // Clients that can't be told apart share one limit, which is wide; the address they name has its own.
    let throttle = if client.is_some() { &house.forms } else { &house.forms_of_unknown };
    let key = client.unwrap_or_default();
    let address = format!("to {}", letter.email.trim().to_lowercase());
    let wait = throttle.wait(&key, moment.now).max(house.forms.wait(&address, moment.now));
    if let Some(seconds) = wait {
        return Err(Failure::TooMany(seconds));
    }
    let (now, typed) = (moment.now, letter.clone());
    let written = house.db.write(move |tx| {
        let account = typed.fields().account(moment.now)?;
        let letter = FormLetter { name: typed.name.clone(), email: typed.email.clone(), account };
        app::complaint::write(tx, &letter, &moment)
    });
    match written.await {
        Ok(_) => {
            throttle.failed(&key, now);
            house.forms.failed(&address, now);
            Ok(thanks(&house))
        }
        Err(app::Error::Invalid { message, .. }) => {
            let page = page(&house, &letter, Some(message));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render().into_string())).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(house: &House, letter: &Letter, error: Option<String>) -> Page {
    let fields = html! {
        (Field::new("name", "Your name").value(&letter.name).autocomplete("name").length_max(200).required())
        (Field::new("email", "Your mail address").kind("email").value(&letter.email).autocomplete("email").required()
            .hint("That is where our answer goes."))
        (questions(&letter.fields(), true))
        div .hidden aria-hidden="true" {
            label { "Leave this empty" input type="text" name="website" tabindex="-1" autocomplete="off"; }
        }
        (form_actions(Button::new("Send").primary()))
    };
    let form = ui::field::Form::new("/write-to-us", fields);
    let body = SignIn::new(format!("Write to {}", house.settings.company), form)
        .words("Tell us what happened and what would make it right. A person reads it.")
        .error(error);
    Page::new("Write to us", assets(), body)
}

fn thanks(house: &House) -> Response {
    let next = html! {
        p { "Somebody of ours reads it and answers to your mail address. One person stays with it until you say that it is done." }
        p { "If something is missing, just answer to our mail: you don’t have to explain it again." }
    };
    let body = SignIn::new("Thank you, we have it", next).words(house.settings.company.clone());
    Html(Page::new("Thank you", assets(), body).render().into_string()).into_response()
}
