//! Run lengths of the charts.

use crate::reference::{near, table};
use models::detection::{Cusum, Ewma, PoissonCusum, Sides};
use proptest::prelude::*;

/// The figures are printed with four decimals.
const PRINTED: f64 = 6e-5;

fn number(row: &std::collections::HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

#[test]
fn run_lengths_of_normal_charts_are_those_of_spc() {
    let Some(rows) = table("detect/arl.csv") else { return };
    for row in &rows {
        let (constant, limit, shift) =
            (number(row, "k_or_lambda"), number(row, "h_or_L"), number(row, "shift"));
        let sides = if row["sided"] == "one" { Sides::One } else { Sides::Two };
        let found = match row["chart"].as_str() {
            "CUSUM" => Cusum::new(constant, limit).unwrap().run_length(shift, sides).unwrap(),
            _ => Ewma::new(constant, limit).unwrap().run_length(shift).unwrap(),
        };
        near(&format!("{row:?}"), found, number(row, "ARL"), PRINTED);
    }
    assert_eq!(rows.len(), 24);
}

#[test]
fn run_lengths_of_counts_are_those_of_spc() {
    let Some(rows) = table("detect/poisson_cusum_arl.csv") else { return };
    for row in &rows {
        let chart = PoissonCusum::new(number(row, "k"), number(row, "h")).unwrap();
        for (mean, length) in [("mu0", "ARL0"), ("mu1", "ARL1")] {
            near(
                &format!("{row:?}"),
                chart.run_length(number(row, mean)).unwrap(),
                number(row, length),
                PRINTED,
            );
        }
        let best = PoissonCusum::reference_between(number(row, "mu0"), number(row, "mu1")).unwrap();
        near("k is the best one, rounded", best, number(row, "k"), 0.5);
    }
    assert_eq!(rows.len(), 5);
}

#[test]
fn a_chart_without_memory_waits_as_long_as_a_single_score() {
    // With λ = 1 the EWMA is a Shewhart chart, whose run length is 1/P(|Z| > L).
    let length = Ewma::new(1.0, 3.0).unwrap().run_length(0.0).unwrap();
    near("three sigma", length, 370.3983, 1e-3);
}

#[test]
fn a_poisson_cusum_on_halves_agrees_with_simulation() {
    use rand::SeedableRng;
    use rand_distr::{Distribution, Poisson};
    let chart = PoissonCusum::new(2.5, 4.5).unwrap();
    let expected = chart.run_length(2.0).unwrap();
    let mut generator = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    let counts = Poisson::new(2.0).unwrap();
    let runs = 4_000;
    let mut total = 0_u64;
    for _ in 0..runs {
        let mut level = 0.0;
        while !chart.alarms(level) {
            level = chart.step(level, counts.sample(&mut generator) as u64);
            total += 1;
        }
    }
    let found = total as f64 / f64::from(runs);
    // A run length scatters about as much as it is long.
    near("simulated", found, expected, 4.0 * expected / f64::from(runs).sqrt());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_higher_threshold_waits_longer(reference in 0.1..1.0_f64, threshold in 0.5..5.0_f64, more in 0.1..1.0_f64, shift in 0.0..2.0_f64) {
        let length = |threshold| Cusum::new(reference, threshold).unwrap().run_length(shift, Sides::One).unwrap();
        prop_assert!(length(threshold) < length(threshold + more));
    }

    #[test]
    fn a_larger_shift_is_seen_sooner(threshold in 1.0..6.0_f64, shift in 0.0..2.0_f64, more in 0.1..1.0_f64) {
        let length = |shift| Cusum::new(0.5, threshold).unwrap().run_length(shift, Sides::One).unwrap();
        prop_assert!(length(shift + more) < length(shift));
        let average = |shift| Ewma::new(0.2, threshold.min(3.0)).unwrap().run_length(shift).unwrap();
        prop_assert!(average(shift + more) < average(shift));
    }

    #[test]
    fn a_threshold_is_found_from_its_run_length(threshold in 1.0..9.0_f64) {
        for sides in [Sides::One, Sides::Two] {
            let length = Cusum::new(0.5, threshold).unwrap().run_length(0.0, sides).unwrap();
            let found = Cusum::with_run_length(0.5, length, sides).unwrap();
            prop_assert!((found.threshold() - threshold).abs() < 1e-5, "{} for {threshold}", found.threshold());
        }
    }

    #[test]
    fn scores_mirror_for_a_two_sided_chart(threshold in 1.0..5.0_f64, shift in 0.0..3.0_f64) {
        let length = |shift| Cusum::new(0.5, threshold).unwrap().run_length(shift, Sides::Two).unwrap();
        prop_assert!((length(shift) / length(-shift) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn more_counts_are_seen_sooner(reference in 2_u32..6, threshold in 2_u32..9, mean in 2.0..4.0_f64, more in 0.1..2.0_f64) {
        let chart = PoissonCusum::new(f64::from(reference), f64::from(threshold)).unwrap();
        prop_assert!(chart.run_length(mean + more).unwrap() < chart.run_length(mean).unwrap());
    }
}
