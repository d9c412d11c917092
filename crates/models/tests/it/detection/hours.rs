//! Kinds of hours, scores, baselines, and people counted once.

use crate::reference::near;
use jiff::tz::TimeZone;
use models::detection::{
    Baseline, Cause, Contact, Detector, Hour, Progress, calendar, distinct, mid_p_score,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Hours of some whole weeks from a Monday.
pub(super) fn weeks(weeks: usize) -> Vec<Hour> {
    (0..weeks * 168)
        .map(|index| Hour::of_week((index / 24 % 7) as u8, (index % 24) as u8).expect("sound arguments"))
        .collect()
}

#[test]
fn the_hour_that_comes_twice_is_one_kind_and_the_missing_hour_is_missing() {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let spring = calendar("2026-03-28T23:00:00Z".parse().unwrap(), &zone, 23, &BTreeSet::new()).unwrap();
    let sunday = |hour| Hour::of_week(6, hour).unwrap();
    assert_eq!((spring[1], spring[2], spring[22]), (sunday(1), sunday(3), sunday(23)));
    let autumn = calendar("2026-10-24T22:00:00Z".parse().unwrap(), &zone, 25, &BTreeSet::new()).unwrap();
    assert_eq!((autumn[2], autumn[3], autumn[24]), (sunday(2), sunday(2), sunday(23)));
}

#[test]
fn a_holiday_is_a_class_of_its_own() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let holidays = BTreeSet::from(["2026-05-01".parse().unwrap()]);
    let hours = calendar("2026-04-30T22:00:00Z".parse().unwrap(), &zone, 25, &holidays).unwrap();
    assert_eq!((hours[0], hours[23]), (Hour::of_holiday(0).unwrap(), Hour::of_holiday(23).unwrap()));
    assert_eq!(hours[24], Hour::of_week(5, 0).unwrap());
}

#[test]
fn a_holiday_is_learned_apart_and_is_a_sunday_before_it_was_seen() {
    let mut hours = weeks(8);
    let busy = |index: usize| if index / 24 % 7 == 6 { 3 } else { 12 };
    let mut counts: Vec<u64> = (0..hours.len()).map(|index| busy(index) + (index * 7 % 3) as u64).collect();
    let unseen = Baseline::fit(&counts, &hours).unwrap();
    let noon = Hour::of_holiday(12).unwrap();
    let sunday = unseen.expected(Hour::of_week(6, 12).unwrap()).unwrap();
    near("as on a Sunday", unseen.expected(noon).unwrap(), sunday, 0.7);
    for day in [10, 30] {
        for hour in 0..24 {
            hours[day * 24 + hour] = Hour::of_holiday(hour as u8).unwrap();
            counts[day * 24 + hour] = 30;
        }
    }
    let seen = Baseline::fit(&counts, &hours).unwrap();
    near("as it was", seen.expected(noon).unwrap(), 30.0, 3.0);
    near("without touching Wednesdays", seen.expected(Hour::of_week(3, 12).unwrap()).unwrap(), 12.0, 0.5);
}

#[test]
fn what_was_planned_is_neither_learned_from_nor_judged() {
    let mut hours = weeks(8);
    let mut counts: Vec<u64> = (0..hours.len()).map(|index| 4 + (index * 7 % 3) as u64).collect();
    let tuesday = Hour::of_week(1, 10).unwrap();
    let clean = Detector::new(Baseline::fit(&counts, &hours).unwrap(), 6.0).unwrap();
    for index in 500..512 {
        hours[index] = hours[index].with(Cause::Unknown).unwrap();
        counts[index] = 60;
    }
    let baseline = Baseline::fit(&counts, &hours).unwrap();
    near("mean", baseline.expected(tuesday).unwrap(), clean.baseline().expected(tuesday).unwrap(), 0.1);
    assert_eq!(baseline.old_incidents(), []);
    assert_eq!(baseline.expected(tuesday.with(Cause::Unknown).unwrap()), None);
    assert!(clean.scan(&counts, &hours).unwrap().incidents.is_empty());
    let doubled = baseline.expected(tuesday.with(Cause::Times(2.0)).unwrap()).unwrap();
    near("twice", doubled, 2.0 * baseline.expected(tuesday).unwrap(), 1e-12);
    // It could have been an alarm: without the word about the plan it is one.
    assert_eq!(clean.scan(&counts, &weeks(8)).unwrap().incidents.len(), 1);
}

#[test]
fn an_old_crisis_hardly_lifts_the_baseline() {
    let hours = weeks(8);
    let usual: Vec<u64> = (0..hours.len()).map(|index| 6 + (index * 11 % 7) as u64).collect();
    let mut troubled = usual.clone();
    for count in &mut troubled[700..748] {
        *count *= 4;
    }
    let (clean, learned) =
        (Baseline::fit(&usual, &hours).unwrap(), Baseline::fit(&troubled, &hours).unwrap());
    assert_eq!(clean.old_incidents(), []);
    let old = learned.old_incidents();
    assert_eq!(old.len(), 1, "{old:?}");
    assert!(old[0].onset.abs_diff(700) <= 1 && old[0].last.abs_diff(747) <= 2, "{old:?}");
    near("contacts a week", learned.per_week(), clean.per_week(), 0.01 * clean.per_week());
    let naive = troubled.iter().sum::<u64>() as f64 / 8.0;
    assert!(naive > 1.1 * clean.per_week(), "the crisis would have lifted a plain mean");
}

#[test]
fn hour_by_hour_says_the_same_as_all_at_once() {
    let hours = weeks(6);
    let mut counts: Vec<u64> = (0..hours.len()).map(|index| 4 + (index * 7 % 3) as u64).collect();
    let detector = Detector::new(Baseline::fit(&counts, &hours).unwrap(), 6.0).unwrap();
    counts[300..306].fill(25);
    let scan = detector.scan(&counts, &hours).unwrap();
    let mut progress = Progress::default();
    for (row, (count, hour)) in counts.iter().zip(&hours).enumerate() {
        assert_eq!(detector.step(&mut progress, *count, *hour), scan.levels[row]);
    }
    let incident = scan.incidents[0];
    assert_eq!((scan.incidents.len(), incident.onset, incident.last), (1, 300, 305));
    assert!(incident.closed.is_some_and(|closed| closed < 306 + 24), "{incident:?}");
    assert_eq!(incident.observed, 150);
    near("excess", incident.excess(), 150.0 - 30.0, 5.0);
}

proptest! {
    #[test]
    fn more_contacts_are_more_unusual(count in 0_u64..200, mean in 0.01..100.0_f64, size in 0.1..50.0_f64) {
        let score = |count| mid_p_score(count, mean, size).unwrap();
        prop_assert!(score(count + 1) >= score(count));
        prop_assert!(score(count).abs() <= 10.0);
    }

    #[test]
    fn scores_of_counts_average_to_about_nothing(mean in 0.05..60.0_f64, size in 0.5..50.0_f64) {
        // Mid-p probabilities average to one half exactly: P(Y < Y') + P(Y = Y')/2 = 1/2.
        let chances: Vec<f64> = chances(mean, size);
        let total: f64 = chances.iter().sum();
        prop_assert!((total - 1.0).abs() < 1e-9, "chances sum to {total}");
        let half: f64 = chances.iter().enumerate()
            .map(|(count, chance)| chance * below(mid_p_score(count as u64, mean, size).unwrap())).sum();
        prop_assert!((half - 0.5).abs() < 1e-6, "{half}");
    }

    #[test]
    fn a_huge_size_is_poisson(count in 0_u64..100, mean in 0.1..50.0_f64) {
        let (huge, poisson) = (mid_p_score(count, mean, 1e8).unwrap(), mid_p_score(count, mean, f64::INFINITY).unwrap());
        prop_assert!((huge - poisson).abs() < 1e-4, "{huge} {poisson}");
    }

    #[test]
    fn a_customer_counts_once_in_any_window(times in proptest::collection::vec((0_usize..200, 0_usize..2, 0_u64..4), 0..60), window in 1_usize..48) {
        let contacts: Vec<Contact> = times.iter().map(|(hour, topic, customer)| Contact { hour: *hour, topic: *topic, customer: *customer }).collect();
        let counts = distinct(&contacts, 200, 2, window).unwrap();
        for topic in counts {
            for hours in topic.windows(window) {
                prop_assert!(hours.iter().sum::<u64>() <= 4, "four customers at most");
            }
        }
    }
}

/// P(Y = y) for y from 0, by the recurrence.
fn chances(mean: f64, size: f64) -> Vec<f64> {
    let mut chance = (-size * (mean / size).ln_1p()).exp();
    let mut chances = vec![];
    for count in 0..5_000 {
        chances.push(chance);
        if f64::from(count) > mean && chance < 1e-13 {
            break;
        }
        chance *= (f64::from(count) + size) / f64::from(count + 1) * mean / (mean + size);
    }
    chances
}

fn below(score: f64) -> f64 {
    use statrs::distribution::{ContinuousCDF, Normal};
    Normal::standard().cdf(score)
}
