//! How long a new contact waits for the one who knows the customer.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::routing::WaitLimits;
use serde::Deserialize;
use ui::prelude::*;

/// What the page says under its title.
const NOTE: &str = "A new contact goes to the customer’s ally while the expected wait stays inside these limits, else to \
    the backup under the same rule, else to the team. Nobody who is away, rests or has enough is sent anything.";

/// `GET /settings/routing`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, &said).await
}

async fn page(house: &House, viewer: &Viewer, said: &Said) -> Result<Response> {
    let now = house.db.read(app::routing::limits).await?;
    let field = |name: &str, label: &str, minutes: i64| {
        Field::new(name, label).kind("number").value(minutes.to_string()).required()
    };
    let fields = html! {
        (field("urgent", "Urgent: minutes of opening hours", now.urgent))
        (field("high", "High priority", now.high))
        (field("normal", "Normal priority", now.normal))
        (field("low", "Low priority", now.low).hint(
            "The wait is what waits before it, times the middle time between two answers of the last 30 days."))
        (form_actions(Button::new("Save").primary()))
    };
    let body = Card::new(ui::field::Form::new("/settings/routing", fields));
    Ok(room(viewer, "Routing", NOTE, said, body))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    urgent: String,
    high: String,
    normal: String,
    low: String,
}

/// `POST /settings/routing`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    // What is no number is out of range.
    let minutes = |text: &str| text.trim().parse().unwrap_or(-1);
    let to = WaitLimits {
        urgent: minutes(&form.urgent),
        high: minutes(&form.high),
        normal: minutes(&form.normal),
        low: minutes(&form.low),
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    match house.db.write(move |tx| app::routing::set_limits(tx, &actor, &to, &moment)).await {
        Ok(()) => Ok(go("/settings/routing?done=saved")),
        Err(error) => page(&house, &viewer, &Said::mistake(error)?).await,
    }
}
