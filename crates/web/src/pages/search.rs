//! Finding again.

use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::search::{Found, Next, Results};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::MessageId;
use domain::query::Term;
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    before: Option<i64>,
    skip: Option<i64>,
}

/// `GET /search`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let next = asked.before.map(|id| Next::Before(MessageId(id))).or(asked.skip.map(Next::Skip));
    let (actor, typed, zone) = (viewer.actor.clone(), asked.q.clone(), clock.zone.clone());
    let results =
        house.db.read(move |tx| app::search::conversations(tx, &actor, &typed, &zone, next)).await?;
    let page = framed(&viewer, Room::Search, "Search", draw(&viewer, &asked, &results, &clock));
    Ok(Html(page.render().into_string()).into_response())
}

fn draw(viewer: &Viewer, asked: &Asked, results: &Results, clock: &Clock) -> Markup {
    let form = html! {
        form .search-form role="search" method="get" action="/search" {
            (Field::new("q", "Search").kind("search").value(&asked.q).label_hidden().autofocus()
                .placeholder("words  \"a phrase\"  from:anna  is:open  tag:late  before:2026-01-31  has:attachment")
                .autocomplete("off"))
        }
    };
    let needles = needles(results);
    let older = results.next.map(|next| {
        let q = super::conversation::path_part(&asked.q);
        match next {
            Next::Before(message) => format!("/search?q={q}&before={message}"),
            Next::Skip(count) => format!("/search?q={q}&skip={count}"),
        }
    });
    let body = html! {
        (form)
        @for problem in &results.query.problems { (Banner::new(problem).tone(Tone::Warn).inline()) }
        @if results.found.is_empty() {
            @if asked.q.trim().is_empty() {
                (Empty::new("Find anything again").words("Words in mails, names, addresses and file names; filters narrow it down.").icon(Icon::Search))
            } @else {
                (Empty::new("Nothing was found").words("Try fewer words, or the beginning of one with a star: resol*").icon(Icon::Search))
            }
        }
        @if !results.found.is_empty() {
            (Card::new(html! { ul { @for found in &results.found { (row(found, &needles, clock)) } } }).flush())
        }
        (Pagination::new().older(older))
    };
    let mut head = PageHead::new("Search");
    if !results.query.is_empty() {
        head = head.action(super::saved_view::save_menu(&asked.q, viewer));
    }
    content(head, body)
}

fn row(found: &Found, needles: &[String], clock: &Clock) -> SearchRow {
    let conversation = &found.conversation;
    let text = found.message.as_ref().map_or(conversation.preview.as_str(), |message| message.text.as_str());
    let at = found.message.as_ref().map_or(conversation.active_at, |message| message.created_at);
    let who = if found.customer.is_empty() { "Somebody" } else { &found.customer };
    SearchRow::new(
        format!("/conversations/{}", conversation.id),
        Face::new(who),
        &segments(&conversation.subject, needles),
    )
    .who(who)
    .excerpt(&segments(&excerpt(text, needles), needles))
    .when(clock.time(at))
    .mark(Mark::new(conversation.state.name()))
}

/// The words to mark, in the form the index knows.
fn needles(results: &Results) -> Vec<String> {
    let mut needles = Vec::new();
    for term in &results.query.terms {
        match term {
            Term::Word(word) | Term::Prefix(word) => needles.push(word.clone()),
            Term::Phrase(words) => needles.extend(words.iter().cloned()),
        }
    }
    needles
}

/// Characters of an excerpt.
const EXCERPT_CHARACTERS: usize = 220;

/// The stretch of a text around the first word found.
fn excerpt(text: &str, needles: &[String]) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.iter().position(|word| is_found(word, needles)).unwrap_or(0);
    let from = first.saturating_sub(8);
    let mut line = if from > 0 { "… ".to_owned() } else { String::new() };
    for word in &words[from..] {
        if line.chars().count() + word.chars().count() > EXCERPT_CHARACTERS {
            line.push('…');
            break;
        }
        line.push_str(word);
        line.push(' ');
    }
    line
}

/// The text in stretches, found words apart.
fn segments(text: &str, needles: &[String]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut around = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        if is_found(word, needles) {
            segments.push(Segment::plain(std::mem::take(&mut around)));
            segments.push(Segment::found(word.trim_end()));
            around.push(' ');
        } else {
            around.push_str(word);
        }
    }
    segments.push(Segment::plain(around));
    segments
}

fn is_found(word: &str, needles: &[String]) -> bool {
    domain::words::words(word)
        .iter()
        .any(|part| needles.iter().any(|needle| part.starts_with(needle.as_str())))
}
