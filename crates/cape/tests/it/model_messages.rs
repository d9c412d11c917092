//! `cape model messages`.

use crate::commands::text;
use crate::support::CAPE;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const NOW: &str = "2026-03-04T15:00[Europe/Vienna]";

fn run(arguments: &[&str], csv: &str) -> Output {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("messages.csv");
    fs::write(&file, csv).expect("the file");
    let mut command = Command::new(CAPE);
    command.args(["model", "messages", text(&file), "--now", NOW]).args(arguments);
    command.output().expect("it runs")
}

fn said(arguments: &[&str], csv: &str) -> String {
    let output = run(arguments, csv);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn messages_are_read_and_explained() {
    let csv = "id,text\n1,\"Fourth call. I'm furious, refund me now.\"\n2,I'll call you back tomorrow before noon.\n";
    let words = said(&[], csv);
    for expected in [
        "1. extremely upset",
        "wants: refund",
        "contacts mentioned: 4",
        "anger: \"I'm furious\"",
        "2. calm",
        "promise: call back, by 2026-03-05 12:00 (said to the minute): \"I'll call you back tomorrow before noon\"",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    let json: Value = serde_json::from_str(&said(&["--json"], csv)).expect("JSON");
    assert_eq!(json[0]["level"], "extremely_upset");
    assert_eq!(json[0]["wanted"][0]["remedy"], "refund");
    assert_eq!(json[1]["promises"][0]["due"]["at"], "2026-03-05T12:00:00");
    assert_eq!(json[0]["risk"], Value::Null);
}

#[test]
fn what_happened_is_weighed_and_a_wrong_cell_named() {
    let csv = "text,contacts,remedy_refused\nAny news?,6,1\nAny news?,1,0\n";
    let json: Value = serde_json::from_str(&said(&["--json"], csv)).expect("JSON");
    let chance = |row: usize| json[row]["risk"]["probability"].as_f64().expect("a chance");
    assert!(chance(0) > 0.5 && chance(1) < 0.2, "{json}");
    let output = run(&[], "text,contacts\nAny news?,6\nAny news?,many\n");
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        error.contains("messages.csv, line 3, column contacts: \"many\" is not a whole number"),
        "{error}"
    );
}

#[test]
fn lines_of_standard_input_are_messages() {
    let mut command = Command::new(CAPE);
    command.args(["model", "messages"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(b"Thank you!\n\nYou lied to me.\n").expect("it reads");
    let output = child.wait_with_output().expect("its end");
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(words.contains("1. calm") && words.contains("2. very upset"), "{words}");
}

#[test]
fn other_languages_and_empty_tables_are_refused() {
    let error = |arguments: &[&str], csv: &str| {
        let output = run(arguments, csv);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(error(&["--language", "de"], "text\nHallo\n").contains("language: \"de\" isn't known"));
    assert!(error(&[], "text\n").contains("there are no messages"));
    assert!(error(&[], "body\nHello\n").contains("there is no column \"text\"; there are: body"));
}
