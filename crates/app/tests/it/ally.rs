//! Who knows a customer: said, suggested, and kept when people leave or turn out to be one.

use crate::house::{agent, answer, id, mail};
use app::ally::Allies;
use app::people::Heir;
use domain::{Actor, AgentId, CustomerId, Role};
use testkit::TestHouse;

fn set(house: &TestHouse, customer: i64, ally: &Actor, backup: Option<&Actor>) -> app::Result<()> {
    let (to, moment) =
        (Allies { ally: ally.agent_id(), backup: backup.and_then(Actor::agent_id) }, house.moment());
    house.db.write(move |tx| app::ally::set(tx, &Actor::System, CustomerId(customer), to, &moment)).wait()
}

fn of(house: &TestHouse, customer: i64) -> Option<(AgentId, Option<AgentId>)> {
    let found = house.read(move |tx| Ok(store::ally::of_customer(tx, CustomerId(customer))?));
    found.map(|ally| (ally.agent_id, ally.backup_id))
}

fn refused(result: app::Result<()>) -> String {
    match result {
        Err(app::Error::Invalid { message, .. }) => message,
        other => panic!("it should be refused: {other:?}"),
    }
}

#[test]
fn only_who_can_answer_knows_a_customer() {
    let house = TestHouse::founded();
    mail(&house, "anna", "Boots", "Where are they?");
    let (ines, leo) = (agent(&house, "Ines", Role::Agent), agent(&house, "Leo", Role::LightAgent));
    assert!(refused(set(&house, 1, &leo, None)).contains("only write notes"));
    assert!(refused(set(&house, 1, &ines, Some(&ines))).contains("Nobody stands in for themselves"));
    set(&house, 1, &ines, None).expect("it is set");
    crate::house::set(&house, &ines, |ines| ines.deactivated_at = Some(jiff::Timestamp::UNIX_EPOCH));
    assert!(refused(set(&house, 1, &ines, Some(&leo))).contains("doesn't work here any more"));
    assert_eq!(of(&house, 1), Some((id(&ines), None)), "a refusal changes nothing");
}

#[test]
fn whoever_leaves_leaves_nobody_without_an_answer() {
    let house = TestHouse::founded();
    let (ines, ben, cleo) = (
        agent(&house, "Ines", Role::Agent),
        agent(&house, "Ben", Role::Agent),
        agent(&house, "Cleo", Role::Agent),
    );
    for (number, name) in ["anna", "bert", "carl"].into_iter().enumerate() {
        mail(&house, name, &format!("Matter {number}"), "Hello?");
    }
    set(&house, 1, &ines, Some(&ben)).expect("it is set");
    set(&house, 2, &ines, None).expect("it is set");
    set(&house, 3, &ben, Some(&ines)).expect("it is set");
    let (gone, heir, moment) = (id(&ines), Heir::Agent(id(&cleo)), house.moment());
    house.write(move |tx| app::people::deactivate(tx, &Actor::System, gone, heir, &moment));
    assert_eq!(of(&house, 1), Some((id(&ben), None)), "who stood in");
    assert_eq!(of(&house, 2), Some((id(&cleo), None)), "the heir");
    assert_eq!(of(&house, 3), Some((id(&ben), Some(id(&cleo)))));
    let (gone, moment) = (id(&cleo), house.moment());
    house.write(move |tx| app::people::deactivate(tx, &Actor::System, gone, Heir::Nobody, &moment));
    assert_eq!((of(&house, 2), of(&house, 3)), (None, Some((id(&ben), None))));
}

#[test]
fn whoever_answered_most_is_suggested() {
    let house = TestHouse::founded();
    let (ines, ben) = (agent(&house, "Ines", Role::Agent), agent(&house, "Ben", Role::Agent));
    mail(&house, "anna", "Boots", "Where are they?");
    answer(&house, &ben, 1);
    answer(&house, &ines, 1);
    answer(&house, &ines, 1);
    let moment = house.moment();
    let known = house.read(move |tx| app::ally::who_knows(tx, &Actor::System, CustomerId(1), &moment));
    let known: Vec<_> = known.into_iter().map(|known| (known.name, known.answers)).collect();
    assert_eq!(known, [("Ines".to_owned(), 2), ("Ben".to_owned(), 1)]);
}

#[test]
fn a_merge_keeps_the_ally_and_its_undo_puts_both_back() {
    let house = TestHouse::founded();
    let (ines, ben) = (agent(&house, "Ines", Role::Agent), agent(&house, "Ben", Role::Agent));
    for (number, name) in ["anna", "annie", "anja"].into_iter().enumerate() {
        mail(&house, name, &format!("Matter {number}"), "Hello?");
    }
    set(&house, 2, &ines, Some(&ben)).expect("it is set");
    set(&house, 3, &ben, None).expect("it is set");
    let all = |house: &TestHouse| house.read(|tx| Ok(store::ally::all(tx)?));
    let before = all(&house);
    let merge = |kept: i64, merged: i64| {
        let moment = house.moment();
        house.write(move |tx| {
            app::customer::merge(tx, &Actor::System, CustomerId(kept), CustomerId(merged), &moment)
        })
    };
    let undo = |id| {
        let moment = house.moment();
        house.write(move |tx| app::customer::undo_merge(tx, &Actor::System, id, &moment))
    };
    let first = merge(1, 2);
    assert_eq!(of(&house, 1), Some((id(&ines), Some(id(&ben)))), "who has none gets the other's");
    let second = merge(3, 1);
    assert_eq!(of(&house, 3), Some((id(&ben), None)), "who is kept keeps theirs");
    // In the order that is harder: the inner merge first.
    undo(first);
    assert_eq!(of(&house, 2), Some((id(&ines), Some(id(&ben)))));
    assert_eq!(of(&house, 1), None);
    undo(second);
    assert_eq!(all(&house), before);
}
