//! What the composer suggests while one writes: canned answers after `/`, colleagues after `@`, addresses in To and
//! Cc; small lists, as HTML.

use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::ConversationId;
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    /// The conversation one writes in; none for a new one.
    conversation: Option<ConversationId>,
}

/// Entries shown at once.
const SHOWN: usize = 6;
/// Characters of a canned answer shown beside its name.
const NOTE_CHARACTERS: usize = 60;

fn answer(label: &str, list: &[Suggestion]) -> Response {
    Html(suggestions(label, list).into_string()).into_response()
}

/// `GET /suggest/canned?q=&conversation=`: filled in for that conversation.
pub(crate) async fn canned(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let found = house
        .db
        .read(move |tx| app::canned_answer::suggest(tx, &viewer.actor, asked.conversation, &asked.q, SHOWN));
    let list: Vec<Suggestion> = found
        .await?
        .iter()
        .map(|filled| {
            let line = filled.markdown.split_whitespace().collect::<Vec<_>>().join(" ");
            let note: String = line.chars().take(NOTE_CHARACTERS).collect();
            Suggestion::new(&filled.name, &filled.markdown).note(note).icon(Icon::Note)
        })
        .collect();
    Ok(answer("canned answers", &list))
}

/// `GET /suggest/people?q=`: colleagues to mention.
pub(crate) async fn people(
    State(house): State<House>,
    _viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let directory = house.db.read(app::people::Directory::read).await?;
    let typed = asked.q.to_lowercase();
    let fitting = directory
        .agents
        .iter()
        .filter(|agent| agent.deactivated_at.is_none() && agent.name.to_lowercase().contains(&typed));
    let list: Vec<Suggestion> =
        fitting.take(SHOWN).map(|agent| Suggestion::new(&agent.name, format!("@{} ", agent.name))).collect();
    Ok(answer("people", &list))
}

/// `GET /suggest/addresses?q=`: customers' mail addresses.
pub(crate) async fn addresses(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let found = house.db.read(move |tx| app::search::addresses(tx, &viewer.actor, &asked.q, SHOWN)).await?;
    let list: Vec<Suggestion> = found
        .iter()
        .map(|party| {
            let written = crate::pages::conversation::write::line(std::slice::from_ref(party));
            Suggestion::new(party.label(), written).note(&party.address).icon(Icon::Person)
        })
        .collect();
    Ok(answer("addresses", &list))
}
