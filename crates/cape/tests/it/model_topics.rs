//! `cape model topics` on tables.

use crate::commands::{house, refused, said, text};
use tempfile::TempDir;

const SORTED: &str = "text,category\n\
    my card was declined,card\nthe card does not work,card\ncard declined in the shop,card\n\
    where is my parcel,delivery\nthe parcel never came,delivery\nparcel is late again,delivery\n";

#[test]
fn topics_are_learned_tried_and_suggested() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let (sorted, new) = (folder.path().join("sorted.csv"), folder.path().join("new.csv"));
    std::fs::write(&sorted, SORTED).expect("the messages");
    std::fs::write(&new, "text,category\nis my parcel late?,delivery\ncard declined twice,card\n")
        .expect("the messages");
    let told = said(
        &house,
        &["model", "topics", text(&sorted), "--try", text(&new), "--message", "Why was the card declined?"],
    );
    assert!(told.contains("learned 2 topics from 6 messages"), "{told}");
    assert!(told.contains("on 2 other messages the best suggestion is right in 100.0 %"), "{told}");
    assert!(told.contains("the message: card") && told.contains("\"card\" +"), "{told}");
    let told = said(&house, &["model", "topics", text(&sorted), "--suggest", text(&new), "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["suggestions"][0]["line"], 2, "{told}");
    assert_eq!(told["suggestions"][1]["topics"][0]["topic"], "card", "{told}");
}

#[test]
fn clusters_are_proposed() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("messages.csv");
    std::fs::write(&path, SORTED).expect("the messages");
    let told = said(&house, &["model", "topics", text(&path), "--clusters", "2"]);
    assert!(told.contains("2 clusters as suggestions") && told.contains("parcel"), "{told}");
}

#[test]
fn what_is_wrong_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("messages.csv");
    std::fs::write(&path, SORTED.replace("never came,delivery", "never came,")).expect("the messages");
    let told = refused(&house, &["model", "topics", text(&path)]);
    assert!(told.contains("messages.csv, line 6, column category: \"\" is not a topic"), "{told}");
    std::fs::write(&path, SORTED.replace(",delivery", ",card")).expect("the messages");
    let told = refused(&house, &["model", "topics", text(&path)]);
    assert!(told.contains("all are alike"), "{told}");
}
