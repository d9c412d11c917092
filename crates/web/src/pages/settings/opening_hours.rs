//! When somebody is there: what business time means for promises, approvals and waits.

use super::{Said, room};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::opening_hours::OpeningHours;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use ui::prelude::*;

/// The hours as typed; each day's spans such as `9:00–12:00, 13:00–17:30`, empty for closed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    time_zone: String,
    monday: String,
    tuesday: String,
    wednesday: String,
    thursday: String,
    friday: String,
    saturday: String,
    sunday: String,
    /// Closed dates, one on a line.
    closed: String,
}

impl Fields {
    fn of(hours: &OpeningHours) -> Self {
        let spans = |day: &Vec<(String, String)>| -> String {
            day.iter().map(|(opens, closes)| format!("{opens}–{closes}")).collect::<Vec<_>>().join(", ")
        };
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
            hours.week.each_ref().map(spans);
        Self {
            time_zone: hours.time_zone.clone(),
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
            closed: hours.closed.iter().map(Date::to_string).collect::<Vec<_>>().join("\n"),
        }
    }

    /// The days by their names, Monday first, as typed.
    fn days(&self) -> [(&'static str, &'static str, &str); 7] {
        [
            ("monday", "Monday", &self.monday),
            ("tuesday", "Tuesday", &self.tuesday),
            ("wednesday", "Wednesday", &self.wednesday),
            ("thursday", "Thursday", &self.thursday),
            ("friday", "Friday", &self.friday),
            ("saturday", "Saturday", &self.saturday),
            ("sunday", "Sunday", &self.sunday),
        ]
    }

    fn read(&self) -> app::Result<OpeningHours> {
        let mut hours =
            OpeningHours { time_zone: self.time_zone.trim().to_owned(), ..OpeningHours::default() };
        for (day, (_, name, typed)) in hours.week.iter_mut().zip(self.days()) {
            *day = spans(typed, name)?;
        }
        for line in self.closed.split_whitespace() {
            let date = line.parse().map_err(|_| {
                app::Error::invalid("closed", format!("“{line}” is no date. Write it like 2026-12-25."))
            })?;
            hours.closed.push(date);
        }
        Ok(hours)
    }
}

/// `9:00–12:00, 13:00-17:30`, as people type it.
fn spans(typed: &str, day: &str) -> app::Result<Vec<(String, String)>> {
    let pieces = typed.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    let clock = |text: &str| {
        let text = text.trim();
        let text = if text.contains(':') { text.to_owned() } else { format!("{text}:00") };
        if text.len() == 4 { format!("0{text}") } else { text }
    };
    pieces
        .map(|piece| {
            let (opens, closes) = piece.split_once(['–', '-']).ok_or_else(|| {
                app::Error::invalid(
                    "week",
                    format!("{day}: write a span like 9:00–17:00, or leave it empty."),
                )
            })?;
            Ok((clock(opens), clock(closes)))
        })
        .collect()
}

/// `GET /settings/opening-hours`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    let hours = house.db.read(app::opening_hours::read).await?;
    Ok(page(&viewer, &said, &Fields::of(&hours)))
}

fn page(viewer: &Viewer, said: &Said, typed: &Fields) -> Response {
    let fields = html! {
        (Field::new("time_zone", "Time zone").value(&typed.time_zone).required().autocomplete("off")
            .hint("By its name, like Europe/Stockholm."))
        @for (name, label, spans) in typed.days() {
            (Field::new(name, label).value(spans).placeholder("closed").autocomplete("off"))
        }
        (TextArea::new("closed", "Closed dates").value(&typed.closed).rows(4)
            .hint("One on a line, like 2026-12-25: holidays, the company outing."))
        (form_actions(Button::new("Save").primary()))
    };
    let body = Card::new(ui::field::Form::new("/settings/opening-hours", fields));
    room(
        viewer,
        "Opening hours",
        "Business time: promises, approvals and waits are counted in it.",
        said,
        body,
    )
}

/// `POST /settings/opening-hours`.
pub(crate) async fn save(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<Fields>,
) -> Result<Response> {
    let (actor, moment, typed) = (viewer.actor.clone(), house.moment(), form.clone());
    let saved = house.db.write(move |tx| app::opening_hours::set(tx, &actor, &typed.read()?, &moment));
    match saved.await {
        Ok(()) => Ok(go("/settings/opening-hours?done=saved")),
        Err(error) => Ok(page(&viewer, &Said::mistake(error)?, &form)),
    }
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn spans_as_people_type_them() {
        let read = spans("9-12, 13:00–17:30", "Monday").expect("spans");
        let read: Vec<_> = read.iter().map(|(opens, closes)| (opens.as_str(), closes.as_str())).collect();
        assert_eq!(read, [("09:00", "12:00"), ("13:00", "17:30")]);
        assert!(spans("", "Sunday").expect("closed").is_empty());
        assert!(spans("all day", "Monday").is_err());
    }
}
