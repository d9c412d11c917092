//! Kappa and alpha.

use crate::reference::{json, near};
use models::Error;
use models::statistics::kappa::{self, Weights};
use models::statistics::krippendorff::{self, Scale, Verdict, alpha};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

#[test]
fn published_kappas_are_met() {
    let Some(facts) = json("stats/facts.json") else { return };
    for fact in facts["kappa"].as_array().expect("cases") {
        let is = |name: &str, found: f64| near(name, found, fact[name].as_f64().expect("a number"), 1e-6);
        if let Ok(table) = serde_json::from_value::<Vec<Vec<u64>>>(fact["table"].clone()) {
            is("kappa", kappa::of_table(&table, Weights::Equal, 0.95).expect("a kappa").value);
            continue;
        }
        let ratings = |name: &str| serde_json::from_value::<Vec<u64>>(fact[name].clone()).expect("ratings");
        let found =
            |weights| kappa::of_ratings(&ratings("a"), &ratings("b"), weights, 0.95).expect("it").value;
        is("kappa", found(Weights::Equal));
        is("weighted_linear", found(Weights::Linear));
        is("weighted_quadratic", found(Weights::Quadratic));
    }
}

fn canonical(facts: &Value) -> Vec<Vec<Option<f64>>> {
    serde_json::from_value(facts["krippendorff"]["raters"].clone()).expect("ratings")
}

#[test]
fn the_canonical_example_is_met() {
    let Some(facts) = json("stats/facts.json") else { return };
    let ratings = canonical(&facts);
    let scales = [
        ("nominal", Scale::Nominal),
        ("ordinal", Scale::Ordinal),
        ("interval", Scale::Interval),
        ("ratio", Scale::Ratio),
    ];
    for (name, scale) in scales {
        let found = alpha(&ratings, scale).expect("an alpha");
        near(name, found.value, facts["krippendorff"]["alpha"][name].as_f64().expect("a number"), 1e-6);
        assert_eq!((found.units, found.ratings), (11, 40));
        let interval = krippendorff::interval(&ratings, scale, 0.95, 200, 1).expect("an interval");
        assert!(interval.contains(found.value) && interval.high <= 1.0, "{interval:?}");
        assert_eq!(interval, krippendorff::interval(&ratings, scale, 0.95, 200, 1).expect("the same"));
    }
}

#[test]
fn verdicts_follow_the_limits() {
    // One of `units` pairs differs.
    let verdict = |units: usize| {
        let first: Vec<_> = (0..units).map(|unit| Some((unit % 2) as f64)).collect();
        let mut second = first.clone();
        second[0] = Some(1.0);
        alpha(&[first, second], Scale::Nominal).expect("an alpha")
    };
    let found: Vec<Verdict> = [4, 8, 20].into_iter().map(|units| verdict(units).verdict).collect();
    assert_eq!(found, [Verdict::NoScores, Verdict::Tentative, Verdict::Reliable]);
}

/// Two raters who each give the true category of three with probability 0.7, else any.
fn pairs(count: usize, dice: &mut ChaCha8Rng) -> (Vec<u8>, Vec<u8>) {
    (0..count)
        .map(|_| {
            let truth = dice.random_range(0..3);
            let mut rate = || if dice.random_bool(0.7) { truth } else { dice.random_range(0..3) };
            (rate(), rate())
        })
        .unzip()
}

/// By the design of `pairs`: agreement .49 + .51/3, by chance 1/3, so kappa .49.
const TRUE_KAPPA: f64 = 0.49;

#[test]
fn intervals_of_agreement_are_right_as_often_as_they_say() {
    let mut dice = ChaCha8Rng::seed_from_u64(17);
    let held = (0..2000)
        .filter(|_| {
            let (first, second) = pairs(150, &mut dice);
            let found = kappa::of_ratings(&first, &second, Weights::Equal, 0.9).expect("a kappa");
            found.interval.contains(TRUE_KAPPA)
        })
        .count();
    near("coverage of kappa", held as f64 / 2000.0, 0.9, 0.02);
    let some =
        |ratings: Vec<u8>| ratings.into_iter().map(|rating| Some(f64::from(rating))).collect::<Vec<_>>();
    let held = (0..300)
        .filter(|round| {
            let (first, second) = pairs(120, &mut dice);
            let ratings = [some(first), some(second)];
            krippendorff::interval(&ratings, Scale::Nominal, 0.9, 200, *round)
                .expect("it")
                .contains(TRUE_KAPPA)
        })
        .count();
    near("coverage of alpha", held as f64 / 300.0, 0.9, 0.05);
}

#[test]
fn what_makes_no_sense_is_said() {
    let table = |table: &[Vec<u64>]| kappa::of_table(table, Weights::Equal, 0.95).unwrap_err();
    assert!(matches!(table(&[vec![1, 2], vec![3]]), Error::LengthsDiffer { .. }));
    assert!(matches!(table(&[vec![0, 0], vec![0, 0]]), Error::Empty { .. }));
    assert!(matches!(table(&[]), Error::Empty { .. }));
    assert!(matches!(table(&[vec![7, 0], vec![0, 0]]), Error::NoVariation { .. }));
    assert!(kappa::of_ratings(&[1, 2], &[1], Weights::Equal, 0.95).is_err());

    let wrong = |ratings: &[Vec<Option<f64>>], scale| alpha(ratings, scale).unwrap_err();
    let one = || vec![Some(1.0), Some(2.0)];
    assert!(matches!(wrong(&[], Scale::Nominal), Error::Empty { .. }));
    assert!(matches!(wrong(&[one()], Scale::Nominal), Error::Empty { .. }));
    assert!(matches!(wrong(&[one(), vec![Some(1.0)]], Scale::Nominal), Error::LengthsDiffer { .. }));
    assert!(matches!(wrong(&[one(), vec![None, Some(2.0)]], Scale::Nominal), Error::NoVariation { .. }));
    assert!(matches!(wrong(&[one(), vec![Some(f64::NAN), None]], Scale::Nominal), Error::OutOfRange { .. }));
    assert!(matches!(
        wrong(&[one(), vec![Some(1.0), Some(-2.0)]], Scale::Ratio),
        Error::OutOfRange { row: Some(1), .. }
    ));
    assert!(krippendorff::interval(&[one(), one()], Scale::Nominal, 0.95, 0, 1).is_err());
    assert!(alpha(&[one(), vec![Some(0.0), Some(-0.0)]], Scale::Ratio).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Order of raters and units, and the unit of measure, change nothing.
    #[test]
    fn alpha_does_not_depend_on_order_or_unit(
        cells in proptest::collection::vec(proptest::option::of(1_u8..6), 24),
        factor in 0.01..100.0_f64,
    ) {
        let rater = |list: usize| -> Vec<Option<f64>> {
            cells[list * 8..][..8].iter().map(|cell| cell.map(f64::from)).collect()
        };
        let ratings = vec![rater(0), rater(1), rater(2)];
        let mut turned: Vec<Vec<Option<f64>>> = ratings.iter().rev().cloned().collect();
        for list in &mut turned {
            list.reverse();
            list.iter_mut().flatten().for_each(|value| *value *= factor);
        }
        for scale in [Scale::Nominal, Scale::Ordinal, Scale::Interval, Scale::Ratio] {
            match (alpha(&ratings, scale), alpha(&turned, scale)) {
                (Ok(one), Ok(two)) => prop_assert!((one.value - two.value).abs() < 1e-9 && one.value <= 1.0),
                (one, two) => prop_assert_eq!(one.is_err(), two.is_err()),
            }
        }
    }
}
