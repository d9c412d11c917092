//! The published cases, exact to the minute, and what makes no sense.

use super::at;
use crate::reference::json;
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use models::Error;
use models::business_time::{Calendar, Pause, Span};
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn spans(value: &Value) -> Vec<Span> {
    let span = |span: &Value| Span::parse(text(&span[0]), text(&span[1])).expect("hours");
    value.as_array().expect("spans").iter().map(span).collect()
}

fn calendar(value: &Value) -> Calendar {
    let zone = TimeZone::get(text(&value["tz"])).expect("the zones of this machine");
    let mut calendar = Calendar::new(zone);
    for (day, hours) in value["week"].as_object().expect("a week") {
        let weekday = Weekday::from_monday_zero_offset(day.parse().expect("a day")).expect("a day");
        calendar = calendar.weekly(weekday, &spans(hours));
    }
    for closed in value["closed"].as_array().expect("dates") {
        calendar = calendar.closed(text(closed).parse().expect("a date"));
    }
    for (special, hours) in value["special"].as_object().expect("dates") {
        calendar = calendar.on(special.parse::<Date>().expect("a date"), &spans(hours));
    }
    calendar
}

#[test]
fn published_cases_are_met() {
    let Some(cases) = json("sla/business_time.json") else { return };
    let calendar = |case: &Value| calendar(&cases["calendars"][text(&case["calendar"])]);
    let due = cases["due"].as_array().expect("cases");
    for case in due {
        let pause = |pause: &Value| Pause { from: at(text(&pause[0])), until: at(text(&pause[1])) };
        let pauses: Vec<Pause> = case["pauses_utc"].as_array().expect("pauses").iter().map(pause).collect();
        let open = SignedDuration::from_mins(case["target_minutes"].as_i64().expect("minutes"));
        let start = at(text(&case["start_utc"]));
        let found = calendar(case).due(start, open, &pauses).expect("a due instant");
        assert_eq!(found, at(text(&case["due_utc"])), "{}", text(&case["note"]));
        assert_eq!(calendar(case).open_between(start, found, &pauses).expect("a time"), open);
    }
    let measured = cases["measure"].as_array().expect("cases");
    for case in measured {
        let (from, to) = (at(text(&case["from_utc"])), at(text(&case["to_utc"])));
        let found = calendar(case).open_between(from, to, &[]).expect("a time");
        let minutes = case["open_minutes"].as_i64().expect("minutes");
        assert_eq!(found, SignedDuration::from_mins(minutes), "{case}");
    }
    assert_eq!((due.len(), measured.len()), (23, 6));
}

fn mondays() -> Calendar {
    Calendar::new(TimeZone::UTC).weekly(Weekday::Monday, &[Span::parse("09:00", "17:00").expect("hours")])
}

#[test]
fn what_makes_no_sense_is_said() {
    let start = at("2026-03-02T10:00:00Z");
    let hour = SignedDuration::from_hours(1);
    let due = |calendar: &Calendar, open| calendar.due(start, open, &[]).unwrap_err();
    assert!(matches!(due(&mondays(), -hour), Error::OutOfRange { .. }));
    assert_eq!(due(&Calendar::new(TimeZone::UTC), hour), Error::Empty { what: "opening hours" });
    let far = due(&mondays(), hour * 8 * 53 * 10);
    assert_eq!(far.to_string(), "open minutes until due: 254400 is not reached within ten years");
    assert!(matches!(due(&mondays(), SignedDuration::MAX), Error::OutOfRange { .. }));
    // Open once, long ago.
    let past = Calendar::new(TimeZone::UTC).on(date(2020, 1, 1), &[Span::new(0, 60).expect("hours")]);
    assert!(matches!(due(&past, hour), Error::OutOfRange { .. }));
    assert_eq!(past.next_opening(start), None);

    let earlier = at("2026-03-02T09:00:00Z");
    assert!(matches!(mondays().open_between(start, earlier, &[]).unwrap_err(), Error::Contradiction { .. }));
    assert!(mondays().open_between(Timestamp::MIN, Timestamp::MAX, &[]).is_err());
    let backwards = [Pause { from: earlier, until: start }, Pause { from: start, until: earlier }];
    assert!(matches!(
        mondays().due(start, hour, &backwards).unwrap_err(),
        Error::Contradiction { row: Some(1), .. }
    ));
    assert!(mondays().due(Timestamp::MAX, hour, &[]).is_err());
    assert_eq!(mondays().open_between(start, start, &[]).expect("a time"), SignedDuration::ZERO);
    for (opens, closes) in [
        ("09:00", "09:00"),
        ("24:00", "25:00"),
        ("10:00", "48:01"),
        ("9", "17:00"),
        ("09:60", "17:00"),
        ("+9:00", "17:00"),
    ] {
        assert!(Span::parse(opens, closes).is_err(), "{opens} to {closes}");
    }
}

#[test]
fn due_is_the_end_of_the_last_minute() {
    let start = at("2026-03-02T09:00:00Z");
    assert_eq!(mondays().due(start, SignedDuration::from_hours(8), &[]), Ok(at("2026-03-02T17:00:00Z")));
    assert_eq!(mondays().due(start, SignedDuration::from_hours(9), &[]), Ok(at("2026-03-09T10:00:00Z")));
    assert_eq!(
        mondays().due(at("2026-03-05T00:00:00Z"), SignedDuration::ZERO, &[]),
        Ok(at("2026-03-05T00:00:00Z"))
    );
    assert_eq!(mondays().next_opening(at("2026-03-05T00:00:00Z")), Some(at("2026-03-09T09:00:00Z")));
    assert!(mondays().is_open(at("2026-03-02T16:59:59Z")) && !mondays().is_open(at("2026-03-02T17:00:00Z")));
}

#[test]
fn a_holiday_leaves_the_night_before_alone() {
    let night = [Span::parse("22:00", "30:00").expect("hours")];
    let calendar =
        Calendar::new(TimeZone::UTC).weekly(Weekday::Monday, &night).weekly(Weekday::Tuesday, &night);
    let calendar = calendar.closed(date(2026, 3, 3));
    // Monday night ends in the morning of the holiday; the night of the holiday itself doesn't begin.
    let open = calendar.open_between(at("2026-03-02T12:00:00Z"), at("2026-03-04T12:00:00Z"), &[]);
    assert_eq!(open, Ok(SignedDuration::from_hours(8)));
}
