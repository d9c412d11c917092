//! When somebody is there: what "in business time" means for promises, approvals and waits.

use crate::{Error, Result, permit};
use domain::{Actor, Event, EventKind, Moment, Permission};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use models::business_time::{Calendar, Span};
use serde::{Deserialize, Serialize};
use store::{Tx, WriteTx};

/// The name of the setting.
pub(crate) const OPENING_HOURS: &str = "opening_hours";
/// Spans of one day: morning, afternoon, evening and one for who is special.
const SPANS_MAX: usize = 4;
/// Closed dates kept: some years of holidays.
const CLOSED_MAX: usize = 200;

/// The week of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// The zone the hours are meant in (IANA name).
    pub time_zone: String,
    /// From and to of each day, Monday first, such as `["09:00", "17:30"]`; `22:00` to `30:00` runs past midnight.
    pub week: [Vec<(String, String)>; 7],
    /// Dates on which nobody is there.
    pub closed: Vec<Date>,
}

impl Default for OpeningHours {
    /// Until somebody says otherwise: weekdays nine to five.
    fn default() -> Self {
        let day = vec![("09:00".to_owned(), "17:00".to_owned())];
        let week = std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() });
        Self { time_zone: "UTC".into(), week, closed: Vec::new() }
    }
}

impl OpeningHours {
    /// The calendar these hours make.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown zone, a time that isn't one, too many spans or dates, or a house that never opens.
    pub fn calendar(&self) -> Result<Calendar> {
        let zone = TimeZone::get(&self.time_zone).map_err(|_| {
            Error::invalid("time_zone", "Choose a time zone by its name, such as Europe/Berlin.")
        })?;
        let mut calendar = Calendar::new(zone);
        for (weekday, spans) in Weekday::Monday.cycle_forward().zip(&self.week) {
            if spans.len() > SPANS_MAX {
                return Err(Error::invalid("week", format!("A day has at most {SPANS_MAX} spans.")));
            }
            let spans: Result<Vec<Span>> = spans.iter().map(|(opens, closes)| span(opens, closes)).collect();
            calendar = calendar.weekly(weekday, &spans?);
        }
        if self.closed.len() > CLOSED_MAX {
            return Err(Error::invalid("closed", format!("At most {CLOSED_MAX} dates are kept.")));
        }
        let calendar = self.closed.iter().fold(calendar, |calendar, date| calendar.closed(*date));
        if calendar.ever_opens() {
            Ok(calendar)
        } else {
            Err(Error::invalid("week", "Open at least once a week: else no promise could ever be due."))
        }
    }
}

fn span(opens: &str, closes: &str) -> Result<Span> {
    Span::parse(opens, closes)
        .map_err(|error| Error::invalid("week", format!("{opens} to {closes} can't be used: {error}.")))
}

/// Reads the hours.
pub fn read(tx: &Tx<'_>) -> Result<OpeningHours> {
    let stored = store::setting::get(tx, OPENING_HOURS)?;
    Ok(stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default())
}

/// The calendar of the house, to reckon with.
pub fn calendar(tx: &Tx<'_>) -> Result<Calendar> {
    read(tx)?.calendar()
}

/// Sets the hours.
pub fn set(tx: &WriteTx<'_>, actor: &Actor, hours: &OpeningHours, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    hours.calendar()?;
    let stored = serde_json::to_string(hours).unwrap_or_default();
    store::setting::set(tx, OPENING_HOURS, &stored)?;
    let event = Event::new(EventKind::SettingChanged { name: OPENING_HOURS.into() }).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn the_usual_week_opens_on_weekdays() {
        let calendar = OpeningHours::default().calendar().expect("a calendar");
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        assert!(calendar.is_open(at("2026-03-06T16:59:00Z")), "a Friday");
        assert!(!calendar.is_open(at("2026-03-07T12:00:00Z")), "a Saturday");
    }

    #[test]
    fn hours_nobody_can_keep_are_refused() {
        let never = OpeningHours { week: Default::default(), ..OpeningHours::default() };
        let nowhere = OpeningHours { time_zone: "Atlantis".into(), ..OpeningHours::default() };
        let mut backwards = OpeningHours::default();
        backwards.week[0] = vec![("17:00".into(), "09:00".into())];
        for wrong in [never, nowhere, backwards] {
            assert!(matches!(wrong.calendar(), Err(Error::Invalid { .. })), "{wrong:?}");
        }
    }
}
