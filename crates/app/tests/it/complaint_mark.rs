//! What the inbox shows of complaints, and whom time and the customer's word reach.

use crate::house::{agent, conversation, mail};
use app::complaint::Account;
use app::conversation::Split;
use app::notification::Choices;
use domain::complaint::{OVERDUE_HOURS, Outcome, SILENCE_DAYS_MIN, Source};
use domain::notification::{Notice, Ways};
use domain::{Actor, ConversationId, EventKind, Role};
use jiff::SignedDuration;
use testkit::TestHouse;

const FIRST: ConversationId = ConversationId(1);

fn hours(number: i64) -> SignedDuration {
    SignedDuration::from_hours(number)
}

/// A house in which Anna complains, and Ines answers for it.
fn house() -> (TestHouse, Actor) {
    let house = TestHouse::founded();
    let ines = agent(&house, "Ines", Role::Agent);
    mail(&house, "anna", "Boots", "Where are my boots?");
    open(&house, &ines, FIRST);
    (house, ines)
}

fn open(house: &TestHouse, who: &Actor, id: ConversationId) {
    let (who, moment) = (who.clone(), house.moment());
    let account = Account { happened: "The boots never came.".into(), ..Account::default() };
    house.write(move |tx| app::complaint::open(tx, &who, id, &account, Source::Agent, &moment));
}

fn mark(house: &TestHouse, number: i64) -> String {
    conversation(house, number).complaint
}

/// Time passes, and what is due is done.
fn pass(house: &TestHouse, time: SignedDuration) {
    house.pass(time);
    let moment = house.moment();
    house.write(move |tx| app::timer::tick(tx, &moment));
    house.work();
}

fn asks(house: &TestHouse, who: &Actor) {
    let (who, moment) = (who.clone(), house.moment());
    house.write(move |tx| app::complaint::note_asked(tx, &who, FIRST, &moment));
}

/// The notices of complaints under somebody's bell, the latest first.
fn told(house: &TestHouse, who: &Actor) -> Vec<Notice> {
    house.work();
    let who = who.clone();
    let lines = house.read(move |tx| app::notification::list(tx, &who));
    let about = |kind: &Notice| matches!(kind, Notice::ComplaintAnswered | Notice::ComplaintWaits);
    lines.into_iter().map(|line| line.kind).filter(about).collect()
}

/// How often something happened.
fn count(house: &TestHouse, is: fn(&EventKind) -> bool) -> usize {
    let events = house.read(|tx| app::events::after(tx, domain::event::Cursor::default(), 1_000));
    events.iter().filter(|one| is(&one.event.kind)).count()
}

#[test]
fn the_mark_follows_the_complaint() {
    let (house, ines) = house();
    assert_eq!(mark(&house, 1), "open");
    pass(&house, hours(OVERDUE_HOURS - 1));
    assert_eq!(mark(&house, 1), "open");
    pass(&house, hours(1));
    assert_eq!(mark(&house, 1), "overdue");
    asks(&house, &ines);
    assert_eq!(mark(&house, 1), "asked");
    pass(&house, hours(24 * SILENCE_DAYS_MIN));
    assert_eq!(mark(&house, 1), "silent");
    let (who, moment) = (ines.clone(), house.moment());
    house.write(move |tx| app::complaint::close(tx, &who, FIRST, Outcome::Silence, "Moved away.", &moment));
    assert_eq!(mark(&house, 1), "");
    let moment = house.moment();
    house.write(move |tx| app::complaint::reopen(tx, &ines, FIRST, &moment));
    assert_eq!(mark(&house, 1), "overdue", "nobody has answered it to this day");
}

#[test]
fn a_conversation_that_is_closed_keeps_the_mark() {
    let (house, ines) = house();
    let moment = house.moment();
    house.write(move |tx| app::conversation::close(tx, &ines, FIRST, &moment));
    assert_eq!(mark(&house, 1), "open", "only the customer says when the complaint is done");
}

#[test]
fn the_mark_goes_with_a_merge_and_comes_back_with_its_undoing() {
    let (house, ines) = house();
    mail(&house, "anna", "Laces", "And the laces?");
    let (into, who, moment) = (ConversationId(2), ines.clone(), house.moment());
    let undo = house.write(move |tx| app::conversation::merge(tx, &who, FIRST, into, &moment));
    assert_eq!((mark(&house, 1), mark(&house, 2)), ("open".into(), "open".into()));
    // Changed where the matter goes on, it is changed in both.
    let (who, moment) = (ines.clone(), house.moment());
    house.write(move |tx| app::complaint::note_asked(tx, &who, into, &moment));
    assert_eq!((mark(&house, 1), mark(&house, 2)), ("asked".into(), "asked".into()));
    let (undo, moment) = (undo.expect("a way back"), house.moment());
    house.write(move |tx| app::undo::undo(tx, &ines, undo, &moment));
    assert_eq!((mark(&house, 1), mark(&house, 2)), ("asked".into(), String::new()));
}

#[test]
fn what_is_cut_off_takes_no_mark_along() {
    let (house, ines) = house();
    let (who, moment) = (ines.clone(), house.moment());
    let said = app::conversation::Said {
        text: "Another thing.".into(),
        channel: domain::conversation::Channel::Call,
        at: None,
    };
    let message = house.write(move |tx| app::conversation::take_down(tx, &who, FIRST, &said, &moment));
    let moment = house.moment();
    let new = house.write(move |tx| app::conversation::split(tx, &ines, message, &Split::default(), &moment));
    assert_eq!((mark(&house, 1), mark(&house, new.conversation.0)), ("open".into(), String::new()));
}

#[test]
fn the_advocate_hears_once_what_time_makes_of_it() {
    let (house, ines) = house();
    let omar = agent(&house, "Omar", Role::Agent);
    pass(&house, hours(OVERDUE_HOURS));
    assert_eq!(told(&house, &ines), [Notice::ComplaintWaits]);
    pass(&house, hours(OVERDUE_HOURS));
    assert_eq!(told(&house, &ines).len(), 1, "told once");
    asks(&house, &ines);
    pass(&house, hours(24 * SILENCE_DAYS_MIN - 1));
    assert_eq!(told(&house, &ines).len(), 1, "not yet a silence");
    pass(&house, hours(1));
    assert_eq!(told(&house, &ines).len(), 2);
    assert_eq!(count(&house, |kind| matches!(kind, EventKind::ComplaintSilent { .. })), 1);
    assert!(told(&house, &omar).is_empty(), "nobody else");
}

#[test]
fn an_answer_breaks_the_silence_and_the_advocate_hears_it() {
    let (house, ines) = house();
    asks(&house, &ines);
    house.pass(hours(24));
    let moment = house.moment();
    let said = app::conversation::Said {
        text: "One boot is still missing.".into(),
        channel: domain::conversation::Channel::Form,
        at: None,
    };
    house.write(move |tx| app::conversation::take_down(tx, &Actor::System, FIRST, &said, &moment));
    assert_eq!(told(&house, &ines), [Notice::ComplaintAnswered]);
    assert_eq!(mark(&house, 1), "open", "it is ours to read");
    pass(&house, hours(24 * SILENCE_DAYS_MIN));
    assert_eq!(count(&house, |kind| matches!(kind, EventKind::ComplaintSilent { .. })), 0);
    // It wasn't answered either, and that is told.
    assert_eq!(told(&house, &ines), [Notice::ComplaintWaits, Notice::ComplaintAnswered]);
    let who = ines.clone();
    let lines = house.read(move |tx| app::notification::list(tx, &who));
    assert!(
        lines.iter().any(|line| line.kind == Notice::CustomerWrote),
        "whoever answers for a complaint hears the customer, too"
    );
}

#[test]
fn the_customers_word_reaches_the_advocate_and_a_colleagues_note_of_it_does_not() {
    let (house, ines) = house();
    let moment = house.moment();
    house.write(move |tx| app::complaint::agree(tx, FIRST, "", &moment));
    assert_eq!(told(&house, &ines), [Notice::ComplaintAnswered]);
    house.pass(hours(1));
    let moment = house.moment();
    house.write(move |tx| app::complaint::disagree(tx, FIRST, "It came off again.", &moment));
    assert_eq!(told(&house, &ines), [Notice::ComplaintAnswered; 2]);
    let omar = agent(&house, "Omar", Role::Agent);
    let moment = house.moment();
    house.write(move |tx| app::complaint::close(tx, &omar, FIRST, Outcome::Agreed, "Said so.", &moment));
    assert_eq!(told(&house, &ines).len(), 2);
}

#[test]
fn by_mail_where_somebody_wants_it() {
    let (house, ines) = house();
    let who = ines.clone();
    house.write(move |tx| {
        let choices: Choices = app::notification::choices(tx, &who)?;
        let ways = choices
            .ways
            .into_iter()
            .map(|(notice, ways)| (notice, Ways { by_mail: notice == Notice::ComplaintWaits, ..ways }));
        app::notification::choose(tx, &who, &Choices { ways: ways.collect(), ..choices })
    });
    pass(&house, hours(OVERDUE_HOURS));
    let mails = house.post();
    let to: Vec<&str> = mails.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to, ["ines@cape.example"]);
    assert!(mails[0].1.contains("waits"), "it says what happened");
}

#[test]
fn a_complaint_without_advocate_reaches_whoever_has_it_else_the_leads() {
    let house = TestHouse::founded();
    let lena = agent(&house, "Lena", Role::Lead);
    mail(&house, "anna", "Boots", "Where are my boots?");
    let moment = house.moment();
    let account = Account { happened: "The boots never came.".into(), ..Account::default() };
    house.write(move |tx| app::complaint::open(tx, &Actor::System, FIRST, &account, Source::Api, &moment));
    pass(&house, hours(OVERDUE_HOURS));
    assert_eq!(told(&house, &lena), [Notice::ComplaintWaits]);
}
