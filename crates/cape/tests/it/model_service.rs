//! `cape model service`: contacts, evenness and counts that stand out.

use crate::commands::{house, refused, said, text};
use std::fmt::Write;
use tempfile::TempDir;

#[test]
fn contacts_are_counted_by_the_published_definitions() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("contacts.csv");
    let rows = "case,customer,topic,hour,agents,resolved\n1,Olive,billing,0,Ada,1\n2,Pip,fault,5,Ada>Ben,0\n\
                2,Pip,fault,30,Ben,1\n3,Pip,fault,100,Ben,1\n4,Olive,billing,400,,0\n";
    std::fs::write(&file, rows).expect("written");
    let words = said(&house(&folder), &["model", "service", "contacts", text(&file)]);
    assert!(
        words.starts_with(
            "5 contacts in 4 cases, 3 old enough to tell\nfirst contact resolution   66.7 % of 3"
        ),
        "{words}"
    );
    assert!(words.contains("repeat contacts            40.0 % of 5"), "{words}");
    assert!(words.contains("UPC 1.000, COC 1.000, SECON 1.000 (mean of 1 customers"), "{words}");
    let json = said(&house(&folder), &["model", "service", "contacts", text(&file), "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["bounces_per_contact"], &json["mature_cases"]), (&0.2.into(), &3.into()));

    std::fs::write(&file, rows.replace("400,,0", "400,,maybe")).expect("written");
    let error = refused(&house(&folder), &["model", "service", "contacts", text(&file)]);
    assert!(error.contains("contacts.csv, line 6, column resolved: \"maybe\" is not 1 or 0"), "{error}");
}

#[test]
fn evenness_names_the_bad_end_first() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("ratings.csv");
    std::fs::write(&file, "agent,score\nAda,5\nAda,4\nBen,2\nBen,1\nBen,2\n").expect("written");
    let words = said(&house(&folder), &["model", "service", "consistency", text(&file)]);
    assert!(
        words.starts_with("one in ten is at most      1.40\nat most 2                  60.0 % of 5"),
        "{words}"
    );
    std::fs::write(&file, "agent,score\nAda,5\nAda,five\n").expect("written");
    let error = refused(&house(&folder), &["model", "service", "consistency", text(&file)]);
    assert!(error.contains("line 3, column score"), "{error}");
}

#[test]
fn counts_that_stand_out_ask_for_a_talk() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("concessions.csv");
    let mut rows = "agent,concessions,contacts\n".to_owned();
    for (agent, count) in [10, 9, 11, 8, 12, 10, 9, 13, 7, 10, 11, 45].into_iter().enumerate() {
        let _ = writeln!(rows, "agent {agent},{count},200");
    }
    std::fs::write(&file, &rows).expect("written");
    let columns = ["--count", "concessions", "--exposure", "contacts"];
    let words = said(&house(&folder), &[&["model", "service", "excess", text(&file)][..], &columns].concat());
    let flagged: Vec<&str> = words.lines().filter(|line| line.ends_with("talk")).collect();
    assert!(matches!(flagged.as_slice(), [only] if only.starts_with("agent 11")), "{words}");
    std::fs::write(&file, rows.replace("agent 3,8,200", "agent 3,8,0")).expect("written");
    let error =
        refused(&house(&folder), &[&["model", "service", "excess", text(&file)][..], &columns].concat());
    assert!(error.contains("line 5") && error.contains("exposure"), "{error}");
}
