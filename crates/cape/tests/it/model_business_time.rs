//! `cape model business-time`: due instants and open minutes.

use crate::commands::{house, refused, said, text};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const CALENDAR: &str = "day,opens,closes\nMonday,08:00,12:00\nmonday,13:00,18:00\nfriday,08:00,16:30\n\
                        2026-04-03,,\n2026-04-06,10:00,12:00\n";

fn files(folder: &TempDir, calendar: &str, cases: &str) -> (PathBuf, PathBuf) {
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("calendar.csv"), calendar).expect("written");
    std::fs::write(path("cases.csv"), cases).expect("written");
    (path("calendar.csv"), path("cases.csv"))
}

fn arguments<'a>(calendar: &'a Path, cases: &'a Path, zone: &'a str) -> [&'a str; 7] {
    ["model", "business-time", text(cases), "--calendar", text(calendar), "--zone", zone]
}

#[test]
fn due_instants_pass_over_holidays_and_pauses() {
    let folder = TempDir::new().expect("a folder");
    // From Friday over the change of the clock; over Good Friday to a short Monday; and with a pause.
    let cases = "start,minutes,pauses\n2026-03-27T15:00:00Z,60,\n2026-03-30T15:00:00Z,120,\n\
                 2026-03-30T06:00:00Z,60,2026-03-30T06:30:00Z/2026-03-30T08:00:00Z\n";
    let (calendar, cases) = files(&folder, CALENDAR, cases);
    let words = said(&house(&folder), &arguments(&calendar, &cases, "Europe/Berlin"));
    let dues: Vec<&str> = words.lines().filter_map(|line| line.split("min  ").nth(1)).collect();
    assert_eq!(
        dues,
        [
            "2026-03-30T06:30:00Z  Mon 2026-03-30 08:30 +02:00",
            "2026-04-06T09:00:00Z  Mon 2026-04-06 11:00 +02:00",
            "2026-03-30T08:30:00Z  Mon 2026-03-30 10:30 +02:00",
        ]
    );
}

#[test]
fn open_minutes_are_measured() {
    let folder = TempDir::new().expect("a folder");
    let cases = "start,end\n2026-03-26T00:00:00Z,2026-03-31T00:00:00Z\n";
    let (calendar, cases) = files(&folder, CALENDAR, cases);
    let json =
        said(&house(&folder), &[&arguments(&calendar, &cases, "Europe/Berlin")[..], &["--json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json[0]["open_minutes"], f64::from(510 + 540));
}

#[test]
fn a_wrong_cell_is_named() {
    let folder = TempDir::new().expect("a folder");
    let (calendar, cases) = files(&folder, CALENDAR, "start,minutes\n2026-03-26T00:00:00Z,99999999\n");
    let error = refused(&house(&folder), &arguments(&calendar, &cases, "Europe/Berlin"));
    assert!(
        error.contains("cases.csv, line 2, column minutes") && error.contains("within ten years"),
        "{error}"
    );
    let error = refused(&house(&folder), &arguments(&calendar, &cases, "Europe/Atlantis"));
    assert!(error.contains("time zone: \"Europe/Atlantis\" isn't known"), "{error}");
    let (calendar, cases) = files(&folder, "day,opens,closes\nmonday,9 am,17:00\n", "start,minutes\n");
    let error = refused(&house(&folder), &arguments(&calendar, &cases, "Europe/Berlin"));
    assert!(
        error.contains("calendar.csv, line 2, column opens: time of day: \"9 am\" isn't known"),
        "{error}"
    );
}
