//! All customers, by name or by what somebody types.

use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::conversation::path_part;
use app::customer::{Line, List};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{CustomerId, Permission};
use serde::Deserialize;
use ui::prelude::*;

/// What the list is asked for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    after: Option<i64>,
}

/// `GET /customers`.
pub(crate) async fn list(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (actor, typed, after) = (viewer.actor.clone(), asked.q.clone(), asked.after.map(CustomerId));
    let list = house.db.read(move |tx| app::customer::list(tx, &actor, &typed, after)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let body = draw(&viewer, &asked, &list, &clock);
    Ok(Html(framed(&viewer, Room::Customers, "Customers", body).render().into_string()).into_response())
}

fn draw(viewer: &Viewer, asked: &Asked, list: &List, clock: &Clock) -> Markup {
    let mut head = PageHead::new("Customers")
        .note("Everybody who ever wrote to us, bought from us, or was added by hand.");
    if viewer.actor.may(Permission::CurateCustomers) {
        head = head
            .action(Button::link("Import", "/customers/import"))
            .action(Button::link("Export", "/customers/export"));
    }
    if viewer.actor.may(Permission::EditCustomer) {
        head =
            head.action(Button::link("New customer", "/customers/new").primary().icon(Icon::Plus).key("c"));
    }
    let field = Field::new("q", "Find a customer")
        .value(&asked.q)
        .placeholder("Name, address, number, organization or a word of a note");
    let body = html! {
        (SearchForm::new("/customers", field).as_typed())
        (found_frame(found(viewer, asked, list, clock)))
    };
    content(head, body)
}

fn found(viewer: &Viewer, asked: &Asked, list: &List, clock: &Clock) -> Markup {
    if list.lines.is_empty() {
        return nobody(viewer, asked).render();
    }
    let older = list.next.map(|last| format!("/customers?after={last}"));
    let newer = asked.after.map(|_| "/customers".to_owned());
    let mut pages = Pagination::new().newer(newer).older(older);
    if list.more && list.next.is_none() {
        pages = pages.words("More were found; type more to narrow it down.");
    }
    html! {
        (Card::new(found_table(&list.lines, clock, |line| html! { a href=(format!("/customers/{}", line.customer.id)) { (line.label()) } })).flush())
        (pages)
    }
}

fn nobody(viewer: &Viewer, asked: &Asked) -> Empty {
    if !asked.q.trim().is_empty() {
        return Empty::new("Nobody was found")
            .words("Try the beginning of a name or an address.")
            .icon(Icon::Search);
    }
    let empty = Empty::new("Nobody is known yet")
        .words("Whoever writes to you appears here by themselves. You can also add somebody by hand, or import a file.")
        .icon(Icon::Customers);
    if viewer.actor.may(Permission::EditCustomer) {
        empty.action(Button::link("Add a customer", "/customers/new").primary())
    } else {
        empty
    }
}

/// Customers as a table; `first` draws the first cell of a line, a link or a choice.
pub(crate) fn found_table(lines: &[Line], clock: &Clock, first: impl Fn(&Line) -> Markup) -> Table {
    let columns = vec![
        Column::new("Name"),
        Column::new("Mail"),
        Column::new("Organization"),
        Column::new("Known since"),
    ];
    let mut table = Table::new("Customers", columns).stacks();
    for line in lines {
        let organization = html! {
            @if let Some(id) = line.customer.organization_id { a href=(format!("/organizations/{id}")) { (line.organization) } }
        };
        let who = html! {
            (first(line))
            @if line.customer.blocked_at.is_some() { " " (Mark::new("blocked").tone(Tone::Bad).icon(Icon::Block)) }
        };
        table = table.row_id(
            format!("customer-{}", line.customer.id),
            vec![
                Cell::new(person(Face::new(line.label()).size(Size::Small), who)),
                Cell::new(if line.email.is_empty() { &line.other } else { &line.email }),
                Cell::new(organization),
                Cell::new(clock.time(line.customer.created_at)),
            ],
        );
    }
    table
}

/// The address of the list for a search.
pub(super) fn searching(typed: &str) -> String {
    format!("/customers?q={}", path_part(typed))
}
