//! How conversations behave.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::setting::Conversations;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use ui::prelude::*;

/// `GET /settings/conversations`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    page(&house, &viewer, &said).await
}

async fn page(house: &House, viewer: &Viewer, said: &Said) -> Result<Response> {
    let now = house.db.read(app::setting::conversations).await?;
    let fields = html! {
        (Field::new("reopen_days", "Days in which an answer reopens a closed conversation").kind("number")
            .value(now.reopen_days.to_string()).required()
            .hint("Later it starts a new conversation that is linked with the old one. 0: always a new one."))
        (form_actions(Button::new("Save").primary()))
    };
    let body = Card::new(ui::field::Form::new("/settings/conversations", fields));
    Ok(room(viewer, "Conversations", "", said, body))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    reopen_days: String,
}

/// `POST /settings/conversations`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let Ok(reopen_days) = form.reopen_days.trim().parse() else {
        let wrong = app::Error::invalid("reopen_days", "Write a number of days, such as 30.");
        return page(&house, &viewer, &Said::mistake(wrong)?).await;
    };
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let to = Conversations { reopen_days };
    match house.db.write(move |tx| app::setting::set_conversations(tx, &actor, to, &moment)).await {
        Ok(()) => Ok(go("/settings/conversations?done=saved")),
        Err(error) => page(&house, &viewer, &Said::mistake(error)?).await,
    }
}
