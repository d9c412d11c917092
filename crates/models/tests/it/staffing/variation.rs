//! Days that differ more than by chance.

use models::Error;
use models::staffing::busy_days::over_days;
use models::staffing::{Load, Target, erlang_a};

const TARGET: Target = Target { share: 0.8, within_s: 20.0 };

#[test]
fn days_alike_are_erlang_a() {
    let load = Load::new(200.0, 180.0).unwrap();
    let queue = erlang_a(load, 120.0, 12).unwrap();
    for variation in [0.0, 1e-7] {
        let found = over_days(load, 120.0, 12, TARGET, variation).unwrap();
        assert!((found.answered_within - queue.answered_within(20.0).unwrap()).abs() < 1e-6);
        assert!((found.abandoned - queue.p_abandon).abs() < 1e-6);
        assert!(found.days_on_target > 0.999);
    }
}

#[test]
fn the_more_days_differ_the_worse_the_service() {
    let load = Load::new(200.0, 180.0).unwrap();
    let service = |variation| over_days(load, 120.0, 12, TARGET, variation).unwrap();
    let found: Vec<_> = [0.0, 0.009, 0.011, 0.1, 0.2, 0.4].map(service).into();
    for pair in found.windows(2) {
        assert!(pair[1].answered_within < pair[0].answered_within, "{pair:?}");
        assert!(pair[1].abandoned > pair[0].abandoned, "{pair:?}");
    }
    assert!((0.5..0.8).contains(&found[4].days_on_target), "{:?}", found[4]);
    assert!(matches!(over_days(load, 120.0, 12, TARGET, 3.0), Err(Error::OutOfRange { .. })));
}
