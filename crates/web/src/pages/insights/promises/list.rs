//! The promises behind a figure, one by one, and all of them as a file.

use super::super::{Period, page, sheet};
use super::{PATH, TITLE, stretch};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::promise::{near, outcome_words};
use app::people::Directory;
use app::promise::Placed;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::AgentId;
use domain::promise::Outcome;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use ui::prelude::*;

/// Promises shown on the page; the file has all.
const SHOWN: usize = 200;

/// Which of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    outcome: String,
    kind: String,
    /// 0 for those of no team.
    team: Option<i64>,
    person: Option<i64>,
    /// The Monday of the week they were due in.
    week: String,
    breaker: String,
}

impl Filter {
    fn fits(&self, placed: &Placed, outcome: Outcome, zone: &TimeZone) -> bool {
        let promise = &placed.promise;
        let named = |wanted: &str, name: &str| wanted.is_empty() || wanted == name;
        let breaks = match self.breaker.as_str() {
            "handed_over" => promise.made_by.is_some_and(|made_by| made_by != promise.owner_id),
            "owner_away" => promise.owner_away,
            "outside_hours" => promise.outside_hours,
            _ => true,
        };
        let week = self.week.parse::<Date>().ok();
        breaks
            && named(&self.outcome, outcome_name(outcome))
            && named(&self.kind, promise.kind.name())
            && self.team.is_none_or(|team| team == placed.team_id.map_or(0, |team| team.0))
            && self.person.is_none_or(|person| person == promise.owner_id.0)
            && week.is_none_or(|week| week == app::promise::monday(promise.due_at, zone))
    }
}

/// The name of an outcome in addresses and files.
fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::InTime => "in_time",
        Outcome::Late => "late",
        Outcome::Passed => "passed",
        Outcome::Broken => "broken",
        Outcome::Released => "released",
        Outcome::Undone => "undone",
    }
}

/// The promises that fit; looking at somebody else's is noted.
async fn found(
    house: &House,
    viewer: &Viewer,
    period: Period,
    filter: Filter,
    now: Timestamp,
) -> Result<(Vec<(Placed, Outcome)>, Directory)> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let zone = Clock::new(&viewer.agent.time_zone, now).zone;
    Ok(house
        .db
        .write(move |tx| {
            if let Some(person) = filter.person {
                app::look::at(tx, &actor, AgentId(person), TITLE, &moment)?;
            }
            let mut listed = app::promise::listed(tx, &actor, stretch(period, now), now)?;
            listed.retain(|(placed, outcome)| filter.fits(placed, *outcome, &zone));
            Ok::<_, app::Error>((listed, Directory::read(tx)?))
        })
        .await?)
}

/// `GET /insights/promises/list`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    let now = house.moment().now;
    let (listed, directory) = found(&house, &viewer, period, filter, now).await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let count = listed.len();
    let head = PageHead::new("Promises one by one").under(TITLE, PATH).note(match count {
        0 => "None fits.".to_owned(),
        1 => "One.".to_owned(),
        many if many > SHOWN => format!("{many}; the latest {SHOWN} are shown, the file has all."),
        many => format!("{many}, the latest first."),
    });
    let columns = ["Promise", "To", "By", "Whose", "What became of it"].map(Column::new);
    let table = Table::new(TITLE, columns.into()).stacks();
    let latest = listed.iter().rev().take(SHOWN);
    let lines =
        latest.fold(table, |table, (placed, outcome)| table.row(row(placed, *outcome, &directory, &clock)));
    let empty = Empty::new("None").words("No promise of this time fits.").icon(Icon::Check);
    let body = if listed.is_empty() { empty.render() } else { Card::new(lines).flush().render() };
    Ok(Html(page(&viewer, TITLE, head, body).render().into_string()).into_response())
}

fn row(placed: &Placed, outcome: Outcome, directory: &Directory, clock: &Clock) -> Vec<Cell> {
    let promise = &placed.promise;
    let tone = match outcome {
        Outcome::InTime => Tone::Good,
        Outcome::Late | Outcome::Passed => Tone::Warn,
        Outcome::Broken => Tone::Bad,
        Outcome::Open | Outcome::Released | Outcome::Undone => Tone::Plain,
    };
    vec![
        Cell::new(html! { a href={"/conversations/" (promise.conversation_id)} { (promise.text) } }),
        Cell::new(&placed.customer_name),
        Cell::new(near(promise.due_at, clock)),
        Cell::new(directory.agent_name(promise.owner_id)),
        Cell::new(Mark::new(outcome_words(outcome)).tone(tone)),
    ]
}

/// `GET /insights/promises/file`.
pub(crate) async fn file(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    let now = house.moment().now;
    let (listed, directory) = found(&house, &viewer, period, filter, now).await?;
    let columns = [
        "promise",
        "conversation",
        "customer",
        "kind",
        "text",
        "due",
        "first due",
        "time zone",
        "made",
        "ended",
        "outcome",
        "kept by",
        "team",
        "outside hours",
        "owner away",
    ];
    let rows = listed.into_iter().map(|(placed, outcome)| {
        let promise = placed.promise;
        let yes = |truth: bool| if truth { "yes" } else { "no" }.to_owned();
        vec![
            promise.id.to_string(),
            promise.conversation_id.to_string(),
            placed.customer_name,
            promise.kind.name().to_owned(),
            promise.text,
            promise.due_at.to_string(),
            promise.first_due_at.to_string(),
            promise.time_zone,
            promise.created_at.to_string(),
            promise.ended_at.map(|at| at.to_string()).unwrap_or_default(),
            outcome_words(outcome).to_owned(),
            directory.agent_name(promise.owner_id).to_owned(),
            placed.team_id.map_or("", |team| directory.team_name(team)).to_owned(),
            yes(promise.outside_hours),
            yes(promise.owner_away),
        ]
    });
    Ok(sheet("promises", &columns, rows))
}
