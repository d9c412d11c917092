//! `cape model topics` on tables.

use crate::commands::{house, refused, said, text};
use std::fmt::Write as _;
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

#[test]
fn a_topic_that_grows_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = folder.path().join("messages.csv");
    let mut csv = String::from("date,category\n");
    for day in 1..=28 {
        for topic in ["card", "card", "delivery", "price", "account", "refund"] {
            writeln!(csv, "2026-02-{day:02},{topic}").expect("memory");
        }
        if day > 20 {
            csv.push_str(&format!("2026-02-{day:02},delivery\n").repeat(3));
        }
    }
    std::fs::write(&path, &csv).expect("the messages");
    let told = said(&house, &["model", "growing-topics", text(&path), "--since", "2026-02-21"]);
    assert!(told.contains("1 of 5 topics grow"), "{told}");
    let told = said(&house, &["model", "growing-topics", text(&path), "--since", "2026-02-21", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((&told[0]["topic"], &told[0]["recent"]), (&"delivery".into(), &32.into()), "{told}");
    std::fs::write(&path, csv.replacen("2026-02-01", "soon", 1)).expect("the messages");
    let told = refused(&house, &["model", "growing-topics", text(&path), "--since", "2026-02-21"]);
    assert!(told.contains("messages.csv, line 2, column date: \"soon\" is not a date"), "{told}");
    std::fs::write(&path, &csv).expect("the messages");
    let told = refused(&house, &["model", "growing-topics", text(&path), "--since", "2027-01-01"]);
    assert!(told.contains("there are none"), "{told}");
}

#[test]
fn messages_that_fit_no_topic_raise_an_alarm() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let known = [
        ("my card was declined in the shop", "card"),
        ("the card does not work any more", "card"),
        ("where is my parcel today", "delivery"),
        ("the parcel is late again", "delivery"),
    ];
    let places = ["Ulm", "Bonn", "Kiel", "Jena", "Gera", "Hof", "Trier", "Essen", "Soest", "Unna"];
    let mut sorted = String::from("text,category\n");
    let mut stream = String::from("date,text\n");
    for (number, place) in places.into_iter().cycle().take(40).enumerate() {
        for (message, topic) in known {
            writeln!(sorted, "{message} {place},{topic}").expect("memory");
        }
        let day = jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(number as i32));
        for _ in 0..5 {
            for (message, _) in known {
                writeln!(stream, "{day},{message}").expect("memory");
            }
        }
        writeln!(stream, "{day},hello there").expect("memory");
        if number >= 35 {
            stream.push_str(&format!("{day},strange noise from the boiler\n").repeat(15));
        }
    }
    let (known, watched) = (folder.path().join("sorted.csv"), folder.path().join("stream.csv"));
    std::fs::write(&known, &sorted).expect("the messages");
    std::fs::write(&watched, &stream).expect("the messages");
    let arguments = [
        "model",
        "new-topics",
        text(&known),
        "--watch",
        text(&watched),
        "--since",
        "2026-01-25",
        "--below",
        "0.01",
    ];
    let told = said(&house, &arguments);
    assert!(told.contains("2026-02-05: 16 of 36 messages fit none") && told.contains("boiler"), "{told}");
    assert!(!told.contains("2026-01-2"), "quiet days raise none: {told}");
    std::fs::write(&watched, stream.replacen("2026-01-01", "then", 1)).expect("the messages");
    let told = refused(&house, &arguments);
    assert!(told.contains("stream.csv, line 2, column date: \"then\" is not a date"), "{told}");
}
