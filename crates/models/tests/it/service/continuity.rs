//! Continuity, compounding and the customer's time.

use crate::reference::{json, near};
use models::service::Continuity;
use models::service::compounding::at_least_one_bad;
use models::service::customer_time::{Effort, Rates, customer_time};
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn published_indices_are_met() {
    let Some(cases) = json("routing/continuity.json") else { return };
    for case in cases.as_array().expect("cases") {
        let visits: Vec<String> = serde_json::from_value(case["visits"].clone()).expect("visits");
        let found = Continuity::of(&visits);
        for (name, value) in [("UPC", found.usual), ("COC", found.concentrated), ("SECON", found.sequential)]
        {
            match (value, case[name].as_f64()) {
                (Some(value), Some(published)) => near(name, value, published, 1e-6),
                (value, published) => assert_eq!(value, published, "{name} of {visits:?}"),
            }
        }
    }
    assert_eq!(
        Continuity::of::<u8>(&[]),
        Continuity { visits: 0, usual: None, concentrated: None, sequential: None }
    );
}

#[test]
fn published_compounding_is_met() {
    let Some(facts) = json("stats/facts.json") else { return };
    let published = facts["journey_compounding"]["value"].as_f64().expect("a number");
    near("six steps", at_least_one_bad(&[0.95; 6]).expect("a share"), published, 1e-6);
    assert_eq!(at_least_one_bad(&[]), Ok(0.0));
    assert!(at_least_one_bad(&[0.9, 1.1]).is_err());
}

#[test]
fn time_is_added_line_by_line() {
    let effort =
        Effort { waiting_minutes: 10.0, talking_minutes: 5.0, characters_written: 400, days_open: 2.0 };
    let rates = Rates { characters_per_minute: 200.0, minutes_per_day_open: 3.0 };
    let found = customer_time(&effort, &rates).expect("a time");
    assert_eq!((found.writing, found.open, found.total), (2.0, 6.0, 23.0));
    assert!(customer_time(&Effort { waiting_minutes: -1.0, ..effort }, &rates).is_err());
    assert!(customer_time(&effort, &Rates { characters_per_minute: 0.0, ..rates }).is_err());
}

proptest! {
    /// Indices stay between 0 and 1, names don't matter, and the same way back is as continuous.
    #[test]
    fn indices_hold_together(agents in vec(0..5_u8, 0..30)) {
        let found = Continuity::of(&agents);
        for index in [found.usual, found.concentrated, found.sequential].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&index));
        }
        let renamed: Vec<String> = agents.iter().map(|agent| format!("agent {}", 9 - agent)).collect();
        prop_assert_eq!(&found, &Continuity::of(&renamed));
        let back: Vec<u8> = agents.iter().rev().copied().collect();
        prop_assert_eq!(&found, &Continuity::of(&back));
    }
}
