//! Waves of the rage study on the right base.

use crate::reference::{json, near, table};
use models::service::wave::{Wave, compare};
use models::statistics::share::Difference;
use serde_json::Value;

fn wave(year: &str) -> Option<Wave> {
    let rows = table("rage/waves.csv")?;
    let row = rows.iter().find(|row| row["year"] == year).expect("the wave");
    let percent = |column: &str| row[column].parse::<f64>().ok().map(|percent| percent / 100.0);
    Some(Wave {
        respondents: row["respondents"].parse().expect("respondents"),
        problem: percent("problem_pct").expect("a share"),
        rage: percent("rage_pct"),
        mode: Some(row["mode"].clone()).filter(|mode| mode != "not stated"),
    })
}

fn is(found: &Difference, published: &Value) {
    let number = |place: usize| published[place].as_f64().expect("a number");
    near("difference", 100.0 * found.value, number(0), 1e-9);
    near("margin", 100.0 * found.margin, number(1), 0.005);
    near("z", found.z.expect("a z"), number(2), 0.0005);
}

#[test]
fn published_comparisons_are_met() {
    let Some(published) = json("rage/wave_comparison.json") else { return };
    let both = |one, two| Some((wave(one)?, wave(two)?));
    let Some((telephone, later)) = both("2015", "2017") else { return };
    let found = compare(&telephone, &later, 0.95).expect("a comparison");
    is(&found.rage.expect("both tell it"), &published["rage_2015_minus_2017"]["diff_margin_z"]);
    assert!(found.same_mode);
    let bases = [telephone.with_problem(), later.with_problem()].map(Result::unwrap);
    assert_eq!(serde_json::json!(bases), published["rage_2015_minus_2017"]["base_problem_households"]);

    let Some((before, after)) = both("2023", "2025") else { return };
    let found = compare(&before, &after, 0.95).expect("a comparison");
    is(&found.rage.expect("both tell it"), &published["rage_2023_minus_2025"]["diff_margin_z"]);

    let Some((panel, unknown)) = both("2020", "2023") else { return };
    let found = compare(&panel, &unknown, 0.95).expect("a comparison");
    is(&found.problem, &published["problem_2020_minus_2023"]["diff_margin_z"]);
    assert!(!found.same_mode, "a mode that isn't stated is to be flagged");
}

#[test]
fn a_wave_without_rage_compares_its_problems() {
    let wave = |rage| Wave { respondents: 100, problem: 0.5, rage, mode: None };
    let found = compare(&wave(None), &wave(Some(0.6)), 0.95).expect("a comparison");
    assert_eq!((found.rage, found.problem.value, found.same_mode), (None, 0.0, false));
    assert!(compare(&Wave { problem: 1.5, ..wave(None) }, &wave(None), 0.95).is_err());
    assert!(compare(&Wave { problem: 0.0, ..wave(Some(0.5)) }, &wave(Some(0.5)), 0.95).is_err());
}
