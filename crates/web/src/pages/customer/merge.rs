//! Merging two customers: look for the other, see what will happen, do it, and undo it.

use super::list::found_table;
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::{Clock, count};
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::customer::{Belonging, List, Preview};
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{CustomerId, CustomerMergeId};
use serde::Deserialize;
use ui::prelude::*;

/// Whom to merge with: searched for, then chosen.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    other: Option<i64>,
}

/// `GET /customers/{customer}/merge`.
pub(crate) async fn who(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let actor = viewer.actor.clone();
    let body = if let Some(other) = asked.other.map(CustomerId) {
        sure(&house.db.read(move |tx| app::customer::preview(tx, &actor, id, other)).await?)
    } else {
        let typed = asked.q.clone();
        let (view, found) = house
            .db
            .read(move |tx| {
                let view = app::customer::view(tx, &actor, id, None)?;
                let typed = if typed.trim().is_empty() { &view.customer.name } else { &typed };
                let mut found = app::customer::list(tx, &actor, typed, None)?;
                found.lines.retain(|line| line.customer.id != id);
                Ok::<_, app::Error>((view, found))
            })
            .await?;
        if let Some(into) = view.customer.merged_into {
            return Ok(go(&format!("/customers/{into}/merge")));
        }
        search(view.label(), id, &asked, &found, &clock)
    };
    Ok(Html(framed(&viewer, Room::Customers, "Merge", body).render().into_string()).into_response())
}

fn search(label: &str, id: CustomerId, asked: &Asked, found: &List, clock: &Clock) -> Markup {
    let head = PageHead::new(format!("Who else is {label}?"))
        .under(label, format!("/customers/{id}"))
        .note("Choose the customer who is the same person. You see what will happen before anything does, and it can be undone.");
    let table = found_table(&found.lines, clock, |line| {
        html! { a href=(format!("/customers/{id}/merge?other={}", line.customer.id)) { (line.label()) } }
    });
    let found_markup = html! {
        @if found.lines.is_empty() {
            @if asked.q.trim().is_empty() {
                (Empty::new("Nobody similar is known").words("Look for them by name, address or number.").icon(Icon::Search))
            } @else {
            (Empty::new("Nobody else was found").words("Try another spelling, an address or a number.").icon(Icon::Search))
            }
        } @else { (Card::new(table).flush()) }
    };
    let field = Field::new("q", "Find the other customer")
        .value(&asked.q)
        .autofocus()
        .placeholder("Name, address or number");
    let body = html! {
        (SearchForm::new(format!("/customers/{id}/merge"), field).as_typed())
        (found_frame(found_markup))
    };
    content(head, body)
}

fn sure(preview: &Preview) -> Markup {
    let (kept, merged) = (preview.kept_label(), preview.merged_label());
    let (kept_id, merged_id) = (preview.kept.id, preview.merged.id);
    let head =
        PageHead::new(format!("Merge {merged} into {kept}?")).under(kept, format!("/customers/{kept_id}"));
    let moves: Vec<String> = preview
        .counts
        .iter()
        .filter(|(_, many)| *many > 0)
        .map(|(what, many)| moving(*what, *many))
        .collect();
    let mut filled = Facts::new().wide();
    for (name, value) in &preview.filled {
        filled = filled.fact(name, value);
    }
    let mut differing = Facts::new().wide();
    for (name, stays, rests) in &preview.differing {
        differing = differing
            .fact(name, html! { b { (stays) } " stays; “" (rests) "” rests until the merge is undone" });
    }
    let body = html! {
        (Card::new(html! {
            p { b { (kept) } " (#" (kept_id) ") stays. " b { (merged) } " (#" (merged_id) ") goes into them, and links to #" (merged_id) " lead to " (kept) "." }
            @if moves.is_empty() { p { "Nothing moves: no address, conversation, order or note points at " (merged) "." } }
            @else { ul { @for line in &moves { li { (line) } } } }
            @if preview.merged.blocked_at.is_some() != preview.kept.blocked_at.is_some() {
                p { @if preview.kept.blocked_at.is_some() { (kept) " is blocked and stays so." } @else { (merged) " is blocked; " (kept) " is not, and mail from all addresses will come through." } }
            }
        }).title("What will happen"))
        @if !preview.filled.is_empty() { (Card::new(filled).title(format!("{kept} gets"))) }
        @if !preview.differing.is_empty() { (Card::new(differing).title("What differs")) }
        p .field-hint { "The merge can be undone at any time: everything that moves goes back, and what came since stays with " (kept) "." }
        (form_actions(html! {
            (Post::new(format!("/customers/{kept_id}/merge"), Button::new("Merge").primary().icon(Icon::Merge)).field("other", merged_id.to_string()))
            (Button::link("The other way round", format!("/customers/{merged_id}/merge?other={kept_id}")))
            (Button::link("Cancel", format!("/customers/{kept_id}")).quiet())
        }))
    };
    content(head, body)
}

fn moving(what: Belonging, many: i64) -> String {
    let (one, several) = match what {
        Belonging::Identity => ("address or number moves", "addresses and numbers move"),
        Belonging::Conversation => ("conversation moves", "conversations move"),
        Belonging::Touchpoint => ("touchpoint moves", "touchpoints move"),
        Belonging::Order => ("order moves", "orders move"),
        Belonging::Note => ("note moves", "notes move"),
    };
    format!("{} {}", count(many), if many == 1 { one } else { several })
}

#[derive(Clone, Deserialize)]
pub(crate) struct Other {
    other: i64,
}

/// `POST /customers/{customer}/merge`.
pub(crate) async fn merge(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Form(form): Form<Other>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let other = CustomerId(form.other);
    let merge = house.db.write(move |tx| app::customer::merge(tx, &actor, id, other, &moment)).await?;
    Ok(go(&format!("/customers/{id}?done=merged&what={merge}")))
}

/// `POST /customer-merges/{merge}/undo`.
pub(crate) async fn undo(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerMergeId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let holder = house.db.write(move |tx| app::customer::undo_merge(tx, &actor, id, &moment)).await?;
    Ok(go(&format!("/customers/{holder}?done=merge-undone&what={id}")))
}
