//! The way back from what was just done, and the toast that offers it.

use crate::body::{go, is_local};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::conversation::InView;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::UndoId;
use serde::Deserialize;
use ui::prelude::*;

/// Seconds for which a toast offers a step back.
const TOAST_SECONDS: u32 = 10;

/// The toast of something that can be undone; none when it no longer can, or by somebody else. `then` says where to
/// go after: `view=…` or `back=…`.
pub(crate) async fn toast(house: &House, viewer: &Viewer, id: UndoId, then: &str) -> Result<Option<Toast>> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let offer = house.db.read(move |tx| app::undo::offered(tx, &actor, id, now)).await?;
    let url = format!("/undo/{id}?{then}");
    Ok(offer.map(|offer| Toast::new(format!("undo-{id}"), offer.words).undo(url).seconds(TOAST_SECONDS)))
}

/// What is said after a step back, when `stayed` things had been changed by others meanwhile.
pub(crate) fn undone(stayed: usize) -> Toast {
    let words = match stayed {
        0 => "Everything is as it was".to_owned(),
        1 => "Undone, but one thing had been changed since and stays".to_owned(),
        many => format!("Undone, but {many} things had been changed since and stay"),
    };
    Toast::new("undone", words)
}

/// Where to go after.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Then {
    view: String,
    back: String,
}

/// `POST /undo/{undo}`.
pub(crate) async fn undo(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<UndoId>,
    Query(then): Query<Then>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let undone = house.db.write(move |tx| app::undo::undo(tx, &actor, id, &moment)).await?;
    let stayed = undone.stayed;
    if is_local(&then.back) {
        return Ok(go(&format!("{}?undone={stayed}", then.back)));
    }
    let view = InView { view: then.view }.name().slug();
    Ok(match undone.conversations[..] {
        [one] => go(&format!("/inbox/{view}/{one}?undone={stayed}")),
        _ => go(&format!("/inbox/{view}?undone={stayed}")),
    })
}
