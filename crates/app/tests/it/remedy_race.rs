//! Many hands at once, in random order, on both engines: limits hold, one end wins, the same request gives once.

use crate::power_house::PowerHouse;
use app::remedy::{Giving, NewRemedy};
use domain::ledger::Account;
use domain::remedy::{ApprovalState, State};
use domain::{Actor, RemedyId};
use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;
use testkit::dice::Dice;

/// Hands that grab at once.
const HANDS: usize = 12;
/// What each of them does.
const DEEDS: usize = 6;

/// Once on each engine.
pub(crate) fn on_both(case: fn(&PowerHouse)) {
    case(&PowerHouse::new());
    case(&PowerHouse::on_postgres());
}

/// Tries until the database isn't too busy any more; what it says then.
pub(crate) fn persist<T>(mut run: impl FnMut() -> app::Result<T>) -> app::Result<T> {
    loop {
        match run() {
            Err(app::Error::Store(_)) => thread::yield_now(),
            other => return other,
        }
    }
}

#[test]
fn limits_hold_whoever_is_first() {
    on_both(|house| {
        let conversations =
            [house.conversation, house.open("cleo@customer.example"), house.open("dora@customer.example")];
        let start = Barrier::new(HANDS);
        let mut dice = Dice::for_test("limits_hold_whoever_is_first");
        let mut plans: Vec<Vec<(usize, bool, NewRemedy)>> = Vec::new();
        for hand in 0..HANDS {
            plans.push(
                (0..DEEDS)
                    .map(|deed| {
                        let cents = 1 + dice.below(2_500) as i64;
                        let new = house.new_remedy("Refund", cents, &format!("{hand} {deed}"));
                        (dice.below(3) as usize, dice.below(2) == 0, new)
                    })
                    .collect(),
            );
        }
        thread::scope(|scope| {
            for plan in &plans {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    for (place, annas, new) in plan {
                        let actor = if *annas { &house.anna } else { &house.ben };
                        persist(|| house.give_in(conversations[*place], actor, new.clone()))
                            .expect("given or asked");
                    }
                });
            }
        });
        let all = house.read(|tx| app::remedy::latest(tx, &Actor::System, None, 1_000));
        assert_eq!(all.len(), HANDS * DEEDS, "nothing is lost, nothing is doubled");
        let at_once = all.iter().filter(|given| given.remedy.state == State::Given);
        let mut cases: BTreeMap<_, i64> = BTreeMap::new();
        for given in at_once.clone() {
            let cents = given.remedy.cost.expect("a cost").minor();
            *cases.entry(given.remedy.conversation_id).or_default() += cents;
        }
        assert!(cases.values().all(|sum| *sum <= 5_000), "per matter: {cases:?}");
        let cleo: i64 = conversations[..2].iter().filter_map(|id| cases.get(id)).sum();
        assert!(cleo <= 10_000, "per customer: {cleo}");
        let least = all.iter().filter_map(|given| given.remedy.cost).map(domain::Money::minor).min();
        assert!(cases.values().any(|sum| *sum + least.expect("some") > 2_500), "it was used: {cases:?}");
        let sum: i64 = cases.values().sum();
        let owed = house.read(|tx| app::remedy::balances(tx, &Actor::System));
        let owed = owed.into_iter().find(|(account, ..)| *account == Account::Owed).expect("owed").2;
        assert_eq!(-owed, sum, "the ledger says the same");
    });
}

#[test]
fn the_same_request_from_many_gives_once() {
    on_both(|house| {
        let (new, start) = (house.new_remedy("Gift", 700, "one"), Barrier::new(HANDS));
        let ids: Vec<RemedyId> = thread::scope(|scope| {
            let hands: Vec<_> = (0..HANDS)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        let giving = persist(|| house.give_in(house.conversation, &house.anna, new.clone()));
                        giving.expect("inside").remedy()
                    })
                })
                .collect();
            hands.into_iter().map(|hand| hand.join().expect("a hand")).collect()
        });
        assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
        let balances = house.read(|tx| app::remedy::balances(tx, &Actor::System));
        assert!(balances.iter().all(|(.., minor)| minor.abs() == 700), "posted once: {balances:?}");
    });
}

#[test]
fn an_approval_and_a_timeout_never_both_win() {
    on_both(|house| {
        let mut dice = Dice::for_test("an_approval_and_a_timeout_never_both_win");
        let mut ends = BTreeMap::new();
        for round in 0..16 {
            let conversation = house.open(&format!("round-{round}@customer.example"));
            let new = house.new_remedy("Refund", 20_000, &format!("round {round}"));
            let Ok(Giving::Asked { remedy, deadline, .. }) = house.give_in(conversation, &house.anna, new)
            else {
                panic!("it is above")
            };
            let question = house.remedy(remedy).approvals[0].0.clone();
            let approver = if question.approver_id == house.lea.agent_id().expect("Lea") {
                &house.lea
            } else {
                &house.leo
            };
            let start = Barrier::new(3);
            let (late, waits) =
                (domain::Moment::new(deadline, [round; 32]), [dice.below(300), dice.below(300)]);
            let said = thread::scope(|scope| {
                let tick = || {
                    start.wait();
                    (0..waits[0]).for_each(|_| thread::yield_now());
                    let late = late.clone();
                    persist(|| {
                        let late = late.clone();
                        house.db.write(move |tx| app::timer::tick(tx, &late)).wait()
                    })
                    .expect("a tick");
                };
                let (first, second) = (scope.spawn(tick), scope.spawn(tick));
                let yes = scope.spawn(|| {
                    start.wait();
                    (0..waits[1]).for_each(|_| thread::yield_now());
                    persist(|| {
                        let (approver, id) = (approver.clone(), question.id);
                        house.attempt(move |tx, moment| {
                            let verdict = app::approval::Verdict { approved: true, words: String::new() };
                            app::approval::decide(tx, &approver, id, &verdict, moment)
                        })
                    })
                });
                first.join().expect("a tick");
                second.join().expect("a tick");
                yes.join().expect("an approver")
            });
            let after = house.remedy(remedy);
            let states: Vec<_> = after.approvals.iter().map(|(one, _)| one.state).collect();
            match said {
                Ok(()) => {
                    assert_eq!((after.remedy.state, states), (State::Given, vec![ApprovalState::Approved]));
                    *ends.entry("yes").or_insert(0) += 1;
                }
                Err(app::Error::Conflict(_)) => {
                    assert_eq!(after.remedy.state, State::Asked);
                    assert_eq!(states, [ApprovalState::Escalated, ApprovalState::Waiting]);
                    *ends.entry("timeout").or_insert(0) += 1;
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(ends.values().sum::<i32>(), 16, "{ends:?}");
    });
}
