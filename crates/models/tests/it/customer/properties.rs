//! What must hold whatever the numbers.

use super::samples::simulated;
use crate::reference::near;
use models::customer::{
    BetaWeibull, BgNbd, Buying, Distinct, Estimable, History, MbgNbd, Nbd, ParetoNbd, Renewal,
    ShiftedBetaGeometric,
};
use proptest::prelude::*;

/// The four models at parameters of any sensible size.
fn models() -> impl Strategy<Value = Vec<Box<dyn Buying>>> {
    let size = || (-1.6_f64..1.6).prop_map(f64::exp);
    (size(), size(), size(), size()).prop_map(|(r, alpha, a, b)| {
        let alpha = 6.0 * alpha;
        let models: Vec<Box<dyn Buying>> = vec![
            Box::new(BgNbd::new(r, alpha, a, b).expect("parameters")),
            Box::new(MbgNbd::new(r, alpha, a, b).expect("parameters")),
            Box::new(ParetoNbd::new(r, alpha, a, 5.0 * b).expect("parameters")),
            Box::new(Nbd::new(r, alpha).expect("parameters")),
        ];
        models
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn probabilities_of_all_counts_sum_to_one_and_their_mean_is_the_expectation(
        models in models(), t in 0.1_f64..20.0,
    ) {
        for model in models {
            let (mut sum, mut mean) = (0.0, 0.0);
            for count in 0..1500 {
                let probability = model.probability(count, t).expect("a time");
                prop_assert!((0.0..=1.0).contains(&probability));
                sum += probability;
                mean += f64::from(count) * probability;
                if sum > 1.0 - 1e-13 { break; }
            }
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", model.name());
            let expected = model.expected(t).expect("settles");
            prop_assert!((mean / expected - 1.0).abs() < 1e-6, "{}: {mean} {expected}", model.name());
        }
    }

    #[test]
    fn silence_lowers_the_probability_of_being_alive_and_what_is_expected(
        models in models(), repeats in 1_u32..40, last in 0.5_f64..30.0, silence in 0.1_f64..40.0,
    ) {
        for model in models {
            let after = |silence: f64| History::new(repeats, last, last + silence).expect("a history");
            let (soon, late) = (model.alive(&after(silence)), model.alive(&after(2.0 * silence)));
            prop_assert!((0.0..=1.0).contains(&soon) && late <= soon, "{}: {soon} {late}", model.name());
            let ahead = |silence: f64| model.expected_after(&after(silence), 20.0).expect("settles");
            prop_assert!(ahead(2.0 * silence) <= ahead(silence) && ahead(silence) >= 0.0, "{}", model.name());
        }
    }

    #[test]
    fn expectations_grow_with_time_and_never_outrun_those_of_the_faithful(
        models in models(), repeats in 0_u32..40, t in 0.1_f64..200.0,
    ) {
        let history = History::new(repeats, 10.0 * f64::from(u8::from(repeats > 0)), 14.0).expect("a history");
        // The last one is NBD with the same rates, which nobody leaves.
        let faithful = models[3].expected_after(&history, t).expect("settles");
        for model in models {
            let (now, later) =
                (model.expected_after(&history, t).expect("settles"), model.expected_after(&history, 1.5 * t).expect("settles"));
            prop_assert!(now <= later && now <= faithful * (1.0 + 1e-12), "{}: {now} {later} {faithful}", model.name());
        }
    }

    #[test]
    fn contracts_end_one_by_one(gamma in 0.2_f64..5.0, delta in 0.2_f64..20.0, c in 0.4_f64..1.6, rate in 0.02_f64..1.0) {
        let aged = BetaWeibull::new(gamma, delta, c).expect("parameters");
        prop_assert!((aged.survival(0) - 1.0).abs() < 1e-12);
        prop_assert!((0..50).all(|period| aged.survival(period + 1) < aged.survival(period)));
        let (closed, summed) = (
            ShiftedBetaGeometric::new(gamma, delta).expect("parameters"),
            BetaWeibull::new(gamma, delta, 1.0).expect("parameters"),
        );
        let found = closed.discounted_renewals(3, rate).expect("settles");
        let right = summed.discounted_renewals(3, rate).expect("settles");
        prop_assert!((found / right - 1.0).abs() < 1e-10, "{found} {right}");
    }
}

fn finds<M: Estimable>(truth: &[f64], observed: f64) {
    let histories = simulated(&M::of(truth).expect("parameters"), 4000, observed, 17);
    let customers = Distinct::of(&histories).expect("customers");
    let fit = M::fit(&customers).expect("it converges");
    for (found, right) in fit.estimates.parameters.iter().zip(truth) {
        // On the logarithm, in which the errors are closer to normal; four of them are 1 in 16,000.
        let away = (found.value / right).ln().abs() / (found.standard_error / found.value);
        assert!(away < 4.0, "{} {}: {found:?}, made with {right}", M::NAME, found.name);
    }
    // The derivatives are those of the likelihood, summed customer by customer.
    let at = [0.7, 5.0, 1.3, 2.2];
    let (sum, slopes) = M::total(&at[..truth.len()], &customers);
    let model = M::of(&at[..truth.len()]).expect("parameters");
    let right: f64 = histories.iter().map(|history| model.log_likelihood(history)).sum();
    near("the sum", sum, right, 1e-9 * right.abs());
    for index in 0..truth.len() {
        let moved = |by: f64| {
            let mut moved = at;
            moved[index] += by;
            M::total(&moved[..truth.len()], &customers).0
        };
        let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        near("the derivative", slopes[index], difference, 1e-4 * right.abs().max(difference.abs()) / 100.0);
    }
    in_days(
        &customers,
        &fit.estimates.values(),
        M::TIMES,
        &M::fit(&scaled(&histories)).expect("it converges").estimates.values(),
    );
}

fn scaled(histories: &[History]) -> Distinct {
    let days: Vec<History> = (histories.iter())
        .map(|history| {
            History::new(history.repeats(), 7.0 * history.last(), 7.0 * history.observed())
                .expect("a history")
        })
        .collect();
    Distinct::of(&days).expect("customers")
}

/// In days instead of weeks the parameters that are times are seven times as large, the others the same.
fn in_days(_: &Distinct, weeks: &[f64], times: &[bool], days: &[f64]) {
    for ((week, day), time) in weeks.iter().zip(days).zip(times) {
        near("in days", *day, week * if *time { 7.0 } else { 1.0 }, 1e-3 * day);
    }
}

#[test]
fn what_data_were_made_with_is_found_again_in_any_unit() {
    finds::<Nbd>(&[0.8, 6.0], 60.0);
    finds::<BgNbd>(&[0.8, 6.0, 0.9, 2.5], 60.0);
    finds::<MbgNbd>(&[0.8, 6.0, 0.9, 2.5], 60.0);
    finds::<ParetoNbd>(&[0.8, 6.0, 0.9, 12.0], 60.0);
}

#[test]
fn extreme_histories_give_numbers() {
    let models: [Box<dyn Buying>; 3] = [
        Box::new(BgNbd::new(0.01, 0.05, 0.01, 0.02).expect("parameters")),
        Box::new(MbgNbd::new(40.0, 300.0, 20.0, 0.1).expect("parameters")),
        Box::new(ParetoNbd::new(20.0, 0.01, 1.0, 900.0).expect("parameters")),
    ];
    for model in &models {
        for (repeats, last, observed) in
            [(0, 0.0, 0.0), (0, 0.0, 5000.0), (3000, 0.1, 5000.0), (3000, 4999.9, 5000.0)]
        {
            let history = History::new(repeats, last, observed).expect("a history");
            let alive = model.alive(&history);
            assert!((0.0..=1.0).contains(&alive), "{} {history:?}: {alive}", model.name());
            assert!(model.log_likelihood(&history).is_finite(), "{} {history:?}", model.name());
            for t in [0.0, 1.0, 500.0] {
                let expected = model.expected_after(&history, t).expect("settles");
                assert!(
                    expected.is_finite() && expected >= 0.0,
                    "{} {history:?} {t}: {expected}",
                    model.name()
                );
            }
        }
    }
}
