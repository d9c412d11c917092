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
