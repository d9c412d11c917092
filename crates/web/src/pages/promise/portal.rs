//! The customer's own page: what we promised them, and how it stands. Nothing else of the house is on it.

use crate::assets::assets;
use crate::client_address::Client;
use crate::failure::{Failure, Result};
use crate::format::Clock;
use crate::house::House;
use app::promise::{Portal, PortalLine};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::promise::Outcome;
use jiff::Timestamp;
use ui::prelude::*;

/// Keeps the page out of search engines, and its address out of what other sites are told.
fn quiet_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers
}

/// `GET /p/{token}`.
pub(crate) async fn show(
    State(house): State<House>,
    Client(client): Client,
    Path(token): Path<String>,
) -> Result<Response> {
    let now = house.moment().now;
    match house.db.read(move |tx| app::promise::portal(tx, &token, now)).await {
        Ok(shown) => {
            let page = page("What we promised you", &drawn(&house, &shown, now));
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
            let page = page("Not found", &portal(&house.settings.company, heading, portal_words(words)));
            Ok((StatusCode::NOT_FOUND, quiet_headers(), Html(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(title: &str, body: &Markup) -> String {
    Page::new(title, assets(), body).render().into_string()
}

fn drawn(house: &House, shown: &Portal, now: Timestamp) -> Markup {
    let lines = html! { @for line in &shown.promises { (promise(line, &shown.time_zone, now)) } };
    let body = html! {
        (portal_words(html! { "About: " (shown.subject) }))
        @if shown.promises.is_empty() { (portal_words("There is no promise here now.")) }
        @else { (portal_promises(lines)) }
        (portal_words("Is something wrong here? Just answer our mail."))
    };
    portal(&house.settings.company, "What we promised you", body)
}

fn promise(line: &PortalLine, zone: &str, now: Timestamp) -> Markup {
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
