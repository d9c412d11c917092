//! An organization and its customers.

use super::list::{found_table, searching};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::{Clock, count};
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::customer::OrganizationView;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{CustomerId, OrganizationId, Permission};
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Option<i64>,
}

/// `GET /organizations/{organization}`.
pub(crate) async fn show_organization(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<OrganizationId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (actor, after) = (viewer.actor.clone(), asked.after.map(CustomerId));
    let view = house.db.read(move |tx| app::customer::organization(tx, &actor, id, after)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let page = framed(&viewer, Room::Customers, &view.organization.name, draw(&viewer, &view, &clock));
    Ok(Html(page.render().into_string()).into_response())
}

fn draw(viewer: &Viewer, view: &OrganizationView, clock: &Clock) -> Markup {
    let organization = &view.organization;
    let customers = match view.count {
        1 => "1 customer".to_owned(),
        many => format!("{} customers", count(many)),
    };
    let head = PageHead::new(&organization.name)
        .under("Customers", "/customers")
        .note(format!("{customers} · known since {}", clock.words(organization.created_at)))
        .action(Button::link("Search", searching(&organization.name)));
    let table = found_table(&view.customers, clock, |line| {
        html! { a href=(format!("/customers/{}", line.customer.id)) { (line.label()) } }
    });
    let older = view.next.map(|last| format!("/organizations/{}?after={last}", organization.id));
    let rename = html! {
        (Field::new("name", "Name").value(&organization.name).required().autocomplete("off").length_max(200))
        (Button::new("Rename"))
    };
    let nobody = Empty::new("Nobody belongs here yet")
        .words("Set the organization on a customer’s page.")
        .icon(Icon::Customers);
    let body = html! {
        (Card::new(html! { (table.empty(nobody)) (Pagination::new().older(older)) }).flush())
        @if viewer.actor.may(Permission::EditCustomer) {
            (Card::new(ui::prelude::Form::new(format!("/organizations/{}", organization.id), rename).line()))
        }
    };
    content(head, body)
}

#[derive(Clone, Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// `POST /organizations/{organization}`.
pub(crate) async fn rename(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<OrganizationId>,
    Form(form): Form<Named>,
) -> Result<Response> {
    let actor = viewer.actor;
    house.db.write(move |tx| app::customer::rename_organization(tx, &actor, id, &form.name)).await?;
    Ok(go(&format!("/organizations/{id}")))
}
