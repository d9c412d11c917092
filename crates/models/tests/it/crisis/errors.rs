//! What can't be answered is refused, by name.

use super::world::{PAPER, world};
use models::Error;
use models::crisis::{
    After, Bootstrap, Cell, Crisis, Direction, Experiment, Futures, History, Regime, Season, Series,
    Specification, Threshold, choose_lags, fit,
};

fn refused(series: &Series<'_>) -> Error {
    fit(series, &Specification::default()).map(|fit| fit.cells).expect_err("it is refused")
}

#[test]
fn senseless_series_are_refused() {
    let made = world(&PAPER, 100, 1);
    let good = made.series();
    let mut broken = made.perception.clone();
    broken[7] = f64::NAN;
    assert!(matches!(
        refused(&Series { perception: &broken, ..good }),
        Error::OutOfRange { what: "perception", row: Some(7), .. }
    ));
    assert!(matches!(refused(&Series { perception: &broken[1..], ..good }), Error::LengthsDiffer { .. }));
    let empty = Series { operations: &[], perception: &[], answers: None };
    assert_eq!(refused(&empty), Error::Empty { what: "periods" });
    let flat = vec![80.0; 100];
    assert_eq!(refused(&Series { operations: &flat, ..good }), Error::NoVariation { what: "operations" });
    assert_eq!(refused(&Series { perception: &flat, ..good }), Error::NoVariation { what: "perception" });
    let answers = vec![0.0; 100];
    assert!(matches!(
        refused(&Series { answers: Some(&answers), ..good }),
        Error::OutOfRange { what: "answers", row: Some(0), .. }
    ));
}

#[test]
fn too_short_and_too_regular_series_are_refused() {
    let made = world(&PAPER, 12, 1);
    assert!(matches!(refused(&made.series()), Error::TooFew { .. }));
    let made = world(&PAPER, 100, 1);
    let steady: Vec<f64> = (0..100).map(f64::from).collect();
    assert!(matches!(refused(&Series { operations: &steady, ..made.series() }), Error::Collinear { .. }));
    let copied = Series { perception: &made.operations, ..made.series() };
    assert!(
        fit(&copied, &Specification::default()).is_err(),
        "perception that is operations leaves no noise"
    );
}

#[test]
fn two_kinds_of_change_seen_once_each_in_a_row_stop_nothing() {
    let made = world(&PAPER, 150, 2);
    // No runs of three but one of losses, after which come one loss and one gain.
    let changes = [0.1, -0.5, -0.5, -0.5, -1.0, 2.0];
    let mut operations = vec![80.0];
    for step in 1..150 {
        let jump = f64::from(step * step * 7 % 101) / 50.0;
        let change = if (60..66).contains(&step) {
            changes[(step - 60) as usize]
        } else if step % 2 == 0 {
            jump
        } else {
            -jump - 0.01
        };
        operations.push(operations[operations.len() - 1] + change);
    }
    let series = Series { operations: &operations, ..made.series() };
    let specification = Specification { threshold: Threshold::Units(0.2), ..Specification::default() };
    let fit = fit(&series, &specification).expect("it can be fitted");
    let after = |direction| fit.count(Cell { regime: Regime::AfterLosses, direction });
    assert_eq!((after(Direction::Loss), after(Direction::Gain)), (1, 1), "{:?}", fit.cells);
    assert!(fit.response(&Experiment::shock(History::Flat, -4.0, 24)).is_ok());
}

#[test]
fn senseless_settings_are_refused() {
    let made = world(&PAPER, 100, 1);
    let plain = Specification::default();
    for specification in [
        Specification { run_length: 0, ..plain },
        Specification { lags_operations: 25, ..plain },
        Specification { threshold: Threshold::Units(-1.0), ..plain },
        Specification { threshold: Threshold::Deviations(f64::NAN), ..plain },
        Specification { season: Season::Levels { periods: 1 }, ..plain },
        Specification { season: Season::Waves { periods: 12, pairs: 6 }, ..plain },
    ] {
        let refused = fit(&made.series(), &specification).expect_err("it is refused");
        assert!(matches!(refused, Error::OutOfRange { .. }), "{specification:?}: {refused}");
    }
    assert!(choose_lags(&made.series(), &plain, 25, 2).is_err());
}

#[test]
fn senseless_questions_are_refused() {
    let made = world(&PAPER, 260, 1);
    let fit = fit(&made.series(), &Specification::default()).expect("it can be fitted");
    let out_of_range = |error: Error| assert!(matches!(error, Error::OutOfRange { .. }), "{error}");
    let slow = History::Gains { pace: 1e-9 };
    out_of_range(fit.response(&Experiment::shock(slow, 1.0, 24)).expect_err("below tau"));
    out_of_range(fit.response(&Experiment::shock(History::Flat, f64::NAN, 24)).expect_err("not a number"));
    out_of_range(fit.response(&Experiment::shock(History::Flat, 1.0, 521)).expect_err("too far"));
    out_of_range(fit.findings(1.0).expect_err("no size"));
    out_of_range(fit.plan(&Crisis::new(-6.0), 1.0).expect_err("no fall"));
    out_of_range(fit.plan(&Crisis::new(6.0), 0.0).expect_err("no step"));
    out_of_range(
        fit.plan(&Crisis { cap: Some(-1.0), ..Crisis::new(6.0) }, 1.0).expect_err("already above the cap"),
    );
    assert_eq!(fit.cheapest_plan(&Crisis::new(6.0), &[]), Err(Error::Empty { what: "sizes of step" }));
    let none = Bootstrap { replicates: 0, block: None, seed: 1 };
    out_of_range(fit.bootstrap(&none).expect_err("no replicates"));
    let futures = Futures { draws: usize::MAX, horizon: 24, operations: After::AsBefore, seed: 1 };
    out_of_range(fit.generalised(History::Flat, -4.0, &futures).expect_err("too many"));
}
