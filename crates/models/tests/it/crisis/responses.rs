//! Responses, futures and plans.

use super::world::{PAPER, SYMMETRIC, recursion, world};
use models::Error;
use models::crisis::{
    After, Bootstrap, Crisis, Experiment, Futures, History, Recovery, Series, Specification, Threshold, fit,
};
use proptest::prelude::*;

fn specification() -> Specification {
    Specification { threshold: Threshold::Units(0.2), ..Specification::default() }
}

#[test]
fn restoring_operations_leaves_a_net_loss_only_where_losses_last() {
    let restored = Experiment::restored(History::Flat, 4.0, 24);
    assert!(recursion(&PAPER).response(&restored).expect("a response")[24] < -1.9);
    let made = recursion(&SYMMETRIC);
    assert!(made.response(&restored).expect("a response")[24].abs() < 0.1);
}

#[test]
fn steady_steps_beat_a_jump_and_beat_up_and_down() {
    let last = |changes: Vec<f64>| {
        let experiment = Experiment { history: History::Flat, changes, horizon: 36 };
        recursion(&PAPER).response(&experiment).expect("a response")[36]
    };
    let (jump, steps, restless) = (last(vec![6.0]), last(vec![1.0; 6]), last([3.0, -1.0].repeat(3)));
    assert!(steps > jump && jump > restless, "{steps} {jump} {restless}");
}

#[test]
fn averaged_over_futures_a_loss_lasts_and_a_gain_does_less() {
    let made = world(&PAPER, 520, 3);
    let fit = fit(&made.series(), &specification()).expect("it can be fitted");
    let futures = Futures { draws: 2_000, horizon: 24, operations: After::AsBefore, seed: 1 };
    let ask = |shock| fit.generalised(History::Flat, shock, &futures).expect("a response");
    let (loss, gain) = (ask(-4.0), ask(4.0));
    assert!(loss.operations.iter().all(|change| (change + 4.0).abs() < 1e-9), "the shock is as stated");
    let still = fit.response(&Experiment::shock(History::Flat, -4.0, 24)).expect("a response");
    assert!((loss.perception[0] - still[0]).abs() < 0.3, "{} {}", loss.perception[0], still[0]);
    assert!(loss.perception[24] < -1.0, "a loss lasts, whatever else happens: {}", loss.perception[24]);
    assert!(gain.perception[24] < 0.6 * -loss.perception[24], "a gain does less: {}", gain.perception[24]);
    assert_eq!(loss, ask(-4.0), "the same seed gives the same futures");
}

#[test]
fn operations_that_amplify_their_own_changes_are_not_followed() {
    let futures = Futures { draws: 100, horizon: 24, operations: After::OwnEquation, seed: 1 };
    let (mut followed, mut refused) = (0, 0);
    for seed in 0..20 {
        let made = world(&PAPER, 260, seed);
        let fit = fit(&made.series(), &specification()).expect("it can be fitted");
        match fit.generalised(History::Flat, -4.0, &futures) {
            Ok(found) => {
                followed += 1;
                assert!((found.operations[0] + 4.0).abs() < 1e-9);
                assert!(found.operations[24].abs() < 400.0, "{:?}", found.operations);
            }
            Err(Error::NotConverged { .. }) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert!(followed > 0 && refused > 0, "both occur: {followed} {refused}");
}

#[test]
fn a_plan_keeps_under_the_cap_and_says_when_it_can_not() {
    let equations = recursion(&PAPER);
    let free = equations.plan(&Crisis::new(6.0), 1.0).expect("a plan");
    let Recovery::Reached { steps, effort } = free.recovery else { panic!("{free:?}") };
    assert!(steps == 13 && (effort - 13.0).abs() < 1e-12);
    assert!(free.restored_only < 0.0 && free.with_steps >= 0.0);
    let under = |cap| Crisis { level: 80.0, cap: Some(cap), ..Crisis::new(6.0) };
    assert_eq!(equations.plan(&under(93.0), 1.0).expect("a plan").recovery, free.recovery);
    let stopped = equations.plan(&under(92.9), 1.0).expect("a plan");
    assert_eq!(stopped.recovery, Recovery::CapInTheWay { steps: 12 });
    assert!(stopped.with_steps < 0.0);
    let slow = equations.plan(&Crisis::new(6.0), 0.21).expect("a plan");
    assert_eq!(slow.recovery, Recovery::TooSmall { steps: 35 });
}

#[test]
fn of_several_sizes_the_least_effort_wins_and_more_certainty_takes_more_steps() {
    let made = world(&PAPER, 520, 8);
    let fit = fit(&made.series(), &specification()).expect("it can be fitted");
    let crisis = Crisis::new(6.0);
    let effort = |size| match fit.plan(&crisis, size).expect("a plan").recovery {
        Recovery::Reached { effort, .. } => effort,
        _ => f64::INFINITY,
    };
    let cheapest = fit.cheapest_plan(&crisis, &[0.5, 1.0, 2.0]).expect("plans").expect("one that reaches");
    let Recovery::Reached { effort: least, .. } = cheapest.recovery else { panic!("{cheapest:?}") };
    assert!([0.5, 1.0, 2.0].into_iter().all(|size| effort(size) >= least));
    let replicates = fit.bootstrap(&Bootstrap { replicates: 199, block: None, seed: 3 }).expect("replicates");
    let steps = |share| replicates.steps_for(&crisis, 1.0, share).expect("steps").unwrap_or(usize::MAX);
    assert!(steps(0.1) <= steps(0.5) && steps(0.5) <= steps(0.95) && steps(0.1) < steps(0.95));
}

proptest! {
    /// Units are free: in other units of operations and perception the same thing is said.
    #[test]
    fn a_change_of_unit_changes_nothing(seed in 0_u64..50, factor in 0.01_f64..100.0, other in 0.01_f64..100.0) {
        let made = world(&PAPER, 150, seed);
        let scaled = |values: &[f64], factor: f64| values.iter().map(|value| value * factor).collect::<Vec<_>>();
        let (operations, perception) = (scaled(&made.operations, factor), scaled(&made.perception, other));
        let series = Series { operations: &operations, perception: &perception, answers: None };
        let specification = Specification::default();
        let plain = fit(&made.series(), &specification).expect("it can be fitted");
        let scaled = fit(&series, &specification).expect("it can be fitted");
        prop_assert_eq!(&plain.cells, &scaled.cells);
        for (left, right) in plain.findings(0.05).unwrap().iter().zip(scaled.findings(0.05).unwrap()) {
            prop_assert_eq!(left.verdict, right.verdict);
            for (left, right) in left.evidence.iter().zip(&right.evidence) {
                prop_assert!((left.p_value - right.p_value).abs() < 1e-6);
                prop_assert!((left.estimate * other / factor - right.estimate).abs() < 1e-6 * (1.0 + right.estimate.abs()));
            }
        }
    }

    /// The equation is piecewise linear: a response to twice the loss from a flat history is twice the response.
    #[test]
    fn twice_the_loss_does_twice_as_much(size in 0.3_f64..20.0) {
        let ask = |size: f64| recursion(&PAPER).response(&Experiment::shock(History::Flat, -size, 24)).unwrap();
        for (once, twice) in ask(size).iter().zip(ask(2.0 * size)) {
            prop_assert!((2.0 * once - twice).abs() < 1e-9);
        }
    }
}
