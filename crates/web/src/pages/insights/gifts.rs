//! What was given, one by one: the way down from the figures of power.

use super::{Period, page};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::remedy;
use app::remedy::Given;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use std::collections::BTreeSet;
use ui::prelude::*;

/// Where this page is.
const HERE: &str = "/insights/power/given";

/// `GET /insights/power/given`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let now = house.moment().now;
    let (actor, from) = (viewer.actor.clone(), period.from(now));
    let moment = house.moment();
    let given = house
        .db
        .write(move |tx| {
            let given = app::remedy::given_between(tx, &actor, from, now)?;
            // Whoever is shown here can see who looked.
            for agent in given.iter().map(|one| one.remedy.agent_id).collect::<BTreeSet<_>>() {
                app::look::at(tx, &actor, agent, "What was given", &moment)?;
            }
            Ok::<_, app::Error>(given)
        })
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let head = PageHead::new("What was given")
        .under("Power", format!("/insights/power?days={}", period.days()))
        .note("The latest first: what cost money and was not taken back.");
    let columns = vec![
        Column::new("What"),
        Column::new("Why"),
        Column::new("By"),
        Column::new("Stands"),
        Column::new("When"),
    ];
    let empty = Empty::new("Nothing was given in this time").icon(Icon::Star);
    let table =
        given.iter().fold(Table::new("What was given", columns).stacks().empty(empty), |table, one| {
            row(table, one, &clock)
        });
    let body = html! {
        (period.choices(HERE))
        (Card::new(table).flush())
    };
    Ok(Html(page(&viewer, "Power", head, body).render().into_string()).into_response())
}

fn row(table: Table, given: &Given, clock: &Clock) -> Table {
    let one = &given.remedy;
    let name = html! {
        a href={"/remedies/" (one.id)} { (remedy::named(given)) }
        @if let Some(order) = &given.order { span .panel-note { " order " (order.number) } }
    };
    let words: Vec<&str> =
        [one.for_what.as_str(), one.why.as_str()].into_iter().filter(|words| !words.is_empty()).collect();
    let why = html! {
        (one.reason.words())
        @if !words.is_empty() { ": " (words.join(". ")) }
    };
    let when = html! { @if let Some(at) = one.given_at { (clock.time(at)) } };
    table.row(vec![
        Cell::new(name),
        Cell::new(why),
        Cell::new(&given.by),
        Cell::new(remedy::state(given)),
        Cell::new(when),
    ])
}
