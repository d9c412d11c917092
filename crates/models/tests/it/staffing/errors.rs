//! What can't be answered is refused.

use models::Error;
use models::staffing::{
    Goal, Load, Target, agents_for_service, agents_with_patience, erlang_a, erlang_b, erlang_c, halfin_whitt,
    safety_for_wait, square_root_agents,
};

fn out_of_range<T: std::fmt::Debug>(what: &str, found: Result<T, Error>) {
    let named = matches!(found, Err(Error::OutOfRange { what: named, .. }) if named == what);
    assert!(named, "{what}: {found:?}");
}

#[test]
fn senseless_loads_are_refused() {
    out_of_range("contacts per hour", Load::new(-1.0, 60.0));
    out_of_range("contacts per hour", Load::new(f64::NAN, 60.0));
    out_of_range("handle time", Load::new(1.0, 0.0));
    out_of_range("offered load", Load::new(1e12, 60.0));
    // The fields are open, so what is made by hand is looked at as well.
    let broken = Load { contacts_per_hour: f64::NAN, handle_time_s: 60.0 };
    out_of_range("contacts per hour", erlang_c(broken, 3));
    out_of_range("contacts per hour", erlang_a(broken, 60.0, 3));
    out_of_range("offered load", erlang_b(f64::INFINITY, 3));
}

#[test]
fn a_queue_that_grows_without_end_is_refused() {
    let load = Load::new(200.0, 180.0).unwrap();
    out_of_range("agents", erlang_c(load, 10));
    out_of_range("agents", erlang_c(load, 0));
    assert!(erlang_a(load, 120.0, 10).is_ok(), "with hanging up there is a balance at any load");
    let endless = erlang_a(Load::new(100_000.0, 3600.0).unwrap(), 1e12, 1);
    assert!(matches!(endless, Err(Error::NotConverged { .. })), "{endless:?}");
}

#[test]
fn senseless_targets_are_refused() {
    let load = Load::new(200.0, 180.0).unwrap();
    let target = |share, within_s| agents_for_service(load, Target { share, within_s });
    out_of_range("share to be answered", target(1.0, 20.0));
    out_of_range("share to be answered", target(f64::NAN, 20.0));
    out_of_range("target", target(0.8, -1.0));
    out_of_range("patience", agents_with_patience(load, 0.0, Goal::Abandoned(0.1)));
    out_of_range("share that may hang up", agents_with_patience(load, 60.0, Goal::Abandoned(0.0)));
    out_of_range("target", erlang_c(load, 14).unwrap().answered_within(f64::NAN));
    out_of_range("share", erlang_c(load, 14).unwrap().wait_quantile_s(1.0));
    out_of_range("beta", halfin_whitt(0.0));
    out_of_range("share that waits", safety_for_wait(1.0));
    out_of_range("agents", square_root_agents(999_999.0, 100.0));
}
