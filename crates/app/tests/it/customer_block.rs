//! A blocked sender: everything is kept, nobody is disturbed.

use app::inbox::Name;
use domain::conversation::State;
use domain::{Actor, ConversationId, CustomerId, EventKind};
use testkit::TestHouse;

fn mail(id: &str, more: &str) -> String {
    format!(
        "From: Ann <ann@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\nMessage-ID: <{id}>\r\n{more}\r\nHello\r\n"
    )
}

#[test]
fn mail_of_a_blocked_sender_is_kept_and_wakes_nothing() {
    let house = TestHouse::founded();
    house.mail(mail("1@x", ""));
    let moment = house.moment();
    let customer: CustomerId = house
        .read(|tx| Ok(app::conversation::view(tx, &Actor::System, ConversationId(1), None)?.customer.id));
    house.write(move |tx| {
        app::conversation::close(tx, &Actor::System, ConversationId(1), &moment)?;
        app::customer::block(tx, &Actor::System, customer, &moment)
    });
    house.mail(mail("2@x", "In-Reply-To: <1@x>\r\n"));
    house.mail(mail("3@x", ""));
    let view =
        |id: i64| house.read(move |tx| app::conversation::view(tx, &Actor::System, ConversationId(id), None));
    assert_eq!((view(1).messages.len(), view(1).conversation.state), (2, State::Closed));
    assert_eq!(view(1).conversation.waiting_since, None);
    assert_eq!((view(2).messages.len(), view(2).conversation.state), (1, State::Closed));
    let now = house.moment().now;
    let open = house.read(move |tx| app::inbox::page(tx, &Actor::System, Name::Open, None, now));
    assert!(open.lines.is_empty());
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 100));
    let quiet = |recorded: &&app::events::Recorded| {
        matches!(recorded.event.kind, EventKind::MessageReceived { automatic: true, .. })
    };
    assert_eq!(events.iter().filter(quiet).count(), 2, "nobody is notified");

    let moment = house.moment();
    house.write(move |tx| app::customer::unblock(tx, &Actor::System, customer, &moment));
    house.mail(mail("4@x", "In-Reply-To: <1@x>\r\n"));
    assert_eq!(view(1).conversation.state, State::Open, "let through again");
}
