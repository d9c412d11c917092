//! Near-duplicates.

use crate::reference::{json, near, table};
use models::topic::{MinHash, NearDuplicates, Shingles, candidate_probability, groups};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn altered_copies_are_told_from_other_messages_of_the_same_intent() {
    let (Some(pairs), Some(facts)) = (table("text/near_duplicates.csv"), json("text/baselines.json")) else {
        return;
    };
    for limit in ["0.5", "0.6", "0.7"] {
        let published = &facts["near_duplicates"]["dev"][limit];
        let limit: f64 = limit.parse().unwrap();
        let (mut of, mut over) = ([0_u32; 2], [0_u32; 2]);
        for pair in &pairs {
            let copy = usize::from(pair["duplicate"] == "1");
            of[copy] += 1;
            over[copy] += u32::from(Shingles::of(&pair["a"]).jaccard(&Shingles::of(&pair["b"])) >= limit);
        }
        let share = |kind: usize| f64::from(over[kind]) / f64::from(of[kind]);
        println!("at {limit}: recall {:.4}, false {:.4}", share(1), share(0));
        near("recall", share(1), published["recall"].as_f64().unwrap(), 0.004);
        near("false", share(0), published["false_rate"].as_f64().unwrap(), 0.004);
    }
}

#[test]
fn the_index_finds_the_copies_among_all() {
    let Some(pairs) = table("text/near_duplicates.csv") else { return };
    let mut index = NearDuplicates::new(0.6, 1).unwrap();
    let entries: Vec<usize> = pairs.iter().map(|pair| index.insert(&pair["a"]).expect("letters")).collect();
    let copies = pairs.iter().zip(&entries).filter(|(pair, _)| pair["duplicate"] == "1");
    let (mut found, mut all) = (0_u32, 0_u32);
    for (pair, entry) in copies {
        all += 1;
        found += u32::from(index.lookup(&pair["b"]).matches.iter().any(|copy| copy.entry == *entry));
    }
    println!("{found} of {all} copies found");
    assert!(f64::from(found) / f64::from(all) >= 0.99, "{found} of {all}");
}

/// Two sets of numbers with this similarity, as texts of which each word is one shingle.
fn pair(similarity: f64, generator: &mut ChaCha8Rng) -> (Shingles, Shingles) {
    // Of `all` pieces `shared` are in both; the rest are halved. Made of random letters, pieces hardly repeat.
    let mut random =
        |length: usize| -> String { (0..length).map(|_| generator.random_range('a'..='z')).collect() };
    let all = 240;
    let shared = (similarity * f64::from(all)) as usize;
    let own = (all as usize - shared) / 2;
    let common = random(shared + 3);
    (Shingles::of(&format!("{common}{}", random(own))), Shingles::of(&format!("{common}{}", random(own))))
}

#[test]
fn bands_agree_as_often_as_the_formula_says() {
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    for target in [0.3, 0.4, 0.5, 0.6] {
        let pairs: Vec<(Shingles, Shingles)> = (0..1_500).map(|_| pair(target, &mut generator)).collect();
        let expected: f64 =
            pairs.iter().map(|(left, right)| candidate_probability(left.jaccard(right))).sum::<f64>()
                / 1_500.0;
        let found = pairs
            .iter()
            .enumerate()
            .filter(|(seed, (left, right))| {
                let mut index = NearDuplicates::new(1e-9, *seed as u64).unwrap();
                index.insert_shingles(left);
                !index.lookup_shingles(right).matches.is_empty()
            })
            .count();
        let found = found as f64 / 1_500.0;
        let scatter = (expected * (1.0 - expected) / 1_500.0).sqrt();
        println!("at {target}: found {found:.4}, expected {expected:.4}");
        near("share of candidates", found, expected, 4.0 * scatter + 0.005);
    }
    near("at .6", candidate_probability(0.6), 0.99, 0.005);
    near("at .4", candidate_probability(0.4), 0.56, 0.005);
}

#[test]
fn signatures_estimate_similarity() {
    let mut generator = ChaCha8Rng::seed_from_u64(4);
    let minhash = MinHash::new(9);
    let mut error = 0.0;
    for step in 0..400 {
        let (left, right) = pair(f64::from(step % 10) / 10.0, &mut generator);
        error += minhash.signature(&left).similarity(&minhash.signature(&right)) - left.jaccard(&right);
    }
    near("mean error", error / 400.0, 0.0, 0.006);
}

#[test]
fn a_thousand_form_letters_do_not_slow_or_swamp_a_lookup() {
    let mut index = NearDuplicates::new(0.6, 1).unwrap();
    for number in 0..5_000 {
        index.insert(&format!("Dear customer, your order number {number:05} has been shipped and will arrive tomorrow before noon"));
    }
    assert_eq!(index.len(), 5_000);
    let found = index.lookup(
        "Dear customer, your order number 99999 has been shipped and will arrive tomorrow before noon",
    );
    assert!(
        found.cut && !found.matches.is_empty() && found.matches.len() <= 64 * 32,
        "{}",
        found.matches.len()
    );
    assert_eq!(index.insert("HELLO there"), index.insert("hello, there!"), "the same shingles are kept once");
    assert_eq!(index.len(), 5_001);
}

#[test]
fn groups_hold_copies_and_what_copies_tie() {
    let texts = [
        "Where is my parcel? It was due on Monday",
        "I would like to change my address please",
        "where is my parcel it was due on monday",
        "Hello, where is my parcel? It was due on Monday",
        "?!",
        "I would like to change my address, please. Thanks",
        "?!",
    ];
    let (groups, pairs) = groups(&texts, 0.6, 1).unwrap();
    assert_eq!(groups, [vec![0, 2, 3], vec![1, 5]]);
    assert!(pairs.iter().all(|pair| pair.first < pair.second && pair.similarity >= 0.6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_found_again(texts in proptest::collection::vec(".{0,40}", 1..30)) {
        let mut index = NearDuplicates::new(0.6, 5).unwrap();
        for text in &texts {
            let entry = index.insert(text);
            let found = index.lookup(text);
            match entry {
                None => prop_assert!(found.matches.is_empty() && Shingles::of(text).is_empty()),
                Some(entry) => prop_assert!(found.matches.iter().any(|copy| copy.entry == entry && copy.similarity >= 1.0)),
            }
        }
        prop_assert!(index.len() <= texts.len());
    }
}
