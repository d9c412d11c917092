//! `cape model complaints`, `acquisition-guard` and `customer-equity`, on small tables.

use crate::commands::{house, refused, said, text};
use std::fmt::Write as _;
use std::path::PathBuf;
use tempfile::TempDir;

/// Fictional customers of two channels: those of "fair" mostly stay away, those of "shop" buy on.
fn customers(folder: &TempDir, spoiled: Option<usize>) -> PathBuf {
    let mut table = "x,t_x,T,m_x,channel,cost,earned\n".to_owned();
    for round in 0..40 {
        let shift = f64::from(round % 7) / 7.0;
        let spend = 15.0 + f64::from(round * 11 % 37);
        for (x, last, channel) in [
            (0, 0.0, "fair"),
            (0, 0.0, "fair"),
            (1, 5.0, "fair"),
            (4, 30.0, "shop"),
            (9, 36.0, "shop"),
            (2, 14.0, "shop"),
        ] {
            let last = if x == 0 { 0.0 } else { last + shift };
            let mean = if x == 0 { 0.0 } else { spend };
            let cost = if spoiled == Some(table.lines().count()) { "dear" } else { "75" };
            let earned = spend * f64::from(x + 1);
            writeln!(table, "{x},{last},{},{mean},{channel},{cost},{earned}", 38.0 + shift).expect("memory");
        }
    }
    let path = folder.path().join("customers.csv");
    std::fs::write(&path, table).expect("the table");
    path
}

#[test]
fn a_channel_that_does_not_pay_is_named() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = customers(&folder, None);
    let arguments = ["model", "acquisition-guard", text(&path), "--draws", "60"];
    let told = said(&house, &arguments);
    assert!(told.contains("P(brings less than cost)") && told.contains("more likely than not"), "{told}");
    let json = said(&house, &[&arguments[..], &["--json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let (fair, shop) = (&json["channels"][0], &json["channels"][1]);
    assert_eq!(
        (&fair["name"], &fair["alert"], &shop["alert"]),
        (&"fair".into(), &true.into(), &false.into())
    );
    let path = customers(&folder, Some(4));
    let told = refused(&house, &["model", "acquisition-guard", text(&path)]);
    assert!(
        told.contains("customers.csv, line 5, column cost: \"dear\" is not a number of at least 0"),
        "{told}"
    );
}

#[test]
fn customers_and_those_to_come_are_summed() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = customers(&folder, None);
    let ask = |more: &[&str]| {
        let arguments = [&["model", "customer-equity", text(&path), "--json"], more].concat();
        serde_json::from_str::<serde_json::Value>(&said(&house, &arguments)).expect("JSON")
    };
    let (now, growing) = (ask(&[]), ask(&["--arrivals", "5"]));
    assert_eq!(now["customers"], 240);
    assert_eq!(now["equity"]["newcomers"], 0.0);
    let total = |json: &serde_json::Value| json["equity"]["total"].as_f64().expect("a number");
    assert!(total(&growing) > total(&now) && total(&now) > 0.0, "{now} {growing}");
    let words = said(&house, &["model", "customer-equity", text(&path), "--arrivals", "5"]);
    assert!(words.contains("240 customers will still bring") && words.contains("Together:"), "{words}");
    let told = refused(&house, &["model", "customer-equity", text(&path), "--margin", "NaN"]);
    assert!(told.contains("margin"), "{told}");
}

/// Fictional customers who leave after a purchase in one case of twelve, after a complaint left alone in two of five.
fn complaints(folder: &TempDir, spoiled: bool) -> PathBuf {
    let mut seed = 7_u64;
    let mut dice = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(u32::MAX >> 1)
    };
    let mut table =
        "purchases,complaints_unrecovered,complaints_recovered,t_last_weeks,last,T_weeks\n".to_owned();
    for _ in 0..1_500 {
        let mut rate = |mean: f64| -mean / 2.0 * ((1.0 - dice()) * (1.0 - dice())).max(1e-12).ln();
        let (buys, complains) = (rate(0.2), rate(0.05));
        let careful = 2.0 * dice();
        let (mut counts, mut last, mut time) = ([0, 0, 0], (0.0, ""), 0.0);
        loop {
            time -= (1.0 - dice()).max(1e-12).ln() / (buys + complains);
            if time > 90.0 {
                break;
            }
            let kind = if dice() < buys / (buys + complains) { 0 } else { 1 + usize::from(dice() < 0.5) };
            counts[kind] += 1;
            last = (time, ["purchase", "unrecovered", "recovered"][kind]);
            if dice() < careful * [0.08, 0.4, 0.1][kind] {
                break;
            }
        }
        let [bought, left, good] = counts;
        writeln!(table, "{bought},{left},{good},{},{},90", last.0, last.1).expect("memory");
    }
    if spoiled {
        table = table.replacen(",purchase,90", ",angry,90", 1);
    }
    let path = folder.path().join("complaints.csv");
    std::fs::write(&path, table).expect("the table");
    path
}

#[test]
fn complaints_cost_and_recovery_is_valued() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let path = complaints(&folder, false);
    let arguments = ["model", "complaints", text(&path), "--spend", "40"];
    let told = said(&house, &arguments);
    assert!(told.contains("after a complaint not recovered") && told.contains("An association"), "{told}");
    let json = said(&house, &[&arguments[..], &["--json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let leaving = |kind: usize| json["leaving"][kind][0].as_f64().expect("a share");
    assert!(leaving(1) > leaving(2) && leaving(1) > leaving(0), "{json}");
    assert_eq!(json["recoveries"].as_array().map(Vec::len), Some(3));
    let path = complaints(&folder, true);
    let told = refused(&house, &["model", "complaints", text(&path), "--spend", "40"]);
    assert!(
        told.contains(", column last: \"angry\" is not purchase, unrecovered, recovered or none"),
        "{told}"
    );
}
