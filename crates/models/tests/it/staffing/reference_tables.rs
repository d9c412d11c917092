//! `staffing/*` of the reference data.

use crate::reference::{json, near, table};
use models::staffing::{Load, Target, agents_for_service, erlang_a, erlang_b, erlang_c, halfin_whitt};
use std::collections::HashMap;

/// The tables give eight digits after the point (six for seconds).
const DIGITS: f64 = 1e-8;
const SECONDS: f64 = 1e-6;

fn number(row: &HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

fn load(row: &HashMap<String, String>) -> Load {
    Load::new(number(row, "calls_per_hour"), number(row, "aht_s")).expect("a load")
}

#[test]
fn erlang_b_and_c_are_those_of_the_table() {
    for row in table("staffing/erlang_c.csv").into_iter().flatten() {
        let agents: u32 = row["agents"].parse().expect("a count");
        let load = load(&row);
        near("offered", load.erlangs(), number(&row, "offered_erlangs"), SECONDS);
        let blocked = erlang_b(load.erlangs(), agents).expect("a load");
        near("Erlang B", blocked, number(&row, "erlang_b"), DIGITS);
        let queue = erlang_c(load, agents).expect("a queue in balance");
        near("wait", queue.p_wait, number(&row, "p_wait"), DIGITS);
        near("mean wait", queue.mean_wait_s, number(&row, "asa_s"), SECONDS);
        near("occupancy", queue.occupancy, number(&row, "occupancy"), SECONDS);
        let level = queue.answered_within(number(&row, "target_s")).expect("a time");
        near("service level", level, number(&row, "service_level"), DIGITS);
    }
}

#[test]
fn erlang_a_is_that_of_the_table() {
    for row in table("staffing/erlang_a.csv").into_iter().flatten() {
        let agents: u32 = row["agents"].parse().expect("a count");
        let queue = erlang_a(load(&row), number(&row, "patience_s"), agents).expect("a queue");
        near("wait", queue.p_wait, number(&row, "p_wait"), DIGITS);
        near("abandoned", queue.p_abandon, number(&row, "p_abandon"), DIGITS);
        near("queue", queue.mean_queue, number(&row, "mean_queue"), SECONDS);
        near("mean wait", queue.mean_wait_s, number(&row, "mean_wait_all_s"), SECONDS);
        near("occupancy", queue.occupancy, number(&row, "occupancy"), SECONDS);
        let answered = queue.answered_within(number(&row, "target_s")).expect("a time");
        near("served in time", answered, number(&row, "p_served_within_target"), DIGITS);
    }
}

#[test]
fn the_facts_hold() {
    let Some(facts) = json("staffing/facts.json") else { return };
    let list = |key: &str| facts[key].as_array().expect("a list").clone();
    for case in list("required_agents") {
        let value = |key: &str| case[key].as_f64().expect("a number");
        let load = Load::new(value("calls_per_hour"), value("aht_s")).expect("a load");
        let target = Target { share: value("service_level"), within_s: value("target_s") };
        let agents = agents_for_service(load, target).expect("agents");
        assert_eq!(Some(u64::from(agents)), case["agents"].as_u64(), "{case}");
    }
    for case in list("halfin_whitt") {
        let found = halfin_whitt(case["beta"].as_f64().expect("a number")).expect("a share");
        near("Halfin-Whitt", found, case["p_wait"].as_f64().expect("a number"), 1e-6);
    }
}

#[test]
fn the_published_case_comes_out() {
    let Some(facts) = json("staffing/facts.json") else { return };
    let case = &facts["published"];
    let load = Load::new(2880.0, 60.0).expect("a load");
    let waiting = erlang_c(load, 50).expect("a queue");
    let published = |model: &str, key: &str| case[model][key].as_f64().expect("a number");
    near("mean wait", waiting.mean_wait_s, published("erlang_c", "mean_wait_s"), 0.05);
    let slowest = waiting.wait_quantile_s(0.9).expect("a quantile");
    near("90 % wait", slowest, published("erlang_c", "p90_wait_s"), 0.05);
    near("queue", waiting.mean_queue, published("erlang_c", "mean_queue"), 0.5);
    near("occupancy", waiting.occupancy, published("erlang_c", "occupancy"), 0.005);
    let leaving = erlang_a(load, 120.0, 50).expect("a queue");
    near("abandoned", leaving.p_abandon, published("erlang_a", "abandon"), 0.0005);
    near("mean wait", leaving.mean_wait_s, published("erlang_a", "mean_wait_s"), 0.05);
    near("queue", leaving.mean_queue, published("erlang_a", "mean_queue"), 0.5);
    near("occupancy", leaving.occupancy, published("erlang_a", "occupancy"), 0.005);
}
