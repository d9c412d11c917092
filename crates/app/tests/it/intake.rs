//! Where a mail belongs, whose it is, and that none is taken twice.

use app::conversation::View;
use app::inbox::Name;
use domain::conversation::State;
use domain::{Actor, ConversationId};
use jiff::SignedDuration;
use testkit::TestHouse;

/// A mail from `from` with extra header lines.
fn mail(from: &str, id: &str, more: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@cape.example\r\nSubject: Boots\r\nMessage-ID: <{id}>\r\n\
         Date: Mon, 2 Mar 2026 08:00:00 +0000\r\n{more}\r\n{text}\r\n"
    )
}

fn view(house: &TestHouse, id: i64) -> View {
    house.read(move |tx| app::conversation::view(tx, &Actor::System, ConversationId(id), None))
}

fn linked(view: &View) -> Vec<ConversationId> {
    view.linked.iter().map(|conversation| conversation.id).collect()
}

fn open_count(house: &TestHouse) -> usize {
    let now = house.moment().now;
    house.read(move |tx| app::inbox::page(tx, &Actor::System, Name::Open, None, now)).lines.len()
}

#[test]
fn the_token_in_the_reply_address_leads_back() {
    let house = TestHouse::founded();
    house.mail(mail("Ann <ann@customer.example>", "1@x", "", "Where are they?"));
    let token = view(&house, 1).conversation.token;
    let reply = mail("Ann <ann@customer.example>", "2@x", "", "Still nothing.");
    house.mail(reply.replace("support@cape.example", &format!("support+{token}@cape.example")));
    assert_eq!(view(&house, 1).messages.len(), 2);
    assert!(!view(&house, 1).messages[1].message.stranger);
}

#[test]
fn a_stranger_with_the_token_is_marked() {
    let house = TestHouse::founded();
    house.mail(mail("Ann <ann@customer.example>", "1@x", "", "Where are they?"));
    let token = view(&house, 1).conversation.token;
    let other = mail("Eve <eve@elsewhere.example>", "2@y", "", "I am Ann's sister.");
    house.mail(other.replace("support@cape.example", &format!("support+{token}@cape.example")));
    assert!(view(&house, 1).messages[1].message.stranger);
}

#[test]
fn references_lead_back_only_for_those_who_belong() {
    let house = TestHouse::founded();
    house.mail(mail("Ann <ann@customer.example>", "1@x", "", "Where are they?"));
    house.mail(mail("Ann <ann@customer.example>", "2@x", "In-Reply-To: <1@x>\r\n", "Anybody?"));
    house.mail(mail("Eve <eve@elsewhere.example>", "3@y", "In-Reply-To: <1@x>\r\n", "Let me in."));
    assert_eq!(view(&house, 1).messages.len(), 2, "the stranger is not in Ann's conversation");
    let other = view(&house, 2);
    assert!(other.messages[0].message.stranger, "and is marked");
    assert_eq!(linked(&other), [ConversationId(1)]);
}

#[test]
fn people_answering_the_same_newsletter_get_a_conversation_each() {
    let house = TestHouse::founded();
    for (person, id) in [("ann", "1@x"), ("ben", "2@x"), ("cy", "3@x")] {
        let from = format!("{person}@customer.example");
        house.mail(mail(&from, id, "In-Reply-To: <newsletter@shop.example>\r\n", "Please stop."));
    }
    assert_eq!(open_count(&house), 3);
}

#[test]
fn the_same_mail_is_taken_once() {
    let house = TestHouse::founded();
    let first = mail("Ann <ann@customer.example>", "1@x", "", "Where are they?");
    house.mail(&first);
    house.mail(&first);
    // The same mail through another mailbox: other trace fields.
    house.mail(format!("Delivered-To: orders@cape.example\r\n{first}"));
    // The same mail through a list, which adds a footer.
    house.mail(mail(
        "Ann <ann@customer.example>",
        "1@x",
        "List-Id: <l.x>\r\n",
        "Where are they?\r\n__\r\nThe list",
    ));
    assert_eq!(view(&house, 1).messages.len(), 1);
    assert_eq!(open_count(&house), 1);
    // A broken mailer gives another mail the same Message-ID: it must not be lost.
    house.mail(mail("Ann <ann@customer.example>", "1@x", "", "Something else entirely."));
    assert_eq!(open_count(&house), 2);
}

#[test]
fn a_mail_without_a_message_id_is_known_by_what_it_says() {
    let house = TestHouse::founded();
    let nameless =
        mail("Ann <ann@customer.example>", "1@x", "", "Hello").replace("Message-ID: <1@x>\r\n", "");
    house.mail(&nameless);
    house.mail(format!("Delivered-To: support@cape.example\r\n{nameless}"));
    assert_eq!(open_count(&house), 1);
}

#[test]
fn a_reply_reopens_what_was_closed_lately_and_continues_what_was_closed_long_ago() {
    let house = TestHouse::founded();
    house.mail(mail("ann@customer.example", "1@x", "", "Where are they?"));
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &Actor::System, ConversationId(1), &moment));
    house.pass(SignedDuration::from_hours(24 * 10));
    house.mail(mail("ann@customer.example", "2@x", "In-Reply-To: <1@x>\r\n", "Not yet."));
    assert_eq!(view(&house, 1).conversation.state, State::Open);
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &Actor::System, ConversationId(1), &moment));
    house.pass(SignedDuration::from_hours(24 * 60));
    house.mail(mail("ann@customer.example", "3@x", "In-Reply-To: <2@x>\r\n", "A year later."));
    assert_eq!(view(&house, 1).conversation.state, State::Closed);
    assert_eq!(linked(&view(&house, 2)), [ConversationId(1)]);
}

#[test]
fn automatic_mail_is_kept_and_wakes_nobody() {
    let house = TestHouse::founded();
    house.mail(mail("ann@customer.example", "1@x", "", "Where are they?"));
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &Actor::System, ConversationId(1), &moment));
    house.mail(mail(
        "ann@customer.example",
        "2@x",
        "In-Reply-To: <1@x>\r\nAuto-Submitted: auto-replied\r\n",
        "I am away.",
    ));
    let closed = view(&house, 1);
    assert_eq!((closed.conversation.state, closed.messages.len()), (State::Closed, 2));
    assert_eq!(closed.messages[1].message.nature, "auto_reply");
}

#[test]
fn a_form_on_our_own_site_is_its_writers() {
    let house = TestHouse::founded();
    house.mail(mail(
        "support@cape.example",
        "1@x",
        "Reply-To: Ann Berg <ann@customer.example>\r\n",
        "From the form.",
    ));
    let view = view(&house, 1);
    assert_eq!(view.customer.name, "Ann Berg");
    assert!(view.conversation.customer_certain);
    assert_eq!(view.answer_to[0].address, "ann@customer.example");
}

#[test]
fn a_mail_from_nobody_needs_a_look() {
    let house = TestHouse::founded();
    house.mail("Subject: hm\r\n\r\nnobody wrote this\r\n");
    let waiting = house.read(|tx| app::intake::needing_look(tx, &Actor::System));
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].beginning.contains("nobody wrote this"));
}
