//! Effort and rage: what a customer's messages raise, and what people say of it.

use app::conversation::NewReply;
use app::signal::{Reason, Signal};
use domain::upset::Upset;
use domain::{Actor, ConversationId, EventKind, MessageId, Role};
use jiff::SignedDuration;
use testkit::TestHouse;

fn mail(id: &str, more: &str, text: &str) -> String {
    format!(
        "From: Ann <ann@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\nMessage-ID: <{id}>\r\n{more}\r\n{text}\r\n"
    )
}

/// Ann writes in her conversation; the signal of what she wrote.
fn hears(house: &TestHouse, id: &str, text: &str) -> Signal {
    house.mail(mail(id, "In-Reply-To: <1@x>\r\n", text));
    house.work();
    latest(house)
}

fn latest(house: &TestHouse) -> Signal {
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
    view.messages.iter().rev().find_map(|view| view.signal.clone()).expect("a signal")
}

fn row(house: &TestHouse) -> (i64, String) {
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
    (view.conversation.upset, view.conversation.upset_words)
}

#[test]
fn trying_again_and_again_shows_before_any_angry_word() {
    let house = TestHouse::founded();
    let first = hears(&house, "1@x", "Hello, where are my boots? They were due on Monday.");
    assert_eq!((first.tries, row(&house).1), (1, String::new()));
    house.pass(SignedDuration::from_mins(5));
    let addition = hears(&house, "2@x", "I forgot: order 1004.");
    assert_eq!(addition.tries, 1, "an addition is no new try");
    house.pass(SignedDuration::from_hours(30));
    hears(&house, "3@x", "Could somebody tell me where my boots are?");
    house.pass(SignedDuration::from_hours(30));
    let third = hears(&house, "4@x", "This is the third time I ask. Nobody answers!");
    assert_eq!(third.tries, 3);
    assert!(Upset::of(third.level).is_rage(), "{third:?}");
    let reasons = Reason::of(&third);
    assert_eq!(reasons[0].words, "third try");
    assert!(reasons.iter().any(|reason| reason.quoted && reason.words.contains("third time")), "{reasons:?}");
    let (level, words) = row(&house);
    assert_eq!(level, third.level);
    assert!(words.starts_with("third try"), "{words}");
    // Each point of the score is there, so that the sum can be checked by hand.
    let score: f64 = reasons.iter().map(|reason| reason.points).sum();
    let probability = 1.0 / (1.0 + (2.5 - score).exp());
    assert!((probability * 1_000.0 - third.probability as f64).abs() < 12.0, "{probability} {third:?}");
}

#[test]
fn an_answered_question_and_thanks_are_no_tries() {
    let house = TestHouse::founded();
    hears(&house, "1@x", "Where are my boots?");
    let moment = house.moment();
    house.write(move |tx| {
        let actor = Actor::Agent {
            id: domain::AgentId(1),
            role: Role::Owner,
            reach: domain::Reach::All,
            teams: vec![],
        };
        let to = app::conversation::view(tx, &actor, ConversationId(1), None)?.answer_to;
        let new = NewReply { to, markdown: "On their way.".into(), ..NewReply::default() };
        app::conversation::reply(tx, &actor, ConversationId(1), &new, &moment)?;
        app::conversation::close(tx, &actor, ConversationId(1), &moment)
    });
    house.pass(SignedDuration::from_hours(20));
    let thanks = hears(&house, "2@x", "Thank you so much, they arrived! Wonderful service.");
    assert_eq!((thanks.tries, thanks.level), (1, 0));
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &Actor::System, ConversationId(1), &moment));
    house.pass(SignedDuration::from_hours(20));
    let again = hears(&house, "3@x", "The sole came off after one day.");
    assert_eq!(again.tries, 2, "we thought it done");
}

#[test]
fn a_wrong_mark_is_corrected_and_counted() {
    let house = TestHouse::founded();
    let angry = "This is outrageous! You lied to me, I want my money back today!!";
    let signal = hears(&house, "1@x", angry);
    assert!(Upset::of(signal.level).is_rage(), "{signal:?}");
    let (id, moment) = (signal.message_id, house.moment());
    house.write(move |tx| app::signal::correct(tx, &Actor::System, id, Upset::Calm, &moment));
    assert_eq!(row(&house), (0, String::new()));
    let moment = house.moment();
    let from = moment.now - SignedDuration::from_hours(24 * 7);
    let figures = house.read(move |tx| {
        app::signal::figures(tx, &Actor::System, (from, moment.now + SignedDuration::from_secs(1)))
    });
    assert_eq!(figures.counted.all.rage().map(|share| (share.part, share.base)), Some((0, 1)));
    assert_eq!(figures.counted.precision().map(|share| (share.part, share.base)), Some((0, 1)));
    assert!(figures.worst.is_empty());
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 100));
    let kinds: Vec<&EventKind> = events.iter().map(|recorded| &recorded.event.kind).collect();
    assert!(kinds.contains(&&EventKind::SignalCorrected { from: signal.level, to: 0 }), "{kinds:?}");
    // It was a slip: what was read counts again, and nobody has judged it.
    for _ in 0..2 {
        let moment = house.moment();
        house.write(move |tx| app::signal::undo_correction(tx, &Actor::System, id, &moment));
    }
    assert_eq!(row(&house).0, signal.level);
    let moment = house.moment();
    let figures = house.read(move |tx| {
        app::signal::figures(tx, &Actor::System, (from, moment.now + SignedDuration::from_secs(1)))
    });
    assert_eq!((figures.counted.precision(), figures.worst.len()), (None, 1));
    assert_eq!(figures.worst[0].said, angry, "the message itself");
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 100));
    let undone = events.iter().filter(|one| one.event.kind == EventKind::SignalCorrectionUndone);
    assert_eq!(undone.count(), 1, "undone once");
}

#[test]
fn nothing_is_raised_twice_or_for_what_no_customer_wrote() {
    let house = TestHouse::founded();
    let signal = hears(&house, "1@x", "Where are my boots?");
    let moment = house.moment();
    house.write(move |tx| {
        let note = app::conversation::NewNote { markdown: "Angry!!!".into(), attachments: vec![] };
        app::conversation::note(tx, &Actor::System, ConversationId(1), &note, &moment)
    });
    house.mail(mail(
        "2@x",
        "In-Reply-To: <1@x>\r\nAuto-Submitted: auto-replied\r\n",
        "I am away. This is outrageous!",
    ));
    house.work();
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 100));
    let messages: Vec<MessageId> = events.iter().filter_map(|recorded| recorded.event.message).collect();
    let found = house.read(move |tx| {
        let mut all = Vec::new();
        for id in &messages {
            all.extend(app::conversation::message(tx, &Actor::System, *id)?.signal);
        }
        all.dedup();
        Ok(all)
    });
    assert_eq!(found, [signal]);
}

#[test]
fn what_is_not_english_counts_by_what_happened() {
    let house = TestHouse::founded();
    house.mail(mail("1@x", "", "Hej"));
    house.work();
    let moment = house.moment();
    let customer = house
        .read(|tx| Ok(app::conversation::view(tx, &Actor::System, ConversationId(1), None)?.customer.id));
    house.write(move |tx| {
        let change =
            app::customer::Change { language: Some("sv".into()), ..app::customer::Change::default() };
        app::customer::change(tx, &Actor::System, customer, &change, &moment).map(drop)
    });
    for day in 0..5 {
        house.pass(SignedDuration::from_hours(24));
        hears(&house, &format!("later{day}@x"), "outrageous disgraceful unacceptable");
    }
    let signal = latest(&house);
    assert_eq!(signal.tries, 6);
    assert!(Reason::of(&signal).iter().all(|reason| !reason.quoted), "the words are not read");
    assert!(Upset::of(signal.level).is_rage(), "six tries speak for themselves: {signal:?}");
}

/// Who follows Ann's conversation, and until when they rest.
fn followers(house: &TestHouse) -> Vec<domain::AgentId> {
    house.read(|tx| Ok(app::conversation::view(tx, &Actor::System, ConversationId(1), None)?.followers))
}

#[test]
fn who_knows_the_customer_is_brought_and_told() {
    let house = TestHouse::founded();
    let owner = house.agent("owner@cape.example");
    hears(&house, "1@x", "Where are my boots?");
    assert!(followers(&house).is_empty());
    let text = "I am FURIOUS. You lied to me, this is outrageous and disgraceful, my lawyer will hear of it. I want my money \
                back NOW!!";
    let signal = hears(&house, "2@x", text);
    assert_eq!(signal.level, 3, "{signal:?}");
    assert_eq!((signal.brought_id, followers(&house)), (Some(owner), vec![owner]), "there is nobody else");
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 100));
    let told =
        events.iter().any(|recorded| recorded.event.kind == EventKind::AgentNotified { notified: owner });
    assert!(told, "the bell rings");
}

#[test]
fn whoever_was_abused_is_spared_for_a_while() {
    let house = TestHouse::founded();
    let owner = house.agent("owner@cape.example");
    hears(&house, "1@x", "Where are my boots?");
    let moment = house.moment();
    house.write(move |tx| {
        let to = app::conversation::Assignment { assignee: Some(owner), team: None };
        app::conversation::assign(tx, &Actor::System, ConversationId(1), to, &moment)
    });
    let signal = hears(&house, "2@x", "You fucking idiots, you stupid bastards.");
    assert!(signal.is_abuse, "{signal:?}");
    let now = house.moment().now;
    let agents = house.read(app::people::Directory::read);
    let until = agents.agent(owner).and_then(|agent| agent.cool_down_until);
    assert!(
        until.is_some_and(|until| until > now && until <= now + SignedDuration::from_mins(15)),
        "{until:?}"
    );
}
