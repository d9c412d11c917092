//! The yearly statement, and the count of the lost beside it.

use super::samples::{cdnow, simulated};
use crate::reference::{json, near, table};
use models::customer::{
    Buying, Distinct, Estimable, MbgNbd, ParetoNbd, lost, silent, statement, statement_ranges,
};

#[test]
fn the_statement_of_the_ledger_is_as_expected() {
    let (Some(rows), Some(expected)) =
        (table("loyalty/asset_ledger.csv"), json("loyalty/asset_expected.json"))
    else {
        return;
    };
    let year = |name: &str| -> Vec<(String, f64)> {
        (rows.iter().filter(|row| row["year"] == name))
            .map(|row| (row["customer"].clone(), row["margin"].parse().expect("a number")))
            .collect()
    };
    let (before, this) = (year("prior"), year("current"));
    let found = statement(&before, &this).expect("a statement");
    let positions = [
        (found.opening, &expected["opening"]),
        (found.lost, &expected["lost"]),
        (found.new, &expected["new"]),
        (found.grew, &expected["kept"]["grew"]),
        (found.shrank, &expected["kept"]["shrank"]),
        (found.closing, &expected["closing"]),
    ];
    for (position, right) in positions {
        assert_eq!(position.count, right["count"].as_u64().expect("a count"));
        near("value", position.value, right["value"].as_f64().expect("a number"), 0.005 + 1e-9);
    }
    assert_eq!(found.kept.count, expected["kept"]["count"].as_u64().expect("a count"));
    near("kept", found.kept.value, expected["kept"]["current"].as_f64().expect("a number"), 0.005 + 1e-9);
    let shares = [
        ("count_retention", found.count_retention),
        ("value_retention_gross", found.value_retention_gross),
        ("value_retention_net", found.value_retention_net),
    ];
    for (name, share) in shares {
        near(name, share, expected[name].as_f64().expect("a number"), 5e-7 + 1e-9);
    }
    let needed = found.needed_for(0.1).expect("a growth");
    let right = &expected["new_needed_for_growth_10pct"];
    near("needed", needed.value, right["value"].as_f64().expect("a number"), 0.005 + 1e-9);
    assert_eq!(needed.customers, right["customers_at_mean_new_value"].as_u64());
    let identity =
        found.opening.value - found.lost.value + found.new.value + found.grew.value + found.shrank.value;
    near("identity", identity, found.closing.value, 1e-6);
    let ranges = statement_ranges(&before, &this, 500, 0.95, 5).expect("ranges");
    for (range, value) in [
        (ranges.lost_value, found.lost.value),
        (ranges.closing_value, found.closing.value),
        (ranges.count_retention, found.count_retention),
        (ranges.value_retention_gross, found.value_retention_gross),
    ] {
        assert!(range.contains(value) && range.width() > 0.0, "{range:?} {value}");
    }
}

#[test]
fn the_lost_of_cdnow_are_counted_alike_by_both_models_that_may() {
    let Some(cdnow) = cdnow() else { return };
    let customers = cdnow.distinct();
    let pareto = lost(&ParetoNbd::fit(&customers).expect("it converges"), &customers, 0.95).expect("a count");
    let mbg = lost(&MbgNbd::fit(&customers).expect("it converges"), &customers, 0.95).expect("a count");
    near("by Pareto/NBD", pareto.expected, (1.0 - 0.4463) * 2357.0, 5.0);
    near("by MBG/NBD", mbg.expected, (1.0 - 0.4487) * 2357.0, 5.0);
    assert!(pareto.interval.contains(mbg.expected), "{pareto:?} {mbg:?}");
    let rule = silent(&customers, 3.0).expect("a rule").expect("gaps");
    assert!(rule > 0 && rule < 2357, "{rule}");
}

#[test]
fn the_range_of_the_lost_holds_the_truth_as_often_as_it_says() {
    // Pareto/NBD with clear leaving: the truth is who of the simulated never buys again though given for ever.
    let truth = ParetoNbd::new(1.5, 4.0, 0.8, 12.0).expect("parameters");
    let (mut inside, runs) = (0, 60);
    for run in 0..runs {
        let histories = simulated(&truth, 500, 60.0, run);
        let customers = Distinct::of(&histories).expect("customers");
        let Ok(fit) = ParetoNbd::fit(&customers) else { continue };
        let found = lost(&fit, &customers, 0.9).expect("a count");
        // In the mean over chance, those who left are the sum of what the true model says of each history.
        let right: f64 = histories.iter().map(|history| 1.0 - truth.alive(history)).sum();
        inside += i32::from(found.interval.contains(right));
    }
    // 60 runs at 0.9 or more: fewer than 47 has a probability under 0.1 %.
    assert!(inside >= 47, "{inside} of {runs}");
}
