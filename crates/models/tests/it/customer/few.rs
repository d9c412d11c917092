//! Few customers: how often a fit converges, and what is said where it doesn't.

use super::samples::simulated;
use models::Error;
use models::customer::{BgNbd, Buying, Distinct, Estimable, MbgNbd, ParetoNbd, bootstrap};

/// The share of sets whose fit converges. Where it doesn't, all customers leave alike as far as the set tells: no
/// parameters inside have a higher likelihood than those of the limit.
fn converging<M: Estimable>(truth: &M, customers: usize, seeds: u64) -> f64 {
    let mut converged = 0;
    for seed in 0..seeds {
        let histories = simulated(truth, customers, 39.0, 70_000 + seed);
        let customers = Distinct::of(&histories).expect("customers");
        match M::fit(&customers) {
            Ok(fit) => {
                converged += 1;
                // One in five, for time.
                if seed % 5 == 0
                    && let Ok(limit) = M::fit_alike(&customers)
                {
                    let (inside, limit) = (fit.estimates.log_likelihood, limit.estimates.log_likelihood);
                    assert!(
                        inside > limit - 1e-4,
                        "{} seed {seed}: a local maximum {inside} {limit}",
                        M::NAME
                    );
                }
            }
            Err(error) => {
                assert!(matches!(error, Error::NotConverged { .. }), "{error}");
                assert!(error.to_string().contains("grow together without end"), "seed {seed}: {error}");
                let limit = M::fit_alike(&customers).expect("the limit has a maximum");
                let values = limit.estimates.values();
                for sharpness in [0.3, 1.0, 3.0, 10.0, 100.0, 1_000.0] {
                    let ratio = values[2] / values[3];
                    let [(first, _), (second, _)] = M::alike(ratio, sharpness).expect("customers may leave");
                    let (inside, _) = M::total(&[values[0], values[1], first, second], &customers);
                    assert!(inside < limit.estimates.log_likelihood, "seed {seed}, {sharpness}");
                }
            }
        }
    }
    f64::from(converged) / seeds as f64
}

#[test]
fn most_sets_of_300_customers_converge_and_the_others_show_no_difference_in_leaving() {
    let bg = converging(&BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("parameters"), 300, 100);
    let mbg = converging(&MbgNbd::new(0.525, 6.183, 0.891, 1.614).expect("parameters"), 300, 100);
    let pareto = converging(&ParetoNbd::new(0.553, 10.578, 0.606, 11.669).expect("parameters"), 300, 100);
    println!("of 100 sets of 300 customers converge: BG/NBD {bg}, MBG/NBD {mbg}, Pareto/NBD {pareto}");
    assert!(bg >= 0.9 && mbg >= 0.88 && pareto >= 0.78, "{bg} {mbg} {pareto}");
}

#[test]
fn nearly_all_sets_of_1000_customers_converge() {
    let bg = converging(&BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("parameters"), 1_000, 40);
    let mbg = converging(&MbgNbd::new(0.525, 6.183, 0.891, 1.614).expect("parameters"), 1_000, 40);
    let pareto = converging(&ParetoNbd::new(0.553, 10.578, 0.606, 11.669).expect("parameters"), 1_000, 40);
    println!("of 40 sets of 1,000 customers converge: BG/NBD {bg}, MBG/NBD {mbg}, Pareto/NBD {pareto}");
    assert!(bg >= 0.97 && mbg >= 0.97 && pareto >= 0.92, "{bg} {mbg} {pareto}");
}

#[test]
fn customers_who_leave_alike_are_told_as_such_and_can_be_fitted_so() {
    let truth = BgNbd::new(0.6, 5.0, 2e4, 8e4).expect("parameters");
    let customers = Distinct::of(&simulated(&truth, 1_500, 39.0, 3)).expect("customers");
    let fit = BgNbd::fit_alike(&customers).expect("it converges");
    let [_, _, a, b] = fit.estimates.values()[..] else { panic!("four parameters") };
    assert!((a / (a + b) - 0.2).abs() < 0.03, "{a} {b}");
    assert_eq!(fit.estimates.model, "BG/NBD, all leaving alike");
    let nobody = models::customer::Nbd::fit_alike(&customers).expect_err("nobody leaves");
    assert!(matches!(nobody, Error::NoVariation { .. }), "{nobody}");
}

#[test]
fn ranges_of_customers_who_leave_alike_are_of_the_model_in_which_they_do() {
    let truth = BgNbd::new(0.6, 5.0, 2e4, 8e4).expect("parameters");
    let customers = Distinct::of(&simulated(&truth, 400, 39.0, 5)).expect("customers");
    let fit = BgNbd::fit_alike(&customers).expect("it converges");
    let found =
        bootstrap(&customers, &fit, 60, 0.9, 3, |model| Ok(vec![model.expected(39.0)?])).expect("ranges");
    assert_eq!((found.fitted, found.failed), (60, 0));
    let range = found.intervals[0];
    assert!(range.contains(truth.expected(39.0).expect("a figure")), "{range:?}");
    assert!(range.low < fit.model.expected(39.0).expect("a figure") && range.width() > 0.0, "{range:?}");
}
