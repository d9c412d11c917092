//! Approvals: who is asked, how long, and what comes of it.

use crate::power_house::{PowerHouse, id};
use app::remedy::Giving;
use domain::Actor;
use domain::remedy::{ApprovalState, State};

/// Gives more than one may; the remedy and who is asked.
fn ask(house: &PowerHouse) -> (domain::RemedyId, domain::AgentId) {
    let giving = house.give(&house.anna, "Refund", 12_000).expect("asked");
    let Giving::Asked { remedy, approver, deadline } = giving else { panic!("{giving:?}") };
    assert_eq!(
        deadline,
        house.moment().now.checked_add(jiff::SignedDuration::from_mins(30)).expect("a time")
    );
    (remedy, approver)
}

fn state(house: &PowerHouse, remedy: domain::RemedyId) -> State {
    house.remedy(remedy).remedy.state
}

fn deactivate(house: &PowerHouse, actor: &Actor) {
    let (owner, agent) = (house.owner.clone(), id(actor));
    house.write(move |tx, moment| {
        app::people::deactivate(tx, &owner, agent, app::people::Heir::Nobody, moment)
    });
}

#[test]
fn the_teams_lead_is_asked_and_says_yes() {
    let house = PowerHouse::new();
    let (remedy, approver) = ask(&house);
    assert_eq!(approver, id(&house.lea));
    let questions = house.waiting(&house.lea);
    let question = questions.first().expect("a question");
    assert!(
        question.approval.clause.contains("would pass the limit of EUR 50"),
        "{}",
        question.approval.clause
    );
    assert_eq!(state(&house, remedy), State::Asked);
    house.decide(&house.lea, true).expect("a yes");
    let given = house.remedy(remedy);
    assert_eq!((given.remedy.state, given.remedy.yes_needed), (State::Given, 1));
    assert_eq!(given.by, "Anna", "it is hers to give");
    assert!(matches!(house.give(&house.anna, "Refund", 1), Ok(Giving::Asked { .. })), "the matter is full");
}

#[test]
fn a_no_needs_words_and_reaches_who_asked() {
    let house = PowerHouse::new();
    let (remedy, _) = ask(&house);
    let question = house.waiting(&house.lea).first().expect("a question").approval.id;
    let decide = |actor: &Actor, words: &str| {
        let (actor, words) = (actor.clone(), words.to_owned());
        house.attempt(move |tx, moment| {
            let verdict = app::approval::Verdict { approved: false, words: words.clone() };
            app::approval::decide(tx, &actor, question, &verdict, moment)
        })
    };
    assert!(decide(&house.lea, " ").expect_err("no words").to_string().contains("why not"));
    assert!(decide(&house.anna, "x").is_err() && decide(&house.leo, "x").is_err(), "not theirs to decide");
    decide(&house.lea, "Offer a repair first.").expect("a no");
    assert_eq!(state(&house, remedy), State::Declined);
    assert_eq!(house.remedy(remedy).approvals[0].0.words, "Offer a repair first.");
    assert!(decide(&house.lea, "x").is_err(), "decided once");
}

#[test]
fn nobody_approves_their_own() {
    let house = PowerHouse::new();
    let giving = house.give(&house.lea, "Refund", 40_000).expect("asked");
    let Giving::Asked { approver, .. } = giving else { panic!("{giving:?}") };
    assert_eq!(approver, id(&house.leo), "the other lead");
    let own = house.give(&house.owner, "Refund", 90_000_000).expect("asked");
    assert!(matches!(own, Giving::Asked { approver, .. } if approver == id(&house.lea)), "{own:?}");
}

#[test]
fn whoever_is_away_is_not_asked_and_silence_goes_up() {
    let house = PowerHouse::new();
    house.set_away(&house.lea, true);
    let (remedy, approver) = ask(&house);
    assert_eq!(approver, id(&house.leo));
    house.pass(29);
    assert_eq!(house.waiting(&house.leo).len(), 1);
    house.pass(2);
    assert_eq!(house.waiting(&house.leo).len(), 0);
    assert_eq!(house.waiting(&house.owner).len(), 1, "the next one up");
    house.pass(31);
    let waiting = house.waiting(&house.owner);
    assert!(waiting.len() == 1 && waiting[0].approval.is_overdue, "nobody else is left: {waiting:?}");
    house.pass(600);
    assert_eq!(house.remedy(remedy).approvals.len(), 2, "asked once each");
    house.decide(&house.owner, true).expect("late is better than never");
    assert_eq!(state(&house, remedy), State::Given);
}

#[test]
fn the_night_is_not_counted() {
    let house = PowerHouse::new();
    house.pass(7 * 60 + 50);
    let giving = house.give(&house.anna, "Refund", 12_000).expect("asked");
    let Giving::Asked { deadline, .. } = giving else { panic!("{giving:?}") };
    assert_eq!(deadline.to_string(), "2026-03-03T09:20:00Z", "ten minutes tonight, twenty in the morning");
}

#[test]
fn a_question_to_somebody_who_left_goes_on_at_once() {
    let house = PowerHouse::new();
    let (remedy, _) = ask(&house);
    deactivate(&house, &house.lea);
    house.pass(0);
    assert_eq!(house.waiting(&house.leo).len(), 1);
    deactivate(&house, &house.leo);
    house.pass(0);
    house.decide(&house.owner, true).expect("a yes");
    assert_eq!(state(&house, remedy), State::Given);
    let states: Vec<_> = house.remedy(remedy).approvals.iter().map(|(one, _)| one.state).collect();
    assert_eq!(states, [ApprovalState::Escalated, ApprovalState::Escalated, ApprovalState::Approved]);
}

#[test]
fn who_asked_may_leave_and_the_answer_still_counts() {
    let house = PowerHouse::new();
    let (remedy, _) = ask(&house);
    deactivate(&house, &house.anna);
    house.decide(&house.lea, true).expect("a yes");
    assert_eq!(state(&house, remedy), State::Given);
}

#[test]
fn danger_takes_two_people_besides_who_asks() {
    let house = PowerHouse::new();
    let giving = house.give(&house.anna, "Bank transfer", 1).expect("asked");
    assert_eq!((house.waiting(&house.lea).len(), house.waiting(&house.leo).len()), (1, 1), "two at once");
    house.decide(&house.lea, true).expect("the first yes");
    assert_eq!(state(&house, giving.remedy()), State::Asked);
    house.decide(&house.leo, true).expect("the second");
    assert_eq!(state(&house, giving.remedy()), State::Given);

    let no = house.give(&house.anna, "Bank transfer", 1).expect("asked");
    house.decide(&house.lea, false).expect("a no");
    assert_eq!(state(&house, no.remedy()), State::Declined);
    assert_eq!(house.waiting(&house.leo).len(), 0, "one no ends it");
}

#[test]
fn an_owner_steps_in_once_but_never_for_two() {
    let house = PowerHouse::new();
    let giving = house.give(&house.anna, "Bank transfer", 1).expect("asked");
    let questions = [house.waiting(&house.lea), house.waiting(&house.leo)];
    let step_in = |index: usize| {
        let (owner, question) = (house.owner.clone(), questions[index][0].approval.id);
        house.attempt(move |tx, moment| {
            let verdict = app::approval::Verdict { approved: true, words: String::new() };
            app::approval::decide(tx, &owner, question, &verdict, moment)
        })
    };
    step_in(0).expect("in Lea's place");
    step_in(1).expect_err("two yeses are those of two people");
    assert_eq!(state(&house, giving.remedy()), State::Asked);
    house.decide(&house.leo, true).expect("the second person");
    assert_eq!(state(&house, giving.remedy()), State::Given);
}

#[test]
fn without_enough_people_it_is_refused_and_said() {
    let house = PowerHouse::new();
    for actor in [&house.lea, &house.leo] {
        deactivate(&house, actor);
    }
    let words = house.give(&house.anna, "Bank transfer", 1).expect_err("only the owner is left").to_string();
    assert!(words.contains("2 people besides you, and 1 here"), "{words}");
    let alone = house.give(&house.owner, "Refund", 90_000_000).expect_err("nobody is left").to_string();
    assert!(alone.contains("nobody else here"), "{alone}");
    let none = house.read(|tx| app::remedy::latest(tx, &Actor::System, None, 9));
    assert!(none.is_empty(), "nothing is left behind: {none:?}");
}

#[test]
fn what_is_withdrawn_asks_nobody() {
    let house = PowerHouse::new();
    let (remedy, _) = ask(&house);
    let withdraw = |actor: &Actor| {
        let actor = actor.clone();
        house.attempt(move |tx, moment| app::remedy::withdraw(tx, &actor, remedy, moment))
    };
    withdraw(&house.ben).expect_err("it isn't his");
    withdraw(&house.anna).expect("hers");
    withdraw(&house.anna).expect("twice is once");
    assert_eq!(house.waiting(&house.lea).len(), 0);
    assert_eq!(state(&house, remedy), State::Withdrawn);
}
