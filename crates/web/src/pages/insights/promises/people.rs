//! Promises by who had to keep them; everybody shown sees who looked.

use super::super::{Compared, Period, comparison, page};
use super::{PATH, TITLE, draw::DEFINITION, stretch};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use ui::prelude::*;

/// `GET /insights/promises/people`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let zone = Clock::new(&viewer.agent.time_zone, moment.now).zone;
    let (figures, directory) = house
        .db
        .write(move |tx| {
            let now = moment.now;
            let figures = app::promise::figures(tx, &actor, stretch(period, now), &zone, now)?;
            for (person, _) in &figures.people {
                app::look::at(tx, &actor, *person, TITLE, &moment)?;
            }
            Ok::<_, app::Error>((figures, Directory::read(tx)?))
        })
        .await?;
    let compared = figures.people.iter().map(|(person, tally)| Compared {
        name: directory.agent_name(*person).to_owned(),
        href: Some(format!("{PATH}/list?days={}&person={person}", period.days())),
        share: tally.kept_in_time(),
    });
    let head = PageHead::new("Promises by person").under(TITLE, PATH).note("They see that you looked.");
    let body = html! {
        (period.choices(&format!("{PATH}/people")))
        (Card::new(comparison("Promises by person", "Person", "Kept", compared.collect())).flush())
        (counted(DEFINITION))
    };
    Ok(Html(page(&viewer, TITLE, head, body).render().into_string()).into_response())
}
