//! A customer's page: who they are and all that happened with them.

use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::customer::View;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::CustomerId;
use ui::prelude::*;

/// `GET /customers/{customer}`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let view = house.db.read(move |tx| app::customer::view(tx, &actor, id)).await?;
    if let Some(into) = view.customer.merged_into {
        return Ok(crate::body::go(&format!("/customers/{into}")));
    }
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let page = framed(&viewer, Room::Customers, view.label(), draw(&view, &clock))
        .topics([format!("customer-{id}")]);
    Ok(Html(page.render().into_string()).into_response())
}

fn draw(view: &View, clock: &Clock) -> Markup {
    let head = PageHead::new(view.label())
        .face(Face::new(view.label()).size(Size::Large))
        .under("Customers", "/customers")
        .note(format!("known since {}", clock.words(view.customer.created_at)));
    let mut facts = Facts::new().wide();
    for identity in &view.identities {
        let label = if identity.kind == "email" { "Mail" } else { identity.kind.as_str() };
        facts = facts.fact(label, &identity.value);
    }
    let entries = view.conversations.iter().map(|line| {
        let conversation = &line.conversation;
        Entry::new(EntryKind::Conversation, &conversation.subject)
            .href(format!("/conversations/{}", conversation.id))
            .when(clock.time(conversation.created_at))
            .note(&conversation.preview)
            .mark(Mark::new(conversation.state.name()))
    });
    let body = html! {
        (facts)
        (Timeline::new().entries(entries.collect()))
    };
    content(head, body)
}
