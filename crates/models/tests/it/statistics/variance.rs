//! Variance between and within, and the bad end of scores.

use crate::reference::{json, near, table};
use models::Error;
use models::statistics::{consistency, variance_split};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};

#[test]
fn published_figures_are_met() {
    let (Some(rows), Some(published)) = (table("service/ratings.csv"), json("service/ratings_expected.json"))
    else {
        return;
    };
    let is = |name: &str, found: f64| near(name, found, published[name].as_f64().expect("a number"), 1e-6);
    let scores: Vec<f64> = rows.iter().map(|row| row["score"].parse().expect("a score")).collect();
    let by = |column: &str| -> Vec<&str> { rows.iter().map(|row| row[column].as_str()).collect() };

    let split = variance_split(&by("agent"), &scores, 0.95).expect("a split");
    is("mean", split.mean);
    is("sd", split.deviation);
    is("anova_between_ms", split.between_mean_square);
    is("anova_within_ms", split.within_mean_square);
    is("n0", split.typical_size);
    is("variance_between_agents", split.between_variance);
    is("icc1", split.icc);
    is("F", split.f.expect("an F"));
    let first = split.groups.iter().find(|group| group.label == "1").expect("agent 1");
    is("agent_1_shrunk_mean", first.shrunken_mean);

    let even = consistency(&scores, 2.0, 0.95).expect("it");
    is("share_at_most_2", even.bad.value());
    is("p10", even.tenth_percentile);
    let channels = variance_split(&by("channel"), &scores, 0.95).expect("a split");
    for channel in &channels.groups {
        near(
            channel.label,
            channel.mean,
            published["channel_means"][channel.label].as_f64().expect("it"),
            1e-6,
        );
    }
}

/// Scores of 12 agents, 8 each, of which a given share of variance is the agents'.
fn scores(between: f64, dice: &mut ChaCha8Rng) -> (Vec<usize>, Vec<f64>) {
    let of = |variance: f64| Normal::new(0.0, variance.sqrt()).expect("a distribution");
    let mut columns = (Vec::new(), Vec::new());
    for agent in 0..12 {
        let own = of(between).sample(dice);
        for _ in 0..8 {
            columns.0.push(agent);
            columns.1.push(3.5 + own + of(1.0 - between).sample(dice));
        }
    }
    columns
}

#[test]
fn the_interval_of_the_share_is_right_as_often_as_it_says() {
    let mut dice = ChaCha8Rng::seed_from_u64(3);
    for truth in [0.1, 0.4] {
        let held = (0..1500)
            .filter(|_| {
                let (agents, scores) = scores(truth, &mut dice);
                let split = variance_split(&agents, &scores, 0.9).expect("a split");
                split.icc_interval.expect("an interval").contains(truth)
            })
            .count();
        near(&format!("coverage at {truth}"), held as f64 / 1500.0, 0.9, 0.025);
    }
}

#[test]
fn shrunken_means_are_nearer_to_the_truth() {
    let mut dice = ChaCha8Rng::seed_from_u64(5);
    let (mut plain, mut shrunken) = (0.0, 0.0);
    for _ in 0..200 {
        let of = |variance: f64| Normal::new(0.0, variance.sqrt()).expect("a distribution");
        let truths: Vec<f64> = (0..10).map(|_| of(0.05).sample(&mut dice)).collect();
        let agents: Vec<usize> = (0..60).map(|row| row % 10).collect();
        let scores: Vec<f64> =
            agents.iter().map(|agent| truths[*agent] + of(0.95).sample(&mut dice)).collect();
        for group in variance_split(&agents, &scores, 0.95).expect("a split").groups {
            plain += (group.mean - truths[group.label]).powi(2);
            shrunken += (group.shrunken_mean - truths[group.label]).powi(2);
        }
    }
    assert!(shrunken < 0.6 * plain, "{shrunken} against {plain}");
}

#[test]
fn nothing_between_agents_gives_zero_and_the_common_mean() {
    let split = variance_split(&["a", "b", "a", "b"], &[1.0, 1.0, 2.0, 2.0], 0.95).expect("a split");
    assert_eq!((split.icc, split.between_variance), (0.0, 0.0));
    assert!(split.groups.iter().all(|group| (group.shrunken_mean - 1.5).abs() < 1e-12));
    // And all of it, when nobody varies.
    let split = variance_split(&["a", "b", "a", "b"], &[1.0, 2.0, 1.0, 2.0], 0.95).expect("a split");
    assert_eq!((split.icc, split.f, split.icc_interval), (1.0, None, None));
}

#[test]
fn what_makes_no_sense_is_said() {
    let found = |labels: &[&str], scores: &[f64]| variance_split(labels, scores, 0.95).unwrap_err();
    assert!(matches!(found(&["a"], &[]), Error::LengthsDiffer { .. }));
    assert!(matches!(found(&["a", "a"], &[1.0, 2.0]), Error::TooFew { what: "groups", .. }));
    assert!(matches!(found(&["a", "b"], &[1.0, 2.0]), Error::TooFew { what: "scores of a group", .. }));
    assert!(matches!(found(&["a", "a", "b"], &[1.0, 1.0, 1.0]), Error::NoVariation { .. }));
    assert!(matches!(found(&["a", "a", "b"], &[1.0, f64::NAN, 1.0]), Error::OutOfRange { row: Some(1), .. }));
    assert!(consistency(&[], 2.0, 0.95).is_err());
}
