//! Policies: marked in one gesture, refused with a cause, set aside as a judgment, retired with a successor.

use crate::power_house::{PowerHouse, id};
use app::policy::{NewMark, NewPolicy, Retirement};
use domain::policy::{Cause, MarkKind};
use domain::{Actor, PolicyId};
use jiff::Timestamp;

fn write_down(house: &PowerHouse, name: &str) -> PolicyId {
    let (lea, name) = (house.lea.clone(), name.to_owned());
    house.write(move |tx, moment| {
        let new = NewPolicy {
            name: name.clone(),
            rule: "Boots come back within 14 days.".into(),
            purpose: "So that nobody wears them for free.".into(),
            faces_customers: true,
            owner: id(&lea),
            since: moment.now,
            review_at: Some(moment.now),
        };
        app::policy::add(tx, &lea, &new, moment)
    })
}

fn mark(
    house: &PowerHouse,
    policy: PolicyId,
    kind: MarkKind,
    cause: Option<Cause>,
    words: &str,
) -> app::Result<bool> {
    let (anna, conversation) = (house.anna.clone(), house.conversation);
    let new = NewMark { policy, kind, cause, words: words.into(), remedy: None, in_name_of: None };
    house.attempt(move |tx, moment| Ok(app::policy::mark(tx, &anna, conversation, &new, moment)?.is_some()))
}

#[test]
fn figures_equal_a_hand_count() {
    let house = PowerHouse::new();
    let (returns, receipt) = (write_down(&house, "Returns"), write_down(&house, "Receipt"));
    assert!(mark(&house, returns, MarkKind::InTheWay, None, "").expect("one gesture"));
    assert!(!mark(&house, returns, MarkKind::InTheWay, None, "").expect("twice is once"));
    assert!(mark(&house, returns, MarkKind::Refused, None, "").is_err(), "a refusal has a cause");
    assert!(mark(&house, returns, MarkKind::Refused, Some(Cause::NotAllowed), "").expect("with a cause"));
    assert!(mark(&house, returns, MarkKind::Exception, None, " ").is_err(), "a judgment has words");
    assert!(mark(&house, returns, MarkKind::Exception, None, "Never worn, a day late.").expect("with words"));
    house.give(&house.anna, "Refund", 2_500).expect("inside");
    let lea = house.lea.clone();
    let standings = house.read(move |tx| app::policy::standings(tx, &lea, Timestamp::MIN, Timestamp::MAX));
    let first = standings.first().expect("a standing");
    assert_eq!(first.policy.id, returns, "what is in most ways comes first");
    let tally = &first.tally;
    let counts = (tally.conversations, tally.in_the_way, tally.refused, tally.exceptions, tally.angry);
    assert_eq!(counts, (1, 1, 1, 1, 0));
    assert_eq!(first.tally.money.values().copied().collect::<Vec<_>>(), [2_500]);
    assert!(first.is_due);
    assert_eq!((standings[1].policy.id, standings[1].tally.conversations), (receipt, 0));
    let ben = house.ben.clone();
    let refused = house.db.read(move |tx| app::policy::standings(tx, &ben, Timestamp::MIN, Timestamp::MAX));
    assert!(matches!(refused.wait(), Err(app::Error::Forbidden)));
}

#[test]
fn a_retired_one_says_what_replaced_it_and_binds_nobody() {
    let house = PowerHouse::new();
    let (old, new) = (write_down(&house, "Returns"), write_down(&house, "Returns, kinder"));
    let retire = |replaced_by, words: &str| {
        let (lea, how) = (house.lea.clone(), Retirement { replaced_by, words: words.into() });
        house.attempt(move |tx, moment| app::policy::retire(tx, &lea, old, &how, moment))
    };
    assert!(retire(None, " ").is_err() && retire(Some(old), "").is_err());
    retire(Some(new), "Thirty days now.").expect("retired");
    assert!(retire(Some(new), "").is_err(), "once");
    let found = house.read(move |tx| app::policy::find(tx, &Actor::System, old));
    assert_eq!((found.replaced_by, found.retired_words.as_str()), (Some(new), "Thirty days now."));
    let words = mark(&house, old, MarkKind::InTheWay, None, "").expect_err("retired").to_string();
    assert!(words.contains("binds nobody"), "{words}");
}

#[test]
fn marks_are_taken_away_by_their_maker() {
    let house = PowerHouse::new();
    let policy = write_down(&house, "Returns");
    mark(&house, policy, MarkKind::InTheWay, None, "").expect("marked");
    let conversation = house.conversation;
    let made = house.read(move |tx| app::policy::marks(tx, &Actor::System, conversation))[0].mark.id;
    let unmark = |actor: &Actor| {
        let actor = actor.clone();
        house.attempt(move |tx, moment| app::policy::unmark(tx, &actor, made, moment))
    };
    assert!(unmark(&house.ben).is_err());
    unmark(&house.anna).expect("hers");
    assert!(house.read(move |tx| app::policy::marks(tx, &Actor::System, conversation)).is_empty());
    assert!(mark(&house, policy, MarkKind::InTheWay, None, "").expect("again"));
}
