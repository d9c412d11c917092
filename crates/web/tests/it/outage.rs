//! The mail server is down for hours, or for good: answers wait, are tried again, and never vanish.

use app::outbox::{End, Fate, RecipientEnd};
use axum::http::StatusCode;
use domain::MessageId;
use domain::message::Delivery;
use jiff::SignedDuration;
use testkit::TestHouse;

const MAIL: &str = "From: Marta Oyelaran <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots not here\r\n\
Message-ID: <1@customer.example>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\r\nHello, where are my boots?\r\n";
const DOWN: &str = "The mail server refuses connections.";
const UP: &str = "250 2.0.0 taken";

/// A house with one answer in its queue.
async fn with_an_answer() -> TestHouse {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let browser = house.sign_in("owner@cape.example").await;
    let fields =
        [("kind", "reply"), ("to", "marta@customer.example"), ("body", "They come today."), ("then", "stay")];
    let sent = browser.post("/conversations/1/messages?view=open", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    house
}

/// Lets time pass until the next attempt may be made; the wait, or `None` when nothing waits.
fn wait_for_next(house: &TestHouse) -> Option<SignedDuration> {
    let due = house.read(app::outbox::next_due)?;
    let wait = due.duration_since(house.moment().now);
    house.pass(wait);
    Some(wait)
}

/// One attempt, as the worker makes it, with the server doing what `server_up` says. Returns the mail.
fn attempt(house: &TestHouse, server_up: bool) -> Vec<u8> {
    let now = house.moment().now;
    let id = house.read(move |tx| app::outbox::next(tx, now)).expect("an answer is due");
    let moment = house.moment();
    let outgoing = house
        .write(move |tx| app::outbox::prepare(tx, id, "https://cape.example", &moment))
        .expect("it is queued");
    let recipients = outgoing.recipients.clone();
    assert_eq!(recipients, ["marta@customer.example"]);
    let moment = house.moment();
    house.write(move |tx| {
        if !server_up {
            return app::outbox::end(tx, id, &End::NotNow(DOWN.into()), &moment);
        }
        assert!(app::outbox::begin(tx, id, &moment)?);
        let taken = RecipientEnd { address: recipients[0].clone(), fate: Fate::Taken, words: UP.into() };
        app::outbox::end(tx, id, &End::Answered(vec![taken]), &moment)
    });
    outgoing.raw
}

fn failed(house: &TestHouse) -> usize {
    house.read(app::health::read).answers_failed
}

#[tokio::test]
async fn after_hours_without_a_server_the_answer_leaves_as_it_was() {
    let house = with_an_answer().await;
    let (mut waited, mut waits, mut mails) = (SignedDuration::ZERO, Vec::new(), Vec::new());
    while waited < SignedDuration::from_hours(6) {
        let wait = wait_for_next(&house).expect("it goes on trying");
        waited += wait;
        waits.push(wait.as_secs());
        mails.push(attempt(&house, false));
    }
    assert_eq!(waits[..6], [10, 60, 120, 240, 480, 960], "seconds for undoing, then doubling");
    assert!(waits.iter().all(|wait| *wait <= 3600), "at most an hour: {waits:?}");
    let browser = house.sign_in("owner@cape.example").await;
    let page = browser.get("/inbox/open/1").await;
    assert!(page.text.contains("Not sent yet; tried") && page.text.contains(DOWN), "{}", page.text);

    wait_for_next(&house).expect("it goes on trying");
    mails.push(attempt(&house, true));
    assert!(mails.windows(2).all(|pair| pair[0] == pair[1]), "each attempt sends the same bytes");
    assert_eq!(wait_for_next(&house), None, "nothing more leaves");
    assert_eq!(failed(&house), 0);
}

#[tokio::test]
async fn after_days_it_is_given_up_for_all_to_see_and_can_be_sent_again() {
    let house = with_an_answer().await;
    let mut waited = SignedDuration::ZERO;
    while let Some(wait) = wait_for_next(&house) {
        waited += wait;
        attempt(&house, false);
    }
    assert!((70..=74).contains(&waited.as_hours()), "given up after {} hours", waited.as_hours());
    assert_eq!(failed(&house), 1, "monitors see it");
    let browser = house.sign_in("owner@cape.example").await;
    let page = browser.get("/inbox/open/1").await;
    for words in ["Could not be sent", DOWN, "Send again", "They come today."] {
        assert!(page.text.contains(words), "{words} is missing: {}", page.text);
    }

    let again = browser.post("/messages/2/resend", &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    attempt(&house, false);
    assert_eq!(failed(&house), 0, "after a click it has its attempts before it again");
    wait_for_next(&house).expect("it is tried again");
    attempt(&house, true);
    let delivery = house.read(|tx| app::conversation::message(tx, &domain::Actor::System, MessageId(2)));
    assert_eq!(delivery.delivery.map(|delivery| delivery.state), Some(Delivery::Sent));
}
