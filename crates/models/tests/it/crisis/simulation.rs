//! How often what is said is right, by simulation.

use super::world::{Effects, PAPER, SYMMETRIC, recursion, world};
use models::crisis::{
    Bootstrap, Cell, Direction, Experiment, History, Regime, Specification, StandardErrors, Term, Threshold,
    fit,
};

const LOSS: Cell = Cell { regime: Regime::Usual, direction: Direction::Loss };
const GAIN: Cell = Cell { regime: Regime::Usual, direction: Direction::Gain };

fn specification() -> Specification {
    Specification { threshold: Threshold::Units(0.2), ..Specification::default() }
}

fn lasting() -> Vec<(Term, f64)> {
    (0..3).map(|lag| (Term::Change { cell: LOSS, lag }, 1.0)).collect()
}

fn short_asymmetry() -> Vec<(Term, f64)> {
    vec![(Term::Change { cell: LOSS, lag: 0 }, 1.0), (Term::Change { cell: GAIN, lag: 0 }, -1.0)]
}

/// Shares of 300 worlds in which the interval holds the truth, and in which zero is rejected.
fn cover_and_reject(
    effects: &Effects,
    periods: usize,
    contrast: &[(Term, f64)],
    truth: f64,
    errors: StandardErrors,
) -> (f64, f64) {
    let specification = Specification { standard_errors: errors, ..specification() };
    let (mut covered, mut rejected) = (0, 0);
    for seed in 0..300 {
        let made = world(effects, periods, 1_000 + seed);
        let fit = fit(&made.series(), &specification).expect("it can be fitted");
        let evidence = fit.perception.evidence("the sum", contrast, 0.95).expect("it has the terms");
        covered += u32::from(evidence.interval.contains(truth));
        rejected += u32::from(evidence.p_value < 0.05);
        assert_eq!(evidence.p_value < 0.05, !evidence.interval.contains(0.0), "test and interval agree");
    }
    (f64::from(covered) / 300.0, f64::from(rejected) / 300.0)
}

#[test]
fn intervals_cover_and_tests_find() {
    let (covered, rejected) = cover_and_reject(&PAPER, 260, &lasting(), 0.5, StandardErrors::Hc1);
    assert!((0.91..=0.98).contains(&covered), "lasting loss: {covered}");
    assert!(rejected >= 0.99, "lasting loss found: {rejected}");
    let (covered, rejected) = cover_and_reject(&PAPER, 260, &short_asymmetry(), 0.2, StandardErrors::Hc1);
    assert!((0.91..=0.98).contains(&covered), "short asymmetry: {covered}");
    assert!(rejected >= 0.9, "short asymmetry found: {rejected}");
}

#[test]
fn the_test_keeps_its_size_where_there_is_nothing() {
    for (periods, errors, most) in [
        (260, StandardErrors::Hc1, 0.09),
        (520, StandardErrors::Hc1, 0.09),
        (520, StandardErrors::Hac { lags: 4 }, 0.11),
    ] {
        let (_, rejected) = cover_and_reject(&SYMMETRIC, periods, &short_asymmetry(), 0.0, errors);
        assert!((0.02..=most).contains(&rejected), "{periods} {errors:?}: {rejected}");
    }
}

#[test]
fn a_joint_test_of_one_sum_is_the_test_of_that_sum() {
    let made = world(&PAPER, 260, 5);
    let equation = fit(&made.series(), &specification()).expect("it can be fitted").perception;
    let alone = equation.evidence("the sum", &lasting(), 0.95).expect("it has the terms");
    let (statistic, p_value) = equation.wald(&[&lasting()]).expect("it has the terms");
    assert!((statistic - alone.statistic).abs() < 1e-9 * statistic && (p_value - alone.p_value).abs() < 1e-9);
    let (_, both) = equation.wald(&[&lasting(), &short_asymmetry()]).expect("they differ");
    assert!(both < 1e-6, "both at once are not zero: {both}");
    assert!(equation.wald(&[&lasting(), &lasting()]).is_err(), "the same sum twice can't be tested");
}

#[test]
fn bootstrap_bands_cover_the_true_response() {
    let experiment = Experiment::restored(History::Flat, 4.0, 24);
    let truth = recursion(&PAPER).response(&experiment).expect("a response")[24];
    let worlds = 120;
    let mut covered = 0;
    for seed in 0..worlds {
        let made = world(&PAPER, 200, 5_000 + seed);
        let fit = fit(&made.series(), &specification()).expect("it can be fitted");
        let replicates =
            fit.bootstrap(&Bootstrap { replicates: 149, block: None, seed }).expect("replicates");
        let band = replicates.band(&experiment, 0.9).expect("a band");
        covered += u32::from(band.intervals[24].contains(truth));
    }
    let share = f64::from(covered) / worlds as f64;
    assert!((0.82..=0.96).contains(&share), "90 % bands hold the truth in {share}");
}

#[test]
fn the_same_seed_gives_the_same_band() {
    let made = world(&PAPER, 120, 2);
    let fit = fit(&made.series(), &specification()).expect("it can be fitted");
    let band = |seed| {
        let replicates = fit.bootstrap(&Bootstrap { replicates: 49, block: Some(5), seed });
        replicates.expect("replicates").band(&Experiment::shock(History::Flat, -4.0, 12), 0.9)
    };
    assert_eq!(band(7), band(7));
    assert_ne!(band(7), band(8));
}
