//! Sentiment, against the figures of the program it is a port of.

use crate::reference::{json, near, table};
use models::text::sentiment;

#[test]
fn all_sentences_of_the_check_file_are_equal() {
    let Some(rows) = table("text/vader_check.csv") else { return };
    assert_eq!(rows.len(), 56, "the file has changed");
    for row in &rows {
        let text = &row["text"];
        let found = sentiment(text).expect("a sentiment");
        for (name, value) in [
            ("neg", found.negative),
            ("neu", found.neutral),
            ("pos", found.positive),
            ("compound", found.compound),
        ] {
            near(&format!("{name} of {text:?}"), value, row[name].parse().expect("a number"), 1e-4);
        }
    }
}

#[test]
fn it_agrees_with_people_on_reviews_as_much_as_the_reference() {
    let (Some(rows), Some(baselines)) = (table("text/amazon_snippets.csv"), json("text/baselines.json"))
    else {
        return;
    };
    let pairs: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| {
            (
                sentiment(&row["text"]).expect("a sentiment").compound,
                row["mean_valence"].parse().expect("a number"),
            )
        })
        .collect();
    let published = &baselines["vader_on_amazon_snippets"];
    near("Pearson", pearson(&pairs), published["pearson"].as_f64().expect("a number"), 0.0005);
}

fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    sum(&|pair| (pair.0 - x) * (pair.1 - y))
        / (sum(&|pair| (pair.0 - x).powi(2)) * sum(&|pair| (pair.1 - y).powi(2))).sqrt()
}

#[test]
fn nothing_has_no_sentiment() {
    let found = sentiment("  ").expect("a sentiment");
    assert_eq!((found.negative, found.neutral, found.positive, found.compound), (0.0, 0.0, 0.0, 0.0));
}

#[test]
fn quirks_of_the_reference_are_kept() {
    // Computed with vaderSentiment 3.3.2.
    for (text, compound) in [
        ("good good but good good", 0.8910),
        ("no problem, no good", 0.1877),
        ("It's never so good", 0.6626),
        ("the least bad of them", 0.431),
        ("kind of the shit, really", -0.5574),
        ("VERY good 😁😁x but BAD 💋", 0.3212),
    ] {
        near(text, sentiment(text).expect("a sentiment").compound, compound, 1e-4);
    }
}
