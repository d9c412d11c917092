//! What can't be answered is said.

use super::hours::weeks;
use models::Error;
use models::detection::{
    Baseline, Cause, Contact, Cusum, Detector, Ewma, Hour, PoissonCusum, Sides, Surge, Watch, distinct,
    mid_p_score,
};

fn out_of_range<T: std::fmt::Debug>(found: Result<T, Error>) {
    assert!(matches!(found, Err(Error::OutOfRange { .. })), "{found:?}");
}

fn detector() -> Detector {
    let hours = weeks(4);
    let counts: Vec<u64> = (0..hours.len()).map(|index| (index * 7 % 5) as u64).collect();
    Detector::new(Baseline::fit(&counts, &hours).expect("sound arguments"), 8.0).expect("sound arguments")
}

#[test]
fn charts_refuse_what_makes_no_sense() {
    for wrong in [f64::NAN, f64::INFINITY, -1.0] {
        out_of_range(Cusum::new(wrong, 4.0));
        out_of_range(Cusum::new(0.5, wrong));
        out_of_range(Ewma::new(wrong, 2.7));
        out_of_range(Ewma::new(0.1, wrong));
        out_of_range(PoissonCusum::new(wrong, 4.0));
        out_of_range(PoissonCusum::new(2.0, wrong));
        out_of_range(PoissonCusum::reference_between(wrong, 2.0));
        out_of_range(PoissonCusum::new(5.0, 7.0).unwrap().run_length(wrong));
        out_of_range(Cusum::with_run_length(0.5, wrong, Sides::One));
    }
    out_of_range(Ewma::new(1.5, 2.7));
    out_of_range(PoissonCusum::new(std::f64::consts::PI, 4.0));
    out_of_range(PoissonCusum::reference_between(3.0, 2.0));
    out_of_range(PoissonCusum::new(5.0, 1e6));
    out_of_range(Cusum::new(0.5, 4.0).unwrap().run_length(f64::NAN, Sides::One));
}

#[test]
fn a_run_length_beyond_rounding_is_refused_not_invented() {
    out_of_range(Cusum::new(0.5, 40.0).unwrap().run_length(0.0, Sides::One));
    out_of_range(Cusum::with_run_length(0.0, 1e9, Sides::One));
    out_of_range(Ewma::new(0.2, 9.0).unwrap().run_length(0.0));
    out_of_range(PoissonCusum::new(40.0, 40.0).unwrap().run_length(1.0));
}

#[test]
fn hours_refuse_what_makes_no_sense() {
    out_of_range(Hour::of_week(7, 0));
    out_of_range(Hour::of_week(0, 24));
    out_of_range(Hour::of_holiday(24));
    for wrong in [f64::NAN, 0.0, -2.0] {
        out_of_range(Hour::of_week(0, 0).unwrap().with(Cause::Times(wrong)));
        out_of_range(mid_p_score(3, wrong, 8.0));
        out_of_range(mid_p_score(3, 3.0, wrong));
    }
    let zone = jiff::tz::TimeZone::UTC;
    let late =
        models::detection::calendar(jiff::Timestamp::MAX, &zone, 3, &std::collections::BTreeSet::new());
    assert!(matches!(late, Err(Error::OutOfRange { row: Some(1), .. })), "{late:?}");
}

#[test]
fn a_baseline_needs_four_weeks() {
    let hours = weeks(4);
    assert!(matches!(Baseline::fit(&[1; 3], &hours), Err(Error::LengthsDiffer { left: 3, right: 672, .. })));
    let short = Baseline::fit(&vec![1; 671], &hours[..671]);
    assert!(matches!(short, Err(Error::TooFew { needed: 672, found: 671, .. })), "{short:?}");
    let mut slip = vec![1; 672];
    slip[5] = u64::MAX;
    assert!(matches!(Baseline::fit(&slip, &hours), Err(Error::OutOfRange { row: Some(5), .. })));
    let planned: Vec<Hour> = hours.iter().map(|hour| hour.with(Cause::Unknown).unwrap()).collect();
    assert!(matches!(Baseline::fit(&vec![1; 672], &planned), Err(Error::TooFew { found: 0, .. })));
}

#[test]
fn detectors_refuse_what_makes_no_sense() {
    let detector = detector();
    for wrong in [0.0, f64::NAN, 3.0, 1e-9] {
        out_of_range(Detector::with_false_alarms(detector.baseline().clone(), wrong));
    }
    for wrong in [f64::NAN, 0.0, 1e-9, 1e9] {
        out_of_range(Detector::new(detector.baseline().clone(), wrong));
    }
    let surge = Surge { times: 2.0, ramp_hours: 1, lasts_hours: 24 };
    for wrong in [
        Surge { times: 1.0, ..surge },
        Surge { times: f64::NAN, ..surge },
        Surge { ramp_hours: 0, ..surge },
        Surge { lasts_hours: 0, ..surge },
        Surge { lasts_hours: 10_000, ..surge },
    ] {
        out_of_range(detector.delay(wrong));
    }
    assert!(matches!(detector.scan(&[1, 2], &weeks(1)), Err(Error::LengthsDiffer { .. })));
    assert_eq!(Watch::fit(&[], &weeks(4), 0.01), Err(Error::Empty { what: "topics to watch" }));
}

#[test]
fn a_contact_outside_the_series_is_named() {
    let contact = Contact { hour: 0, topic: 0, customer: 1 };
    let late = [contact, Contact { hour: 5, ..contact }];
    assert!(matches!(distinct(&late, 5, 1, 24), Err(Error::OutOfRange { row: Some(1), .. })));
    let other = [contact, Contact { topic: 1, ..contact }];
    assert!(matches!(distinct(&other, 5, 1, 24), Err(Error::OutOfRange { row: Some(1), .. })));
}

#[test]
fn a_hundred_thousand_contacts_an_hour_are_watched_too() {
    let hours = weeks(4);
    let counts: Vec<u64> = (0..hours.len()).map(|index| 100_000 + (index * 7_919 % 1_000) as u64).collect();
    let detector = Detector::with_false_alarms(Baseline::fit(&counts, &hours).unwrap(), 0.01).unwrap();
    assert!((6.0..10.0).contains(&detector.threshold()), "{}", detector.threshold());
}

#[test]
fn counts_beyond_reason_are_survived() {
    let detector = detector();
    let scan = detector.scan(&[u64::MAX, 0, u64::MAX], &weeks(1)[..3]).unwrap();
    assert!(scan.levels.iter().all(|level| level.level.is_finite()));
    assert!(mid_p_score(u64::MAX, 1e-300, 1e-3).unwrap() <= 10.0);
    assert!(mid_p_score(0, 1e12, 0.01).unwrap().is_finite());
}
