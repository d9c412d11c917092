//! Who looked at one's own figures.

use super::page;
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use ui::prelude::*;

/// `GET /insights/looks`.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let actor = viewer.actor.clone();
    let looks = house.db.read(move |tx| app::look::at_me(tx, &actor)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let head = PageHead::new("Who looked")
        .note("Figures about you are yours first. Whoever else opens them stands here.");
    let columns = vec![Column::new("Who"), Column::new("At"), Column::new("When")];
    let table = looks.iter().fold(Table::new("Who looked", columns).stacks(), |table, look| {
        table.row(vec![Cell::new(&look.viewer), Cell::new(&look.page), Cell::new(clock.time(look.at))])
    });
    let empty = Empty::new("Nobody has looked")
        .words("When a lead opens figures about you, their name, the page and the time stand here.")
        .icon(Icon::Person);
    let body = if looks.is_empty() { empty.render() } else { Card::new(table).flush().render() };
    Ok(Html(page(&viewer, "Who looked", head, body).render().into_string()).into_response())
}
