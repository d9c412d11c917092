//! Uplift with a holdout.

use crate::reference::{json, near, table};
use models::Error;
use models::statistics::uplift::{Uplift, uplift, uplift_adjusted};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};

type Pairs = Vec<(f64, f64)>;

#[test]
fn published_figures_are_met() {
    let (Some(rows), Some(published)) = (table("loyalty/holdout.csv"), json("loyalty/holdout_expected.json"))
    else {
        return;
    };
    let group = |treated: &str| -> Pairs {
        let rows = rows.iter().filter(|row| row["treated"] == treated);
        rows.map(|row| (row["pre"].parse().expect("it"), row["post"].parse().expect("it"))).collect()
    };
    let number = |path: &str| published.pointer(path).and_then(serde_json::Value::as_f64).expect("a number");
    let found = uplift_adjusted(&group("1"), &group("0"), 0.95).expect("an effect");
    near("theta", found.theta, number("/theta"), 1e-6);
    near("correlation", found.correlation, number("/correlation"), 1e-6);
    near("variance ratio", found.variance_ratio, number("/variance_ratio"), 1e-6);
    let is = |name: &str, found: &Uplift| {
        near(name, found.effect, number(&format!("/{name}/effect")), 1e-6);
        near(name, found.standard_error, number(&format!("/{name}/se")), 1e-6);
        near(name, found.z, number(&format!("/{name}/z")), 1e-4);
        assert_eq!((found.treated + found.held_out) as f64, number("/rows"));
        assert!(found.interval.contains(number("/true_effect")));
    };
    is("unadjusted", &found.unadjusted);
    is("cuped", &found.adjusted);
}

/// Customers whose outcome is what they were before plus noise, and `effect` where treated.
fn customers(count: usize, effect: f64, dice: &mut ChaCha8Rng) -> (Pairs, Pairs) {
    let (before, noise) = (Normal::new(50.0, 20.0).expect("it"), Normal::new(0.0, 10.0).expect("it"));
    let (mut treated, mut held_out) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let x = before.sample(dice);
        let y = 5.0 + 0.8 * x + noise.sample(dice);
        if dice.random_bool(0.7) { treated.push((x, y + effect)) } else { held_out.push((x, y)) }
    }
    (treated, held_out)
}

#[test]
fn intervals_are_right_as_often_as_they_say_and_narrower_when_adjusted() {
    let mut dice = ChaCha8Rng::seed_from_u64(37);
    let (mut adjusted, mut unadjusted, mut widths) = (0, 0, 0.0);
    for _ in 0..2000 {
        let (treated, held_out) = customers(60, 3.0, &mut dice);
        let found = uplift_adjusted(&treated, &held_out, 0.9).expect("an effect");
        adjusted += u32::from(found.adjusted.interval.contains(3.0));
        unadjusted += u32::from(found.unadjusted.interval.contains(3.0));
        widths += found.adjusted.interval.width() / found.unadjusted.interval.width();
    }
    near("coverage, adjusted", f64::from(adjusted) / 2000.0, 0.9, 0.025);
    near("coverage", f64::from(unadjusted) / 2000.0, 0.9, 0.02);
    // The correlation is .85, so the width is about .53.
    near("width", widths / 2000.0, 0.53, 0.04);
}

#[test]
fn the_unit_changes_nothing_but_the_unit() {
    let mut dice = ChaCha8Rng::seed_from_u64(41);
    let (treated, held_out) = customers(80, 3.0, &mut dice);
    let cents = |group: &Pairs| -> Pairs { group.iter().map(|(x, y)| (x * 100.0, y * 100.0)).collect() };
    let one = uplift_adjusted(&treated, &held_out, 0.9).expect("it");
    let two = uplift_adjusted(&cents(&treated), &cents(&held_out), 0.9).expect("it");
    near("z", one.adjusted.z, two.adjusted.z, 1e-9);
    near("effect", 100.0 * one.adjusted.effect, two.adjusted.effect, 1e-7);
    near("theta", one.theta, two.theta, 1e-9);
}

#[test]
fn what_makes_no_sense_is_said() {
    let found = |treated: &[f64], held_out: &[f64]| uplift(treated, held_out, 0.95).unwrap_err();
    assert!(matches!(found(&[1.0], &[1.0, 2.0]), Error::TooFew { .. }));
    assert!(matches!(found(&[1.0, 2.0], &[]), Error::TooFew { .. }));
    assert!(matches!(found(&[1.0, 1.0], &[2.0, 2.0]), Error::NoVariation { .. }));
    assert!(matches!(found(&[1.0, f64::NAN], &[2.0, 2.0]), Error::OutOfRange { row: Some(1), .. }));
    // Nothing known before: nothing to adjust by.
    assert!(uplift_adjusted(&[(1.0, 2.0), (1.0, 3.0)], &[(1.0, 2.0), (1.0, 4.0)], 0.95).is_err());
}
