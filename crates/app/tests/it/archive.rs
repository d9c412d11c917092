//! Mail of an archive: read before the transaction, on its timeline at the time it was written.

use app::intake::{Archived, Filed};
use domain::{Actor, ConversationId};
use testkit::TestHouse;

const MAIL: &[u8] = b"From: Ann <ann@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n\
    Message-ID: <1@x>\r\nDate: Mon, 5 Jan 2026 08:00:00 +0000\r\n\r\nWhere are they?\r\n";

fn file(house: &TestHouse, mail: &Archived) -> Filed {
    let mail = mail.clone();
    house.write(move |tx| app::intake::file(tx, &mail))
}

#[test]
fn a_mail_stands_where_it_was_written_and_arrives_once() {
    let house = TestHouse::founded();
    let mail = Archived::new(MAIL, None, house.moment());
    assert_eq!(mail.date(), Some("2026-01-05T08:00:00Z".parse().expect("a time")));
    let filed = file(&house, &mail);
    assert!(matches!(filed, Filed::Message(_)), "{filed:?}");
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
    let message = &view.messages.first().expect("a message").message;
    assert_eq!((message.text.trim(), Some(message.created_at)), ("Where are they?", mail.date()));
    assert_eq!(file(&house, &mail), Filed::Duplicate);
}

#[test]
fn a_mail_put_aside_keeps_its_bytes_and_its_reason() {
    let house = TestHouse::founded();
    let mail = Archived::new(MAIL, None, house.moment()).with_problem("Its end is missing.");
    assert_eq!(file(&house, &mail), Filed::NeedsLook);
    let aside = house.read(|tx| app::intake::needing_look(tx, &Actor::System));
    assert_eq!(aside.len(), 1);
    assert_eq!(aside.first().map(|mail| mail.problem.as_str()), Some("Its end is missing."));
}
