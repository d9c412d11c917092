//! The customer's own page: what we promised them and how it stands, and whether what they complained about is done.
//! Nothing else of the house is on it.

use crate::assets::assets;
use crate::body::{Form, go};
use crate::client_address::Client;
use crate::failure::{Failure, Result};
use crate::format::Clock;
use crate::house::House;
use app::complaint::{ForCustomer, Standing};
use app::portal::{Line, Portal};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::promise::Outcome;
use jiff::Timestamp;
use serde::Deserialize;
use ui::prelude::*;

/// Keeps the page out of search engines, and its address out of what other sites are told.
fn quiet_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    // Not no-referrer: a form would then be sent as if by a stranger.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers
}

/// `GET /p/{token}`.
pub(crate) async fn show(
    State(house): State<House>,
    Client(client): Client,
    Path(token): Path<String>,
) -> Result<Response> {
    let (now, link) = (house.moment().now, token.clone());
    match house.db.read(move |tx| app::portal::read(tx, &token, now)).await {
        Ok(shown) => {
            let page = page(&house, "How your matter stands", &drawn(&house, &shown, &link, now));
            Ok((quiet_headers(), Html(page)).into_response())
        }
        Err(app::Error::NotFound(_)) => {
            // Guessing is hopeless (2^128 tokens). Whoever tries is stopped, and good links go on opening.
            if let Some(client) = &client {
                if let Some(seconds) = house.portal_tries.wait(client, now) {
                    return Err(Failure::TooMany(seconds));
                }
                house.portal_tries.failed(client, now);
            }
            let words = "It works for 90 days after the mail it came with. Just answer that mail: we will gladly tell you \
                how things stand.";
            let heading = "This link doesn’t open anything any more";
            let body = html! {
                (portal_words(words))
                (portal_words(html! { "Or " a href="/write-to-us" { "write to us" } "." }))
            };
            let page = page(&house, "Not found", &portal(&house.settings.company, heading, body));
            Ok((StatusCode::NOT_FOUND, quiet_headers(), Html(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(house: &House, title: &str, body: &Markup) -> String {
    Page::new(title, assets(), body).of(&house.settings.company).render().into_string()
}

fn drawn(house: &House, shown: &Portal, link: &str, now: Timestamp) -> Markup {
    let lines = html! { @for line in &shown.promises { (promise(line, &shown.time_zone, now)) } };
    let body = html! {
        (portal_words(html! { "About: " (shown.subject) }))
        @if let Some(told) = &shown.complaint { (complaint(told, link)) }
        @if !shown.promises.is_empty() { (portal_promises(lines)) }
        @else if shown.complaint.is_none() { (portal_words("There is no promise here now.")) }
        (portal_words(html! { "Is something wrong here? Just answer our mail. Something else? " a href="/write-to-us" { "Write to us" } "." }))
    };
    portal(&house.settings.company, "How your matter stands", body)
}

/// What they told, who answers for it, and the question whether it is done.
fn complaint(told: &ForCustomer, link: &str) -> Markup {
    let who = told.advocate.as_deref().unwrap_or("One of us");
    let stands = match told.standing {
        Standing::Working | Standing::Asked => {
            format!("{who} stays with this until you say that it is done.")
        }
        Standing::Done => "This is done. If it isn’t, just answer our mail.".to_owned(),
    };
    let answer = html! {
        (TextArea::new("words", "Anything you want to add"))
        (form_actions(html! {
            (Button::new("Yes, it is done").primary().value("done", "yes"))
            (Button::new("Not yet").value("done", "no"))
        }))
    };
    html! {
        (portal_quote("You told us", &told.happened))
        (portal_words(stands))
        @if told.standing != Standing::Done {
            h2 .portal-question { "Is it done?" }
            (ui::field::Form::new(format!("/p/{link}/complaint"), answer))
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Said {
    done: String,
    #[serde(default)]
    words: String,
}

/// `POST /p/{token}/complaint`.
pub(crate) async fn answer(
    State(house): State<House>,
    Client(client): Client,
    Path(token): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response> {
    let moment = house.moment();
    let now = moment.now;
    if let Some(seconds) = client.as_ref().and_then(|client| house.portal_tries.wait(client, now)) {
        return Err(Failure::TooMany(seconds));
    }
    let back = format!("/p/{token}");
    let answered = house
        .db
        .write(move |tx| app::portal::answer(tx, &token, said.done == "yes", &said.words, &moment))
        .await;
    if let (Err(app::Error::NotFound(_)), Some(client)) = (&answered, &client) {
        house.portal_tries.failed(client, now);
    }
    answered?;
    Ok(go(&back))
}

fn promise(line: &Line, zone: &str, now: Timestamp) -> Markup {
    let zone = if zone.is_empty() { line.time_zone.as_str() } else { zone };
    let clock = Clock::new(zone, now);
    let (stands, tone) = match line.outcome {
        Outcome::Open => ("We are on it.", Tone::Warn),
        Outcome::InTime => ("Done, in time.", Tone::Good),
        Outcome::Late => ("Done, but later than we promised. We are sorry.", Tone::Plain),
        Outcome::Passed => ("This is late. We are sorry, and it is not forgotten.", Tone::Bad),
        Outcome::Broken => ("We could not do this. We are sorry.", Tone::Bad),
        Outcome::Released | Outcome::Undone => ("No longer needed.", Tone::Plain),
    };
    let place = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let when = html! {
        "Until " (clock.full(line.due)) " (" (place) " time)"
        @if let Some(was) = line.was_due { ", first promised for " (clock.full(was)) }
    };
    portal_promise(tone, &line.text, when, stands)
}
