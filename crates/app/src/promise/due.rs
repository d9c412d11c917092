//! When something is due, as people and systems write it; and what business time makes of it.

use crate::{Error, Result};
use domain::promise::Due;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, ToSpan};
use models::business_time::Calendar;

/// Days ahead that we give our word for: beyond two years a date is rather a slip.
const AHEAD_DAYS_MAX: i64 = 731;
/// Open time before a promise is due at which somebody is reminded.
const REMIND_MINUTES: i64 = 60;

/// A due time as written: an instant (`2026-03-03T12:00:00Z`, with `[Europe/Malta]` or not), or a time on the clocks of
/// `zone`. Without either it could be any of some twenty-five hours, so it is refused.
pub fn read_due(text: &str, zone: Option<&str>) -> Result<Due> {
    let text = text.trim();
    let unknown = || Error::invalid("time_zone", "Choose a time zone by its name, such as Europe/Berlin.");
    let zone = zone.map(str::trim).filter(|zone| !zone.is_empty());
    if let Ok(zoned) = text.parse::<jiff::Zoned>() {
        let named = zoned.time_zone().iana_name().unwrap_or("UTC").to_owned();
        return Due::at(zoned.timestamp(), zone.unwrap_or(&named)).ok_or_else(unknown);
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Due::at(at, zone.unwrap_or("UTC")).ok_or_else(unknown);
    }
    let Ok(local) = text.parse::<DateTime>() else {
        return Err(Error::invalid("due", "Say by when: a day and a time, such as 2026-03-03T12:00."));
    };
    let Some(zone) = zone else {
        return Err(Error::invalid(
            "due",
            "Say in which time zone that is: give an offset, such as 2026-03-03T12:00+01:00, or the name of a zone.",
        ));
    };
    Due::on_the_clock(local, zone).ok_or_else(unknown)
}

/// Refuses a due time that nobody can keep, or that is no promise.
pub(super) fn check(due: &Due, now: Timestamp) -> Result<()> {
    if due.at <= now {
        return Err(Error::invalid("due", "That time is over. Promise a later one; nothing was lost."));
    }
    let last = now.checked_add((AHEAD_DAYS_MAX * 24).hours()).unwrap_or(Timestamp::MAX);
    if due.at > last {
        return Err(Error::invalid("due", "That is more than two years ahead. Check the year."));
    }
    match Due::at(due.at, &due.time_zone) {
        Some(_) => Ok(()),
        None => Err(Error::invalid("time_zone", "Choose a time zone by its name, such as Europe/Berlin.")),
    }
}

/// The last instant until `until` at which somebody is there; none when nobody is, from now until then.
pub(super) fn last_open(calendar: &Calendar, now: Timestamp, until: Timestamp) -> Option<Timestamp> {
    let open = calendar.open_between(now, until, &[]).ok().filter(SignedDuration::is_positive)?;
    calendar.due(now, open, &[]).ok()
}

/// When to remind: one open hour before it is due. Where less than that is left, after half of the time that is, so
/// that nobody is reminded of what they have just said.
pub(super) fn remind_at(calendar: &Calendar, now: Timestamp, due: Timestamp) -> Timestamp {
    let open = calendar.open_between(now, due, &[]).unwrap_or_default();
    let before = open - SignedDuration::from_mins(REMIND_MINUTES);
    if before.is_positive()
        && let Ok(at) = calendar.due(now, before, &[])
    {
        return at;
    }
    let half = due.duration_since(now) / 2;
    now.checked_add(half).unwrap_or(due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening_hours::OpeningHours;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn remind(now: &str, due: &str) -> Timestamp {
        remind_at(&OpeningHours::default().calendar().expect("a calendar"), at(now), at(due))
    }

    #[test]
    fn reminders_come_while_somebody_is_there() {
        assert_eq!(remind("2026-03-02T10:00:00Z", "2026-03-03T12:00:00Z"), at("2026-03-03T11:00:00Z"));
        // Monday at nine, or on Sunday: the last open hour is that of Friday.
        assert_eq!(remind("2026-03-06T10:00:00Z", "2026-03-09T09:00:00Z"), at("2026-03-06T16:00:00Z"));
        assert_eq!(remind("2026-03-06T10:00:00Z", "2026-03-08T12:00:00Z"), at("2026-03-06T16:00:00Z"));
        assert_eq!(remind("2026-03-02T10:00:00Z", "2026-03-02T10:30:00Z"), at("2026-03-02T10:15:00Z"));
    }

    #[test]
    fn a_time_without_a_zone_is_refused() {
        let why = read_due("2026-03-03T12:00", None).expect_err("no zone").to_string();
        assert!(why.contains("time zone"), "{why}");
        assert_eq!(
            read_due("2026-03-03T12:00", Some("Europe/Malta")).expect("a due").at,
            at("2026-03-03T11:00:00Z")
        );
        let written = read_due("2026-03-03T12:00:00+01:00[Europe/Malta]", None).expect("a due");
        assert_eq!((written.at, written.time_zone.as_str()), (at("2026-03-03T11:00:00Z"), "Europe/Malta"));
        assert!(read_due("2026-03-29T02:30", Some("Europe/Malta")).expect("moved").moved);
        assert!(
            read_due("soon", Some("UTC")).is_err() && read_due("2026-03-03T12:00", Some("Nowhere")).is_err()
        );
    }

    #[test]
    fn what_is_over_is_refused() {
        let now = at("2026-03-03T12:00:00Z");
        let due = |text: &str| Due::at(at(text), "UTC").expect("a due");
        assert!(check(&due("2026-03-03T12:00:00Z"), now).is_err());
        assert!(check(&due("2026-03-03T12:00:01Z"), now).is_ok());
        assert!(check(&due("2062-03-03T12:00:00Z"), now).is_err());
    }
}
