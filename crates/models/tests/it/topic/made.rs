//! Messages made for these tests, and properties of the models on them.

use models::topic::{Shingles, TopicModel, Training, Vocabulary, clusters};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Words of three made topics, and words that all share.
const TOPICS: [(&str, [&str; 6]); 3] = [
    ("delivery", ["parcel", "courier", "late", "tracking", "address", "doorstep"]),
    ("login", ["password", "account", "locked", "reset", "code", "email"]),
    ("refund", ["money", "return", "refund", "receipt", "bank", "wait"]),
];
const SHARED: [&str; 8] = ["please", "hello", "my", "the", "still", "not", "why", "help"];

/// Messages with their topics, the same for the same seed.
pub(super) fn messages(number: usize, seed: u64) -> (Vec<String>, Vec<&'static str>) {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    (0..number)
        .map(|_| {
            let (topic, words) = TOPICS[generator.random_range(0..3)];
            let own = (0..3).map(|_| words[generator.random_range(0..6)]).collect::<Vec<_>>();
            let shared = (0..4).map(|_| SHARED[generator.random_range(0..8)]).collect::<Vec<_>>();
            (format!("{} {}", shared.join(" "), own.join(" ")), topic)
        })
        .unzip()
}

fn texts(messages: &[String]) -> Vec<&str> {
    messages.iter().map(String::as_str).collect()
}

#[test]
fn topics_are_learned_and_explained() {
    let (messages, topics) = messages(300, 1);
    let model = TopicModel::train(&texts(&messages), &topics, Training::default()).unwrap();
    assert_eq!(model.topics(), ["delivery", "login", "refund"]);
    let (new, truth) = self::messages(300, 2);
    let evaluation = model.evaluate(&texts(&new), &truth).unwrap();
    assert!(evaluation.first_right > 0.97, "{evaluation:?}");
    assert!((evaluation.among_three - 1.0).abs() < 1e-12);
    let words = model.explain("hello, the courier has my password", "delivery").unwrap();
    let adds = |term: &str| words.iter().find(|word| word.term == term).expect("a known word").adds;
    assert!(adds("courier") > 0.5 && adds("password") < -0.2 && adds("hello").abs() < 0.3, "{words:?}");
}

#[test]
fn the_same_seed_gives_the_same_model_and_another_nearly_the_same() {
    let (messages, topics) = messages(200, 3);
    let train = |seed| {
        TopicModel::train(&texts(&messages), &topics, Training { seed, ..Training::default() }).unwrap()
    };
    let (one, same, other) = (train(1), train(1), train(2));
    for message in &messages {
        assert_eq!(one.probabilities(message), same.probabilities(message));
        for (left, right) in one.probabilities(message).iter().zip(other.probabilities(message)) {
            assert!((left - right).abs() < 0.05, "{left} {right}");
        }
    }
}

#[test]
fn separable_examples_have_a_finite_answer_by_the_penalty() {
    let model = TopicModel::train(&["yes", "no"], &["a", "b"], Training::default()).unwrap();
    let [of_a, of_b] = model.probabilities("yes")[..] else { panic!("two topics") };
    assert!(of_a > 0.8 && of_b > 0.0 && of_a < 1.0, "{of_a} {of_b}");
}

#[test]
fn the_weights_found_are_the_best_of_their_neighbourhood() {
    // At the best weights the mean gradient vanishes; on two opposite messages that means p(y) solves by hand:
    // w = C (1 − p), score difference 2·2·w (word and constant term cancel for the constant).
    let strength = 2.0;
    let training = Training { strength, ..Training::default() };
    let model = TopicModel::train(&["yes", "no"], &["a", "b"], training).unwrap();
    let p = model.probabilities("yes")[0];
    let implied = 1.0 / (1.0 + (-2.0 * strength * (1.0 - p)).exp());
    assert!((p - implied).abs() < 0.02, "{p} {implied}");
}

#[test]
fn clusters_find_what_belongs_together() {
    let (messages, topics) = messages(300, 4);
    let found = clusters(&texts(&messages), 6, 1).unwrap();
    assert_eq!(found, clusters(&texts(&messages), 6, 1).unwrap(), "the same seed, the same clusters");
    let mut seen = vec![0; messages.len()];
    let mut pure = 0;
    for cluster in &found {
        let of = |topic: &str| cluster.messages.iter().filter(|message| topics[**message] == topic).count();
        pure += TOPICS.iter().map(|(topic, _)| of(topic)).max().unwrap_or(0);
        cluster.messages.iter().for_each(|message| seen[*message] += 1);
        assert!(cluster.examples.iter().all(|example| cluster.messages.contains(example)));
        assert!(cluster.cohesion > 0.0 && cluster.cohesion <= 1.0 + 1e-9 && !cluster.words.is_empty());
    }
    assert!(seen.iter().all(|times| *times == 1), "each message is in one cluster");
    assert!(pure as f64 / messages.len() as f64 > 0.7, "{pure} of {}", messages.len());
    assert!(found.is_sorted_by(|left, right| left.cohesion >= right.cohesion));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_probabilities_that_sum_to_one(text in ".{0,80}") {
        let model = TopicModel::train(&["parcel late", "password lost", "money back"], &["a", "b", "c"], Training::default()).unwrap();
        let sum: f64 = model.probabilities(&text).iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
    }

    #[test]
    fn any_text_has_a_vector_of_length_one_or_none(text in ".{0,80}", other in ".{1,80}") {
        if let Ok(vocabulary) = Vocabulary::learn(&[&other, "hello there"], 1) {
            let length: f64 = vocabulary.vector(&text).entries.iter().map(|(_, weight)| weight * weight).sum();
            prop_assert!(length.abs() < 1e-12 || (length - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn similarity_is_a_share_and_symmetric(left in ".{0,60}", right in ".{0,60}") {
        let (left, right) = (Shingles::of(&left), Shingles::of(&right));
        let similarity = left.jaccard(&right);
        prop_assert!((0.0..=1.0).contains(&similarity));
        prop_assert!((similarity - right.jaccard(&left)).abs() < 1e-15);
        prop_assert!(left.is_empty() || left.jaccard(&left) >= 1.0);
    }
}
