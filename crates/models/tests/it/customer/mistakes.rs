//! What can't be answered is refused, and says why.

use super::samples::simulated;
use jiff::civil::date;
use models::Error;
use models::customer::{
    BetaWeibull, BgNbd, Buying, ComplaintAware, ComplaintHistory, Cut, Discount, Distinct, Estimable,
    Estimate, Event, GammaGamma, History, MbgNbd, ParetoNbd, Purchase, Refunds, Renewal,
    ShiftedBetaGeometric, Spend, compress, regularity, statement,
};

fn no_number(error: &Error) -> bool {
    matches!(error, Error::OutOfRange { .. })
}

#[test]
fn histories_that_cannot_be_are_refused_with_their_row() {
    let wrong =
        [(1, f64::NAN, 9.0), (1, -1.0, 9.0), (1, 3.0, f64::INFINITY), (0, 0.0, -1.0), (2_000_000, 1.0, 2.0)];
    for (repeats, last, observed) in wrong {
        assert!(
            no_number(&History::new(repeats, last, observed).unwrap_err()),
            "{repeats} {last} {observed}"
        );
    }
    for (repeats, last, observed) in [(1, 10.0, 9.0), (0, 3.0, 9.0), (2, 0.0, 9.0)] {
        let error = History::new(repeats, last, observed).unwrap_err();
        assert!(matches!(error, Error::Contradiction { .. }), "{error}");
    }
    let error = History::of_columns(&[0, 1], &[0.0, 12.0], &[9.0, 9.0]).unwrap_err();
    assert_eq!(error.to_string(), "the last purchase is after the end of observation in row 1");
    assert!(matches!(History::of_columns(&[0], &[], &[1.0]), Err(Error::LengthsDiffer { .. })));
}

#[test]
fn too_little_to_fit_is_said() {
    let never = History::new(0, 0.0, 30.0).expect("a history");
    assert!(matches!(Distinct::of(&[]), Err(Error::Empty { .. })));
    let few = Distinct::of(&[never; 3]).expect("customers");
    assert!(matches!(BgNbd::fit(&few), Err(Error::TooFew { .. })));
    let nobody = Distinct::of(&[never; 50]).expect("customers");
    assert!(matches!(MbgNbd::fit(&nobody), Err(Error::NoVariation { .. })));
    let alike = Distinct::of(&[History::new(2, 20.0, 30.0).expect("a history"); 50]).expect("customers");
    assert!(matches!(ParetoNbd::fit(&alike), Err(Error::NoVariation { .. })));
}

#[test]
fn parameters_that_run_off_are_no_estimates() {
    // All buy at the same rate and nobody leaves: no spread of rates and no leaving to estimate.
    let alike: Vec<History> = (0..60)
        .map(|n| History::new(10, 29.0 + f64::from(n % 10) / 10.0, 30.0).expect("a history"))
        .collect();
    let customers = Distinct::of(&alike).expect("customers");
    assert!(matches!(BgNbd::fit(&customers), Err(Error::NotConverged { .. })));
    assert!(matches!(MbgNbd::fit(&customers), Err(Error::NotConverged { .. })));
    assert!(matches!(ParetoNbd::fit(&customers), Err(Error::NotConverged { .. })));
    // Half leave at each renewal, all alike.
    let halving = [vec![4096, 2048, 1024, 512, 256, 128]];
    assert!(matches!(ShiftedBetaGeometric::fit(&halving), Err(Error::NotConverged { .. })));
}

#[test]
fn contracts_and_spend_that_cannot_be_are_refused() {
    assert!(matches!(ShiftedBetaGeometric::fit(&[]), Err(Error::Empty { .. })));
    assert!(matches!(ShiftedBetaGeometric::fit(&[vec![0, 0, 0]]), Err(Error::Empty { .. })));
    assert!(matches!(ShiftedBetaGeometric::fit(&[vec![10, 5]]), Err(Error::TooFew { .. })));
    assert!(matches!(BetaWeibull::fit(&[vec![10, 5, 4]]), Err(Error::TooFew { .. })));
    assert!(matches!(BetaWeibull::fit(&[vec![10, 10, 10, 10]]), Err(Error::NoVariation { .. })));
    let grows = ShiftedBetaGeometric::fit(&[vec![10, 8, 9]]).unwrap_err();
    assert!(matches!(grows, Error::Contradiction { row: Some(2), .. }), "{grows}");
    let model = ShiftedBetaGeometric::new(1.0, 2.0).expect("parameters");
    assert!(no_number(&model.discounted_renewals(0, 0.0).unwrap_err()));
    let spend = |mean: f64| Spend { repeats: 2, mean };
    assert!(matches!(GammaGamma::fit(&[spend(3.0)]), Err(Error::TooFew { .. })));
    assert!(matches!(GammaGamma::fit(&[spend(3.0); 20]), Err(Error::NoVariation { .. })));
    assert!(no_number(&GammaGamma::fit(&[spend(f64::NAN)]).unwrap_err()));
    assert!(no_number(&GammaGamma::fit(&[spend(-2.0)]).unwrap_err()));
    assert_eq!(GammaGamma::new(2.0, 0.9, 10.0).expect("parameters").mean(), None);
}

#[test]
fn questions_without_sense_are_refused() {
    assert!(no_number(&BgNbd::new(0.2, 4.0, -1.0, 2.0).unwrap_err()));
    assert!(matches!(ParetoNbd::of(&[1.0, 2.0]), Err(Error::LengthsDiffer { .. })));
    let model = ParetoNbd::new(0.5, 10.0, 0.6, 11.0).expect("parameters");
    assert!(no_number(&model.expected(-1.0).unwrap_err()));
    assert!(no_number(&model.probability(3, f64::NAN).unwrap_err()));
    assert!(no_number(
        &model.discounted_residual(&History::newcomer(), &Discount::continuous(0.0).unwrap()).unwrap_err()
    ));
    assert!(no_number(&Discount::yearly(15.0, 52.0).unwrap_err()));
    assert!(no_number(&Discount::yearly(0.15, 0.0).unwrap_err()));
    assert!(matches!(regularity(&[(3, 4); 5]), Err(Error::TooFew { .. })));
    assert!(no_number(&regularity(&[(0, 4); 50]).unwrap_err()));
    assert!(matches!(statement::<u8>(&[], &[(1, 2.0)]), Err(Error::Empty { .. })));
    assert!(no_number(&statement(&[(1, f64::NAN)], &[]).unwrap_err()));
}

#[test]
fn complaints_that_cannot_be_are_refused() {
    let at = |time| Some((Event::Recovered, time));
    assert!(matches!(ComplaintHistory::new([1, 0, 0], None, 9.0), Err(Error::Contradiction { .. })));
    assert!(matches!(ComplaintHistory::new([1, 0, 0], at(3.0), 9.0), Err(Error::Contradiction { .. })));
    assert!(no_number(&ComplaintHistory::new([1, 0, 1], at(10.0), 9.0).unwrap_err()));
    assert!(no_number(&ComplaintHistory::new([0, 0, 0], None, f64::NAN).unwrap_err()));
    assert!(matches!(ComplaintAware::fit(&[]), Err(Error::Empty { .. })));
    let quiet = ComplaintHistory::new([3, 0, 0], Some((Event::Purchase, 5.0)), 9.0).expect("a history");
    let error = ComplaintAware::fit(&[quiet; 30]).unwrap_err();
    assert!(matches!(error, Error::TooFew { what: "unrecovered complaints", found: 0, .. }), "{error}");
}

#[test]
fn refunds_are_refused_left_out_or_taken_off_as_decided() {
    let buy = |day: i8, value: f64| Purchase { customer: "Ada", day: date(2026, 1, day), value };
    let log = [buy(1, 10.0), buy(5, 30.0), buy(9, -12.0), buy(9, -3.0)];
    let cut = |refunds| Cut { end: date(2026, 1, 31), holdout_end: None, unit_days: 1.0, refunds };
    let error = compress(&log, &cut(Refunds::Refuse)).unwrap_err();
    assert!(matches!(error, Error::OutOfRange { row: Some(2), .. }), "{error}");
    for (refunds, mean) in [(Refunds::LeaveOut, 30.0), (Refunds::TakeOff, 15.0)] {
        let found = compress(&log, &cut(refunds)).expect("a log");
        let ada = &found.customers[0];
        assert_eq!((ada.history.repeats(), ada.history.last(), ada.spend.mean), (1, 4.0, mean));
        assert_eq!(found.refunds, 2);
    }
    let early = [buy(1, -5.0), buy(2, 5.0)];
    assert!(matches!(
        compress(&early, &cut(Refunds::TakeOff)),
        Err(Error::Contradiction { row: Some(0), .. })
    ));
    let backwards = Cut { holdout_end: Some(date(2026, 1, 3)), ..cut(Refunds::Refuse) };
    assert!(matches!(compress(&log[..2], &backwards), Err(Error::Contradiction { .. })));
}

#[test]
fn fits_to_few_customers_end_with_parameters_or_say_that_they_have_none() {
    let truth = BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("parameters");
    let (mut found, mut declined) = (0, 0);
    for seed in 0..12 {
        let customers = Distinct::of(&simulated(&truth, 60, 39.0, seed)).expect("customers");
        let fits = [
            BgNbd::fit(&customers).map(|fit| fit.estimates),
            MbgNbd::fit(&customers).map(|fit| fit.estimates),
            ParetoNbd::fit(&customers).map(|fit| fit.estimates),
        ];
        for fit in fits {
            match fit {
                Ok(estimates) => {
                    found += 1;
                    let known = |one: &Estimate| one.value > 0.0 && one.standard_error > 0.0;
                    assert!(estimates.parameters.iter().all(known), "{estimates:?}");
                }
                Err(Error::NotConverged { .. }) => declined += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
    // Sixty customers are at the edge: both happen.
    assert!(found > 0 && declined > 0, "{found} {declined}");
}
