//! `cape model staffing` on tables.

use crate::commands::{house, refused, said, text};
use std::fmt::Write;
use std::path::PathBuf;
use tempfile::TempDir;

fn table(folder: &TempDir, csv: &str) -> PathBuf {
    let path = folder.path().join("table.csv");
    std::fs::write(&path, csv).expect("the table");
    path
}

fn json(house: &testkit::cape_process::CapeFolder, arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&said(house, &[arguments, &["--json"]].concat())).expect("JSON")
}

#[test]
fn queues_and_agents_are_told() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = table(&folder, "calls_per_hour,aht_s,agents,target_s\n200,180,14,20\n60,180,5,20\n");
    let told = said(&house, &["model", "staffing", "queue", text(&path)]);
    assert!(told.contains("0.1741") && told.contains("0.8884"), "{told}");
    let path = table(&folder, "calls_per_hour,aht_s,agents,target_s,patience_s\n2880,60,50,20,120\n");
    let told = json(&house, &["model", "staffing", "queue", text(&path)]);
    let left = told[0]["erlang_a"]["p_abandon"].as_f64().expect("a share");
    assert!((left - 0.0309).abs() < 0.0001, "{told}");
    let path = table(&folder, "calls_per_hour,aht_s,service_level,target_s\n200,180,0.8,20\n");
    let told = json(&house, &["model", "staffing", "agents", text(&path)]);
    assert_eq!(told[0]["agents"], 14, "{told}");
}

#[test]
fn what_is_wrong_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = table(&folder, "calls_per_hour,aht_s,agents,target_s\n200,180,14,20\n200,180,many,20\n");
    let told = refused(&house, &["model", "staffing", "queue", text(&path)]);
    assert!(told.contains("table.csv, line 3, column agents: \"many\" is not a whole number"), "{told}");
    let path = table(&folder, "calls_per_hour,aht_s,agents,target_s\n200,180,10,20\n");
    let told = refused(&house, &["model", "staffing", "queue", text(&path)]);
    assert!(told.contains("line 2") && told.contains("grows without end"), "{told}");
}

#[test]
fn days_to_come_are_told_and_missing_days_are_left_out() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let mut csv = String::from("date,contacts\n");
    // 2 March 2026 is a Monday.
    let mut date = jiff::civil::date(2026, 3, 2);
    for day in 0_u32..70 {
        if day != 33 {
            writeln!(csv, "{date},{}", if day % 7 < 5 { 100 + day * day % 17 } else { 20 }).expect("text");
        }
        date = date.tomorrow().expect("a day");
    }
    let path = table(&folder, &csv);
    let told = said(&house, &["model", "staffing", "forecast", text(&path), "--days", "7"]);
    assert!(told.contains("2026-05-11") && told.contains("2026-05-17      20.0"), "{told}");
    let again = format!("{csv}2026-03-02,7\n");
    let told = refused(&house, &["model", "staffing", "forecast", text(&table(&folder, &again))]);
    assert!(told.contains("line 71, column date: 2026-03-02 is there already"), "{told}");
}
