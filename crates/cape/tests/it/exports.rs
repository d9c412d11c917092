//! The open format: what goes in comes out, and a page tells what it means.

use crate::commands::{found, house, refused, said, text};
use crate::support::{hand_in, mail, wait_until_read};
use serde_json::Value;
use std::fs;
use store::export::{LEFT_OUT, NOUNS};
use tempfile::TempDir;

#[test]
fn everything_comes_out_while_the_server_runs() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    found(&house);
    let server = house.serve();
    hand_in(&server, (1..=12).map(mail));
    wait_until_read(&server);
    let into = folder.path().join("export");
    said(&house, &["export", text(&into)]);
    let lines = |noun: &str| -> Vec<Value> {
        let text = fs::read_to_string(into.join(format!("{noun}.jsonl"))).expect("the file");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    assert_eq!(lines("message").len(), 12);
    let mut found = 0;
    for inbound in lines("inbound") {
        let hash = inbound["raw_hash"].as_str().expect("a hash");
        let raw = fs::read(into.join("files").join(&hash[..2]).join(hash)).expect("the raw mail");
        found += usize::from((1..=12).any(|number| mail(number) == raw));
    }
    assert_eq!(found, 12, "raw mails as they came");
    let agents = fs::read_to_string(into.join("agent.jsonl")).expect("the file");
    assert!(agents.contains("olive@cape.example") && !agents.contains("argon2"), "{agents}");
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(into.join("export.json")).expect("the summary"))
            .expect("JSON");
    assert_eq!(summary["counts"]["message"], 12);
    assert!(refused(&house, &["export", text(&into)]).contains("isn't empty"));
}

#[test]
fn the_page_about_the_format_names_every_file_and_field() {
    let page = include_str!("../../../../docs/export.md");
    for noun in NOUNS {
        let heading = format!("### `{}.jsonl`", noun.name);
        let section = page.split(&heading).nth(1).unwrap_or_else(|| panic!("{heading} is missing"));
        let section = section.split("\n### ").next().unwrap_or_default();
        for (field, _) in noun.fields {
            assert!(section.contains(&format!("`{field}`")), "{heading} doesn't tell of `{field}`");
        }
    }
    for (table, _) in LEFT_OUT {
        assert!(page.contains(&format!("`{table}`")), "the page doesn't say why `{table}` isn't exported");
    }
}
