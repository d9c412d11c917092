//! `cape model detection` and `weekly-detection` on tables.

use crate::commands::{house, refused, said, text};
use jiff::{SignedDuration, Timestamp};
use std::fmt::Write;
use tempfile::TempDir;

/// Eight weeks of two topics; in the last week deliveries surge.
fn stream(planned: &str) -> String {
    let first: Timestamp = "2026-01-05T00:00:00Z".parse().expect("a time");
    let mut csv = format!("hour,delivery,billing{}\n", if planned.is_empty() { "" } else { ",planned" });
    for row in 0..8_i64 * 168 {
        let usual = if row % 24 < 7 { 0 } else { 3 + row * 7 % 4 };
        let surge = (1_200..1_212).contains(&row);
        let (delivery, cell) = if surge { (usual + 30, planned) } else { (usual, "") };
        let separator = if planned.is_empty() { "" } else { "," };
        let hour = first + SignedDuration::from_hours(row);
        let _ = writeln!(csv, "{hour},{delivery},{usual}{separator}{cell}");
    }
    csv
}

#[test]
fn a_surge_is_found_and_a_planned_one_is_not() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("stream.csv");
    std::fs::write(&path, stream("")).expect("the stream");
    let detection = ["model", "detection", text(&path), "--calibration-weeks", "6"];
    let told = said(&house, &detection);
    assert!(
        told.contains("1 incident in 2.0 weeks") && told.contains("delivery: alarm 2026-02-24"),
        "{told}"
    );
    let told = said(&house, &[&detection[..], &["--json", "--zone", "Europe/Berlin"]].concat());
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["incidents"][0]["onset"], "2026-02-24T00:00:00Z", "{told}");
    assert!(told["topics"][1]["false_alarms_per_week"].as_f64().is_some_and(|rate| rate <= 0.01), "{told}");
    std::fs::write(&path, stream("?")).expect("the stream");
    let told = said(&house, &[&detection[..], &["--planned", "planned"]].concat());
    assert!(told.contains("0 incidents"), "{told}");
}

#[test]
fn what_is_wrong_with_a_stream_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("stream.csv");
    let lines = stream("");
    let broken =
        |from: &str, to: &str| std::fs::write(&path, lines.replacen(from, to, 1)).expect("the stream");
    let told = |more: &[&str]| refused(&house, &[&["model", "detection", text(&path)], more].concat());
    broken("\n2026-01-05T09:00:00Z,", "\n2026-01-05T09:00:00Z,-");
    assert!(told(&[]).contains("stream.csv, line 11, column delivery: \"-"), "{}", told(&[]));
    broken("2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z");
    assert!(
        told(&[]).contains("line 11, column hour: isn't one hour after the line before"),
        "{}",
        told(&[])
    );
    broken("hour,", "time,");
    assert!(
        told(&[]).contains("there is no column \"hour\"; there are: time, delivery, billing"),
        "{}",
        told(&[])
    );
    broken("hour,", "hour,");
    assert!(told(&["--calibration-weeks", "2"]).contains("336 are too few, at least 672"), "{}", told(&[]));
    assert!(
        told(&["--false-alarms", "7"]).contains("7 is not between"),
        "{}",
        told(&["--false-alarms", "7"])
    );
    assert!(
        told(&["--zone", "Europe/Nowhere"]).contains("--zone"),
        "{}",
        told(&["--zone", "Europe/Nowhere"])
    );
}

#[test]
fn weeks_are_judged_by_past_years() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("weeks.csv");
    let mut csv = String::from("week,returns\n");
    for week in 1..=300 {
        let count = if week == 299 { 90 } else { 12 + week * 7 % 5 };
        let _ = writeln!(csv, "{week},{count}");
    }
    std::fs::write(&path, &csv).expect("the weeks");
    for method in ["original", "delta", "nb-plugin", "muan"] {
        let told =
            said(&house, &["model", "weekly-detection", text(&path), "--method", method, "--last", "10"]);
        assert!(
            told.contains("returns: 1 of 10 weeks above") && told.contains("week 299 (line 300): 90"),
            "{told}"
        );
    }
    let told = said(&house, &["model", "weekly-detection", text(&path), "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told[0]["weeks"].as_array().map(Vec::len), Some(300 - 263), "{told}");
    std::fs::write(&path, csv.replace("\n7,", "\n7,about ")).expect("the weeks");
    let told = refused(&house, &["model", "weekly-detection", text(&path)]);
    assert!(told.contains("weeks.csv, line 8, column returns: \"about"), "{told}");
    std::fs::write(&path, "week,returns\n1,4\n").expect("the weeks");
    let told = refused(&house, &["model", "weekly-detection", text(&path)]);
    assert!(told.contains("1 weeks are too few: 263 come before"), "{told}");
}

#[test]
fn run_lengths_are_those_of_the_books() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let told = said(&house, &["model", "run-lengths", "cusum", "--threshold", "4"]);
    assert!(told.contains("CUSUM, upward: k 0.5000, h 4.0000"), "{told}");
    let json = |arguments: &[&str]| {
        let told = said(&house, &[&["model", "run-lengths"], arguments, &["--json"]].concat());
        serde_json::from_str::<serde_json::Value>(&told).expect("JSON")
    };
    let mean =
        |found: &serde_json::Value, row: usize| found["run_lengths"][row]["mean"].as_f64().expect("a number");
    let cusum = json(&["cusum", "--threshold", "4"]);
    assert!((mean(&cusum, 0) - 335.4).abs() < 0.5 && (mean(&cusum, 2) - 8.38).abs() < 0.01, "{cusum}");
    let both = json(&["cusum", "--threshold", "4", "--sides", "both", "--shift", "0"]);
    assert!((mean(&both, 0) - 168.0).abs() < 0.5, "{both}");
    let chosen = json(&["cusum", "--in-control", "335.4"]);
    assert!((chosen["settings"][1][1].as_f64().expect("h") - 4.0).abs() < 0.01, "{chosen}");
    let ewma = json(&["ewma"]);
    assert!((mean(&ewma, 0) - 371.9).abs() < 1.0, "{ewma}");
    let counts = json(&["poisson-cusum", "--usual", "4", "--reference", "5", "--threshold", "10"]);
    assert!(mean(&counts, 0) > mean(&counts, 1) && mean(&counts, 1) > mean(&counts, 2), "{counts}");
    let told = refused(&house, &["model", "run-lengths", "cusum", "--threshold=-1"]);
    assert!(told.contains("threshold"), "{told}");
    let told = refused(&house, &["model", "run-lengths", "cusum"]);
    assert!(told.contains("--threshold"), "{told}");
}
