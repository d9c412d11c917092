//! A customer's page: who they are and all that happened with them.

use super::ally::Allies;
use super::side::{self, Part};
use super::timeline;
use crate::body::go;
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::customer::{View, parse_pointer};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::{CustomerId, Permission};
use serde::Deserialize;
use ui::prelude::*;

/// What the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The timeline before this place.
    before: String,
    /// The part to edit in place.
    edit: String,
    /// What was just done, in one word, and to what.
    done: String,
    what: Option<i64>,
}

/// `GET /customers/{customer}`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    page(&house, &viewer, id, &asked, None).await
}

/// The same page with what could not be done, and why.
pub(super) async fn page_with_error(
    house: &House,
    viewer: &Viewer,
    id: CustomerId,
    edit: &str,
    error: String,
) -> Result<Response> {
    let asked = Asked { edit: edit.to_owned(), ..Asked::default() };
    page(house, viewer, id, &asked, Some(error)).await
}

async fn page(
    house: &House,
    viewer: &Viewer,
    id: CustomerId,
    asked: &Asked,
    error: Option<String>,
) -> Result<Response> {
    let (actor, before) = (viewer.actor.clone(), parse_pointer(&asked.before));
    let moment = house.moment();
    let (view, allies, promises, met, directory) = house
        .db
        .read(move |tx| {
            let view = app::customer::view(tx, &actor, id, before)?;
            let allies = Allies::read(tx, &actor, id, &moment)?;
            let promises = app::promise::of_customer(tx, &actor, id)?;
            let met = app::continuity::of_customer(tx, &actor, id, moment.now)?;
            Ok::<_, app::Error>((view, allies, promises, met, app::people::Directory::read(tx)?))
        })
        .await?;
    if let Some(into) = view.customer.merged_into {
        return Ok(go(&format!("/customers/{into}")));
    }
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let promised = crate::pages::promise::of_customer(&promises, &directory, &clock);
    let first_cards = html! {
        @if let Some(promised) = promised { (promised) }
        @if let Some(met) = super::met::card(&met, &directory) { (met) }
    };
    let body = draw(viewer, &view, first_cards, &allies, &clock, asked, error);
    let mut page = framed(viewer, Room::Customers, view.label(), body).topics([format!("customer-{id}")]);
    if let Some(toast) = toast(asked, id) {
        page = page.toast(toast);
    }
    Ok((status, Html(page.render().into_string())).into_response())
}

/// What was just done, with the way back.
fn toast(asked: &Asked, id: CustomerId) -> Option<Toast> {
    let what = asked.what.unwrap_or_default();
    let key = format!("{}-{what}", asked.done);
    let (words, undo) = match asked.done.as_str() {
        "identity-removed" => ("Taken away", format!("/identities/{what}/restoration")),
        "note-removed" => ("Note removed", format!("/customer-notes/{what}/restoration")),
        "blocked" => {
            ("Blocked: their mail is kept and disturbs nobody", format!("/customers/{id}/unblocking"))
        }
        "unblocked" => ("Not blocked any more", format!("/customers/{id}/blocking")),
        "merged" => ("Merged", format!("/customer-merges/{what}/undo")),
        "merge-undone" => return Some(Toast::new(key, "The merge is undone")),
        "created" => return Some(Toast::new(key, "Customer added")),
        _ => return None,
    };
    Some(Toast::new(key, words).undo(undo))
}

fn draw(
    viewer: &Viewer,
    view: &View,
    first_cards: Markup,
    allies: &Allies,
    clock: &Clock,
    asked: &Asked,
    error: Option<String>,
) -> Markup {
    let customer = &view.customer;
    let may = |permission| viewer.actor.may(permission);
    let url = |what: &str| format!("/customers/{}/{what}", customer.id);
    let mut head = PageHead::new(view.label())
        .face(Face::new(view.label()).size(Size::Large))
        .under("Customers", "/customers")
        .note(format!("#{} · known since {}", customer.id, clock.words(customer.created_at)));
    if may(Permission::EditCustomer) {
        let edit = Button::link("Edit", format!("/customers/{}?edit=about", customer.id));
        let mut menu = Menu::new("More").icon_only(Icon::More);
        if may(Permission::CurateCustomers) {
            menu = menu
                .item(MenuItem::link("Merge with another customer", url("merge")).icon(Icon::Merge))
                .line();
        }
        menu = if customer.blocked_at.is_some() {
            menu.item(MenuItem::post("Let their mail through again", url("unblocking")).icon(Icon::Block))
        } else {
            menu.item(
                MenuItem::post("Block: keep their mail, disturb nobody", url("blocking"))
                    .icon(Icon::Block)
                    .danger(),
            )
        };
        head = head.action(edit).action(menu);
    }
    let first = asked.before.is_empty();
    let note = html! {
        (TextArea::new("text", "Note about this customer").rows(2).placeholder("What every colleague should know about them"))
        (form_actions(Button::new("Write note")))
    };
    let stream = timeline::draw(&view.timeline, customer.id, &viewer.actor, clock, first);
    let main = html! {
        @if first && may(Permission::Note) { (Card::new(Form::new(url("notes"), note)).id("note")) }
        @if first { (first_cards) }
        (Card::new(stream).title("Timeline").id("timeline"))
    };
    let body = html! {
        @if let Some(error) = error { (Banner::new(error).inline()) }
        @if let Some(since) = customer.blocked_at {
            (Banner::new(format!("Blocked since {}. Their mail is kept, but it opens nothing and calls nobody.", clock.words(since)))
                .tone(Tone::Warn).inline())
        }
        (cards(main, side::cards(view, allies, &viewer.actor, clock, Part::parse(&asked.edit))))
    };
    content(head, body)
}
