//! Changing hands: with words, taken up, handed back, and after two that were felt not without a lead.

use crate::house::{agent, answer, conversation, happened, id, mail};
use app::conversation::{Assignment, Bulk};
use app::handover::{Handed, Handover, HandoverState, Verdict, Words};
use app::people::Heir;
use domain::{Actor, ConversationId, HandoverId, Role};
use testkit::TestHouse;

const ONE: ConversationId = ConversationId(1);

struct Told {
    house: TestHouse,
    ines: Actor,
    ben: Actor,
    cleo: Actor,
    lead: Actor,
}

/// Conversation 1 is Ines's, and she has answered.
fn told() -> Told {
    let house = TestHouse::founded();
    mail(&house, "anna", "Boots", "Where are they? I ordered them in January.");
    let one = |name, role| agent(&house, name, role);
    let (ines, ben, cleo) = (one("Ines", Role::Agent), one("Ben", Role::Agent), one("Cleo", Role::Agent));
    let lead = one("Lena", Role::Lead);
    assign(&house, &ines, &ines).expect("nobody had it");
    answer(&house, &ines, 1);
    Told { house, ines, ben, cleo, lead }
}

fn assign(house: &TestHouse, who: &Actor, to: &Actor) -> app::Result<()> {
    let (who, to, moment) = (who.clone(), Assignment { assignee: Some(id(to)), team: None }, house.moment());
    house.db.write(move |tx| app::conversation::assign(tx, &who, ONE, to, &moment)).wait()
}

fn give(house: &TestHouse, who: &Actor, to: Option<&Actor>) -> app::Result<Handed> {
    let to = Assignment { assignee: to.map(id), team: None };
    let (who, moment) = (who.clone(), house.moment());
    let words = Words { reason: "Knows warranties".into(), summary: String::new() };
    house.db.write(move |tx| app::handover::give(tx, &who, ONE, to, &words, &moment)).wait()
}

fn accept(house: &TestHouse, who: &Actor, id: HandoverId) -> app::Result<()> {
    let (who, moment) = (who.clone(), house.moment());
    house.db.write(move |tx| app::handover::accept(tx, &who, id, &moment)).wait()
}

fn given(handed: app::Result<Handed>) -> HandoverId {
    match handed {
        Ok(Handed::Given(id)) => id,
        other => panic!("it should be given: {other:?}"),
    }
}

fn all(house: &TestHouse) -> Vec<Handover> {
    house.read(|tx| app::handover::of_matter(tx, ONE))
}

fn last(house: &TestHouse) -> Handover {
    all(house).pop().expect("a handover")
}

#[test]
fn what_was_answered_is_not_given_away_without_words() {
    let Told { house, ines, ben, .. } = told();
    let refused = assign(&house, &ines, &ben).expect_err("no words").to_string();
    assert!(
        refused.contains("Ines has answered") && refused.contains("/conversations/1/handover"),
        "{refused}"
    );
    let taken = assign(&house, &ben, &ben);
    assert!(matches!(taken, Err(app::Error::Invalid { field: "handover", .. })), "nor taken away");
    assert_eq!(conversation(&house, 1).assignee_id, ines.agent_id());
    given(give(&house, &ines, Some(&ben)));
    assert_eq!(conversation(&house, 1).assignee_id, ben.agent_id());
    let handover = last(&house);
    assert_eq!((handover.state, handover.felt), (HandoverState::Open, false));
    assert!(
        handover.summary.contains("About: Boots") && handover.summary.contains("I ordered them in January")
    );
    assert!(
        handover.summary.contains("Ines answered once") && handover.summary.contains("“We look into it.”")
    );
}

#[test]
fn the_receiver_sees_the_brief_and_takes_it_up() {
    let Told { house, ines, ben, cleo, .. } = told();
    let handover = given(give(&house, &ines, Some(&ben)));
    let brief = |who: &Actor| {
        let who = who.clone();
        house.read(move |tx| app::conversation::view(tx, &who, ONE, None)).brief
    };
    assert!(brief(&ben).expect("a brief").may_take);
    assert!(!brief(&cleo).expect("a brief").may_take, "it isn't hers");
    assert!(accept(&house, &cleo, handover).expect_err("not hers").to_string().contains("given to Ben"));
    accept(&house, &ben, handover).expect("it is his");
    assert!(matches!(accept(&house, &ben, handover), Err(app::Error::Conflict(_))), "once");
    assert_eq!((last(&house).state, last(&house).felt), (HandoverState::Accepted, true));
    assert!(brief(&ben).is_some(), "until he has answered");
    assert!(brief(&cleo).is_none());
    house.pass(jiff::SignedDuration::from_secs(60));
    answer(&house, &ben, 1);
    assert!(brief(&ben).is_none());
    assert_eq!(happened(&house, 1).iter().filter(|kind| *kind == "handover_accepted").count(), 1);
}

#[test]
fn it_goes_back_and_on_with_its_brief() {
    let Told { house, ines, ben, cleo, .. } = told();
    let handover = given(give(&house, &ines, Some(&ben)));
    let (who, moment) = (ben.clone(), house.moment());
    house.write(move |tx| app::handover::hand_back(tx, &who, handover, &moment));
    assert_eq!(conversation(&house, 1).assignee_id, ines.agent_id());
    assert_eq!(last(&house).state, HandoverState::Refused);
    // To nobody: the brief waits for whoever takes it.
    given(give(&house, &ines, None));
    assign(&house, &cleo, &cleo).expect("nobody had it");
    let taken = last(&house);
    assert_eq!(
        (taken.state, taken.to_agent_id, taken.felt),
        (HandoverState::Accepted, cleo.agent_id(), true)
    );
    // Not answered yet: no words are needed, and back with Ines it is as if nothing had happened to the customer.
    assign(&house, &cleo, &ines).expect("she hasn't answered");
    given(give(&house, &ines, Some(&ben)));
    house.pass(jiff::SignedDuration::from_secs(60));
    answer(&house, &ben, 1);
    assert_eq!(last(&house).state, HandoverState::Accepted, "answering takes it up");
}

#[test]
fn the_third_that_is_felt_asks_a_lead() {
    for (verdict, holder, state, felt) in [
        (Verdict::Allow, "Ines", HandoverState::Open, false),
        (Verdict::Take, "Lena", HandoverState::Accepted, true),
        (Verdict::Refuse, "Cleo", HandoverState::Refused, false),
    ] {
        let Told { house, ines, ben, cleo, lead } = told();
        for (from, to) in [(&ines, &ben), (&ben, &cleo)] {
            let handover = given(give(&house, from, Some(to)));
            accept(&house, to, handover).expect("it is theirs");
            answer(&house, to, 1);
        }
        let Ok(Handed::Asked(handover)) = give(&house, &cleo, Some(&ines)) else { panic!("it should ask") };
        assert_eq!(conversation(&house, 1).assignee_id, cleo.agent_id(), "it stays where it is");
        assert!(matches!(give(&house, &cleo, Some(&ines)), Err(app::Error::Conflict(_))), "asked once");
        house.work();
        let bell = lead.clone();
        let lines = house.read(move |tx| app::notification::list(tx, &bell));
        assert_eq!(lines[0].kind.name(), "handover_asked");
        let asking = lead.clone();
        assert_eq!(house.read(move |tx| app::handover::asked(tx, &asking)).len(), 1);
        let (nobody, moment) = (cleo.clone(), house.moment());
        let own =
            house.db.write(move |tx| app::handover::decide(tx, &nobody, handover, verdict, &moment)).wait();
        assert!(matches!(own, Err(app::Error::Forbidden)));
        let (who, moment) = (lead.clone(), house.moment());
        house.write(move |tx| app::handover::decide(tx, &who, handover, verdict, &moment));
        let has = conversation(&house, 1).assignee_id.expect("somebody");
        let name = house.read(move |tx| Ok(store::agent::find(tx, has)?)).expect("the agent").name;
        assert_eq!(
            (name.as_str(), last(&house).state, last(&house).felt),
            (holder, state, felt),
            "{verdict:?}"
        );
        let (who, moment) = (lead.clone(), house.moment());
        let again =
            house.db.write(move |tx| app::handover::decide(tx, &who, handover, verdict, &moment)).wait();
        assert!(matches!(again, Err(app::Error::Conflict(_))), "decided once");
    }
}

#[test]
fn the_guard_holds_for_what_is_felt_only_once_it_is_taken_up() {
    let Told { house, ines, ben, cleo, lead } = told();
    for (from, to) in [(&ines, &ben), (&ben, &cleo)] {
        let handover = given(give(&house, from, Some(to)));
        accept(&house, to, handover).expect("it is theirs");
    }
    // Only Ines has answered: back with her nothing would be felt, so nobody is asked.
    let back = given(give(&house, &cleo, Some(&ines)));
    answer(&house, &ben, 1);
    assert_eq!(last(&house).state, HandoverState::Open, "it wasn't given to Ben");
    accept(&house, &ines, back).expect("a lead is asked");
    assert_eq!(
        (last(&house).id, last(&house).state),
        (back, HandoverState::Asked),
        "meanwhile Ben had answered"
    );
    assert_eq!(conversation(&house, 1).assignee_id, cleo.agent_id(), "it goes back until then");
    assert_eq!(happened(&house, 1).iter().filter(|kind| *kind == "handover_asked").count(), 1);
    let (who, moment) = (lead.clone(), house.moment());
    house.write(move |tx| app::handover::decide(tx, &who, back, Verdict::Allow, &moment));
    accept(&house, &ines, back).expect("it is hers now");
    assert_eq!((last(&house).state, last(&house).felt), (HandoverState::Accepted, true));
}

#[test]
fn what_went_into_another_changes_hands_there() {
    let Told { house, ines, ben, .. } = told();
    let told = app::conversation::NewConversation {
        customer: app::customer::Referred::Id(conversation(&house, 1).customer_id),
        channel: domain::conversation::Channel::Call,
        subject: "Boots again".into(),
        team: None,
    };
    let moment = house.moment();
    let two = house.write(move |tx| app::conversation::open(tx, &Actor::System, &told, &moment));
    let (who, moment) = (ines.clone(), house.moment());
    house.write(move |tx| app::conversation::merge(tx, &who, ONE, two, &moment));
    given(give(&house, &ines, Some(&ben)));
    assert_eq!(conversation(&house, two.0).assignee_id, ben.agent_id(), "by its old number too");
    assert_eq!(conversation(&house, 1).assignee_id, ines.agent_id(), "what is gone stays as it was");
}

#[test]
fn a_lead_who_hands_over_has_decided() {
    let Told { house, ines, ben, cleo, lead } = told();
    for (from, to) in [(&ines, &ben), (&ben, &cleo)] {
        let handover = given(give(&house, from, Some(to)));
        accept(&house, to, handover).expect("it is theirs");
        answer(&house, to, 1);
    }
    given(give(&house, &lead, Some(&ines)));
}

#[test]
fn what_somebody_who_leaves_had_is_handed_over_with_words() {
    let Told { house, ines, ben, .. } = told();
    let (gone, heir, moment) = (id(&ines), Heir::Agent(id(&ben)), house.moment());
    house.write(move |tx| app::people::deactivate(tx, &Actor::System, gone, heir, &moment));
    let handover = last(&house);
    assert_eq!(
        (handover.to_agent_id, handover.reason.as_str()),
        (ben.agent_id(), "Ines doesn't work here any more.")
    );
    assert!(handover.summary.contains("Boots"));
}

#[test]
fn many_at_once_take_one_reason() {
    let Told { house, ines, ben, .. } = told();
    mail(&house, "bert", "Parcel", "It is wet.");
    let ids = [ONE, ConversationId(2)];
    let bulk = |reason: &str| {
        let (who, what, moment) = (ines.clone(), Bulk::Assign(ben.agent_id(), reason.into()), house.moment());
        house.db.write(move |tx| app::conversation::bulk(tx, &who, &ids, &what, &moment)).wait()
    };
    assert!(bulk("").is_err(), "one of them needs a reason");
    assert_eq!(conversation(&house, 2).assignee_id, None, "all or none");
    let (who, what) = (ines.clone(), Bulk::Assign(ben.agent_id(), String::new()));
    assert_eq!(house.read(move |tx| app::conversation::reason_needed(tx, &who, &ids, &what)), 1);
    let undo = bulk("Holidays").expect("with a reason").expect("a way back");
    assert_eq!(
        (conversation(&house, 1).assignee_id, last(&house).reason.as_str()),
        (ben.agent_id(), "Holidays")
    );
    let (who, moment) = (ines.clone(), house.moment());
    house.write(move |tx| app::undo::undo(tx, &who, undo, &moment));
    assert_eq!(
        (conversation(&house, 1).assignee_id, last(&house).state),
        (ines.agent_id(), HandoverState::Refused)
    );
}

#[test]
fn who_explains_again_is_marked() {
    let Told { house, .. } = told();
    mail(&house, "anna", "Boots again", "As I explained to your colleague, they never came.");
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(2), None));
    assert_eq!(view.retold.as_deref(), Some("As I explained to your colleague, they never came"));
    assert!(happened(&house, 2).contains(&"customer_explained_again".to_owned()));
}

#[test]
fn taking_it_over_can_be_undone() {
    let Told { house, ines, ben, .. } = told();
    let to = Assignment { assignee: ben.agent_id(), team: None };
    let words = Words { reason: "She is ill".into(), summary: String::new() };
    let (who, moment) = (ben.clone(), house.moment());
    let undo = house.write(move |tx| {
        app::undo::offer(
            tx,
            &who,
            &[ONE],
            |_| "Taken".into(),
            &moment,
            || app::handover::give(tx, &who, ONE, to, &words, &moment).map(drop),
        )
    });
    assert_eq!(
        (last(&house).state, last(&house).felt),
        (HandoverState::Accepted, true),
        "taken up as it is given"
    );
    let (who, moment) = (ben.clone(), house.moment());
    house.write(move |tx| app::undo::undo(tx, &who, undo.expect("a way back"), &moment));
    assert_eq!(
        (conversation(&house, 1).assignee_id, last(&house).state),
        (ines.agent_id(), HandoverState::Refused)
    );
}
