//! Effort and rage: how many customers we drive to it, where, why, whom to look at first, and the messages behind it all.

mod draw;
mod messages;

pub(crate) use messages::show as messages;

use super::{Period, page, sheet};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::signal::{Figures, Marked};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::upset::Upset;
use ui::prelude::*;

/// The room's name and address.
const TITLE: &str = "Effort and rage";
const PATH: &str = "/insights/effort";

async fn read(house: &House, viewer: &Viewer, period: Period) -> Result<Figures> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let figures = house.db.read(move |tx| app::signal::figures(tx, &actor, (period.from(now), now))).await?;
    Ok(figures)
}

/// `GET /insights/effort`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let found = read(&house, &viewer, period).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let file = format!("{PATH}/file?days={}", period.days());
    let head = PageHead::new(TITLE)
        .note("Whom did we drive to it, and by what?")
        .action(Button::link("CSV", file).icon(Icon::Download).quiet());
    let body = html! { (period.choices(PATH)) (draw::all(&found, period, &clock)) };
    Ok(Html(page(&viewer, TITLE, head, body).render().into_string()).into_response())
}

/// `GET /insights/effort/file`.
pub(crate) async fn file(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let found = read(&house, &viewer, period).await?;
    let columns = ["Conversation", "Customer", "Subject", "Level", "Tries", "At", "Reasons"];
    Ok(sheet("effort-and-rage", &columns, found.worst.into_iter().map(row)))
}

/// A message as a row of a file.
fn row(marked: Marked) -> Vec<String> {
    let words: Vec<String> = marked.reasons.into_iter().map(|reason| reason.words).collect();
    vec![
        marked.conversation.to_string(),
        marked.customer,
        marked.subject,
        Upset::of(marked.signal.counts_as()).name().to_owned(),
        marked.signal.tries.to_string(),
        marked.signal.created_at.to_string(),
        words.join("; "),
    ]
}
