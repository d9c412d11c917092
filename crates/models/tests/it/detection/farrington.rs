//! Weekly thresholds.

use crate::reference::{near, table};
use models::Error;
use models::detection::Farrington;
use models::detection::farrington::{Bound, MeanError, Week};
use std::collections::HashMap;

const ALPHA: f64 = 0.01;

type Rows = Vec<HashMap<String, String>>;

/// A series, and what R's surveillance says of its last weeks.
fn series(name: &str) -> Option<(Vec<u64>, Rows)> {
    let counts = table("detect/weekly_counts.csv")?;
    let counts = counts.iter().map(|row| row[name].parse().expect("a count")).collect();
    Some((counts, table(&format!("detect/farrington_{name}.csv"))?))
}

/// Compares a method with the columns of its name, weekly bounds within a share of `tolerance`.
fn compare(method: Farrington, column: &str, tolerance: f64) {
    for name in ["a", "b"] {
        let Some((counts, rows)) = series(name) else { return };
        let first: usize = rows[0]["week"].parse::<usize>().expect("a week") - 1;
        let weeks = method.judge(&counts, first).expect("enough history");
        assert_eq!(weeks.len(), rows.len());
        for (week, row) in weeks.iter().zip(&rows) {
            assert_eq!(week.week + 1, row["week"].parse::<usize>().expect("a week"));
            let upper: f64 = row[&format!("{column}_upper")].parse().expect("a bound");
            near(
                &format!("{column} of {name}, week {}", week.week + 1),
                week.upper.expect("a bound"),
                upper,
                tolerance * upper,
            );
            assert_eq!(
                week.alarm,
                row[&format!("{column}_alarm")] == "1",
                "{column} of {name}, week {}",
                week.week + 1
            );
        }
    }
}

#[test]
fn the_original_bounds_are_those_of_surveillance() {
    compare(Farrington::original(ALPHA), "farrington", 1e-6);
}

#[test]
fn the_flexible_bounds_are_those_of_surveillance() {
    compare(Farrington::flexible(ALPHA, Bound::TwoThirdsPower { two_sided: false }), "flexible_delta", 1e-6);
}

#[test]
fn plugged_in_counts_are_exactly_those_of_surveillance() {
    compare(Farrington::flexible(ALPHA, Bound::NegativeBinomial), "flexible_nbPlugin", 0.0);
    compare(Farrington::flexible(ALPHA, Bound::MeanBound), "flexible_muan", 0.0);
}

/// A made series with a season; no file needed.
fn seasonal(weeks: u64) -> Vec<u64> {
    (0..weeks).map(|week| (20.0 + 8.0 * (week as f64 * 0.1208).sin()) as u64 + week * 7 % 5).collect()
}

fn last(method: Farrington, counts: &[u64]) -> Week {
    method.judge(counts, counts.len() - 1).expect("enough history").remove(0)
}

#[test]
fn a_past_outbreak_does_not_hide_the_next() {
    let mut counts = seasonal(300);
    let method = Farrington::flexible(ALPHA, Bound::NegativeBinomial);
    let clean = last(method, &counts).upper.expect("a bound");
    let same_season = 299 - 52;
    counts[same_season - 1..=same_season + 1].fill(120);
    let reweighted = last(method, &counts).upper.expect("a bound");
    let plain = last(Farrington { reweight_above: 1e9, ..method }, &counts).upper.expect("a bound");
    assert!(
        plain > 1.5 * clean && reweighted < 1.5 * clean,
        "{clean}, reweighted {reweighted}, plain {plain}"
    );
}

#[test]
fn the_full_error_of_the_mean_draws_a_higher_bound() {
    let counts = seasonal(300);
    let bound = Bound::TwoThirdsPower { two_sided: false };
    let package = Farrington::flexible(ALPHA, bound);
    let full = Farrington { mean_error: MeanError::Dispersion, ..package };
    assert!(last(full, &counts).upper > last(package, &counts).upper);
}

#[test]
fn a_smaller_alpha_draws_a_higher_bound() {
    let counts = seasonal(300);
    for bound in [Bound::TwoThirdsPower { two_sided: false }, Bound::NegativeBinomial, Bound::MeanBound] {
        let bounds: Vec<f64> = [0.1, 0.01, 0.001]
            .map(|alpha| last(Farrington::flexible(alpha, bound), &counts).upper.unwrap())
            .to_vec();
        assert!(bounds.is_sorted() && bounds[0] < bounds[2], "{bounds:?}");
    }
}

#[test]
fn a_quiet_year_is_judged_by_no_bound_until_five_contacts_came() {
    let mut counts = seasonal(300);
    counts[292..300].fill(1);
    let week = last(Farrington::original(ALPHA), &counts);
    assert_eq!((week.upper, week.alarm), (None, false));
    counts[299] = 90;
    assert!(last(Farrington::original(ALPHA), &counts).alarm);
}

#[test]
fn a_topic_that_hardly_ever_came_up_is_no_trouble() {
    let mut counts = vec![0; 300];
    counts[100] = 1;
    counts[299] = 12;
    for method in [Farrington::original(ALPHA), Farrington::flexible(ALPHA, Bound::NegativeBinomial)] {
        let week = last(method, &counts);
        assert!(week.expected.is_none_or(|mean| mean < 1.0), "{week:?}");
    }
}

#[test]
fn what_cannot_be_judged_is_said() {
    let counts = seasonal(300);
    let method = Farrington::original(ALPHA);
    assert_eq!(
        method.judge(&counts, 200),
        Err(Error::TooFew { what: "weeks before the first judged", needed: 263, found: 200 })
    );
    assert!(matches!(method.judge(&[], 263), Err(Error::Empty { .. })));
    assert!(matches!(method.judge(&vec![0; 300], 290), Err(Error::NoVariation { .. })));
    for wrong in [
        Farrington { alpha: f64::NAN, ..method },
        Farrington { alpha: 0.7, ..method },
        Farrington { years: 0, ..method },
        Farrington { half_window: 30, ..method },
        Farrington { half_window: usize::MAX, ..method },
        Farrington { seasons: 0, ..method },
        Farrington { seasons: 60, ..method },
        Farrington { left_out: 80, ..method },
        Farrington { period: 1, ..method },
        Farrington { reweight_above: -1.0, ..method },
    ] {
        assert!(matches!(wrong.judge(&counts, 290), Err(Error::OutOfRange { .. })), "{wrong:?}");
    }
}
