//! Answers on their way: what the wire says decides what people see, and nothing is forgotten.

use app::addresses::Party;
use app::conversation::{DeliveryView, NewReply};
use app::outbox::{End, Fate, RecipientEnd};
use domain::message::Delivery;
use domain::{Actor, ConversationId, MessageId};
use jiff::SignedDuration;
use testkit::TestHouse;

const MAIL: &str = "From: Ann <ann@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n\
    Message-ID: <1@x>\r\n\r\nWhere are they?\r\n";

/// A house with one answer whose undo time is over.
fn answered() -> (TestHouse, MessageId) {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let message = reply(&house);
    house.pass(SignedDuration::from_secs(11));
    (house, message)
}

fn reply(house: &TestHouse) -> MessageId {
    let moment = house.moment();
    house.write(move |tx| {
        let to = vec![Party { name: String::new(), address: "ann@customer.example".into() }];
        let new = NewReply { to, markdown: "Today.".into(), ..NewReply::default() };
        app::conversation::reply(tx, &Actor::System, ConversationId(1), &new, &moment)
    })
}

/// One attempt, ended as told.
fn attempt(house: &TestHouse, id: MessageId, end: End) {
    let moment = house.moment();
    house.write(move |tx| {
        app::outbox::prepare(tx, id, "https://cape.example", &moment)?.expect("it waits");
        assert!(app::outbox::begin(tx, id, &moment)?);
        app::outbox::end(tx, id, &end, &moment)
    });
}

fn told(fate: Fate, words: &str) -> End {
    End::Answered(vec![RecipientEnd { address: "ann@customer.example".into(), fate, words: words.into() }])
}

fn delivery(house: &TestHouse, id: MessageId) -> DeliveryView {
    house.read(move |tx| app::conversation::message(tx, &Actor::System, id)).delivery.expect("an answer")
}

fn next(house: &TestHouse) -> Option<MessageId> {
    let now = house.moment().now;
    house.read(move |tx| app::outbox::next(tx, now))
}

#[test]
fn an_answer_waits_for_the_seconds_of_undoing() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let id = reply(&house);
    assert_eq!(next(&house), None);
    house.pass(SignedDuration::from_secs(11));
    assert_eq!(next(&house), Some(id));
}

#[test]
fn the_mail_carries_what_brings_the_answer_back() {
    let (house, id) = answered();
    let moment = house.moment();
    let outgoing = house
        .write(move |tx| app::outbox::prepare(tx, id, "https://cape.example", &moment))
        .expect("it waits");
    let mail = mail::read(&outgoing.raw);
    assert_eq!((mail.subject.as_str(), mail.in_reply_to), ("Re: Boots", vec!["1@x".to_owned()]));
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
    assert!(mail.reply_to[0].address.contains(view.conversation.token.as_str()));
    assert!(mail.origin.loop_mark.is_some());
    // A second attempt sends the same bytes.
    let moment = house.moment();
    let again = house
        .write(move |tx| app::outbox::prepare(tx, id, "https://cape.example", &moment))
        .expect("it waits");
    assert_eq!(again.raw, outgoing.raw);
}

#[test]
fn a_server_that_is_down_for_hours_loses_nothing() {
    let (house, id) = answered();
    for _ in 0..20 {
        attempt(&house, id, End::NotNow("The server doesn't answer.".into()));
        assert_eq!(next(&house), None, "it waits before the next try");
        house.pass(SignedDuration::from_hours(1));
        assert_eq!(next(&house), Some(id));
    }
    attempt(&house, id, told(Fate::Taken, "queued as 1"));
    assert_eq!(delivery(&house, id).state, Delivery::Sent);
}

#[test]
fn a_refused_address_is_marked_but_a_refused_mail_says_nothing_about_it() {
    let (house, id) = answered();
    attempt(&house, id, told(Fate::Never { address_is_dead: false }, "552 too big"));
    let seen = delivery(&house, id);
    assert_eq!((seen.state, seen.words.as_str()), (Delivery::Failed, "552 too big"));
    let id = reply(&house);
    house.pass(SignedDuration::from_secs(11));
    attempt(&house, id, told(Fate::Never { address_is_dead: true }, "550 no such user"));
    let moment = house.moment();
    let refused = house.db.write(move |tx| {
        let to = vec![Party { name: String::new(), address: "ann@customer.example".into() }];
        let new = NewReply { to, markdown: "Again.".into(), ..NewReply::default() };
        app::conversation::reply(tx, &Actor::System, ConversationId(1), &new, &moment)
    });
    assert!(refused.wait().expect_err("the address is dead").to_string().contains("550 no such user"));
}

#[test]
fn a_crash_while_sending_is_found_and_said() {
    let (house, id) = answered();
    let moment = house.moment();
    house.write(move |tx| {
        app::outbox::prepare(tx, id, "https://cape.example", &moment)?;
        app::outbox::begin(tx, id, &moment)
    });
    house.pass(SignedDuration::from_secs(5));
    let moment = house.moment();
    assert_eq!(house.write(move |tx| app::outbox::recover(tx, true, &moment)), 1);
    let seen = delivery(&house, id);
    assert_eq!(seen.state, Delivery::Queued);
    assert!(
        seen.words.contains("may have arrived") && seen.words.contains("same Message-ID"),
        "{}",
        seen.words
    );
}

#[test]
fn what_left_cannot_be_undone() {
    let (house, id) = answered();
    attempt(&house, id, told(Fate::Taken, "ok"));
    let moment = house.moment();
    let undone =
        house.db.write(move |tx| app::conversation::undo_reply(tx, &Actor::System, id, &moment)).wait();
    assert!(matches!(undone, Err(app::Error::Conflict(_))), "{undone:?}");
}
