//! Remedies: inside one's authority at once, and what wrong input gets.

use crate::power_house::{PowerHouse, id};
use app::Error;
use app::remedy::{Attempt, Ending, Giving, NewRemedy, Outcome};
use domain::ledger::Account;
use domain::remedy::{Reversal, State};
use domain::{Actor, EventKind};

fn refused(result: app::Result<Giving>) -> String {
    result.expect_err("it is refused").to_string()
}

fn state(house: &PowerHouse, giving: &Giving) -> State {
    house.remedy(giving.remedy()).remedy.state
}

/// The balance of an account, in euro cents.
fn balance(house: &PowerHouse, account: Account) -> i64 {
    let balances = house.read(|tx| app::remedy::balances(tx, &Actor::System));
    balances.into_iter().find(|(one, ..)| *one == account).map_or(0, |(.., minor)| minor)
}

#[test]
fn inside_it_is_given_at_once_and_posted() {
    let house = PowerHouse::new();
    let giving = house.give(&house.anna, "Refund", 4_000).expect("inside");
    assert!(matches!(giving, Giving::Now { .. }));
    assert_eq!(state(&house, &giving), State::Given, "a person carries it out");
    assert_eq!((balance(&house, Account::Concessions), balance(&house, Account::Owed)), (4_000, -4_000));
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 100));
    let given = events.iter().find_map(|one| match &one.event.kind {
        EventKind::RemedyGiven { cost_minor, at_once, .. } => Some((*cost_minor, *at_once)),
        _ => None,
    });
    assert_eq!(given, Some((4_000, true)));
    let apology = house.give(&house.anna, "Apology", 0).expect("free");
    assert_eq!(state(&house, &apology), State::Done, "words are done when they are said");

    let (anna, remedy) = (house.anna.clone(), giving.remedy());
    house.write(move |tx, moment| app::remedy::mark_done(tx, &anna, remedy, moment));
    assert_eq!((balance(&house, Account::Owed), balance(&house, Account::Paid)), (0, -4_000));
    let lea = house.lea.clone();
    house.write(move |tx, moment| app::remedy::take_back(tx, &lea, remedy, "It arrived after all.", moment));
    assert_eq!((balance(&house, Account::Concessions), balance(&house, Account::Paid)), (0, 0));
    assert!(
        matches!(house.give(&house.anna, "Refund", 5_000), Ok(Giving::Now { .. })),
        "there is room again"
    );
}

#[test]
fn the_same_request_gives_once() {
    let house = PowerHouse::new();
    let new = house.new_remedy("Gift", 1_000, "form 1");
    let first = house.give_in(house.conversation, &house.anna, new.clone()).expect("inside");
    let again = house.give_in(house.conversation, &house.anna, new.clone()).expect("the same");
    assert_eq!(first, again);
    assert_eq!(balance(&house, Account::Concessions), 1_000);
    let other = NewRemedy { cost_minor: 2_000, ..new.clone() };
    assert!(refused(house.give_in(house.conversation, &house.anna, other)).contains("something else"));
    let bens = house.give_in(house.conversation, &house.ben, new).expect("another person's request");
    assert_ne!(bens.remedy(), first.remedy());
}

#[test]
fn wrong_input_is_told_plainly_and_gives_nothing() {
    let house = PowerHouse::new();
    let wrong = |change: &dyn Fn(&mut NewRemedy)| {
        let mut new = house.new_remedy("Refund", 500, "wrong");
        change(&mut new);
        refused(house.give_in(house.conversation, &house.anna, new))
    };
    assert_eq!(wrong(&|new| new.cost_minor = -500), "An amount can't be negative.");
    assert!(wrong(&|new| new.cost_minor = 0).contains("what it costs"));
    assert!(wrong(&|new| new.cost_minor = i64::MAX).contains("larger than Cape reckons"));
    assert!(wrong(&|new| new.currency = "EURO".into()).contains("three letters"));
    assert!(wrong(&|new| new.why = " ".into()).contains("Say why"));
    assert!(wrong(&|new| new.kind = domain::RemedyKindId(999)).contains("not found"));
    assert!(wrong(&|new| new.in_name_of = Some(id(&house.ben))).contains("own name"));
    assert!(refused(house.give(&house.anna, "Apology", 5)).contains("costs nothing"));
    let nobody = refused(house.give(&Actor::System, "Refund", 5));
    assert!(nobody.contains("whose name"), "{nobody}");
    assert_eq!(balance(&house, Account::Concessions), 0);
}

#[test]
fn a_retired_remedy_is_given_no_more() {
    let house = PowerHouse::new();
    let (owner, kind) = (house.owner.clone(), house.kind("Gift"));
    house.write(move |tx, moment| app::remedy::retire_kind(tx, &owner, kind, moment));
    assert!(refused(house.give(&house.anna, "Gift", 5)).contains("isn't given any more"));
}

#[test]
fn a_budget_spares_the_story() {
    let house = PowerHouse::new();
    let (owner, anna) = (house.owner.clone(), id(&house.anna));
    house.write(move |tx, moment| {
        let new = app::budget::Budget {
            id: domain::BudgetId(0),
            name: "Small joys".into(),
            agent_id: Some(anna),
            team_id: None,
            currency: domain::Currency::parse("EUR").expect("a currency"),
            month_minor: 2_000,
            carries_over: false,
            created_at: moment.now,
            ended_at: None,
        };
        app::budget::add(tx, &owner, &new, moment)
    });
    let silent = |actor: &Actor, cents, key| {
        let why = String::new();
        house.give_in(house.conversation, actor, NewRemedy { why, ..house.new_remedy("Gift", cents, key) })
    };
    assert!(silent(&house.anna, 1_500, "a").is_ok());
    assert!(refused(silent(&house.anna, 501, "b")).contains("Say why"), "the month is used up");
    assert!(silent(&house.anna, 500, "c").is_ok());
    assert!(refused(silent(&house.ben, 1, "d")).contains("Say why"), "another's budget");
    house.pass(60 * 24 * 31);
    assert!(silent(&house.anna, 2_000, "e").is_ok(), "a new month");
}

#[test]
fn a_merge_loses_nothing_and_counts_for_both() {
    let house = PowerHouse::new();
    let other = house.open("cleo@customer.example");
    assert!(house.give(&house.anna, "Refund", 3_000).is_ok());
    let (into, from, system) = (other, house.conversation, Actor::System);
    house.write(move |tx, moment| app::conversation::merge(tx, &system, from, into, moment));
    let given = house.read(move |tx| app::remedy::of_conversation(tx, &Actor::System, other));
    assert_eq!(given.len(), 1, "it is read where the matter goes on");
    let above = house.give_in(other, &house.anna, house.new_remedy("Refund", 2_001, "x")).expect("asked");
    assert!(matches!(above, Giving::Asked { .. }), "both count as one matter");
    let late = house.give(&house.anna, "Refund", 2_000).expect("by its old number");
    assert!(matches!(late, Giving::Now { .. }));
    assert_eq!(house.remedy(late.remedy()).remedy.conversation_id, other);
}

/// The attempt that is due, recorded.
fn begin(house: &PowerHouse) -> Option<Attempt> {
    let now = house.moment().now;
    let id = house.read(move |tx| app::remedy::due(tx, now, 1)).first().copied()?;
    house.write(move |tx, moment| app::remedy::begin(tx, id, moment))
}

fn end(house: &PowerHouse, attempt: &Attempt, ending: Ending) {
    let remedy = attempt.remedy;
    house.write(move |tx, moment| app::remedy::end(tx, remedy, &ending, moment));
}

#[test]
fn the_shop_is_told_until_it_answers_under_one_key() {
    let house = PowerHouse::new();
    house.write(|tx, _| app::remedy::connect(tx, true));
    let giving = house.give(&house.anna, "Refund", 1_000).expect("inside");
    let first = begin(&house).expect("due at once");
    assert!(begin(&house).is_none(), "recorded before the first byte");
    assert!(first.body.contains("\"minor\":1000") && first.body.contains("cleo@customer.example"));
    assert!(!first.body.contains("It tore on the first day"), "why is our own business");
    house.pass(6);
    let second = begin(&house).expect("the first was lost in a crash");
    assert_eq!(first, second, "the same key and the same words");
    end(&house, &second, Ending::NotNow { words: "502".into() });
    assert_eq!(state(&house, &giving), State::Given);
    assert!(begin(&house).is_none(), "it waits");
    house.pass(5);
    let third = begin(&house).expect("after a wait");
    end(&house, &third, Ending::Done { external_id: "re_7".into() });
    let found = house.remedy(giving.remedy()).remedy;
    assert_eq!((found.state, found.external_id.as_str()), (State::Done, "re_7"));
    assert_eq!(balance(&house, Account::Paid), -1_000);
}

#[test]
fn what_failed_is_shown_and_can_be_tried_again() {
    let house = PowerHouse::new();
    house.write(|tx, _| app::remedy::connect(tx, true));
    let giving = house.give(&house.anna, "Refund", 1_000).expect("inside");
    for _ in 0..12 {
        let attempt = begin(&house).expect("due");
        end(&house, &attempt, Ending::NotNow { words: "no answer".into() });
        house.pass(7 * 60);
    }
    assert_eq!(state(&house, &giving), State::Failed);
    assert!(begin(&house).is_none());
    let (anna, remedy) = (house.anna.clone(), giving.remedy());
    house.write(move |tx, moment| app::remedy::try_again(tx, &anna, remedy, moment));
    let attempt = begin(&house).expect("due again");
    end(&house, &attempt, Ending::Taken);
    assert_eq!(state(&house, &giving), State::Sending, "the shop says later");
    house.pass(60);
    assert!(begin(&house).is_none(), "it has it");
    let report = |outcome: Outcome| {
        house.attempt(move |tx, moment| app::remedy::report(tx, &Actor::System, remedy, &outcome, moment))
    };
    let done = Outcome::Done { external_id: "re_8".into() };
    assert!(report(done.clone()).is_ok() && report(done).is_ok(), "twice is once");
    assert!(matches!(report(Outcome::Failed { problem: "late".into() }), Err(Error::Conflict(_))));
    assert_eq!((balance(&house, Account::Paid), balance(&house, Account::Owed)), (-1_000, 0));
}

fn take_back(house: &PowerHouse, giving: &Giving) {
    let (lea, remedy) = (house.lea.clone(), giving.remedy());
    house.write(move |tx, moment| app::remedy::take_back(tx, &lea, remedy, "It came after all.", moment));
}

fn reversal(house: &PowerHouse, giving: &Giving) -> Reversal {
    house.remedy(giving.remedy()).remedy.reversal
}

#[test]
fn what_the_shop_was_told_is_taken_back_there_too() {
    let house = PowerHouse::new();
    house.write(|tx, _| app::remedy::connect(tx, true));
    let giving = house.give(&house.anna, "Refund", 1_000).expect("inside");
    let given = begin(&house).expect("due at once");
    end(&house, &given, Ending::Done { external_id: "re_1".into() });
    take_back(&house, &giving);
    assert_eq!((state(&house, &giving), reversal(&house, &giving)), (State::TakenBack, Reversal::Due));
    assert_eq!(balance(&house, Account::Concessions), 0, "posted back before the shop is told");
    let first = begin(&house).expect("due at once");
    assert!(begin(&house).is_none(), "recorded before the first byte");
    assert_ne!(first.idempotency_key, given.idempotency_key, "another deed, another key");
    assert!(first.body.contains(r#""action":"take_back""#) && first.body.contains(r#""external_id":"re_1""#));
    assert!(given.body.contains(r#""action":"give""#));
    house.pass(6);
    let second = begin(&house).expect("the first was lost in a crash");
    assert_eq!(first, second, "the same key and the same words");
    end(&house, &second, Ending::NotNow { words: "502".into() });
    assert!(begin(&house).is_none(), "it waits");
    house.pass(5);
    end(&house, &begin(&house).expect("after a wait"), Ending::Refused { words: "Paid out.".into() });
    assert_eq!(reversal(&house, &giving), Reversal::Failed);
    assert_eq!(house.remedy(giving.remedy()).remedy.reversal_problem, "Paid out.");
    let (anna, remedy) = (house.anna.clone(), giving.remedy());
    house.write(move |tx, moment| app::remedy::try_again(tx, &anna, remedy, moment));
    let again = begin(&house).expect("due again");
    assert_eq!(again, first);
    end(&house, &again, Ending::Taken);
    assert_eq!((state(&house, &giving), reversal(&house, &giving)), (State::TakenBack, Reversal::Done));
    house.pass(600);
    assert!(begin(&house).is_none(), "told once");
}

#[test]
fn what_nobody_was_told_is_nobodys_to_take_back() {
    let house = PowerHouse::new();
    let by_hand = house.give(&house.anna, "Refund", 1_000).expect("inside");
    let (anna, remedy) = (house.anna.clone(), by_hand.remedy());
    house.write(move |tx, moment| app::remedy::mark_done(tx, &anna, remedy, moment));
    house.write(|tx, _| app::remedy::connect(tx, true));
    let fresh = house.give(&house.anna, "Refund", 1_000).expect("inside");
    for giving in [&by_hand, &fresh] {
        take_back(&house, giving);
        assert_eq!(reversal(&house, giving), Reversal::None);
    }
    house.pass(600);
    assert!(begin(&house).is_none(), "a gift that is taken back in time is never told");
}

#[test]
fn a_person_may_take_it_back_where_the_shop_could_not() {
    let house = PowerHouse::new();
    house.write(|tx, _| app::remedy::connect(tx, true));
    let giving = house.give(&house.anna, "Refund", 1_000).expect("inside");
    let mark = |actor: &Actor| {
        let (actor, remedy) = (actor.clone(), giving.remedy());
        house.attempt(move |tx, moment| app::remedy::mark_reversed(tx, &actor, remedy, moment))
    };
    end(&house, &begin(&house).expect("due"), Ending::Done { external_id: String::new() });
    assert!(mark(&house.anna).is_err(), "it stands");
    take_back(&house, &giving);
    for _ in 0..12 {
        assert!(mark(&house.anna).is_err(), "the shop is still told");
        end(&house, &begin(&house).expect("due"), Ending::NotNow { words: "no answer".into() });
        house.pass(7 * 60);
    }
    assert_eq!(reversal(&house, &giving), Reversal::Failed, "it gives up, and people see it");
    assert!(mark(&house.anna).is_ok() && mark(&house.anna).is_ok(), "twice is once");
    assert_eq!(reversal(&house, &giving), Reversal::Done);
}
