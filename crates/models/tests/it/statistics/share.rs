//! Shares and their differences.

use crate::reference::{json, near, table};
use models::statistics::{Share, share};
use models::{Error, Interval};
use proptest::prelude::*;
use statrs::distribution::{Binomial, Discrete};

const LEVEL: f64 = 0.95;

fn ends(what: &str, found: Interval, published: &serde_json::Value) {
    for (end, value) in [found.low, found.high].into_iter().enumerate() {
        near(what, value, published[end].as_f64().expect("an end"), 1e-6);
    }
}

#[test]
fn published_intervals_are_met() {
    let Some(facts) = json("stats/facts.json") else { return };
    for fact in facts["proportion"].as_array().expect("shares") {
        let (x, n) = (fact["x"].as_u64().expect("a count"), fact["n"].as_u64().expect("a count"));
        let (share, level) = (Share::of(x, n).expect("a share"), fact["conf"].as_f64().expect("a level"));
        ends(&format!("Wilson {x} of {n}"), share.wilson(level).expect("it"), &fact["wilson"]);
        ends(&format!("exact {x} of {n}"), share.exact(level).expect("it"), &fact["clopper_pearson"]);
    }
    for (name, value) in [("p50", 0.5), ("p10", 0.1)] {
        let margin = Share::published(value, 1000).and_then(|share| share.margin(LEVEL)).expect("a margin");
        let published = facts["rage_study_margin"][name].as_f64().expect("a margin");
        near(name, 100.0 * margin, published, 0.001);
    }
}

/// The share of outcomes, by their binomial probability, whose interval holds the truth.
fn coverage(truth: f64, n: u64, interval: impl Fn(Share) -> Interval) -> f64 {
    let outcomes = Binomial::new(truth, n).expect("a distribution");
    let holds = |x: u64| interval(Share::of(x, n).expect("a share")).contains(truth);
    (0..=n).filter(|x| holds(*x)).map(|x| outcomes.pmf(x)).sum()
}

#[test]
fn wilson_is_right_about_as_often_as_it_says() {
    let truths = || (1..100).map(|percent| f64::from(percent) / 100.0);
    for n in [10, 30, 120] {
        let found: Vec<f64> = truths()
            .map(|truth| coverage(truth, n, |share| share.wilson(LEVEL).expect("an interval")))
            .collect();
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        near(&format!("mean coverage of {n}"), mean, LEVEL, 0.01);
        // The known worst of Wilson's interval is near 0 and 1.
        assert!(found.iter().all(|share| *share > 0.83), "{n}: {found:?}");
    }
}

#[test]
fn the_exact_interval_is_right_at_least_as_often_as_it_says() {
    for n in [1, 10, 57] {
        for percent in 1..100 {
            let truth = f64::from(percent) / 100.0;
            let found = coverage(truth, n, |share| share.exact(LEVEL).expect("an interval"));
            assert!(found >= LEVEL - 1e-9, "{found} at {truth} of {n}");
        }
    }
}

#[test]
fn newcombes_interval_is_right_about_as_often_as_it_says() {
    for (one, two, first, second) in [(15, 20, 0.2, 0.5), (40, 25, 0.1, 0.1), (30, 30, 0.95, 0.6)] {
        let (of_first, of_second) = (Binomial::new(first, one).unwrap(), Binomial::new(second, two).unwrap());
        let mut held = 0.0;
        for x in 0..=one {
            for y in 0..=two {
                let (x_share, y_share) = (Share::of(x, one).unwrap(), Share::of(y, two).unwrap());
                let found = share::difference(x_share, y_share, LEVEL).expect("a difference");
                if found.interval.contains(first - second) {
                    held += of_first.pmf(x) * of_second.pmf(y);
                }
            }
        }
        // It errs on the careful side where both shares are small.
        assert!((LEVEL - 0.01..LEVEL + 0.03).contains(&held), "{held} for {first} and {second}");
    }
}

#[test]
fn differences_between_waves_are_met_from_their_margins() {
    // Shares of 1,000 instead of 540 and 560: the mistake the reference warns of.
    let Some(published) = json("rage/wave_comparison.json") else { return };
    assert!(table("rage/waves.csv").is_some_and(|rows| rows.len() == 12));
    let wrong = &published["rage_2015_minus_2017"]["wrong_base_1000"];
    let of = |value| Share::published(value, 1000).expect("a share");
    let found = share::difference(of(0.66), of(0.56), LEVEL).expect("a difference");
    near("margin", 100.0 * found.margin, wrong[1].as_f64().unwrap(), 0.005);
    near("z", found.z.unwrap(), wrong[2].as_f64().unwrap(), 0.0005);
}

#[test]
fn what_makes_no_sense_is_said() {
    assert_eq!(Share::of(0, 0).unwrap_err(), Error::Empty { what: "answers" });
    assert!(matches!(Share::of(3, 2).unwrap_err(), Error::Contradiction { .. }));
    assert!(matches!(Share::published(f64::NAN, 5).unwrap_err(), Error::OutOfRange { .. }));
    for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
        assert!(Share::of(1, 2).unwrap().wilson(level).is_err(), "{level}");
        assert!(Share::of(1, 2).unwrap().exact(level).is_err(), "{level}");
    }
    let nothing = share::difference(Share::of(0, 5).unwrap(), Share::of(5, 5).unwrap(), LEVEL).unwrap();
    assert_eq!((nothing.z, nothing.interval.high < 0.0), (None, true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Few or a hundred million: both intervals hold the share, mirror its complement and narrow with the base.
    #[test]
    fn intervals_hold_together(whole in 1_u64..100_000_000, part in 0.0..=1.0_f64, level in 0.5..0.999_f64) {
        let part = (part * whole as f64) as u64;
        let (share, other) = (Share::of(part, whole).unwrap(), Share::of(whole - part, whole).unwrap());
        let pairs = [(share.wilson(level), other.wilson(level)), (share.exact(level), other.exact(level))];
        for (found, mirrored) in pairs {
            let (found, mirrored) = (found.unwrap(), mirrored.unwrap());
            prop_assert!(found.contains(share.value()), "{found:?} {share:?}");
            prop_assert!((0.0..=1.0).contains(&found.low) && found.high <= 1.0);
            prop_assert!((found.low + mirrored.high - 1.0).abs() < 1e-6);
        }
        let wider = share.wilson(level).unwrap();
        let doubled = Share::of(part * 2, whole * 2).unwrap().wilson(level).unwrap();
        prop_assert!(doubled.width() < wider.width());
    }
}
