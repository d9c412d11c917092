//! Exact fractions, limits, and the killed chain against a simulated queue.

use models::staffing::{
    Goal, Load, Target, agents_for_service, agents_with_patience, erlang_a, erlang_b, erlang_c, halfin_whitt,
    safety_for_wait, square_root_agents,
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp};

/// A load of so many erlangs, with half a minute a contact.
fn erlangs(offered: f64) -> Load {
    Load::new(offered * 120.0, 30.0).expect("a load")
}

#[test]
fn exact_fractions_come_out() {
    assert!((erlang_b(2.0, 2).unwrap() - 2.0 / 5.0).abs() < 1e-15);
    assert!((erlang_c(erlangs(2.0), 3).unwrap().p_wait - 4.0 / 9.0).abs() < 1e-15);
    assert!((erlang_c(erlangs(1.0), 2).unwrap().p_wait - 1.0 / 3.0).abs() < 1e-15);
    assert!((erlang_c(erlangs(0.37), 1).unwrap().p_wait - 0.37).abs() < 1e-15);
}

#[test]
fn nobody_calling_means_nobody_waits() {
    let queue = erlang_c(erlangs(0.0), 1).unwrap();
    assert_eq!(
        (queue.p_wait.to_bits(), queue.mean_wait_s.to_bits(), queue.answered_within(0.0)),
        (0, 0, Ok(1.0))
    );
    let queue = erlang_a(erlangs(0.0), 60.0, 1).unwrap();
    assert_eq!(
        (queue.p_wait.to_bits(), queue.p_abandon.to_bits(), queue.answered_within(5.0)),
        (0, 0, Ok(1.0))
    );
    assert_eq!(agents_for_service(erlangs(0.0), Target { share: 0.8, within_s: 20.0 }), Ok(1));
}

#[test]
fn very_large_and_very_small_teams_lose_no_digits() {
    assert!(erlang_b(1.0, 500).unwrap() >= 0.0);
    let huge = erlang_a(erlangs(50_000.0), 60.0, 50_000).unwrap();
    // Garnett's limit for n = a with mu = 2 theta: P(wait) = 1/(1 + sqrt(theta/mu)) at beta 0.
    let limit = 1.0 / (1.0 + (30.0_f64 / 60.0).sqrt());
    assert!((huge.p_wait - limit).abs() < 0.01, "{} {limit}", huge.p_wait);
    let crowded = erlang_a(erlangs(5_000.0), 600.0, 2_000).unwrap();
    assert!((crowded.p_abandon - 0.6).abs() < 1e-9, "overloaded, all beyond the agents leave: {crowded:?}");
    assert!(erlang_a(erlangs(1.0), 60.0, 2_000).unwrap().p_wait < 1e-300);
}

#[test]
fn endless_patience_is_erlang_c() {
    let load = Load::new(200.0, 180.0).unwrap();
    let (patient, waiting) = (erlang_a(load, 1e9, 14).unwrap(), erlang_c(load, 14).unwrap());
    assert!((patient.p_wait - waiting.p_wait).abs() < 1e-6);
    assert!((patient.mean_wait_s - waiting.mean_wait_s).abs() < 1e-4);
    let (answered, expected) =
        (patient.answered_within(20.0).unwrap(), waiting.answered_within(20.0).unwrap());
    assert!((answered - expected).abs() < 1e-6, "{answered} {expected}");
}

#[test]
fn the_square_root_rule_is_the_limit_of_large_teams() {
    for beta in [0.25, 0.5, 1.0, 2.0] {
        let offered = 250_000.0_f64;
        let agents = offered + beta * offered.sqrt();
        let exact = erlang_c(erlangs(offered), agents as u32).unwrap().p_wait;
        assert!((exact - halfin_whitt(beta).unwrap()).abs() < 0.002, "{beta}: {exact}");
        assert!((safety_for_wait(halfin_whitt(beta).unwrap()).unwrap() - beta).abs() < 1e-9);
    }
    assert_eq!(square_root_agents(416.7, 0.5), Ok(427));
}

/// Runs a queue contact by contact: shares answered within the target and hung up.
fn simulated(load: Load, patience_s: f64, agents: usize, target_s: f64, contacts: u32) -> (f64, f64) {
    let mut random = ChaCha8Rng::seed_from_u64(42);
    let between = Exp::new(load.contacts_per_hour / 3600.0).expect("it is sensible");
    let (service, patience) = (
        Exp::new(1.0 / load.handle_time_s).expect("it is sensible"),
        Exp::new(1.0 / patience_s).expect("it is sensible"),
    );
    let mut free_at = vec![0.0_f64; agents];
    let (mut now, mut answered, mut left) = (0.0, 0, 0);
    for _ in 0..contacts {
        now += between.sample(&mut random);
        let (place, &free) = free_at
            .iter()
            .enumerate()
            .min_by(|left, right| left.1.total_cmp(right.1))
            .expect("it is sensible");
        let wait = (free - now).max(0.0);
        if patience.sample(&mut random) < wait {
            left += 1;
            continue;
        }
        free_at[place] = now + wait + service.sample(&mut random);
        answered += u32::from(wait <= target_s);
    }
    (f64::from(answered) / f64::from(contacts), f64::from(left) / f64::from(contacts))
}

#[test]
fn the_killed_chain_agrees_with_a_simulated_queue() {
    for (rate, handle_s, patience_s, agents, target_s) in
        [(200.0, 180.0, 120.0, 10, 20.0), (60.0, 300.0, 600.0, 5, 60.0), (360.0, 240.0, 60.0, 20, 90.0)]
    {
        let load = Load::new(rate, handle_s).unwrap();
        let queue = erlang_a(load, patience_s, agents).unwrap();
        let (answered, left) = simulated(load, patience_s, agents as usize, target_s, 400_000);
        let found = queue.answered_within(target_s).unwrap();
        assert!((found - answered).abs() < 0.008, "answered: {found}, simulated {answered}");
        assert!((queue.p_abandon - left).abs() < 0.006, "left: {}, simulated {left}", queue.p_abandon);
    }
}

proptest! {
    #[test]
    fn one_agent_more_never_hurts(offered in 0.01_f64..200.0, patience in 1.0_f64..3600.0, target in 0.0_f64..600.0) {
        let agents = offered.floor() as u32 + 1;
        let (fewer, more) = (erlang_a(erlangs(offered), patience, agents), erlang_a(erlangs(offered), patience, agents + 1));
        let (fewer, more) = (fewer.unwrap(), more.unwrap());
        prop_assert!(more.p_abandon <= fewer.p_abandon + 1e-12 && more.mean_wait_s <= fewer.mean_wait_s + 1e-9);
        prop_assert!(more.answered_within(target).unwrap() >= fewer.answered_within(target).unwrap() - 1e-9);
        prop_assert!(fewer.p_abandon <= fewer.p_wait && (0.0..=1.0).contains(&fewer.occupancy));
        let (fewer, more) = (erlang_c(erlangs(offered), agents).unwrap(), erlang_c(erlangs(offered), agents + 1).unwrap());
        prop_assert!(more.p_wait <= fewer.p_wait && more.mean_wait_s <= fewer.mean_wait_s);
    }

    /// In balance what comes in is answered or leaves, and answered in time grows from the unwaiting to the answered.
    #[test]
    fn what_comes_in_is_answered_or_leaves(offered in 0.1_f64..300.0, patience in 5.0_f64..3600.0, agents in 1_u32..300) {
        let queue = erlang_a(erlangs(offered), patience, agents).unwrap();
        prop_assert!((queue.answered_within(1e9).unwrap() - (1.0 - queue.p_abandon)).abs() < 1e-7);
        prop_assert!((queue.answered_within(0.0).unwrap() - (1.0 - queue.p_wait)).abs() < 1e-12);
        // Rates of hanging up agree: theta E[Q] = lambda P(abandon), and the flow through the agents.
        prop_assert!((queue.occupancy * f64::from(agents) - offered * (1.0 - queue.p_abandon)).abs() < 1e-9 * offered);
        prop_assert!(queue.occupancy <= 1.0 + 1e-9);
    }

    /// The fewest agents keep the target, and one fewer doesn't; hours or minutes are all the same.
    #[test]
    fn the_fewest_agents_are_the_fewest(rate in 1.0_f64..5_000.0, handle in 10.0_f64..900.0, share in 0.5_f64..0.99, within_s in 0.0_f64..120.0) {
        let load = Load::new(rate, handle).unwrap();
        let target = Target { share, within_s };
        let agents = agents_for_service(load, target).unwrap();
        prop_assert!(erlang_c(load, agents).unwrap().answered_within(within_s).unwrap() >= share);
        if agents > 1 && f64::from(agents - 1) > load.erlangs() {
            prop_assert!(erlang_c(load, agents - 1).unwrap().answered_within(within_s).unwrap() < share);
        }
        let slower = Load::new(rate / 60.0, handle * 60.0).unwrap();
        prop_assert_eq!(agents_for_service(slower, Target { share, within_s: within_s * 60.0 }), Ok(agents));
    }

    #[test]
    fn people_who_hang_up_need_no_more_agents(rate in 10.0_f64..2_000.0, patience in 30.0_f64..600.0) {
        let load = Load::new(rate, 180.0).unwrap();
        let goal = Goal::Abandoned(0.05);
        let agents = agents_with_patience(load, patience, goal).unwrap();
        prop_assert!(erlang_a(load, patience, agents).unwrap().p_abandon <= 0.05);
        prop_assert!(agents == 1 || erlang_a(load, patience, agents - 1).unwrap().p_abandon > 0.05);
    }
}
