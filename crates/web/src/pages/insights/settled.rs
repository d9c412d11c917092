//! Matters settled at the first contact, by who answered first; everybody shown sees who looked.

use super::{Compared, Period, comparison, page};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::Directory;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use ui::prelude::*;

/// How it is counted.
const DEFINITION: &str = "Of the matters this person answered first and whose last contact is at least 168 hours ago, those \
    closed after one contact, with nothing from the same customer on the same topic within 168 hours after. Who says little \
    and settles much stands low in every list of speed, and high here.";

/// `GET /insights/continuity/people`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor.clone(), house.moment());
    let (people, directory) = house
        .db
        .write(move |tx| {
            let stretch = (period.from(moment.now), moment.now);
            let people = app::continuity::people(tx, &actor, stretch, &moment)?;
            Ok::<_, app::Error>((people, Directory::read(tx)?))
        })
        .await?;
    let compared = people.into_iter().map(|(agent, share)| Compared {
        name: directory.agent_name(agent).to_owned(),
        href: None,
        share,
    });
    let days = period.days();
    let head = PageHead::new("Settled at first contact, by person")
        .under("Continuity", format!("/insights/continuity?days={days}"))
        .note("They see that you looked.");
    let body = html! {
        (period.choices("/insights/continuity/people"))
        (Card::new(comparison("Settled at first contact, by person", "Person", "Settled", compared.collect())).flush())
        (counted(DEFINITION))
    };
    Ok(Html(page(&viewer, "Continuity", head, body).render().into_string()).into_response())
}
