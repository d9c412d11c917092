//! `cape model agreement`: two raters, and a third.

use crate::commands::{house, refused, said, text};
use std::fmt::Write;
use tempfile::TempDir;

/// Two raters of fifty tickets, by the table 20, 5, 10, 15.
fn two_raters() -> String {
    let mut rows = "unit,rater,rating\n".to_owned();
    let pairs = [("rude", "rude", 20), ("rude", "kind", 5), ("kind", "rude", 10), ("kind", "kind", 15)];
    let pairs = pairs.into_iter().flat_map(|(one, two, count)| std::iter::repeat_n((one, two), count));
    for (ticket, (one, two)) in pairs.enumerate() {
        let _ = writeln!(rows, "{ticket},Ada,{one}\n{ticket},Ben,{two}");
    }
    rows
}

#[test]
fn agreement_is_told_with_its_verdict() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("ratings.csv");
    std::fs::write(&file, two_raters()).expect("written");
    let words = said(&house(&folder), &["model", "agreement", text(&file)]);
    assert!(words.starts_with("2 raters, 50 units rated twice or more\nalpha 0.400 ("), "{words}");
    assert!(words.contains("too low: show no scores") && words.contains("kappa 0.400 (0.1"), "{words}");

    // A third rater, who left some out: alpha alone.
    std::fs::write(&file, two_raters() + "0,Cleo,rude\n1,Cleo,\n").expect("written");
    let json = said(&house(&folder), &["model", "agreement", text(&file), "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["kappa"], &json["alpha"]["ratings"]), (&serde_json::Value::Null, &101.into()));
}

#[test]
fn a_wrong_cell_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("ratings.csv");
    std::fs::write(&file, "unit,rater,rating\n1,Ada,2\n1,Ben,two\n").expect("written");
    let error = refused(&house(&folder), &["model", "agreement", text(&file), "--scale", "ordinal"]);
    assert!(error.contains("line 3, column rating: \"two\" is not a number"), "{error}");
    std::fs::write(&file, "unit,rater,rating\n1,Ada,2\n1,Ada,3\n").expect("written");
    let error = refused(&house(&folder), &["model", "agreement", text(&file)]);
    assert!(error.contains("line 3, column rating: this rater has rated this unit already"), "{error}");
}
