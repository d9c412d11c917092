//! One's own settings.

use crate::body::{Form, back_to};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct ThemeForm {
    theme: String,
}

/// `POST /theme`.
pub(crate) async fn set_theme(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Form(form): Form<ThemeForm>,
) -> Result<Response> {
    let actor = viewer.actor;
    house.db.write(move |tx| app::people::set_theme(tx, &actor, &form.theme)).await?;
    Ok(back_to(&headers, "/"))
}
