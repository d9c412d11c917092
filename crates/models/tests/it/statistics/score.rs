//! Net promoter score, satisfaction, effort, means and outliers.

use crate::reference::{json, near};
use models::Error;
use models::statistics::{mean, net_promoter, outlier, rating};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};
use serde_json::Value;

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn published_scores_are_met() {
    let Some(facts) = json("stats/facts.json") else { return };
    for fact in facts["nps"].as_array().expect("scores") {
        let count = |name: &str| fact[name].as_u64().expect("a count");
        let found =
            net_promoter(count("promoters"), count("passives"), count("detractors"), 0.95).expect("a score");
        near("score", found.score, number(&fact["nps"]), 1e-9);
        for (name, interval) in [("wald", found.wald), ("adjusted_wald", found.adjusted)] {
            near(name, interval.low, number(&fact[name][0]), 1e-4);
            near(name, interval.high, number(&fact[name][1]), 1e-4);
        }
    }
}

#[test]
fn published_outliers_are_met() {
    let Some(facts) = json("stats/facts.json") else { return };
    for fact in facts["robust_outlier"].as_array().expect("cases") {
        let numbers =
            |name: &str| -> Vec<f64> { fact[name].as_array().expect("numbers").iter().map(number).collect() };
        let found = outlier::modified_z(&numbers("values")).expect("a result");
        near("median", found.median, number(&fact["median"]), 1e-9);
        near("MAD", found.median_deviation, number(&fact["mad"]), 1e-9);
        for (z, published) in found.modified_z.iter().zip(numbers("modified_z")) {
            near("modified z", *z, published, 1e-4);
        }
        let rows: Vec<f64> = found.rows.iter().map(|row| *row as f64).collect();
        assert_eq!(rows, numbers("flag_over_3_5"));
        near("classic z", found.classic_z_max, number(&fact["classic_z_max"]), 1e-4);
    }
}

#[test]
fn the_adjusted_score_is_right_about_as_often_as_it_says() {
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    let (promoters, passives) = (0.45, 0.35);
    let truth = 100.0 * (promoters - (1.0 - promoters - passives));
    let mut held = (0, 0);
    for _ in 0..4000 {
        let mut counts = [0; 3];
        for _ in 0..25 {
            let roll: f64 = dice.random();
            counts[usize::from(roll > promoters) + usize::from(roll > promoters + passives)] += 1;
        }
        let found = net_promoter(counts[0], counts[1], counts[2], 0.95).expect("a score");
        held.0 += u32::from(found.adjusted.contains(truth));
        held.1 += u32::from(found.wald.contains(truth));
    }
    near("coverage", f64::from(held.0) / 4000.0, 0.95, 0.015);
    assert!(held.1 < held.0, "the plain interval should be the worse one");
}

#[test]
fn answers_become_scores() {
    let found = net_promoter::from_answers(&[10, 9, 9, 10, 9, 8, 7, 7, 6, 0], 0.95).expect("a score");
    assert_eq!(found, net_promoter(5, 3, 2, 0.95).expect("a score"));
    assert!(matches!(
        net_promoter::from_answers(&[10, 11], 0.95).unwrap_err(),
        Error::OutOfRange { row: Some(1), .. }
    ));
    assert!(net_promoter(0, 0, 0, 0.95).is_err());

    let satisfied = rating::satisfaction(&[5, 4, 4, 2, 5, 3, 5, 4, 5, 4], 0.95).expect("a rating");
    assert_eq!(satisfied.favourable.value(), 0.8);
    near("Wilson", satisfied.interval.low, 0.490_162, 1e-6);
    near("mean", satisfied.mean.value, 4.1, 1e-12);
    // By hand: s = 0.99443, t(9) = 2.26216.
    near(
        "t",
        satisfied.mean.interval.expect("an interval").high,
        4.1 + 2.262_157 * 0.994_429 / 10_f64.sqrt(),
        1e-5,
    );
    assert_eq!(rating::effort(&[5, 6, 7, 4], 0.95).expect("a rating").favourable.value(), 0.75);
    assert!(matches!(
        rating::satisfaction(&[5, 0], 0.95).unwrap_err(),
        Error::OutOfRange { row: Some(1), .. }
    ));
    assert!(rating::satisfaction(&[], 0.95).is_err());
    // Three equal answers say nothing of their spread.
    assert_eq!(rating::satisfaction(&[5, 5, 5], 0.95).expect("a rating").mean.interval, None);
}

#[test]
fn students_interval_is_right_as_often_as_it_says() {
    let mut dice = ChaCha8Rng::seed_from_u64(11);
    let values = Normal::new(3.5, 0.8).expect("a distribution");
    let held = (0..4000)
        .filter(|_| {
            let sample: Vec<f64> = (0..6).map(|_| values.sample(&mut dice)).collect();
            mean::mean(&sample, 0.9).expect("a mean").interval.expect("an interval").contains(3.5)
        })
        .count();
    near("coverage", held as f64 / 4000.0, 0.9, 0.015);
}

#[test]
fn outliers_need_something_to_stand_apart_from() {
    assert_eq!(outlier::modified_z(&[2.0, 2.0, 2.0]).unwrap_err(), Error::NoVariation { what: "values" });
    assert!(matches!(outlier::modified_z(&[1.0, 2.0]).unwrap_err(), Error::TooFew { .. }));
    assert!(matches!(
        outlier::modified_z(&[1.0, f64::NAN, 2.0]).unwrap_err(),
        Error::OutOfRange { row: Some(1), .. }
    ));
    // More than half alike: the median deviation is 0, and the one apart is still seen.
    assert_eq!(outlier::modified_z(&[3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 90.0]).expect("a result").rows, [6]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn outliers_do_not_depend_on_the_unit(
        values in proptest::collection::vec(-100.0..100.0_f64, 3..30),
        factor in 0.001..1000.0_f64,
        shift in -50.0..50.0_f64,
    ) {
        let moved: Vec<f64> = values.iter().map(|value| value * factor + shift).collect();
        if let (Ok(found), Ok(other)) = (outlier::modified_z(&values), outlier::modified_z(&moved)) {
            for (one, two) in found.modified_z.iter().zip(&other.modified_z) {
                prop_assert!((one - two).abs() <= 1e-6 * (1.0 + one.abs()));
            }
        }
    }
}
