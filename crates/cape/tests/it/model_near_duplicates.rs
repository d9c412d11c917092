//! `cape model near-duplicates` on tables.

use crate::commands::{house, refused, said, text};
use tempfile::TempDir;

const MESSAGES: &str = "text\n\
    Where is my parcel? It was due on Monday\n\
    \"I would like\nto change my address\"\n\
    where is my parcel it was due on monday!!\n\
    Can I pay by invoice?\n\
    \"Hello, where is my parcel? It was due on Monday\"\n";

#[test]
fn copies_are_grouped_by_their_lines() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("messages.csv");
    std::fs::write(&path, MESSAGES).expect("the messages");
    let told = said(&house, &["model", "near-duplicates", text(&path)]);
    assert!(told.contains("2 of 5 messages repeat an earlier one, in 1 groups"), "{told}");
    assert!(told.contains("3 alike, lines 2, 5, 7: Where is my parcel"), "{told}");
    let told = said(&house, &["model", "near-duplicates", text(&path), "--similarity", "1", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["groups"][0]["lines"], serde_json::json!([2, 5]), "{told}");
    assert_eq!(told["pairs"][0]["similarity"], 1.0, "{told}");
}

#[test]
fn what_is_wrong_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("messages.csv");
    std::fs::write(&path, MESSAGES).expect("the messages");
    let told = refused(&house, &["model", "near-duplicates", text(&path), "--text", "body"]);
    assert!(told.contains("messages.csv: there is no column \"body\"; there are: text"), "{told}");
    let told = refused(&house, &["model", "near-duplicates", text(&path), "--similarity", "60"]);
    assert!(told.contains("60 is not above 0 and at most 1"), "{told}");
}
