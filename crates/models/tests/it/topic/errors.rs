//! What can't be answered is said.

use models::Error;
use models::topic::{
    NearDuplicates, Novelty, TopicModel, Training, Vocabulary, clusters, groups, growing, limit_for,
};

fn train(messages: &[&str], topics: &[&str], training: Training) -> Option<Error> {
    TopicModel::train(messages, topics, training).err()
}

#[test]
fn models_say_why_they_cannot_learn() {
    let usual = Training::default();
    assert_eq!(
        train(&["a b", "c d"], &["x", "x"], usual),
        Some(Error::NoVariation { what: "topics to learn" })
    );
    assert!(matches!(
        train(&["a"], &["x", "y"], usual),
        Some(Error::LengthsDiffer { left: 1, right: 2, .. })
    ));
    assert!(matches!(train(&[], &[], usual), Some(Error::Empty { .. })));
    assert!(matches!(
        train(&["!", "?"], &["x", "y"], usual),
        Some(Error::Empty { what: "words in the texts" })
    ));
    for strength in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let wrong = train(&["a", "b"], &["x", "y"], Training { strength, ..usual });
        assert!(matches!(wrong, Some(Error::OutOfRange { .. })), "{wrong:?}");
    }
    let model = TopicModel::train(&["a", "b"], &["x", "y"], usual).unwrap();
    assert_eq!(model.explain("a", "z"), Err(Error::Unknown { what: "topic", value: "z".to_owned() }));
    assert!(matches!(model.evaluate(&[], &[]), Err(Error::Empty { .. })));
    assert!(matches!(model.evaluate(&["a"], &[]), Err(Error::LengthsDiffer { .. })));
    assert!(matches!(Vocabulary::learn(&["once"], 2), Err(Error::Empty { .. })));
}

#[test]
fn a_search_that_found_nothing_says_so() {
    // Contradicting examples, and a penalty that is lost in rounding.
    let messages: Vec<&str> = (0..200).map(|number| ["one", "two", "one two"][number % 3]).collect();
    let topics: Vec<&str> = (0..200).map(|number| if number * number % 11 < 5 { "x" } else { "y" }).collect();
    let wrong = train(&messages, &topics, Training { strength: 1e17, ..Training::default() });
    assert!(matches!(wrong, Some(Error::NotConverged { .. })), "{wrong:?}");
}

#[test]
fn copies_clusters_and_growth_refuse_what_makes_no_sense() {
    for limit in [0.0, -0.5, 1.5, f64::NAN] {
        assert!(matches!(NearDuplicates::new(limit, 1).err(), Some(Error::OutOfRange { .. })));
        assert!(matches!(groups(&["a"], limit, 1), Err(Error::OutOfRange { .. })));
    }
    assert_eq!(groups(&[], 0.6, 1), Ok((vec![], vec![])));
    assert!(matches!(clusters(&["a b"], 0, 1), Err(Error::OutOfRange { .. })));
    assert!(matches!(clusters(&["a b"], 2, 1), Err(Error::TooFew { .. })));
    assert!(matches!(clusters(&["?", "!"], 1, 1), Err(Error::Empty { .. })));
    assert!(matches!(growing(&[1], &[1, 2], 0.1), Err(Error::LengthsDiffer { .. })));
    assert!(matches!(growing(&[], &[], 0.1), Err(Error::Empty { .. })));
    assert!(matches!(growing(&[0, 0], &[1, 2], 0.1), Err(Error::Empty { .. })));
    assert!(matches!(growing(&[1, 0], &[1, 2], f64::NAN), Err(Error::OutOfRange { .. })));
}

#[test]
fn novelty_refuses_what_makes_no_sense() {
    assert!(matches!(limit_for(&[0.5; 19], 0.05), Err(Error::TooFew { .. })));
    let mut probabilities = [0.5; 30];
    probabilities[7] = f64::NAN;
    assert!(matches!(limit_for(&probabilities, 0.05), Err(Error::OutOfRange { row: Some(7), .. })));
    assert!(matches!(limit_for(&[0.5; 30], 2.0), Err(Error::OutOfRange { .. })));
    assert!(matches!(Novelty::fit(&[(0, 0); 20], 100.0), Err(Error::TooFew { found: 0, .. })));
    let mut periods = [(1, 10); 20];
    periods[3] = (11, 10);
    assert!(matches!(Novelty::fit(&periods, 100.0), Err(Error::Contradiction { row: Some(3), .. })));
    assert!(matches!(Novelty::fit(&[(1, 10); 20], f64::NAN), Err(Error::OutOfRange { .. })));
    let novelty = Novelty::fit(&[(1, 10); 20], 100.0).unwrap();
    assert!(matches!(novelty.watch(&[(2, 1)]), Err(Error::Contradiction { .. })));
    // All messages, or none, under the limit is unusual or usual, never an error.
    assert!(
        novelty.watch(&[(1_000, 1_000), (0, 1_000)]).unwrap().iter().all(|level| level.level.is_finite())
    );
    assert!(Novelty::fit(&[(0, 10); 20], 100.0).is_ok());
}
