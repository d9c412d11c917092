//! New contacts go to who knows the customer, while the wait is short.

use crate::house::{agent, answer, conversation, id, mail, set};
use app::ally::Allies;
use domain::routing::{PassedBecause, WaitLimits};
use domain::{Actor, AgentId, ConversationId, CustomerId, EventKind, Role};
use jiff::{SignedDuration, ToSpan};
use testkit::TestHouse;

struct Told {
    house: TestHouse,
    ines: Actor,
    ben: Actor,
}

/// Anna is customer 1, Ines knows her, Ben stands in.
fn told() -> Told {
    let house = TestHouse::founded();
    let (ines, ben) = (agent(&house, "Ines", Role::Agent), agent(&house, "Ben", Role::Agent));
    mail(&house, "anna", "Boots", "Where are they?");
    let (to, moment) = (Allies { ally: Some(id(&ines)), backup: Some(id(&ben)) }, house.moment());
    house.write(move |tx| app::ally::set(tx, &Actor::System, CustomerId(1), to, &moment));
    Told { house, ines, ben }
}

/// Whom the conversation went to, and why not to others.
fn routed(house: &TestHouse, number: i64) -> (Option<AgentId>, Vec<PassedBecause>) {
    let conversation = ConversationId(number);
    let events = house.read(move |tx| app::conversation::history(tx, &Actor::System, conversation)).events;
    let found = events.into_iter().find_map(|event| match event.event.kind {
        EventKind::ConversationRouted { assignee, passed } => {
            Some((assignee, passed.iter().map(|passed| passed.because).collect()))
        }
        _ => None,
    });
    let (assignee, passed) = found.expect("it was routed");
    assert_eq!(crate::house::conversation(house, number).assignee_id, assignee);
    (assignee, passed)
}

#[test]
fn to_the_ally_else_to_the_backup_else_to_the_team() {
    let Told { house, ines, ben } = told();
    assert_eq!(conversation(&house, 1).assignee_id, None, "before there was an ally");
    mail(&house, "anna", "Invoice", "I need one.");
    assert_eq!(routed(&house, 2), (Some(id(&ines)), vec![]));
    set(&house, &ines, |ines| ines.away = true);
    mail(&house, "anna", "Address", "It changed.");
    assert_eq!(routed(&house, 3), (Some(id(&ben)), vec![PassedBecause::Away]));
    let rested = house.moment().now.checked_add(2.hours()).expect("a time");
    set(&house, &ben, move |ben| ben.cool_down_until = Some(rested));
    mail(&house, "anna", "Size", "Too small.");
    assert_eq!(routed(&house, 4), (None, vec![PassedBecause::Away, PassedBecause::CoolsDown]));
    house.pass(SignedDuration::from_hours(3));
    mail(&house, "anna", "Colour", "Too green.");
    assert_eq!(routed(&house, 5).0, Some(id(&ben)), "rested by now");
    mail(&house, "ben", "Hello", "Somebody else.");
    assert!(!crate::house::happened(&house, 6).contains(&"conversation_routed".to_owned()), "has no ally");
}

#[test]
fn nobody_waits_longer_than_the_limit() {
    let Told { house, ines, ben } = told();
    let moment = house.moment();
    let limits = WaitLimits { urgent: 15, high: 15, normal: 30, low: 30 };
    house.write(move |tx| app::routing::set_limits(tx, &Actor::System, &limits, &moment));
    for (number, expected) in [(2, &ines), (3, &ines), (4, &ines), (5, &ben)] {
        mail(&house, "anna", &format!("Matter {number}"), "Hello?");
        assert_eq!(
            routed(&house, number).0,
            Some(id(expected)),
            "{number}: 15 minutes each, of whom little is known"
        );
    }
    assert_eq!(routed(&house, 5).1, [PassedBecause::Wait]);
    // Somebody quick comes to more of them: five minutes between her answers.
    for number in [2, 3, 4, 2, 3, 4] {
        house.pass(SignedDuration::from_mins(5));
        answer(&house, &ines, number);
    }
    for number in 6..=9 {
        mail(&house, "anna", &format!("Matter {number}"), "Hello?");
        assert_eq!(routed(&house, number).0, Some(id(&ines)), "{number}");
    }
}

#[test]
fn limits_that_make_no_sense_are_refused() {
    let house = TestHouse::founded();
    for limits in [
        WaitLimits { urgent: -1, ..WaitLimits::default() },
        WaitLimits { low: 2_401, ..WaitLimits::default() },
        WaitLimits { urgent: 60, high: 15, ..WaitLimits::default() },
    ] {
        let moment = house.moment();
        let set =
            house.db.write(move |tx| app::routing::set_limits(tx, &Actor::System, &limits, &moment)).wait();
        assert!(matches!(set, Err(app::Error::Invalid { field: "minutes", .. })), "{limits:?}");
    }
}

#[test]
fn many_at_once_never_pass_the_limit() {
    const LOAD_MAX: i64 = 5;
    let Told { house, ines, ben } = told();
    for who in [&ines, &ben] {
        set(&house, who, |agent| agent.load_max = LOAD_MAX);
    }
    let limits = WaitLimits { urgent: 2_400, high: 2_400, normal: 2_400, low: 2_400 };
    let moment = house.moment();
    house.write(move |tx| app::routing::set_limits(tx, &Actor::System, &limits, &moment));
    let waiting: Vec<_> = (0..20)
        .map(|number| {
            let moment = house.moment();
            house.db.write(move |tx| {
                let new = app::conversation::NewConversation {
                    customer: app::customer::Referred::Id(CustomerId(1)),
                    channel: domain::conversation::Channel::Api,
                    subject: format!("Matter {number}"),
                    team: None,
                };
                app::conversation::open(tx, &Actor::System, &new, &moment)
            })
        })
        .collect();
    for one in waiting {
        one.wait().expect("it is opened");
    }
    for who in [id(&ines), id(&ben)] {
        let load = house.read(move |tx| Ok(store::workload::of_agent(tx, who, 100)?)).open;
        assert_eq!(load, LOAD_MAX, "full, and no fuller");
    }
}
