//! From when on an upset customer brings somebody, and how long whoever was abused is spared.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::signal::Alarm;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::upset::Upset;
use serde::Deserialize;
use ui::prelude::*;

/// What the page says under its title.
const NOTE: &str = "When a customer is this upset, Cape brings their ally, else a hero on duty, else a lead: they follow the \
    conversation and are told at once. Threats and abuse always bring a lead.";

/// `GET /settings/signals`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, &said).await
}

async fn page(house: &House, viewer: &Viewer, said: &Said) -> Result<Response> {
    let now = house.db.read(app::signal::alarm).await?;
    let level = Select::new("level", "Bring somebody from")
        .option(Upset::Very.name(), "very upset", now.level == Upset::Very)
        .option(Upset::Extremely.name(), "extremely upset", now.level == Upset::Extremely);
    let fields = html! {
        (level)
        (Field::new("break_minutes", "Minutes without new work after abuse").kind("number")
            .value(now.break_minutes.to_string()).required().hint("For whoever had the conversation. 0 for none."))
        (form_actions(Button::new("Save").primary()))
    };
    let body = Card::new(ui::field::Form::new("/settings/signals", fields));
    Ok(room(viewer, "Effort and rage", NOTE, said, body))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    level: String,
    break_minutes: String,
}

/// `POST /settings/signals`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    // What can't be read is out of range.
    let to = Alarm {
        level: Upset::parse(&form.level).unwrap_or(Upset::Calm),
        break_minutes: form.break_minutes.trim().parse().unwrap_or(-1),
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    match house.db.write(move |tx| app::signal::set_alarm(tx, &actor, to, &moment)).await {
        Ok(()) => Ok(go("/settings/signals?done=saved")),
        Err(error) => page(&house, &viewer, &Said::mistake(error)?).await,
    }
}
