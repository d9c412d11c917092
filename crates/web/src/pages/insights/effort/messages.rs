//! The messages behind a figure, one by one.

use super::super::{Period, page};
use super::draw::entry;
use super::{PATH, TITLE};
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::signal::{Behind, Within};
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::upset::TRIES_MANY;
use domain::{TagId, TeamId};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use ui::prelude::*;

/// Which messages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    what: String,
    /// 0 for those of no team.
    team: Option<i64>,
    tag: Option<i64>,
    /// The number of the week since the period began.
    week: Option<i64>,
}

impl Asked {
    fn what(&self) -> (Behind, &'static str) {
        match self.what.as_str() {
            "tried" => (Behind::Tried(TRIES_MANY), "had to try three times or more"),
            "judged" => (Behind::Judged, "marks that somebody judged"),
            "helped" => (Behind::Helped, "brought somebody"),
            "abuse" => (Behind::Abuse, "abuse somebody"),
            _ => (Behind::Rage, "very or extremely upset"),
        }
    }

    fn within(&self) -> Within {
        match (self.team, self.tag) {
            (Some(team), _) => Within::Team((team > 0).then_some(TeamId(team))),
            (None, Some(tag)) => Within::Tag(TagId(tag)),
            (None, None) => Within::Everywhere,
        }
    }

    /// The period, or the week of it.
    fn stretch(&self, period: Period, now: Timestamp) -> (Timestamp, Timestamp) {
        let from = period.from(now);
        let after = |weeks: i64| from.checked_add((weeks * 7 * 24).hours()).unwrap_or(now).min(now);
        // Beyond the period there is nothing.
        match self.week.map(|week| week.clamp(0, period.days() / 7)) {
            Some(week) => (after(week), after(week + 1)),
            None => (from, now),
        }
    }
}

/// `GET /insights/effort/messages?days=&what=&team=&tag=&week=`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(period): Query<Period>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (actor, now) = (viewer.actor.clone(), house.moment().now);
    let ((what, words), within, stretch) = (asked.what(), asked.within(), asked.stretch(period, now));
    let (marked, name) =
        house.db.read(move |tx| app::signal::messages_behind(tx, &actor, stretch, what, within)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let whose = if name.is_empty() { String::new() } else { format!("{name}: ") };
    let from = format!("{PATH}?days={}", period.days());
    let count = match marked.len() {
        1 => "one message".to_owned(),
        many => format!("{many} messages"),
    };
    let since = clock.date(stretch.0);
    let head = PageHead::new("Messages one by one")
        .under(TITLE, from)
        .note(format!("{whose}{words}; {count} since {since}."));
    let body = if marked.is_empty() {
        Empty::new("None").words("No message of this time fits.").icon(Icon::Check).render()
    } else {
        let entries = marked.iter().map(|one| entry(one, &clock).body(html! { (one.said) }));
        Card::new(Timeline::new().entries(entries.collect())).render()
    };
    Ok(Html(page(&viewer, TITLE, head, body).render().into_string()).into_response())
}
