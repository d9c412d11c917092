//! The machine's clock jumps: mail goes on coming in, answers go on leaving, nothing is lost or sent twice.

use app::conversation::NewReply;
use domain::message::Delivery;
use domain::{Actor, ConversationId, MessageId};
use jiff::SignedDuration;
use testkit::TestHouse;

fn mail(number: usize) -> String {
    let answers = if number > 1 { "In-Reply-To: <mail-1@customer.example>\r\n" } else { "" };
    format!(
        "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n{answers}\
         Message-ID: <mail-{number}@customer.example>\r\n\r\nThis is mail number {number}.\r\n"
    )
}

fn queue_answer(house: &TestHouse) -> MessageId {
    let moment = house.moment();
    house.write(move |tx| {
        let to = app::addresses::Party { name: String::new(), address: "marta@customer.example".into() };
        let new = NewReply { to: vec![to], markdown: "They come today.".into(), ..NewReply::default() };
        app::conversation::reply(tx, &Actor::System, ConversationId(1), &new, &moment)
    })
}

fn state(house: &TestHouse, id: MessageId) -> Delivery {
    let view = house.read(move |tx| app::conversation::message(tx, &Actor::System, id));
    view.delivery.expect("an answer has a delivery").state
}

#[tokio::test]
async fn mail_comes_in_whatever_the_clock_says() {
    let house = TestHouse::founded();
    let days = [0, -30, 400, -1, -380, 7];
    for (number, jump) in (1..).zip(days) {
        house.pass(SignedDuration::from_hours(24 * jump));
        house.mail(mail(number));
        // The same again, as after a restart: it is known, whenever that was.
        house.mail(mail(number));
    }
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
    let mut texts: Vec<String> =
        view.messages.iter().map(|view| view.message.text.trim().to_owned()).collect();
    texts.sort();
    let expected: Vec<String> =
        (1..=days.len()).map(|number| format!("This is mail number {number}.")).collect();
    assert_eq!(texts, expected);
    let browser = house.sign_in("owner@cape.example").await;
    let page = browser.get("/inbox/open/1").await;
    assert!(expected.iter().all(|words| page.text.contains(words)), "{}", page.text);
}

#[test]
fn an_attempt_cut_short_is_found_though_the_clock_went_back() {
    let house = TestHouse::founded();
    house.mail(mail(1));
    let answer = queue_answer(&house);
    house.pass(SignedDuration::from_mins(1));
    let moment = house.moment();
    assert!(house.write(move |tx| {
        app::outbox::prepare(tx, answer, "https://cape.example", &moment)?;
        app::outbox::begin(tx, answer, &moment)
    }));
    // The machine stops here and starts again with its clock an hour behind.
    house.pass(SignedDuration::from_hours(-1));
    let moment = house.moment();
    assert_eq!(
        house.write(move |tx| app::outbox::recover(tx, true, &moment)),
        1,
        "it is not left in between"
    );
    assert_eq!(state(&house, answer), Delivery::Queued);
    let due = house.read(app::outbox::next_due).expect("it is tried again");
    assert!(
        due.duration_since(house.moment().now) <= SignedDuration::from_mins(2),
        "and soon, by the new clock"
    );
}

#[test]
fn an_attempt_under_way_is_not_taken_for_dead_while_its_end_is_recorded_once() {
    let house = TestHouse::founded();
    house.mail(mail(1));
    let answer = queue_answer(&house);
    house.pass(SignedDuration::from_mins(1));
    let moment = house.moment();
    assert!(house.write(move |tx| {
        app::outbox::prepare(tx, answer, "https://cape.example", &moment)?;
        app::outbox::begin(tx, answer, &moment)
    }));
    // The clock jumps ahead while the server still thinks, so the timers take the attempt for dead; then it answers.
    house.pass(SignedDuration::from_hours(2));
    let moment = house.moment();
    house.write(move |tx| app::timer::tick(tx, &moment));
    let moment = house.moment();
    house.write(move |tx| {
        let taken = app::outbox::RecipientEnd {
            address: "marta@customer.example".into(),
            fate: app::outbox::Fate::Taken,
            words: "250 ok".into(),
        };
        app::outbox::end(tx, answer, &app::outbox::End::Answered(vec![taken]), &moment)
    });
    assert_eq!(state(&house, answer), Delivery::Sent);
    house.pass(SignedDuration::from_hours(2));
    let now = house.moment().now;
    assert_eq!(house.read(move |tx| app::outbox::next(tx, now)), None, "it doesn't leave again");
}

fn due(house: &TestHouse, id: MessageId) -> SignedDuration {
    let at =
        house.read(move |tx| app::conversation::message(tx, &Actor::System, id)).delivery.expect("one").at;
    at.duration_since(house.moment().now)
}

fn tick(house: &TestHouse) {
    let moment = house.moment();
    house.write(move |tx| app::timer::tick(tx, &moment));
}

#[test]
fn set_back_nothing_waits_for_hours_that_come_again_and_set_forward_nothing_leaves_twice() {
    let house = TestHouse::founded();
    house.mail(mail(1));
    let answer = queue_answer(&house);
    let moment = house.moment();
    let (evening, note) = (house.moment().now + SignedDuration::from_hours(8), house.moment());
    let later = house.write(move |tx| {
        let to = app::addresses::Party { name: String::new(), address: "marta@customer.example".into() };
        let new = NewReply {
            to: vec![to],
            markdown: "Tonight.".into(),
            send_at: Some(evening),
            ..NewReply::default()
        };
        app::conversation::reply(tx, &Actor::System, ConversationId(1), &new, &note)
    });
    house.write(move |tx| {
        app::people::forgot_password(tx, "owner@cape.example", "https://cape.example", &moment)
    });
    let posted = |house: &TestHouse| {
        let now = house.moment().now;
        house.read(move |tx| app::post::is_due(tx, now))
    };
    assert!(posted(&house), "mail to a colleague is due at once");
    house.pass(SignedDuration::from_hours(-3));
    assert!(due(&house, answer) > SignedDuration::from_hours(2) && !posted(&house), "by the clock alone");
    tick(&house);
    let wait = due(&house, answer);
    assert!(
        wait > SignedDuration::ZERO && wait <= SignedDuration::from_secs(10),
        "it can still be undone: {wait}"
    );
    assert!(posted(&house));
    assert_eq!(due(&house, later), SignedDuration::from_hours(11), "what somebody timed waits for that time");
    house.pass(SignedDuration::from_secs(20));
    tick(&house);
    let moment = house.moment();
    assert_eq!(house.read(move |tx| app::outbox::next(tx, moment.now)), Some(answer));
    let moment = house.moment();
    house.write(move |tx| {
        app::outbox::begin(tx, answer, &moment)?;
        app::outbox::end(tx, answer, &app::outbox::End::NotNow("421 busy".into()), &moment)
    });
    house.pass(SignedDuration::from_hours(-24));
    tick(&house);
    assert!(due(&house, answer) <= SignedDuration::from_secs(10), "the next attempt, too");
    // The clock is put right again.
    house.pass(SignedDuration::from_hours(27));
    tick(&house);
    let moment = house.moment();
    house.write(move |tx| {
        app::outbox::begin(tx, answer, &moment)?;
        let taken = app::outbox::RecipientEnd {
            address: "marta@customer.example".into(),
            fate: app::outbox::Fate::Taken,
            words: "250 ok".into(),
        };
        app::outbox::end(tx, answer, &app::outbox::End::Answered(vec![taken]), &moment)
    });
    for hours in [-48, 48, -1] {
        house.pass(SignedDuration::from_hours(hours));
        tick(&house);
        assert_eq!(state(&house, answer), Delivery::Sent);
    }
}
