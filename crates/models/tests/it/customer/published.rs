//! Every figure published or computed for the CDNOW sample.

use super::samples::{Cdnow, cdnow};
use crate::reference::{json, near, table};
use jiff::civil::{Date, date};
use models::customer::{
    BgNbd, Buying, Cut, Discount, Distinct, Estimable, Estimates, GammaGamma, History, MbgNbd, Nbd,
    ParetoNbd, Purchase, Refunds, compress, discounted_purchases, holdout,
};
use serde_json::Value;

fn published() -> Option<(Value, Cdnow)> {
    Some((json("clv/cdnow_expected.json")?, cdnow()?))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|value| value.as_f64().expect("a number")).collect()
}

/// Parameters to three significant digits, the likelihood to 0.01.
fn check(fit: &Estimates, expected: &Value) {
    for (found, right) in fit.parameters.iter().zip(numbers(&expected["params"])) {
        near(&format!("{} {}", fit.model, found.name), found.value, right, 5e-4 * right);
    }
    let likelihood = expected["log_likelihood"].as_f64().expect("a number");
    near(&format!("{} likelihood", fit.model), fit.log_likelihood, likelihood, 0.01);
}

#[test]
fn the_fits_are_the_published_ones() {
    let Some((expected, cdnow)) = published() else { return };
    let customers = cdnow.distinct();
    assert_eq!(customers.customers(), expected["customers"].as_u64().expect("a count"));
    assert_eq!(customers.repeats(), expected["repeat_purchases_calibration"].as_u64().expect("a count"));
    let fits = &expected["fits"];
    check(&Nbd::fit(&customers).expect("it converges").estimates, &fits["nbd"]);
    check(&BgNbd::fit(&customers).expect("it converges").estimates, &fits["bgnbd"]);
    check(&MbgNbd::fit(&customers).expect("it converges").estimates, &fits["mbgnbd"]);
    let pareto = ParetoNbd::fit(&customers).expect("it converges").estimates;
    check(&pareto, &fits["pnbd"]);
    for (found, right) in pareto.parameters.iter().zip(numbers(&expected["published"]["pnbd"]["se"])) {
        near(&format!("standard error of {}", found.name), found.standard_error, right, 5e-3 * right);
    }
}

#[test]
fn spend_is_the_published_one() {
    let Some((expected, cdnow)) = published() else { return };
    let (found, expected) = (GammaGamma::fit(&cdnow.spends).expect("it converges"), &expected["gamma_gamma"]);
    check(&found.fit.estimates, expected);
    let number = |name: &str| expected[name].as_f64().expect("a number");
    assert_eq!(found.fit.estimates.observations as f64, number("repeat_customers"));
    near("correlation", found.correlation, number("corr_x_m"), 1e-5);
    assert!(!found.related);
    near("mean spend", found.fit.model.mean().expect("finite"), number("mean_spend"), 5e-3 * 35.17);
    let rounded = GammaGamma::new(6.25, 3.74, 15.44).expect("parameters");
    let at_published = numbers(&expected["first_10_conditional_means_at_published_params"]);
    for ((spend, right), published) in
        cdnow.spends.iter().zip(at_published).zip(numbers(&expected["published_first_10"]))
    {
        let own = |model: &GammaGamma| model.expected(spend.repeats, spend.mean).expect("finite");
        near("mean at rounded parameters", own(&rounded), right, 0.005 + 1e-9);
        near("mean at own parameters", own(&found.fit.model), published, 5e-3 * published);
    }
}

#[test]
fn expectations_and_probabilities_are_the_published_ones() {
    let Some((expected, cdnow)) = published() else { return };
    let customers = cdnow.distinct();
    let (bg, mbg, pareto) = (
        BgNbd::fit(&customers).expect("it converges").model,
        MbgNbd::fit(&customers).expect("it converges").model,
        ParetoNbd::fit(&customers).expect("it converges").model,
    );
    let models: [(&str, &dyn Buying); 3] = [("bgnbd", &bg), ("mbgnbd", &mbg), ("pnbd", &pareto)];
    for (name, model) in models {
        for (t, right) in expected["unconditional_expectation"][name].as_object().expect("times") {
            let (t, right) = (t.parse().expect("a time"), right.as_f64().expect("a number"));
            near(&format!("{name} until {t}"), model.expected(t).expect("settles"), right, 5e-3 * right);
        }
        let mean = cdnow.histories.iter().map(|history| model.alive(history)).sum::<f64>()
            / cdnow.histories.len() as f64;
        let right = expected["mean_p_alive"][name].as_f64().expect("a number");
        near(&format!("{name} mean P(alive)"), mean, right, 5e-3 * right);
        check_holdout(model, &cdnow, &expected["holdout_by_frequency"][name]);
    }
    for (name, model) in [("bgnbd", &bg as &dyn Buying), ("pnbd", &pareto)] {
        let (case, right) = (&expected["customer_1516"], &expected["customer_1516"]["published"][name]);
        let customer = History::new(26, case["t_x"].as_f64().expect("a time"), 31.0).expect("a history");
        let forecast = model.expected_after(&customer, 52.0).expect("settles");
        near("customer 1516", forecast, right[0].as_f64().expect("a number"), 5e-3 * 25.0);
        near("customer 1516 alive", model.alive(&customer), right[1].as_f64().expect("a number"), 5e-3);
        for (x, right) in
            [10, 15, 20, 25].into_iter().zip(numbers(&expected["increasing_frequency_paradox"][name]))
        {
            let silent = History::new(x, 20.0, 39.0).expect("a history");
            let found = model.expected_after(&silent, 52.0).expect("settles");
            near(&format!("{name} {x} purchases, then silence"), found, right, 5e-3 * right);
        }
    }
    let first = History::new(2, 30.43, 38.86).expect("a history");
    near("customer 1", bg.expected_after(&first, 39.0).expect("settles"), 1.226, 5e-3 * 1.226);
    let never = pareto.alive(&History::new(0, 0.0, 39.0).expect("a history"));
    let right = expected["p_alive_checks_pnbd"]["published"].as_f64().expect("a number");
    near("P(alive) of one who never came back", never, right, 5e-3 * right);
}

fn check_holdout(model: &dyn Buying, cdnow: &Cdnow, expected: &Value) {
    let found = holdout(model, &cdnow.histories, &cdnow.holdout, 39.0).expect("a holdout");
    let total = expected[1].as_f64().expect("a number");
    near(&format!("{} holdout", found.model), found.expected, total, 5e-3 * total);
    assert_eq!(found.actual, 1882.0);
    let rows = expected[0].as_array().expect("rows");
    assert_eq!(found.rows.len(), rows.len());
    for (row, right) in found.rows.iter().zip(rows) {
        let number = |name: &str| right[name].as_f64().expect("a number");
        assert_eq!(row.customers as f64, number("customers"));
        near("actual", row.actual, number("actual"), 5.1e-5);
        near("expected", row.expected, number("expected"), 5e-3 * number("expected"));
    }
}

#[test]
fn the_pmf_is_the_published_one() {
    let Some((expected, _)) = published() else { return };
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("parameters");
    let pmf = &expected["bgnbd_pmf_at_published"];
    for (x, right) in numbers(&pmf["x"]).into_iter().zip(numbers(&pmf["p"])) {
        near(
            &format!("P(X(30) = {x})"),
            model.probability(x as u32, 30.0).expect("a time"),
            right,
            5e-3 * right,
        );
    }
    let none = pmf["t39_x0"].as_f64().expect("a number");
    near("P(X(39) = 0)", model.probability(0, 39.0).expect("a time"), none, 1e-6);
}

#[test]
fn discounted_residual_transactions_are_the_published_ones() {
    let Some((expected, _)) = published() else { return };
    let expected = &expected["dert_pnbd"];
    let model = ParetoNbd::of(&numbers(&expected["params"])).expect("parameters");
    let discount = Discount::continuous(0.0027).expect("a rate");
    let case = History::new(7, 35.0, 77.86).expect("a history");
    let found = model.discounted_residual(&case, &discount).expect("settles");
    near("DERT", found, expected["case"]["value"].as_f64().expect("a number"), 1e-6);
    for (x, right) in (1..).zip(numbers(&expected["x_1_to_10_tx30_T77_86"])) {
        let customer = History::new(x, 30.0, 77.86).expect("a history");
        let found = model.discounted_residual(&customer, &discount).expect("settles");
        near(&format!("DERT of {x} purchases"), found, right, 1e-6);
        // By parts, over a horizon of a hundred e-folds of discount.
        let by_parts = discounted_purchases(&model, &customer, 40_000.0, &discount).expect("settles");
        near("the same by parts", by_parts, found, 1e-5 * found);
    }
}

#[test]
fn the_log_compresses_to_the_table() {
    let (Some(log), Some(rows)) = (table("clv/cdnow_sample_log.csv"), table("clv/cdnow_sample_cbs.csv"))
    else {
        return;
    };
    let log: Vec<Purchase<u32>> = log
        .iter()
        .map(|row| Purchase {
            customer: row["id"].parse().expect("a number"),
            day: row["date"].parse().expect("a date"),
            value: row["dollars"].parse().expect("a number"),
        })
        .collect();
    let end = date(1997, 9, 30);
    let holdout_end = Some(date(1998, 6, 30));
    let cut = Cut { end, holdout_end, unit_days: 1.0, refunds: Refunds::Refuse };
    let found = compress(&log, &cut).expect("a log");
    assert_eq!(found.customers.len(), rows.len());
    assert_eq!((found.holdout, found.later, found.refunds), (Some(273.0), 0, 0));
    for (found, row) in found.customers.iter().zip(&rows) {
        let number = |column: &str| row[column].parse::<f64>().expect("a number");
        assert_eq!(found.customer.to_string(), row["id"]);
        assert_eq!(found.joined, row["first"].parse::<Date>().expect("a date"));
        let history = [f64::from(found.history.repeats()), found.history.last(), found.history.observed()];
        assert_eq!(history, [number("x"), number("t_x_days"), number("T_days")], "{row:?}");
        near("m_x", found.spend.mean, number("m_x"), 1e-4);
        assert_eq!(f64::from(found.holdout), number("x_star"), "{row:?}");
    }
}

#[test]
fn weeks_rounded_as_in_the_spreadsheet_give_its_likelihood() {
    let Some(cdnow) = cdnow() else { return };
    let rounded: Vec<History> = (cdnow.histories.iter())
        .map(|history| {
            let round = |time: f64| (time * 100.0).round() / 100.0;
            History::new(history.repeats(), round(history.last()), round(history.observed()))
                .expect("a history")
        })
        .collect();
    let fit = BgNbd::fit(&Distinct::of(&rounded).expect("customers")).expect("it converges");
    near("likelihood", fit.estimates.log_likelihood, -9582.4256, 1e-3);
}
