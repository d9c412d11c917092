//! Promises as the composer's form carries them, and what it offers while one writes.

use super::{kinds, when};
use crate::body::Form;
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::promise::{NewPromise, Renegotiation, read_due};
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use domain::promise::{Due, Kind};
use domain::{ConversationId, PromiseId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use ui::prelude::*;

/// One promise as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) kind: String,
    pub(crate) text: String,
    /// A day and a time on the clocks of `zone`.
    pub(crate) due: String,
    pub(crate) zone: String,
    pub(crate) phrase: String,
}

/// Another time for a promise, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypedRenegotiation {
    pub(crate) promise: i64,
    pub(crate) due: String,
    pub(crate) zone: String,
}

/// A time as fields for a day and a time show it.
pub(crate) fn local(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

impl Typed {
    /// How a promise of a draft is typed.
    pub(crate) fn of(promise: &NewPromise) -> Self {
        Self {
            kind: promise.kind.name().to_owned(),
            text: promise.text.clone(),
            due: local(promise.due.at, &promise.due.time_zone),
            zone: promise.due.time_zone.clone(),
            phrase: promise.phrase.clone(),
        }
    }

    /// Nothing was typed: the empty line of the form.
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.due.trim().is_empty()
    }

    /// The promise; none of an empty line.
    pub(crate) fn read(&self) -> app::Result<Option<NewPromise>> {
        if self.is_blank() {
            return Ok(None);
        }
        let kind = Kind::parse(&self.kind).unwrap_or_default();
        let text = match self.text.trim() {
            "" => kind.label().to_owned(),
            text => text.to_owned(),
        };
        let due = read_due(&self.due, Some(&self.zone))?;
        Ok(Some(NewPromise { kind, text, phrase: self.phrase.clone(), due, owner: None }))
    }

    fn line(&self, clock: &Clock) -> PromiseLine {
        let due = read_due(&self.due, Some(&self.zone)).ok();
        let words = due.map_or_else(|| "no time yet".to_owned(), |due| when(due.at, &due.time_zone, clock));
        let kinds = kinds(Kind::parse(&self.kind).unwrap_or_default());
        PromiseLine::new(Stage::Accepted, kinds, &self.text, &self.due, &self.zone)
            .phrase(&self.phrase)
            .when(words)
    }
}

impl TypedRenegotiation {
    /// How one of a draft is typed.
    pub(crate) fn of(moved: &Renegotiation) -> Self {
        let zone = moved.due.time_zone.clone();
        Self { promise: moved.promise.0, due: local(moved.due.at, &zone), zone }
    }

    /// The other time.
    pub(crate) fn read(&self) -> app::Result<Renegotiation> {
        Ok(Renegotiation { promise: PromiseId(self.promise), due: read_due(&self.due, Some(&self.zone))? })
    }
}

/// The lines under the text: what was typed, and an empty one in the zone that promises are meant in.
pub(crate) fn lines(typed: &[Typed], zone: &str, clock: &Clock) -> Vec<PromiseLine> {
    let mut lines: Vec<PromiseLine> =
        typed.iter().filter(|typed| !typed.is_blank()).map(|typed| typed.line(clock)).collect();
    lines.push(PromiseLine::new(Stage::Blank, kinds(Kind::default()), "", "", zone));
    lines
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Written {
    body: String,
    /// The conversation one writes in; none for a new one.
    conversation: Option<i64>,
}

/// `POST /suggest/promises`: what the text promises, as lines to accept.
pub(crate) async fn suggest(
    State(house): State<House>,
    viewer: Viewer,
    Form(written): Form<Written>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let clock = Clock::new(&viewer.agent.time_zone, moment.now);
    let conversation = written.conversation.map(ConversationId);
    let found = house
        .db
        .read(move |tx| app::promise::suggest(tx, &actor, conversation, &written.body, &moment))
        .await?;
    let line = |found: &app::promise::Suggested| {
        let Due { at, time_zone, moved } = &found.due;
        let note = match (moved, found.outside_hours) {
            (true, _) => Some("the clocks change then, so it is an hour later".to_owned()),
            (false, true) => Some("outside opening hours".to_owned()),
            (false, false) => None,
        };
        PromiseLine::new(Stage::Offered, kinds(found.kind), &found.text, local(*at, time_zone), time_zone)
            .phrase(&found.phrase)
            .when(when(*at, time_zone, &clock))
            .note(note)
    };
    let lines = html! { @for found in &found { (line(found)) } };
    Ok(Html(lines.into_string()).into_response())
}
