//! Customers who move between states.

use crate::reference::{json, near};
use models::Error;
use models::loyalty::migration::estimate;
use models::loyalty::{Migration, order_test, roll_forward};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).expect("numbers")
}

fn chain(value: &Value) -> Migration {
    let rows: Vec<Vec<f64>> = serde_json::from_value(value["P"].clone()).expect("rows");
    Migration::new(&rows).expect("a chain")
}

#[track_caller]
fn all_near(found: &[f64], published: &Value, tolerance: f64) {
    let published = numbers(published);
    assert_eq!(found.len(), published.len());
    for (found, published) in found.iter().zip(published) {
        near("value", *found, published, tolerance);
    }
}

#[test]
fn the_published_case_is_met() {
    let Some(reference) = json("loyalty/migration.json") else { return };
    let case = &reference["published"];
    let (chain, margins, discount) =
        (chain(case), numbers(&case["R"]), case["discount"].as_f64().expect("a rate"));
    all_near(&chain.value(&margins, discount).expect("values"), &case["V_infinite"], 1e-6);
    let periods = case["V_horizon"]["periods"].as_u64().expect("periods") as u32;
    all_near(&chain.value_over(&margins, discount, periods).expect("values"), &case["V_horizon"]["V"], 1e-6);
}

#[test]
fn engagement_is_met() {
    let Some(reference) = json("loyalty/migration.json") else { return };
    let case = &reference["engagement"];
    let (chain, margins, discount) =
        (chain(case), numbers(&case["margin"]), case["discount"].as_f64().expect("a rate"));
    all_near(&chain.value(&margins, discount).expect("values"), &case["V"], 1e-5);
    let start = numbers(&case["start"]);
    all_near(&chain.project(&start, 1).expect("counts"), &case["after_1"], 1e-6);
    all_near(&chain.project(&start, 4).expect("counts"), &case["after_4"], 1e-5);
    let equity = chain.equity(&start, &margins, discount).expect("equity");
    near("equity", equity, case["equity"].as_f64().expect("a number"), 1e-3);
}

/// Histories of customers; the share to stay is `stay`, or, of those who came just now, `new`.
fn histories(count: usize, periods: usize, stay: f64, new: f64, dice: &mut ChaCha8Rng) -> Vec<Vec<usize>> {
    (0..count)
        .map(|_| {
            let mut history = vec![dice.random_range(0..3_usize)];
            for period in 1..periods {
                let now = history[period - 1];
                let came = period > 1 && history[period - 2] != now;
                let stays = dice.random_bool(if came { new } else { stay });
                history.push(if stays { now } else { (now + dice.random_range(1..3)) % 3 });
            }
            history
        })
        .collect()
}

#[test]
fn moves_are_found_again_as_often_as_the_intervals_say() {
    let mut dice = ChaCha8Rng::seed_from_u64(47);
    let (mut held, mut looked) = (0, 0_u32);
    for _ in 0..400 {
        let moves = estimate(&histories(20, 4, 0.6, 0.6, &mut dice), 3, 0.5, 0.9).expect("moves");
        for (row, intervals) in moves.intervals.iter().enumerate() {
            held += usize::from(intervals[row].contains(0.6));
            looked += 1;
        }
        assert!(moves.shares.iter().all(|row| (row.iter().sum::<f64>() - 1.0).abs() < 1e-12));
        assert_eq!(moves.chain().expect("a chain").states(), 3);
    }
    near("coverage", held as f64 / f64::from(looked), 0.9, 0.025);
}

#[test]
fn the_order_is_told() {
    let mut dice = ChaCha8Rng::seed_from_u64(53);
    let mut below = |customers, new| {
        let count = (0..400).filter(|_| {
            let test = order_test(&histories(customers, 6, 0.6, new, &mut dice), 3).expect("a test");
            test.p_value < 0.05
        });
        count.count() as f64 / 400.0
    };
    near("false alarms where order one is true", below(60, 0.6), 0.05, 0.03);
    assert!(below(200, 0.3) > 0.9, "order two was overlooked");
}

#[test]
fn a_state_never_left_is_unsure() {
    let moves = estimate(&[vec![0, 0, 1]], 3, 0.5, 0.95).expect("moves");
    assert_eq!(moves.shares[2], [1.0 / 3.0; 3]);
    assert!(moves.intervals[2][0].width() > 0.9);
}

#[test]
fn the_change_of_equity_is_explained() {
    let Some(reference) = json("loyalty/migration.json") else { return };
    let case = &reference["engagement"];
    let (chain, margins, discount) = (chain(case), numbers(&case["margin"]), 0.1);
    let start = numbers(&case["start"]);
    // All as expected: no surprise, and a year nearer.
    let expected = chain.project(&start, 1).expect("counts");
    let year = roll_forward(&chain, &start, &expected, &[0.0; 6], &margins, discount).expect("a year");
    near("opening", year.opening, case["equity"].as_f64().expect("a number"), 1e-3);
    assert!(year.surprise.iter().all(|surprise| surprise.abs() < 1e-6));
    near("closing", year.closing, year.opening - year.collected + year.discount_unwound, 1e-6);
    // Ten regulars came, and thirty more than expected were lost from them.
    let mut counts = expected;
    counts[3] -= 20.0;
    counts[5] += 30.0;
    let year = roll_forward(&chain, &start, &counts, &[0.0, 0.0, 0.0, 10.0, 0.0, 0.0], &margins, discount)
        .expect("a year");
    let values = numbers(&case["V"]);
    near("regulars lost", year.surprise[3], -30.0 * values[3], 1e-3);
    near("lost gained", year.surprise[5], 30.0 * values[5], 1e-3);
    near("newcomers", year.newcomers, 10.0 * values[3], 1e-3);
    let explained = year.opening - year.collected
        + year.discount_unwound
        + year.surprise.iter().sum::<f64>()
        + year.newcomers;
    near("closing", year.closing, explained, 1e-6);
}

#[test]
fn a_long_horizon_is_for_good_and_money_scales() {
    let chain =
        Migration::new(&[vec![0.7, 0.3, 0.0], vec![0.2, 0.5, 0.3], vec![0.0, 0.0, 1.0]]).expect("a chain");
    let margins = [30.0, 5.0, 0.0];
    let value = chain.value(&margins, 0.1).expect("values");
    for (long, forever) in chain.value_over(&margins, 0.1, 500).expect("values").iter().zip(&value) {
        near("value", *long, *forever, 1e-9);
    }
    let cents = chain.value(&margins.map(|margin| margin * 100.0), 0.1).expect("values");
    near("cents", cents[0], 100.0 * value[0], 1e-9);
    let counts = chain.project(&[100.0, 50.0, 0.0], 7).expect("counts");
    near("nobody vanishes", counts.iter().sum(), 150.0, 1e-9);
}

#[test]
fn what_makes_no_sense_is_said() {
    let wrong = |rows: &[Vec<f64>]| Migration::new(rows).unwrap_err();
    assert!(matches!(wrong(&[]), Error::Empty { .. }));
    assert!(matches!(wrong(&[vec![0.5, 0.5], vec![1.0]]), Error::LengthsDiffer { .. }));
    assert!(matches!(wrong(&[vec![0.5, 0.5], vec![0.5, 0.6]]), Error::OutOfRange { row: Some(1), .. }));
    assert!(matches!(wrong(&[vec![1.5, -0.5], vec![0.5, 0.5]]), Error::OutOfRange { row: Some(0), .. }));
    let chain = Migration::new(&[vec![1.0]]).expect("a chain");
    assert!(matches!(chain.value(&[1.0], 0.0).unwrap_err(), Error::OutOfRange { .. }));
    assert!(matches!(chain.value(&[f64::NAN], 0.1).unwrap_err(), Error::OutOfRange { .. }));
    assert!(matches!(chain.value(&[1.0, 2.0], 0.1).unwrap_err(), Error::LengthsDiffer { .. }));
    assert!(matches!(chain.project(&[-1.0], 1).unwrap_err(), Error::OutOfRange { .. }));
    assert!(matches!(estimate(&[vec![0]], 2, 0.5, 0.95).unwrap_err(), Error::Empty { .. }));
    assert!(matches!(
        estimate(&[vec![0, 1], vec![0, 2]], 2, 0.5, 0.95).unwrap_err(),
        Error::OutOfRange { row: Some(1), .. }
    ));
    assert!(estimate(&[vec![0, 1]], 2, 0.0, 0.95).is_err());
    assert!(matches!(order_test(&[vec![0, 0, 0]], 2).unwrap_err(), Error::TooFew { .. }));
}
