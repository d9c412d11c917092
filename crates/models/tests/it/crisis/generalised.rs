//! Bands of generalised responses: whether they hold the truth of known equations.

use super::world::{Made, PAPER, levels, normal, recursion, world};
use models::Error;
use models::crisis::{
    After, Bootstrap, Cell, Direction, Futures, GeneralisedBand, History, Recursion, Regime, Specification,
    Threshold, fit, regimes,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const LEVEL: f64 = 0.9;
const HORIZON: usize = 12;

fn specification() -> Specification {
    Specification { threshold: Threshold::Units(0.2), ..Specification::default() }
}

fn futures(draws: usize, operations: After) -> Futures {
    Futures { draws, horizon: HORIZON, operations, seed: 1 }
}

fn band(made: &Made, replicates: usize, futures: &Futures, seed: u64) -> models::Result<GeneralisedBand> {
    let fit = fit(&made.series(), &specification()).expect("it can be fitted");
    let replicates = fit.bootstrap(&Bootstrap { replicates, block: None, seed }).expect("replicates");
    replicates.generalised(History::Flat, -4.0, futures, LEVEL)
}

/// The shares of bands that hold the truth and the mean width, for perception (and operations) in the last period.
struct Tally {
    made: u32,
    operations: u32,
    perception: u32,
    width: f64,
}

fn tally(worlds: impl Iterator<Item = (Made, u64)>, futures: &Futures, truth: (f64, f64)) -> Tally {
    let mut tally = Tally { made: 0, operations: 0, perception: 0, width: 0.0 };
    for (made, seed) in worlds {
        let Ok(band) = band(&made, 99, futures, seed) else { continue };
        tally.made += 1;
        tally.operations += u32::from(band.operations.intervals[HORIZON].contains(truth.0));
        let last = band.perception.intervals[HORIZON];
        tally.perception += u32::from(last.contains(truth.1));
        tally.width += last.high - last.low;
    }
    tally.width /= f64::from(tally.made);
    tally
}

impl Tally {
    fn shares(&self) -> (f64, f64) {
        (f64::from(self.operations) / f64::from(self.made), f64::from(self.perception) / f64::from(self.made))
    }
}

#[test]
fn bands_hold_the_truth_while_operations_go_on_as_before() {
    // The truth is what a world of 40,000 periods tells: its equations are known to the third digit.
    let endless = fit(&world(&PAPER, 40_000, 77).series(), &specification()).expect("it can be fitted");
    let truth =
        endless.generalised(History::Flat, -4.0, &futures(40_000, After::AsBefore)).expect("a response");
    let truth = (truth.operations[HORIZON], truth.perception[HORIZON]);
    assert!((truth.0 + 4.0).abs() < 1e-9 && truth.1 < -1.0, "{truth:?}");
    let worlds = |periods| (0..100).map(move |seed| (world(&PAPER, periods, 9_000 + seed), seed));
    let short = tally(worlds(130), &futures(100, After::AsBefore), truth);
    let long = tally(worlds(400), &futures(100, After::AsBefore), truth);
    println!("{:?} {:?} {} {}", short.shares(), long.shares(), short.width, long.width);
    for tally in [&short, &long] {
        assert_eq!(tally.made, 100);
        assert!(
            (0.80..=0.98).contains(&tally.shares().1),
            "90 % bands hold the truth in {:?}",
            tally.shares()
        );
    }
    assert!(long.width < 0.75 * short.width, "longer series tell more: {} {}", long.width, short.width);
}

#[test]
fn bands_hold_the_truth_where_operations_follow_their_own_equation() {
    let equations = coupled();
    let truth = averaged(&equations, -4.0, 20_000);
    assert!(truth.0 > -4.0 && truth.0 < -0.5, "operations give back some of it: {truth:?}");
    let worlds = |periods| (0..100).map(move |seed| (series(&coupled(), periods, 300 + seed), seed));
    let short = tally(worlds(150), &futures(50, After::OwnEquation), truth);
    let long = tally(worlds(500), &futures(50, After::OwnEquation), truth);
    println!("{:?} {:?} {} {} {}", short.shares(), long.shares(), short.width, long.width, short.made);
    for tally in [&short, &long] {
        assert!(tally.made >= 95, "{} of 100", tally.made);
        let (operations, perception) = tally.shares();
        assert!((0.80..=0.98).contains(&operations), "operations in {operations}");
        assert!((0.80..=0.98).contains(&perception), "perception in {perception}");
    }
    assert!(long.width < 0.75 * short.width, "longer series tell more: {} {}", long.width, short.width);
}

#[test]
fn every_refit_is_counted_and_the_same_seeds_give_the_same_band() {
    let made = world(&PAPER, 150, 2);
    let once = band(&made, 49, &futures(20, After::AsBefore), 7).expect("a band");
    assert_eq!((once.refits + once.failed, once.amplifying), (49, 0));
    assert_eq!(once, band(&made, 49, &futures(20, After::AsBefore), 7).expect("a band"));
    assert_ne!(once, band(&made, 49, &futures(20, After::AsBefore), 8).expect("a band"));
    let own = band(&series(&coupled(), 90, 4), 199, &futures(20, After::OwnEquation), 7).expect("a band");
    assert!(own.amplifying > 0 && own.amplifying < own.refits, "{} of {}", own.amplifying, own.refits);
    assert!(own.operations.intervals[0].low < -3.99 && own.operations.intervals[0].high > -4.01);
}

#[test]
fn what_may_not_be_asked_is_refused() {
    let made = world(&PAPER, 150, 2);
    let fit = fit(&made.series(), &specification()).expect("it can be fitted");
    let replicates = fit.bootstrap(&Bootstrap { replicates: 49, block: None, seed: 1 }).expect("replicates");
    let ask = |history, futures: &Futures, level| replicates.generalised(history, -4.0, futures, level);
    let usual = futures(20, After::AsBefore);
    for level in [0.0, 1.0, f64::NAN] {
        assert!(matches!(ask(History::Flat, &usual, level), Err(Error::OutOfRange { .. })));
    }
    let endless = futures(500_000, After::AsBefore);
    assert!(matches!(ask(History::Flat, &endless, LEVEL), Err(Error::OutOfRange { .. })));
    let thin = Cell { regime: Regime::AfterGains, direction: Direction::Loss };
    assert!(fit.count(thin) < 10, "this world has few falls after gains: {}", fit.count(thin));
    assert!(matches!(ask(History::Gains { pace: 1.0 }, &usual, LEVEL), Err(Error::TooFew { .. })));
}

/// The paper's world, with operations that partly return to where they were and feel what customers say.
fn coupled() -> Recursion {
    let mut equations = recursion(&PAPER);
    equations.operations.after_gain = vec![-0.25, -0.10];
    equations.operations.after_loss = vec![-0.35, -0.15];
    equations.operations.after_rise = vec![0.10];
    equations.operations.after_fall = vec![-0.20];
    equations
}

/// Changes of both, run by the equations from nothing: a second hand beside the crate's own.
fn run(equations: &Recursion, surprises: &[(f64, f64)]) -> (Vec<f64>, Vec<f64>) {
    let (mut done, mut felt): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let signed = |rises: &[f64], falls: &[f64], changes: &[f64]| -> f64 {
        let lags = rises.iter().zip(falls).zip(changes.iter().rev());
        lags.map(|((rise, fall), change)| rise * change.max(0.0) + fall * change.min(0.0)).sum()
    };
    for &(surprise, noise) in surprises {
        let rule = &equations.operations;
        let led = signed(&rule.after_gain, &rule.after_loss, &done)
            + signed(&rule.after_rise, &rule.after_fall, &felt);
        done.push(rule.constant + led + surprise);
        let before = regimes(&done, equations.run_length, equations.threshold);
        let rule = &equations.perception;
        let mut change = rule.constant + noise + signed(&rule.after_rise, &rule.after_fall, &felt);
        for lag in 0..3.min(done.len()) {
            let at = done.len() - 1 - lag;
            let direction = if done[at] > 0.0 { Direction::Gain } else { Direction::Loss };
            change += rule.effects(Cell { regime: before[at], direction })[lag] * done[at];
        }
        felt.push(change);
    }
    (done, felt)
}

fn surprises(count: usize, random: &mut ChaCha8Rng) -> Vec<(f64, f64)> {
    (0..count).map(|_| (2.0 * normal(random), 0.25 * normal(random))).collect()
}

fn series(equations: &Recursion, periods: usize, seed: u64) -> Made {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (done, felt) = run(equations, &surprises(periods - 1, &mut random));
    Made { operations: levels(80.0, &done), perception: levels(70.0, &felt) }
}

/// The generalised response in the last period from a flat history, by the plain definition.
fn averaged(equations: &Recursion, shock: f64, draws: usize) -> (f64, f64) {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut sums = (0.0, 0.0);
    for _ in 0..draws {
        let mut future = surprises(HORIZON + 1, &mut random);
        let without = run(equations, &future);
        future[0].0 += shock;
        let with = run(equations, &future);
        let total = |values: &[f64]| values.iter().sum::<f64>();
        sums.0 += total(&with.0) - total(&without.0);
        sums.1 += total(&with.1) - total(&without.1);
    }
    (sums.0 / draws as f64, sums.1 / draws as f64)
}
