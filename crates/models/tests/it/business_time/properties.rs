//! Against the clock that looks at each minute, on made-up calendars near changes of the offset.

use super::at;
use super::oracle::Wall;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use models::business_time::{Pause, Span};
use proptest::collection::vec;
use proptest::prelude::*;

/// Zones with their oddities, and an instant near one of them.
const ODDITIES: [(&str, &str); 14] = [
    ("America/New_York", "2025-03-09T07:00:00Z"),
    ("America/New_York", "2025-11-02T06:00:00Z"),
    ("Europe/Berlin", "2025-03-30T01:00:00Z"),
    ("Europe/London", "2025-10-26T01:00:00Z"),
    ("Australia/Lord_Howe", "2025-04-05T15:00:00Z"),
    ("Australia/Lord_Howe", "2025-10-04T15:30:00Z"),
    ("Australia/Adelaide", "2025-10-04T16:30:00Z"),
    ("Asia/Kathmandu", "2025-06-05T11:00:00Z"),
    ("Pacific/Chatham", "2025-04-05T14:00:00Z"),
    // Midnight itself is skipped, and repeated.
    ("America/Asuncion", "2023-10-01T04:00:00Z"),
    ("America/Havana", "2024-11-03T05:00:00Z"),
    // A whole day is skipped.
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    // Ramadan takes the summer hour back for a month.
    ("Africa/Casablanca", "2025-02-23T02:00:00Z"),
    // New rules for good: twenty-five hours, then never again.
    ("America/Sao_Paulo", "2019-02-17T02:00:00Z"),
];

fn span() -> impl Strategy<Value = Span> {
    (0..24 * 60_u16, 1..24 * 60_u16)
        .prop_map(|(opens, length)| Span::new(opens, opens + length).expect("hours"))
}

/// Hours that begin and end on the half hour, often: there the offsets change.
fn round_span() -> impl Strategy<Value = Span> {
    (0..48_u16, 1..48_u16)
        .prop_map(|(opens, length)| Span::new(opens * 30, (opens + length) * 30).expect("hours"))
}

fn day() -> impl Strategy<Value = Vec<Span>> {
    prop_oneof![2 => vec(round_span(), 0..3), 1 => vec(span(), 0..3)]
}

fn wall() -> impl Strategy<Value = (Wall, Timestamp)> {
    let week = [day(), day(), day(), day(), day(), day(), day()];
    (0..ODDITIES.len(), week, vec((-3..6_i64, day()), 0..3)).prop_map(|(oddity, week, dates)| {
        let (zone, near) = ODDITIES[oddity];
        let zone = TimeZone::get(zone).expect("the zones of this machine");
        let today = zone.to_datetime(at(near)).date();
        let dates = dates.into_iter().map(|(days, spans)| (today + days.days(), spans)).collect();
        (Wall { zone, week, dates }, at(near))
    })
}

fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    vec((-4000..6000_i64, 0..2000_i64), 0..5)
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn each_minute_is_counted_as_the_wall_shows_it(
        (wall, near) in wall(),
        (before, after) in (0..4000_i64, 0..6000_i64),
        pauses in pauses(),
    ) {
        let calendar = wall.calendar();
        let (from, to) = (near - minutes(before), near + minutes(after));
        let pauses: Vec<Pause> = pauses
            .into_iter()
            .map(|(start, length)| Pause { from: near + minutes(start), until: near + minutes(start + length) })
            .collect();
        let open = calendar.open_between(from, to, &pauses).unwrap();
        prop_assert_eq!(open, minutes(wall.minutes_between(from, to, &pauses)));
        prop_assert_eq!(calendar.is_open(from), wall.is_open(from));
        // The parts make the whole.
        let parts = calendar.open_between(from, near, &pauses).unwrap() + calendar.open_between(near, to, &pauses).unwrap();
        prop_assert_eq!(parts, open);
    }

    #[test]
    fn due_is_when_the_wall_has_shown_enough(
        (wall, near) in wall(),
        before in 0..4000_i64,
        target in 1..3000_i64,
        pauses in pauses(),
    ) {
        let start = near - minutes(before);
        let pauses: Vec<Pause> = pauses
            .into_iter()
            .map(|(from, length)| Pause { from: near + minutes(from), until: near + minutes(from + length) })
            .collect();
        let Some(expected) = wall.due(start, target, &pauses) else { return Ok(()) };
        let calendar = wall.calendar();
        let due = calendar.due(start, minutes(target), &pauses).unwrap();
        prop_assert_eq!(due, expected);
        // It undoes the measuring, and a moment earlier it wasn't due.
        prop_assert_eq!(calendar.open_between(start, due, &pauses).unwrap(), minutes(target));
        let earlier = calendar.open_between(start, due - SignedDuration::from_millis(1), &pauses).unwrap();
        prop_assert!(earlier < minutes(target));
    }

    /// Years ahead, where the slow clock would take too long, the two functions still undo each other, to the millisecond.
    #[test]
    fn due_and_measuring_undo_each_other(
        (wall, near) in wall(),
        open_ms in 1..200_000_000_000_i64,
        drift_ms in 0..60_000_i64,
    ) {
        let start = near + SignedDuration::from_millis(drift_ms);
        let calendar = wall.calendar();
        let open = SignedDuration::from_millis(open_ms);
        if let Ok(due) = calendar.due(start, open, &[]) {
            prop_assert_eq!(calendar.open_between(start, due, &[]).unwrap(), open);
            prop_assert!(calendar.open_between(start, due - SignedDuration::from_millis(1), &[]).unwrap() < open);
            prop_assert!(calendar.next_opening(start).is_some_and(|opening| start <= opening && opening < due));
        }
    }
}
