//! Complaints: asked, answered, closed by the customer, opened again; and the customer's own time, counted by hand.

use app::complaint::{Account, FormLetter, Standing};
use app::conversation::NewReply;
use app::outbox::{End, Fate, RecipientEnd};
use domain::complaint::{Outcome, Source, State, Wanted};
use domain::{Actor, AgentId, ConversationId, EventKind, MessageId, Reach, Role};
use jiff::SignedDuration;
use testkit::TestHouse;

const FIRST: ConversationId = ConversationId(1);

fn owner() -> Actor {
    Actor::Agent { id: AgentId(1), role: Role::Owner, reach: Reach::All, teams: vec![] }
}

fn mail(house: &TestHouse, id: &str, text: &str) {
    house.mail(format!(
        "From: Ann <ann@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n\
         In-Reply-To: <1@x>\r\nMessage-ID: <{id}>\r\n\r\n{text}\r\n"
    ));
}

fn hours(number: i64) -> SignedDuration {
    SignedDuration::from_hours(number)
}

fn account() -> Account {
    Account {
        happened: "The boots never came.".into(),
        wanted: vec![Wanted::Refund, Wanted::Apology, Wanted::Refund],
        ..Account::default()
    }
}

/// A house in which Ann wrote and Olive took it up.
fn house() -> TestHouse {
    let house = TestHouse::founded();
    mail(&house, "1@x", "Where are my boots? I want my money back.");
    house.work();
    let moment = house.moment();
    house.write(move |tx| app::complaint::open(tx, &owner(), FIRST, &account(), Source::Agent, &moment));
    house
}

fn complaint(house: &TestHouse) -> app::complaint::Complaint {
    let now = house.moment().now;
    let view = house.read(move |tx| app::complaint::of_conversation(tx, &owner(), FIRST, now));
    view.complaint.expect("a complaint")
}

/// Olive replies, and it leaves.
fn replies(house: &TestHouse, text: &str) {
    let (moment, text) = (house.moment(), text.to_owned());
    let id = house.write(move |tx| {
        let to = app::conversation::view(tx, &owner(), FIRST, None)?.answer_to;
        let new = NewReply { to, markdown: text.clone(), ..NewReply::default() };
        app::conversation::reply(tx, &owner(), FIRST, &new, &moment)
    });
    leaves(house, id);
}

fn leaves(house: &TestHouse, id: MessageId) {
    house.pass(SignedDuration::from_secs(20));
    let moment = house.moment();
    house.write(move |tx| {
        app::outbox::prepare(tx, id, "http://cape.example", &moment)?;
        app::outbox::begin(tx, id, &moment)?;
        let ann =
            RecipientEnd { address: "ann@customer.example".into(), fate: Fate::Taken, words: String::new() };
        app::outbox::end(tx, id, &End::Answered(vec![ann]), &moment)
    });
    house.work();
}

fn closes(house: &TestHouse, outcome: Outcome, words: &str) -> app::Result<()> {
    let (moment, words) = (house.moment(), words.to_owned());
    house.db.write(move |tx| app::complaint::close(tx, &owner(), FIRST, outcome, &words, &moment)).wait()
}

#[test]
fn a_matter_has_one_complaint_with_whoever_opened_it_as_advocate() {
    let house = house();
    let made = complaint(&house);
    assert_eq!((made.advocate_id, made.state, made.source), (Some(AgentId(1)), State::Open, Source::Agent));
    assert_eq!(Account::of(&made).wanted.len(), 2, "each remedy once");
    let moment = house.moment();
    let again = house
        .db
        .write(move |tx| app::complaint::open(tx, &owner(), FIRST, &account(), Source::Agent, &moment))
        .wait();
    assert!(matches!(again, Err(app::Error::Conflict(_))), "{again:?}");
    let moment = house.moment();
    let nobody = house
        .db
        .write(move |tx| app::complaint::set_advocate(tx, &owner(), FIRST, AgentId(99), &moment))
        .wait();
    assert!(matches!(nobody, Err(app::Error::Invalid { field: "advocate", .. })), "{nobody:?}");
    let moment = house.moment();
    house.write(move |tx| app::complaint::set_underlying(tx, &owner(), FIRST, "A wedding.", &moment));
    let now = complaint(&house);
    assert_eq!((now.underlying.as_str(), now.happened.as_str()), ("A wedding.", "The boots never came."));
}

#[test]
fn a_holding_line_is_no_answer_and_the_first_real_one_stays_the_first() {
    let house = house();
    house.pass(hours(2));
    replies(&house, "We look into it.");
    assert_eq!(complaint(&house).answered_at, None);
    house.pass(hours(3));
    replies(&house, &"Your boots stood in our store in Malmö. ".repeat(6));
    let answered = complaint(&house).answered_at.expect("a real answer");
    assert_eq!(answered.duration_since(complaint(&house).created_at).as_secs(), 5 * 3_600 + 40);
    house.pass(hours(1));
    replies(&house, &"And one more thing to be said about it all. ".repeat(6));
    assert_eq!(complaint(&house).answered_at, Some(answered));
}

#[test]
fn silence_needs_a_question_a_week_and_a_reason() {
    let house = house();
    let conflict = |result: app::Result<()>| matches!(result, Err(app::Error::Conflict(_)));
    assert!(conflict(closes(&house, Outcome::Silence, "Gone")), "nobody asked");
    let moment = house.moment();
    let id =
        house.write(move |tx| app::complaint::ask(tx, &owner(), FIRST, app::complaint::QUESTION, &moment));
    assert_eq!(complaint(&house).state, State::Asked);
    leaves(&house, id);
    house.pass(hours(24 * 6));
    assert!(conflict(closes(&house, Outcome::Silence, "Gone")), "six days");
    house.pass(hours(24));
    assert!(closes(&house, Outcome::Silence, "").is_err(), "no reason");
    closes(&house, Outcome::Silence, "Called twice; the number is gone.").expect("closed");
    let closed = complaint(&house);
    assert_eq!((closed.state, closed.outcome), (State::Closed, Some(Outcome::Silence)));
}

#[test]
fn a_question_taken_back_has_asked_nothing() {
    let house = house();
    let moment = house.moment();
    let id = house.write(move |tx| app::complaint::ask(tx, &owner(), FIRST, "Is it done?", &moment));
    let moment = house.moment();
    house.write(move |tx| app::conversation::undo_reply(tx, &owner(), id, &moment));
    house.work();
    assert_eq!((complaint(&house).state, complaint(&house).asked_at), (State::Open, None));
}

#[test]
fn the_customer_who_writes_again_opens_it_and_thanks_do_not() {
    let house = house();
    assert!(closes(&house, Outcome::Agreed, " ").is_err(), "what did she say?");
    closes(&house, Outcome::Agreed, "She said so on the telephone.").expect("closed");
    // The conversation may be closed as well, and neither closes the other.
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &owner(), FIRST, &moment));
    house.pass(hours(20));
    mail(&house, "2@x", "Thank you so much, they arrived! Wonderful service.");
    assert_eq!(complaint(&house).state, State::Closed, "thanks end nothing");
    house.pass(hours(20));
    mail(&house, "3@x", "The sole came off after one day.");
    let again = complaint(&house);
    assert_eq!((again.state, again.closed_at, again.outcome), (State::Open, None, None));
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 200));
    let reopened =
        events.iter().filter(|one| matches!(one.event.kind, EventKind::ComplaintReopened { .. })).count();
    assert_eq!(reopened, 1);
}

#[test]
fn a_closed_conversation_leaves_its_complaint_open() {
    let house = house();
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &owner(), FIRST, &moment));
    house.work();
    assert_eq!(complaint(&house).state, State::Open);
    let moment = house.moment();
    let figures =
        house.read(move |tx| app::complaint::figures(tx, &owner(), (moment.now, moment.now), moment.now));
    assert_eq!(figures.open.len(), 1);
}

#[test]
fn the_customers_time_equals_a_count_by_hand() {
    let house = TestHouse::founded();
    // 360 characters, then 90, at 180 a minute: two and a half minutes.
    mail(&house, "1@x", &"boots".repeat(72));
    house.pass(hours(24));
    mail(&house, "2@x", &"hello".repeat(18));
    house.pass(hours(12));
    replies(&house, "We look into it.");
    house.pass(hours(12) - SignedDuration::from_secs(20));
    let moment = house.moment();
    house.write(move |tx| {
        app::complaint::add_step(tx, &owner(), FIRST, "On hold", 12, &moment)?;
        let wrong = app::complaint::add_step(tx, &owner(), FIRST, "Printed a label", 99, &moment)?;
        app::complaint::remove_step(tx, &owner(), wrong, &moment)
    });
    let now = house.moment().now;
    let time = house.read(move |tx| app::complaint::customer_time(tx, &owner(), FIRST, now));
    // Two days open, a minute each; on hold for twelve.
    assert!((time.minutes - (2.5 + 2.0 + 12.0)).abs() < 1e-9, "{time:?}");
    assert_eq!((time.contacts, time.waits), (2, 1), "the second message waits with the first");
    assert!((time.waited_hours - 36.0).abs() < 1e-9, "{time:?}");
    let sum: f64 = time.lines.iter().map(|line| line.minutes).sum();
    assert!((sum - time.minutes).abs() < 1e-9, "the lines are all of it");
}

#[test]
fn the_form_makes_a_customer_a_conversation_and_a_complaint_that_waits_for_an_advocate() {
    let house = TestHouse::founded();
    let (moment, letter) = (
        house.moment(),
        FormLetter { name: "Ann".into(), email: "ann@customer.example".into(), account: account() },
    );
    let id = house.write(move |tx| app::complaint::write(tx, &letter, &moment));
    house.work();
    let now = house.moment().now;
    let read = move |house: &TestHouse| {
        house.read(move |tx| app::complaint::of_conversation(tx, &owner(), id, now)).complaint.expect("it")
    };
    assert_eq!((read(&house).source, read(&house).advocate_id), (Source::Form, None));
    let view = house.read(move |tx| app::conversation::view(tx, &owner(), id, None));
    assert_eq!((view.conversation.channel.as_str(), view.customer.name.as_str()), ("form", "Ann"));
    assert_eq!(view.messages[0].message.text, "The boots never came.", "only words of hers");
    assert_eq!(Account::of(&read(&house)).wanted, [Wanted::Apology, Wanted::Refund]);
    let moment = house.moment();
    house.write(move |tx| {
        let to = app::conversation::Assignment { assignee: Some(AgentId(1)), team: None };
        app::conversation::assign(tx, &owner(), id, to, &moment)
    });
    house.work();
    assert_eq!(read(&house).advocate_id, Some(AgentId(1)));
}

#[test]
fn the_portal_shows_the_customers_own_words_and_takes_their_yes_or_no() {
    let house = house();
    let moment = house.moment();
    house.write(move |tx| app::complaint::set_underlying(tx, &owner(), FIRST, "Feels cheated", &moment));
    let seen = house.read(|tx| app::complaint::of_portal(tx, FIRST)).expect("hers");
    assert_eq!((seen.standing, seen.advocate.as_deref()), (Standing::Working, Some("Olive Owner")));
    assert!(!format!("{seen:?}").contains("cheated"), "what we think stays with us");
    let moment = house.moment();
    house.write(move |tx| app::complaint::agree(tx, FIRST, "", &moment));
    assert_eq!(house.read(|tx| app::complaint::of_portal(tx, FIRST)).expect("hers").standing, Standing::Done);
    house.pass(hours(1));
    let moment = house.moment();
    house.write(move |tx| app::complaint::disagree(tx, FIRST, "One boot is missing.", &moment));
    house.work();
    assert_eq!(complaint(&house).state, State::Open);
    let view = house.read(|tx| app::conversation::view(tx, &owner(), FIRST, None));
    assert_eq!(view.messages.last().expect("hers").message.text, "One boot is missing.");
}

#[test]
fn what_the_record_knows_is_not_asked_again() {
    let house = TestHouse::founded();
    mail(&house, "1@x", "Where are my boots? I want my money back.");
    let known = house.read(|tx| app::complaint::prefilled(tx, &owner(), FIRST));
    assert_eq!((known.wanted, known.tries), (vec![Wanted::Refund], 1));
    assert!(known.happened.starts_with("Where are my boots?"));
}

#[test]
fn figures_equal_a_count_by_hand() {
    let house = house();
    house.pass(hours(4));
    replies(&house, &"Your boots stood in our store in Malmö. ".repeat(6));
    closes(&house, Outcome::Agreed, "She wrote so.").expect("closed");
    let moment = house.moment();
    let from = moment.now - hours(24);
    let to = moment.now + SignedDuration::from_secs(1);
    let figures = house.read(move |tx| app::complaint::figures(tx, &owner(), (from, to), moment.now));
    let parts = |share: Option<app::figure::Share>| share.map(|share| (share.part, share.base));
    assert_eq!((parts(figures.summary.nothing), parts(figures.summary.agreed)), (Some((1, 1)), Some((1, 1))));
    let gaps: Vec<_> =
        figures.summary.gaps.iter().map(|gap| (gap.wanted, gap.asked, parts(gap.given))).collect();
    assert_eq!(gaps, [(Wanted::Apology, 1, Some((0, 1))), (Wanted::Refund, 1, Some((0, 1)))]);
    let answer = figures.summary.answer_hours.expect("an answer");
    assert!((answer.median - (4.0 + 20.0 / 3_600.0)).abs() < 1e-9, "{answer:?}");
    assert_eq!((figures.summary.unanswered, figures.open.len(), figures.made.len()), (0, 0, 1));
}
