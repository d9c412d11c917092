//! How well we keep our word: the owner's page, each figure with the way down to the promises behind it.

mod draw;
mod list;
mod people;

pub(crate) use list::{file, show as list};
pub(crate) use people::show as people;

use super::{Period, page};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::Permission;
use jiff::Timestamp;
use ui::prelude::*;

/// The room's name and address.
pub(crate) const TITLE: &str = "Promises";
pub(crate) const PATH: &str = "/insights/promises";

/// The stretch of time, by when promises are due in it.
fn stretch(period: Period, now: Timestamp) -> app::promise::Period {
    app::promise::Period { from: period.from(now), until: now }
}

/// `GET /insights/promises`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let zone = clock.zone.clone();
    let (figures, soon, directory) = house
        .db
        .read(move |tx| {
            Ok::<_, app::Error>((
                app::promise::figures(tx, &actor, stretch(period, now), &zone, now)?,
                app::promise::about_to_break(tx, &actor, now)?,
                Directory::read(tx)?,
            ))
        })
        .await?;
    let oversees = viewer.actor.may(Permission::Oversee);
    let note =
        if oversees { "Everybody’s, by when they were due." } else { "Yours, by when they were due." };
    let head = PageHead::new(TITLE).note(note).action(
        Button::link("CSV", format!("{PATH}/file?days={}", period.days())).icon(Icon::Download).quiet(),
    );
    let drawn = draw::Drawn { figures: &figures, soon: &soon, directory: &directory, clock: &clock, period };
    let body = drawn.page(oversees);
    Ok(Html(page(&viewer, TITLE, head, body).render().into_string()).into_response())
}
