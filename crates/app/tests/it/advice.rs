//! What usually comes next: counted from a small log, offered, taken, and measured by hand.

use app::conversation::NewConversation;
use app::customer::{NewIdentity, Referred};
use domain::conversation::Channel;
use domain::{Actor, AgentId, ConversationId, Reach, Role};
use jiff::SignedDuration;
use testkit::TestHouse;

fn owner() -> Actor {
    Actor::Agent { id: AgentId(1), role: Role::Owner, reach: Reach::All, teams: vec![] }
}

/// A customer comes with a matter now.
fn comes(house: &TestHouse, who: usize, tag: &'static str) -> ConversationId {
    let moment = house.moment();
    house.write(move |tx| {
        let new = NewConversation {
            customer: Referred::Identity {
                identity: NewIdentity::email(format!("c{who}@customer.example")),
                name: format!("Customer {who}"),
            },
            channel: Channel::Form,
            subject: tag.into(),
            team: None,
        };
        let id = app::conversation::open(tx, &owner(), &new, &moment)?;
        app::conversation::tag(tx, &owner(), id, tag, &moment)?;
        Ok(id)
    })
}

fn days(number: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * number)
}

fn counts(house: &TestHouse) {
    let now = house.moment();
    let at = now.now;
    let counted = house.read(move |tx| app::advice::count(tx, at));
    house.write(move |tx| app::advice::keep(tx, &counted, &now));
}

/// Twenty-four customers had a late parcel; sixteen of them asked for a refund a week later. Sixty others asked for a copy
/// of an invoice.
fn house_with_old_mails() -> TestHouse {
    let house = TestHouse::founded();
    for who in 0..24 {
        comes(&house, who, "late");
    }
    for who in 100..160 {
        comes(&house, who, "invoice");
    }
    house.pass(days(7));
    for who in 0..16 {
        comes(&house, who, "refund");
    }
    house.pass(days(61));
    house
}

/// The same, counted, and with the consumer at the end of the log.
fn house() -> TestHouse {
    let house = house_with_old_mails();
    house.work();
    counts(&house);
    house
}

#[test]
fn advice_is_offered_with_its_share_taken_with_one_click_and_told_once() {
    let house = house();
    let id = comes(&house, 500, "late");
    house.work();
    let read = move |house: &TestHouse| house.read(move |tx| app::advice::of_conversation(tx, &owner(), id));
    let offered = read(&house);
    assert_eq!(offered.len(), 1, "{offered:?}");
    let advice = &offered[0];
    assert_eq!((advice.tag.as_str(), advice.share.part, advice.share.base), ("refund", 16, 24));
    // Sixteen of all hundred conversations were followed by a refund.
    assert!((advice.usual - 0.16).abs() < 1e-9, "{advice:?}");
    assert!(advice.share.low > advice.usual && advice.taken_at.is_none());
    for _ in 0..2 {
        let (moment, tag) = (house.moment(), advice.tag_id);
        house.write(move |tx| app::advice::take(tx, &owner(), id, tag, &moment));
    }
    let draft = house.read(move |tx| app::conversation::view(tx, &owner(), id, None)).draft.expect("a draft");
    assert_eq!(draft.markdown.matches("“refund”").count(), 1, "{}", draft.markdown);
    assert!(read(&house)[0].taken_at.is_some());
    let other = comes(&house, 501, "invoice");
    house.work();
    assert!(house.read(move |tx| app::advice::of_conversation(tx, &owner(), other)).is_empty());
}

#[test]
fn its_worth_equals_a_count_by_hand() {
    let house = house();
    // Four are offered: one is taken and comes all the same, one of the other three comes.
    let ids: Vec<_> = (600..604).map(|who| comes(&house, who, "late")).collect();
    house.work();
    let (moment, first) = (house.moment(), ids[0]);
    house.write(move |tx| {
        let tag = app::advice::of_conversation(tx, &owner(), first)?[0].tag_id;
        app::advice::take(tx, &owner(), first, tag, &moment)
    });
    let begun = house.moment().now - days(1);
    house.pass(days(10));
    comes(&house, 600, "refund");
    comes(&house, 601, "refund");
    house.pass(days(30));
    let figures = move |house: &TestHouse| {
        let now = house.moment().now;
        house.read(move |tx| app::advice::figures(tx, &owner(), (begun, now)))
    };
    assert_eq!(figures(&house).taken, None, "too early to judge");
    house.pass(days(30));
    let parts = |share: Option<app::figure::Share>| share.map(|share| (share.part, share.base));
    assert_eq!(parts(figures(&house).not_taken), Some((1, 3)));
    assert_eq!(parts(figures(&house).taken), Some((1, 1)));
}

#[test]
fn it_is_counted_once_a_day_in_the_night() {
    let house = TestHouse::founded();
    let due = |house: &TestHouse| {
        let now = house.moment().now;
        house.read(move |tx| app::advice::is_due(tx, now))
    };
    assert!(due(&house), "the first count is at once");
    counts(&house);
    assert!(!due(&house));
    house.pass(SignedDuration::from_hours(17));
    assert!(!due(&house), "two in the night");
    house.pass(SignedDuration::from_hours(1));
    assert!(due(&house));
    counts(&house);
    assert!(!due(&house));
}

#[test]
fn what_was_tagged_before_there_was_advice_has_it_from_the_first_count_on() {
    let house = house_with_old_mails();
    // A late parcel of today and one of before the window, one that is closed, and one whose customer has a refund already.
    let fresh = comes(&house, 500, "late");
    let closed = comes(&house, 501, "late");
    let both = comes(&house, 502, "late");
    let moment = house.moment();
    house.write(move |tx| {
        app::conversation::close(tx, &owner(), closed, &moment)?;
        app::conversation::tag(tx, &owner(), both, "refund", &moment)
    });
    let read = |id| house.read(move |tx| app::advice::of_conversation(tx, &owner(), id));
    assert!(read(fresh).is_empty(), "nothing was counted yet");
    counts(&house);
    let advice = read(fresh);
    assert_eq!(advice.len(), 1);
    assert_eq!((advice[0].tag.as_str(), advice[0].share.part, advice[0].share.base), ("refund", 16, 24));
    assert!(read(closed).is_empty() && read(both).is_empty());
    let offered = |house: &TestHouse| {
        let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 10_000));
        let is_offer =
            |one: &&app::events::Recorded| matches!(one.event.kind, domain::EventKind::AdviceOffered { .. });
        events.iter().filter(is_offer).count()
    };
    assert_eq!(offered(&house), 1, "those of before the window are left alone");
    counts(&house);
    house.work();
    assert_eq!(offered(&house), 1, "once");
    // Put on from now on, it is offered at once, and not again by the next count.
    let next = comes(&house, 503, "late");
    house.work();
    assert_eq!((read(next).len(), offered(&house)), (1, 2));
    counts(&house);
    assert_eq!(offered(&house), 2);
}

#[test]
fn a_tag_that_went_and_a_conversation_that_went_into_another_get_none() {
    let house = house_with_old_mails();
    let (untagged, gone, into) =
        (comes(&house, 500, "late"), comes(&house, 501, "late"), comes(&house, 501, "other"));
    let moment = house.moment();
    house.write(move |tx| {
        app::conversation::untag(tx, &owner(), untagged, "late", &moment)?;
        app::conversation::merge(tx, &owner(), gone, into, &moment)
    });
    counts(&house);
    house.work();
    let read = |id| house.read(move |tx| app::advice::of_conversation(tx, &owner(), id));
    assert!(read(untagged).is_empty() && read(gone).is_empty());
    assert_eq!(read(into).len(), 1, "the tag went along");
}

#[test]
fn a_house_without_any_tag_counts_nothing() {
    let house = TestHouse::founded();
    counts(&house);
    counts(&house);
    let now = house.moment().now;
    assert!(house.read(move |tx| app::advice::count(tx, now)).is_empty());
}
