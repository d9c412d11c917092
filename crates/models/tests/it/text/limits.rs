//! Nothing that people send makes them panic or slow.

use models::Error;
use models::text::{Language, TEXT_BYTES_MAX, assess, beginning, promises, sentiment};
use proptest::prelude::*;

fn now() -> jiff::Zoned {
    "2026-03-04T15:00[Europe/Vienna]".parse().expect("a time")
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "I",
        "will",
        "call",
        "you",
        "back",
        "not",
        "tomorrow",
        "in",
        "two",
        "99999999999",
        "3rd",
        "of",
        "February",
        "31",
        "hours",
        "furious",
        "!!",
        "?",
        ".",
        "\n",
        "\n\n",
        ">",
        "\"",
        "'",
        "f***",
        "a.b.c",
        "p.m.",
        "5",
        "pm",
        "but",
        "good",
        "no",
        "never",
        "so",
        "😡",
        "İ",
        "ß",
        "don't",
        "can’t",
        "NOW",
        "great",
        "job",
        "third",
        "time",
        "by",
        "week",
        "next",
        "and",
        "if",
        "2026",
        "sept",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in prop_oneof![any::<String>(), words(), "[ -~\n]{0,300}"]) {
        let found = assess(&text, Language::English).expect("an assessment");
        prop_assert!(found.score.is_finite() && (0.0..=1.0).contains(&found.probability));
        for point in &found.points {
            prop_assert!(text.get(point.bytes.clone()).is_some_and(|words| !words.is_empty()), "{:?}", point);
        }
        for wanted in &found.wanted {
            prop_assert!(text.get(wanted.bytes.clone()).is_some());
        }
        for promise in promises(&text, &now(), Language::English).expect("promises") {
            prop_assert!(text.get(promise.bytes.clone()).is_some_and(|words| !words.is_empty()));
            if let Some(due) = promise.due_bytes {
                prop_assert!(promise.bytes.start <= due.start && due.end <= promise.bytes.end);
                prop_assert!(text.get(due).is_some());
            }
        }
        let sentiment = sentiment(&text).expect("a sentiment");
        prop_assert!((-1.0..=1.0).contains(&sentiment.compound));
    }

    #[test]
    fn white_space_around_changes_nothing(text in words()) {
        let plain = assess(&text, Language::English).expect("an assessment");
        let padded = assess(&format!("{text}  \n"), Language::English).expect("an assessment");
        prop_assert_eq!(plain, padded);
    }
}

#[test]
fn the_limit_is_kept() {
    let long = "é".repeat(TEXT_BYTES_MAX);
    let refused = |error: Error| matches!(error, Error::OutOfRange { .. });
    assert!(assess(&long, Language::English).is_err_and(refused));
    assert!(sentiment(&long).is_err_and(refused));
    assert!(promises(&long, &now(), Language::English).is_err_and(refused));
    assert!(assess(beginning(&long), Language::English).is_ok());
}

/// Texts made to hurt: time must grow with length, not with its square. With the square each would take minutes.
#[test]
fn long_texts_stay_quick() {
    for piece in [
        "a.",
        "but good ",
        "great job ",
        "I will call you ",
        "if I will ",
        "f***",
        "\"",
        "'a ",
        "very ",
        "you ",
        "twenty one ",
        ">\n",
        "5 pm ",
    ] {
        let text = piece.repeat(TEXT_BYTES_MAX / piece.len());
        assess(&text, Language::English).expect("an assessment");
        promises(&text, &now(), Language::English).expect("promises");
        sentiment(&text).expect("a sentiment");
    }
}
