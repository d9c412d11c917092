//! `cape model customer-value`, `retention` and `customer-assets`, on small tables.

use crate::support::CAPE;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Runs `cape model` with a table on standard input.
fn model(arguments: &[&str], table: &str) -> Output {
    let mut child = Command::new(CAPE)
        .arg("model")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    // A command that refuses its arguments doesn't read.
    let _ = child.stdin.take().expect("its input").write_all(table.as_bytes());
    child.wait_with_output().expect("its end")
}

fn said(arguments: &[&str], table: &str) -> String {
    let output = model(arguments, table);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(arguments: &[&str], table: &str) -> String {
    let output = model(arguments, table);
    assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(arguments: &[&str], table: &str) -> serde_json::Value {
    serde_json::from_str(&said(&[&["--json"], arguments].concat(), table)).expect("JSON")
}

/// Fictional customers of a shop: most never come back, some stop early, some buy on; with values and a holdout.
fn histories() -> String {
    let mut table = "id,x,t_x,T,m_x,x_star\n".to_owned();
    let kinds = [
        (0, 0.0, 0.0, 0),
        (0, 0.0, 0.0, 0),
        (0, 0.0, 0.0, 0),
        (1, 2.0, 31.0, 0),
        (1, 20.0, 14.0, 1),
        (2, 9.0, 22.0, 0),
        (3, 33.0, 41.0, 2),
        (4, 6.0, 55.0, 0),
        (9, 36.0, 18.0, 8),
        (14, 12.0, 27.0, 0),
        (22, 37.0, 36.0, 16),
    ];
    for round in 0..20 {
        for (kind, (x, last, mean, later)) in kinds.into_iter().enumerate() {
            let (shift, mean) = (f64::from(round % 5) / 7.0, mean * (0.7 + f64::from(round) / 30.0));
            let last = if x == 0 { 0.0 } else { last + shift };
            writeln!(table, "customer-{kind}-{round},{x},{last},{},{mean},{later}", 38.0 + shift)
                .expect("memory");
        }
    }
    table
}

#[test]
fn customers_are_fitted_scored_and_compared_with_the_holdout() {
    let arguments = ["customer-value", "-", "--holdout", "39"];
    let found = json(&arguments, &histories());
    assert_eq!(found["customers"], 220);
    assert_eq!(found["models"].as_array().expect("models").len(), 3);
    assert_eq!(found["holdout"][0]["actual"], 20.0 * 27.0);
    assert!(found["value"].as_f64().expect("a value") > 0.0, "{found}");
    assert!(found.get("scores").is_none());
    let words = said(&arguments, &histories());
    assert!(words.contains("220 customers") && words.contains("Lost by Pareto/NBD"), "{words}");

    let each = said(&["customer-value", "-", "--model", "pareto-nbd", "--each"], &histories());
    let lines: Vec<&str> = each.lines().collect();
    assert_eq!(lines.len(), 221);
    assert_eq!(lines[0], "id,alive,expected_purchases,expected_value_per_purchase,value");
    let alive = |line: &str| line.split(',').nth(1).expect("a cell").parse::<f64>().expect("a number");
    // The one who bought 22 times until last week, against the one who bought 14 times and stopped long ago.
    assert!(alive(lines[11]) > 0.9 && alive(lines[10]) < 0.1, "{} {}", lines[11], lines[10]);
}

#[test]
fn a_log_is_compressed_and_its_end_makes_a_holdout() {
    let mut log = "id,date,dollars\n".to_owned();
    let mut buy = |id: &str, day: i32, value: f64| {
        let date = jiff::civil::date(2026, 1, 5).saturating_add(jiff::Span::new().days(day));
        writeln!(log, "{id},{date},{value}").expect("memory");
    };
    for customer in 0..150 {
        let id = format!("customer-{customer}");
        let (came, gap) = (customer % 30, 3 + customer * 7 % 45);
        buy(&id, came, 20.0);
        buy(&id, came, 5.0);
        let repeats = [0, 0, 1, 0, 3, 12, 2, 40][customer as usize % 8];
        for repeat in 1..=repeats {
            buy(&id, came + repeat * gap + repeat * customer % 3, 10.0 + f64::from(customer % 13));
        }
    }
    let found = json(&["customer-value", "-", "--end", "2026-09-30", "--model", "mbg-nbd"], &log);
    assert_eq!((&found["customers"], &found["merged"]), (&150.into(), &150.into()));
    assert!(found["holdout"][0]["actual"].as_f64().expect("a count") > 0.0);
    assert!(found["regularity"]["regular"].as_bool().expect("a test"), "these buy by the calendar");
}

#[test]
fn what_is_wrong_with_a_table_is_said_with_its_line() {
    let wrong = histories().replacen(",33,", ",soon,", 1);
    assert!(wrong.contains("soon"));
    let words = refused(&["customer-value", "-"], &wrong);
    assert!(words.contains("line 8, column t_x: \"soon\" is not a number"), "{words}");
    let words = refused(&["customer-value", "-"], "id,x,t_x,T\nAda,1,3,9\nBen,2,12,9\n");
    assert!(words.contains("line 3: the last purchase is after the end of observation"), "{words}");
    let words = refused(&["customer-value", "-"], "id,date,dollars\nAda,2026-02-30,5\n");
    assert!(words.contains("line 2, column date: \"2026-02-30\" is not a date"), "{words}");
    let words = refused(&["customer-value", "-"], "id,date,dollars\nAda,2026-02-03,5\nAda,2026-02-05,-5\n");
    assert!(words.contains("line 3: value of a purchase"), "{words}");
    let words = refused(&["customer-value", "-"], "id,x,t_x,T\nAda,1,3,9\n");
    assert!(words.contains("customers: 1 are too few"), "{words}");
    let words = refused(&["retention", "-", "--cohort", "gold"], "year,gold\n0,10\n1,6\n2,7\n");
    assert!(words.contains("line 4: more customers than before the renewal"), "{words}");
    let words = refused(&["customer-assets", "-"], "customer,year,margin\nAda,prior,3\nBen,sometime,4\n");
    assert!(words.contains("line 3, column year: \"sometime\" is not \"prior\" or \"current\""), "{words}");
}

#[test]
fn contracts_are_forecast_beyond_the_renewals_they_were_fitted_to() {
    let table = "year,gold\n0,2000\n1,1500\n2,1230\n3,1060\n4,945\n5,860\n";
    let found = json(&["retention", "-", "--cohort", "gold", "--renewals", "4"], table);
    assert_eq!((&found[0]["model"], &found[1]["model"]), (&"sBG".into(), &"BdW".into()));
    let fifth = found[0]["survival"][5].as_f64().expect("a share");
    assert!((fifth - 0.43).abs() < 0.01, "{fifth}");
    let (new, last) = (found[0]["residual_new"].as_f64(), found[0]["residual_last"].as_f64());
    assert!(new < last, "{new:?} {last:?}");
    assert!(said(&["retention", "-", "--cohort", "gold"], table).contains("discounted renewals to come"));
}

#[test]
fn the_statement_adds_up_from_a_file() {
    let folder = TempDir::new().expect("a folder");
    let path: PathBuf = folder.path().join("ledger.csv");
    let table = "customer,year,margin\nAda,prior,100\nBen,prior,50\nAda,current,120\nCyd,current,30\n";
    std::fs::write(&path, table).expect("it can be written");
    let found = json(&["customer-assets", path.to_str().expect("a plain path"), "--growth", "0"], "");
    let value = |name: &str| found["statement"][name]["value"].as_f64().expect("a value");
    let sum = value("opening") - value("lost") + value("new") + value("grew") + value("shrank");
    assert!((sum - value("closing")).abs() < 1e-9, "{sum}");
    assert_eq!(found["needed"]["customers"], 1);
    let words = said(&["customer-assets", path.to_str().expect("a plain path")], "");
    assert!(words.contains("Customers kept: 50.0 %"), "{words}");
}

/// Fictional customers who all leave alike as far as one can see: no maximum in a and b.
#[test]
fn customers_who_leave_alike_get_the_simpler_model_by_name() {
    let mut table = "x,t_x,T\n".to_owned();
    let mut seed = 1_u64;
    let mut dice = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(u32::MAX >> 1)
    };
    for _ in 0..400 {
        let rate = 0.15 + 0.5 * dice() * dice();
        let (mut time, mut repeats, mut last) = (0.0_f64, 0, 0.0);
        loop {
            time -= (1.0 - dice()).max(1e-9).ln() / rate;
            if time > 39.0 {
                break;
            }
            (repeats, last) = (repeats + 1, time);
            // The fifth is the last: leaving that varies less between customers than any chance would make it.
            if repeats == 5 {
                break;
            }
        }
        writeln!(table, "{repeats},{last},39").expect("memory");
    }
    let arguments = ["customer-value", "-", "--model", "bg-nbd"];
    let found = json(&arguments, &table);
    assert_eq!(found["chosen"], "BG/NBD", "{found}");
    let model = &found["models"][0];
    assert!(!model["error"].is_null(), "these customers differ in leaving: choose others: {model}");
    assert_eq!(model["name"], "BG/NBD, all leaving alike", "{model}");
    let words = said(&arguments, &table);
    assert!(words.contains("the simpler model") && words.contains("grow together without end"), "{words}");
}

#[test]
fn fits_are_drawn_against_what_was_bought() {
    let folder = TempDir::new().expect("a folder");
    for (drawn, title) in [
        ("alive", "Chance of still being a customer"),
        ("repeats", "Repeat purchases, actual and by"),
        ("holdout", "Purchases in the holdout, actual and by"),
    ] {
        let path = folder.path().join(format!("{drawn}.svg"));
        let file = path.to_str().expect("a path");
        said(&["customer-value", "-", "--holdout", "39", "--plot", file, "--draw", drawn], &histories());
        let svg = std::fs::read_to_string(&path).expect("a picture");
        assert!(svg.starts_with("<svg") && svg.contains(title), "{drawn}: {}", &svg[..200]);
    }
    let told = refused(&["customer-value", "-", "--draw", "repeats"], &histories());
    assert!(told.contains("--plot"), "{told}");
}
