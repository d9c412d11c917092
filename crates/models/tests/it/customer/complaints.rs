//! The complaint-aware model on made data whose truth is known.

use crate::reference::{json, near, table};
use models::customer::{ComplaintAware, ComplaintHistory, Discount, Event, Recovery, Terms, recovery_value};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp, Gamma};

fn terms() -> Terms {
    let discount = Discount::yearly(0.1, 52.0).expect("a rate");
    Terms { horizon: 104.0, discount, margin: 0.4, cost_to_serve: 0.0 }
}

#[test]
fn the_fit_finds_what_the_data_were_made_with() {
    let (Some(rows), Some(expected)) = (table("clv/complaint_cbs.csv"), json("clv/complaint_expected.json"))
    else {
        return;
    };
    let customers: Vec<ComplaintHistory> = rows
        .iter()
        .map(|row| {
            let counts = ["purchases", "complaints_unrecovered", "complaints_recovered"]
                .map(|column| row[column].parse().expect("a count"));
            let event = match row["last"].as_str() {
                "purchase" => Some(Event::Purchase),
                "unrecovered" => Some(Event::Unrecovered),
                "recovered" => Some(Event::Recovered),
                _ => None,
            };
            let last = event.map(|event| (event, row["t_last_weeks"].parse().expect("a time")));
            ComplaintHistory::new(counts, last, row["T_weeks"].parse().expect("a time")).expect("a history")
        })
        .collect();
    let truth: Vec<f64> = expected["truth"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|value| value.as_f64().expect("a number"))
        .collect();
    let at_truth = ComplaintAware::new(&truth).expect("parameters");
    let likelihood: f64 = customers.iter().map(|customer| at_truth.log_likelihood(customer)).sum();
    near(
        "likelihood at the truth",
        likelihood,
        expected["log_likelihood_at_truth"].as_f64().expect("a number"),
        0.01,
    );
    let found = ComplaintAware::fit(&customers).expect("it converges");
    near(
        "likelihood",
        found.fit.estimates.log_likelihood,
        expected["log_likelihood"].as_f64().expect("a number"),
        0.01,
    );
    let fitted = expected["fitted"].as_array().expect("a list");
    assert_eq!(found.alike, []);
    let means = found.mean_leaving(0.99).expect("a level");
    let fit = found.fit;
    for (parameter, right) in fit.estimates.parameters.iter().zip(fitted) {
        let right = right.as_f64().expect("a number");
        // Flat in the shapes of leaving: within a twentieth of what their own standard errors allow.
        let tolerance = (5e-3 * right).max(0.05 * parameter.standard_error);
        near(parameter.name, parameter.value, right, tolerance);
    }
    for ((mean, range), name) in means.into_iter().zip(["purchase", "unrecovered", "recovered"]) {
        near(name, mean, expected["mean_dropout_fitted"][name].as_f64().expect("a number"), 5e-4);
        assert!(
            range.contains(expected["mean_dropout_true"][name].as_f64().expect("a number")),
            "{name} {range:?}"
        );
    }
    for name in ["none", "purchase", "unrecovered", "recovered"] {
        let those: Vec<f64> = (customers.iter().zip(&rows).filter(|(_, row)| row["last"] == name))
            .map(|(customer, _)| fit.model.alive(customer))
            .collect();
        let right = &expected["by_last_event_n_meanPalive_trueshare"][name];
        assert_eq!(those.len() as u64, right[0].as_u64().expect("a count"));
        let mean = those.iter().sum::<f64>() / those.len() as f64;
        near(&format!("P(alive) after {name}"), mean, right[1].as_f64().expect("a number"), 1e-3);
        near(&format!("truth after {name}"), mean, right[2].as_f64().expect("a number"), 0.03);
    }
    let customer = ComplaintHistory::new([6, 0, 0], Some((Event::Purchase, 38.0)), 40.0).expect("a history");
    let found = recovery_value(&fit, &customer, 0.3, 50.0, &terms(), 0.95, 1).expect("a value");
    assert!(found.shown && found.value > 0.0 && found.interval.contains(found.value), "{found:?}");
}

/// Customers who buy, complain and leave as `leaving` says; a third of complaints are recovered.
fn made(customers: usize, leaving: [(f64, f64); 3], seed: u64) -> Vec<ComplaintHistory> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let (buys, complains) =
        (Gamma::new(0.8, 1.0 / 6.0).expect("parameters"), Gamma::new(0.6, 1.0 / 30.0).expect("parameters"));
    let leaving = leaving.map(|(a, b)| Beta::new(a, b).expect("parameters"));
    (0..customers)
        .map(|_| {
            let (buying, complaining) = (buys.sample(&mut generator), complains.sample(&mut generator));
            let leaves = leaving.map(|leaving| leaving.sample(&mut generator));
            let observed = generator.random_range(52.0..104.0);
            let (mut now, mut counts, mut last) = (0.0, [0; 3], None);
            let next = Exp::new(buying + complaining + 1e-12).expect("parameters");
            loop {
                now += next.sample(&mut generator);
                if now > observed {
                    break ComplaintHistory::new(counts, last, observed).expect("a history");
                }
                let event = if generator.random::<f64>() * (buying + complaining) < buying {
                    Event::Purchase
                } else if generator.random::<f64>() < 1.0 / 3.0 {
                    Event::Recovered
                } else {
                    Event::Unrecovered
                };
                counts[event as usize] += 1;
                last = Some((event, now));
                if generator.random::<f64>() < leaves[event as usize] {
                    break ComplaintHistory::new(counts, last, observed).expect("a history");
                }
            }
        })
        .collect()
}

fn value(leaving: [(f64, f64); 3], seed: u64) -> Recovery {
    let fit = ComplaintAware::fit(&made(2500, leaving, seed)).expect("it converges").fit;
    let customer = ComplaintHistory::new([6, 0, 0], Some((Event::Purchase, 38.0)), 40.0).expect("a history");
    recovery_value(&fit, &customer, 1.0 / 3.0, 50.0, &terms(), 0.95, seed).expect("a value")
}

#[test]
fn where_recovery_changes_nothing_no_value_is_shown() {
    for alike in [(1.5, 6.0), (1.0, 9.0)] {
        let found: Vec<Recovery> = (0..5).map(|seed| value([alike; 3], seed)).collect();
        // Each shows a value wrongly with a probability of 2.5 %.
        assert!(found.iter().filter(|found| found.shown).count() <= 1, "{found:?}");
    }
    // What would have been shown, had there been something to show.
    for seed in 0..2 {
        let helps = value([(1.0, 9.0), (2.0, 3.0), (1.0, 8.0)], seed);
        assert!(helps.shown, "{helps:?}");
    }
}

#[test]
fn customers_who_leave_alike_are_fitted_as_alike() {
    // After a recovered complaint everybody leaves with the same probability, so the spread has no estimate.
    let leaving = [(0.9, 9.0), (2.0, 3.0), (1e5, 8e5)];
    let found: Vec<_> =
        (0..3).map(|seed| ComplaintAware::fit(&made(3000, leaving, seed)).expect("it converges")).collect();
    assert!(found.iter().any(|found| found.alike == [Event::Recovered]), "no spread ran off");
    for found in found {
        let (mean, range) = found.mean_leaving(0.999).expect("a level")[2];
        assert!(range.contains(1.0 / 9.0) && range.contains(mean) && range.width() < 0.2, "{mean} {range:?}");
    }
}
