//! Renewals against published figures.

use crate::reference::{json, near, table};
use models::customer::{BetaWeibull, Estimates, Renewal, ShiftedBetaGeometric};
use serde_json::Value;

fn cohort(column: &str, renewals: usize) -> Option<Vec<u64>> {
    let rows = table("clv/retention_series.csv")?;
    Some(rows.iter().take(renewals + 1).map(|row| row[column].parse().expect("a count")).collect())
}

fn check(fit: &Estimates, expected: &Value) {
    for parameter in &fit.parameters {
        let right = expected[parameter.name].as_f64().expect("a number");
        near(parameter.name, parameter.value, right, 5e-4 * right);
    }
    near("likelihood", fit.log_likelihood, expected["log_likelihood"].as_f64().expect("a number"), 0.01);
}

#[test]
fn the_fits_are_the_published_ones() {
    let (Some(expected), Some(regular)) = (json("clv/retention_expected.json"), cohort("regular", 7)) else {
        return;
    };
    let high_end = cohort("high_end", 7).expect("a series");
    let fits = &expected["fits"];
    for (cohort, expected) in [(regular, &fits["regular_years_1_7"]), (high_end, &fits["high_end_years_1_7"])]
    {
        let fit = ShiftedBetaGeometric::fit(&[cohort]).expect("it converges");
        check(&fit.estimates, expected);
        for (period, right) in (0..).zip(expected["survivor"].as_array().expect("a list")) {
            near("survivor", fit.model.survival(period), right.as_f64().expect("a number"), 5e-4);
        }
    }
    let short = [cohort("regular", 4).expect("a series")];
    check(&ShiftedBetaGeometric::fit(&short).expect("it converges").estimates, &fits["regular_years_1_4"]);
    check(&BetaWeibull::fit(&short).expect("it converges").estimates, &fits["regular_years_1_4_bdw"]);
}

#[test]
fn residual_lifetimes_are_the_published_ones_and_equal_their_sum() {
    let Some(expected) = json("clv/retention_expected.json") else { return };
    let model = ShiftedBetaGeometric::new(0.764, 1.296).expect("parameters");
    // At c = 1 the other model is this one, and has no closed form.
    let by_sum = BetaWeibull::new(0.764, 1.296, 1.0).expect("parameters");
    for (made, right) in (0..).zip(expected["derl"]["value"].as_array().expect("a list")) {
        let found = model.discounted_renewals(made, 0.1).expect("settles");
        near("DERL", found, right.as_f64().expect("a number"), 1e-6);
        near("its sum", by_sum.discounted_renewals(made, 0.1).expect("settles"), found, 1e-12 * found);
    }
}

#[test]
fn one_average_rate_undervalues_the_base() {
    let Some(expected) = json("clv/retention_expected.json") else { return };
    let cohorts: Vec<Vec<u64>> = expected["heterogeneity"]["cohorts"]
        .as_array()
        .expect("cohorts")
        .iter()
        .map(|cohort| {
            cohort.as_array().expect("a list").iter().map(|count| count.as_u64().expect("a count")).collect()
        })
        .collect();
    let fit = ShiftedBetaGeometric::fit(&cohorts).expect("it converges").model;
    for (period, right) in (0..).zip([1.0, 0.6334, 0.4367, 0.3264, 0.2604]) {
        near("survivors of two kinds of customers", fit.survival(period), right, 0.005);
    }
    let (kept, at_risk) = cohorts
        .iter()
        .flat_map(|cohort| cohort.windows(2))
        .fold((0, 0), |sum, pair| (sum.0 + pair[1], sum.1 + pair[0]));
    let average = kept as f64 / at_risk as f64;
    // What those still there after four renewals will renew, by the model and by the average rate for all.
    let by_average = average / (1.0 - average / 1.1);
    assert!(fit.discounted_renewals(4, 0.1).expect("settles") > 1.3 * by_average);
    assert!((1..8).all(|period| fit.retention(period + 1) > fit.retention(period)));
}
