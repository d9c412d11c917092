//! Whose conversation it is: choosing another customer, or saying that the guess is right.

use crate::body::{Form, back_to, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::customer::found_table;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use domain::{ConversationId, CustomerId};
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
}

/// `GET /conversations/{conversation}/customer`: whom it could belong to.
pub(crate) async fn choose_customer(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (actor, typed) = (viewer.actor.clone(), asked.q.clone());
    let (view, mut found) = house
        .db
        .read(move |tx| {
            let view = app::conversation::view(tx, &actor, id, None)?;
            Ok::<_, app::Error>((view, app::customer::list(tx, &actor, &typed, None)?))
        })
        .await?;
    found.lines.retain(|line| line.customer.id != view.customer.id);
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let here = format!("/conversations/{id}");
    let url = format!("{here}/customer");
    let head =
        PageHead::new("Whose conversation is it?").under(&view.conversation.subject, &here).note(format!(
            "Now it is on the timeline of {}. Choose somebody else; you can move it back.",
            super::who::name(&view)
        ));
    let table = found_table(&found.lines, &clock, |line| {
        let choose = Button::new(line.label()).quiet().small();
        Post::new(&url, choose).field("customer", line.customer.id.to_string()).render()
    });
    let found_markup = html! {
        @if found.lines.is_empty() {
            (Empty::new("Nobody else was found").words("Try another spelling, or add them first.").icon(Icon::Search)
                .action(Button::link("New customer", "/customers/new")))
        } @else { (Card::new(table).flush()) }
    };
    let field =
        Field::new("q", "Find a customer").value(&asked.q).autofocus().placeholder("Name, address or number");
    let body = html! {
        (SearchForm::new(&url, field).as_typed())
        (found_frame(found_markup))
    };
    let page = framed(&viewer, Room::Inbox, "Whose conversation", content(head, body));
    Ok(Html(page.render().into_string()).into_response())
}

#[derive(Clone, Deserialize)]
pub(crate) struct Chosen {
    customer: i64,
}

/// `POST /conversations/{conversation}/customer`.
pub(crate) async fn move_to_customer(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Form(form): Form<Chosen>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let to = CustomerId(form.customer);
    let from =
        house.db.write(move |tx| app::conversation::move_to_customer(tx, &actor, id, to, &moment)).await?;
    Ok(go(&format!("/inbox/open/{id}?done=moved&conversation={id}&from={from}")))
}

/// `POST /conversations/{conversation}/customer/back`: the undo of a move.
pub(crate) async fn move_back(
    State(house): State<House>,
    viewer: Viewer,
    Path((id, to)): Path<(ConversationId, CustomerId)>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::conversation::move_to_customer(tx, &actor, id, to, &moment)).await?;
    Ok(go(&format!("/conversations/{id}")))
}

/// `POST /conversations/{conversation}/customer/confirmation`: this is them.
pub(crate) async fn confirm_customer(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::conversation::confirm_customer(tx, &actor, id, &moment)).await?;
    Ok(back_to(&headers, &format!("/conversations/{id}")))
}
