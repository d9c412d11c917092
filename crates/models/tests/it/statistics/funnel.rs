//! Over-dispersed counts: who is too high.

use crate::reference::{json, near, table};
use models::Error;
use models::statistics::funnel::{self, GammaPoisson, excess, poisson_funnel, shortfall};
use models::statistics::{false_discovery::benjamini_hochberg, outlier};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson};
use serde_json::Value;

fn rows(found: impl IntoIterator<Item = bool>) -> Vec<u64> {
    (1..).zip(found).filter(|(_, is)| *is).map(|(agent, _)| agent).collect()
}

#[test]
fn published_figures_are_met() {
    let (Some(table), Some(published)) =
        (table("service/concessions.csv"), json("service/concessions_expected.json"))
    else {
        return;
    };
    let column =
        |name: &str| -> Vec<u64> { table.iter().map(|row| row[name].parse().expect("a count")).collect() };
    let counts = column("concessions");
    let exposures: Vec<f64> = column("contacts").iter().map(|contacts| *contacts as f64).collect();
    let agents = |name: &str| serde_json::from_value::<Vec<u64>>(published[name].clone()).expect("agents");
    let number = |value: &Value| value.as_f64().expect("a number");

    // The published prior is the one of all agents.
    let prior = GammaPoisson::fit(&counts, &exposures).expect("a fit");
    near("shape", prior.shape(), number(&published["gamma_poisson"]["shape"]), 1e-3);
    near("rate", prior.rate(), number(&published["gamma_poisson"]["rate"]), 0.02);
    let shrunken = prior.shrunken_rate(counts[0], exposures[0]);
    near("agent 1", shrunken, number(&published["posterior_rate_agent_1"]), 1e-6);
    for ((count, exposure), tail) in
        counts.iter().zip(&exposures).zip(published["predictive_upper_tail"].as_array().unwrap())
    {
        near("upper tail", prior.upper_tail(*count, *exposure), number(tail), 2e-6);
    }
    let against_all = funnel::excess_against(prior, vec![], &counts, &exposures, 0.05).expect("it");
    let flagged = agents("flagged_benjamini_hochberg_5pct");
    assert_eq!(rows(against_all.counts.iter().map(|count| count.flagged)), flagged);
    let z = poisson_funnel(&counts, &exposures).expect("a funnel");
    assert_eq!(rows(z.iter().map(|z| *z > 3.0)), agents("poisson_funnel_z_over_3"));
    let rates: Vec<f64> =
        counts.iter().zip(&exposures).map(|(count, exposure)| *count as f64 / exposure).collect();
    let outliers = outlier::modified_z(&rates).expect("it").rows;
    let outliers: Vec<u64> = outliers.iter().map(|row| *row as u64 + 1).collect();
    assert_eq!(outliers, agents("modified_z_over_3_5"));

    // Ours leaves the high ones out, and finds the same two beyond any doubt.
    let found = excess(&counts, &exposures, 0.05).expect("it");
    assert_eq!(found.left_out, [8, 26]);
    assert_eq!(rows(found.counts.iter().map(|count| count.flagged)), agents("truth_high_agents"));
}

/// Counts of `agents` whose rates are gamma distributed with mean .05; the first `high` have four times theirs.
fn counts(agents: usize, high: usize, shape: f64, dice: &mut ChaCha8Rng) -> (Vec<u64>, Vec<f64>) {
    let rates = Gamma::new(shape, 0.05 / shape).expect("a distribution");
    (0..agents)
        .map(|agent| {
            let exposure = f64::from(dice.random_range(80..400));
            let rate = if agent < high { 0.2 } else { rates.sample(dice) };
            let count: f64 = Poisson::new(rate * exposure).expect("a distribution").sample(dice);
            (count as u64, exposure)
        })
        .unzip()
}

#[test]
fn several_who_are_high_do_not_hide_each_other() {
    let mut dice = ChaCha8Rng::seed_from_u64(23);
    let (mut ours, mut plain) = (0, 0);
    for _ in 0..40 {
        let (counts, exposures) = counts(36, 3, 15.0, &mut dice);
        let found = excess(&counts, &exposures, 0.05).expect("it");
        ours += found.counts[..3].iter().filter(|count| count.flagged).count();
        let prior = GammaPoisson::fit(&counts, &exposures).expect("a fit");
        let found = funnel::excess_against(prior, vec![], &counts, &exposures, 0.05).expect("it");
        plain += found.counts[..3].iter().filter(|count| count.flagged).count();
    }
    assert!(ours >= 100, "{ours} of 120 found, {plain} with the plain fit");
    assert!(ours > plain + 30, "{ours} against {plain} with the plain fit");
}

#[test]
fn agents_who_merely_differ_are_left_alone() {
    let mut dice = ChaCha8Rng::seed_from_u64(29);
    for shape in [5.0, 30.0, 1e6] {
        let accused = (0..200)
            .filter(|_| {
                let (counts, exposures) = counts(40, 0, shape, &mut dice);
                excess(&counts, &exposures, 0.05).expect("it").counts.iter().any(|count| count.flagged)
            })
            .count();
        // With nobody high, any flag is a false discovery: 5 % of houses, and a little for the fit being one.
        assert!(accused <= 24, "{shape}: somebody was accused in {accused} of 200 houses");
    }
}

#[test]
fn who_gives_nearly_nothing_is_found_and_who_merely_differs_is_not() {
    let mut dice = ChaCha8Rng::seed_from_u64(37);
    let mut found = 0;
    for _ in 0..40 {
        let (mut counts, exposures) = counts(36, 2, 15.0, &mut dice);
        // Two give far more, which must not hide the two who give next to nothing.
        (counts[2], counts[3]) = (0, 0);
        let low = shortfall(&counts, &exposures, 0.05).expect("it");
        assert!(low.counts[..2].iter().all(|count| !count.flagged), "the generous are not under-using");
        found += low.counts[2..4].iter().filter(|count| count.flagged).count();
    }
    assert!(found >= 48, "{found} of 80 found");
    for shape in [5.0, 30.0, 1e6] {
        let marked = (0..200)
            .filter(|_| {
                let (counts, exposures) = counts(40, 0, shape, &mut dice);
                shortfall(&counts, &exposures, 0.05).expect("it").counts.iter().any(|count| count.flagged)
            })
            .count();
        assert!(marked <= 24, "{shape}: somebody was marked in {marked} of 200 houses");
    }
}

#[test]
fn the_fit_finds_what_was_planted() {
    let mut dice = ChaCha8Rng::seed_from_u64(31);
    let (counts, exposures) = counts(3000, 0, 6.0, &mut dice);
    let prior = GammaPoisson::fit(&counts, &exposures).expect("a fit");
    near("mean", prior.mean, 0.05, 0.002);
    near("shape", prior.shape(), 6.0, 0.8);
    // In another unit of exposure everything but the mean stays.
    let thousands: Vec<f64> = exposures.iter().map(|exposure| exposure / 1000.0).collect();
    let other = GammaPoisson::fit(&counts, &thousands).expect("a fit");
    near("mean", other.mean / 1000.0, prior.mean, 1e-9);
    near("dispersion", other.dispersion, prior.dispersion, 1e-6);
}

#[test]
fn tails_sum_to_the_mean() {
    // The sum of upper tails from 1 on is the expected count; the tail falls with the count and rises with exposure.
    for dispersion in [0.0, 1e-9, 1e-4, 0.17, 3.0] {
        let prior = GammaPoisson { mean: 0.05, dispersion, log_likelihood: 0.0 };
        let tails: Vec<f64> = (0..4000).map(|count| prior.upper_tail(count, 150.0)).collect();
        near(&format!("mean at {dispersion}"), tails[1..].iter().sum(), 7.5, 1e-5);
        assert!(tails.windows(2).all(|pair| pair[1] <= pair[0]));
        assert!(prior.upper_tail(9, 200.0) > prior.upper_tail(9, 150.0));
    }
}

#[test]
fn counts_no_wider_than_poisson_have_no_dispersion() {
    let prior = GammaPoisson::fit(&[5, 5, 6, 5, 4, 5], &[100.0; 6]).expect("a fit");
    assert_eq!(prior.dispersion, 0.0);
    near("mean", prior.mean, 0.05, 1e-12);
    near("shrunken", prior.shrunken_rate(6, 100.0), 0.05, 1e-12);
}

#[test]
fn what_makes_no_sense_is_said() {
    let found = |counts: &[u64], exposures: &[f64]| excess(counts, exposures, 0.05).unwrap_err();
    assert!(matches!(found(&[1], &[]), Error::LengthsDiffer { .. }));
    assert!(matches!(found(&[], &[]), Error::Empty { .. }));
    assert!(matches!(found(&[1, 2], &[1.0, 1.0]), Error::TooFew { .. }));
    assert!(matches!(found(&[0, 0, 0], &[1.0; 3]), Error::NoVariation { .. }));
    assert!(matches!(found(&[1, 2, 3], &[1.0, 0.0, 1.0]), Error::OutOfRange { row: Some(1), .. }));
    assert!(matches!(found(&[1, 2, 3], &[1.0, 1.0, f64::NAN]), Error::OutOfRange { row: Some(2), .. }));
    assert!(excess(&[1, 2, 3], &[1.0; 3], 0.0).is_err());
    assert!(matches!(
        benjamini_hochberg(&[0.5, 1.5], 0.05).unwrap_err(),
        Error::OutOfRange { row: Some(1), .. }
    ));
    assert_eq!(benjamini_hochberg(&[], 0.05).expect("nothing"), [false; 0]);
}

#[test]
fn the_published_example_of_false_discoveries_is_met() {
    // Benjamini & Hochberg 1995, section 3.2: of these fifteen, four are believed at .05.
    let p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ];
    assert_eq!(rows(benjamini_hochberg(&p_values, 0.05).expect("it")), [1, 2, 3, 4]);
}
