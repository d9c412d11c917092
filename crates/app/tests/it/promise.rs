//! Our word: given with a reply and taken back with it, kept, moved in time, and never forgotten.

use app::addresses::Party;
use app::conversation::NewReply;
use app::people::{NewAgent, Password};
use app::promise::{Ending, NewPromise, Renegotiation};
use domain::promise::{Due, Kind, Outcome};
use domain::{Actor, AgentId, ConversationId, MessageId, PromiseId, Reach, Role};
use jiff::{SignedDuration, Timestamp};
use testkit::TestHouse;
use testkit::house::PASSWORD;

pub(crate) const ONE: ConversationId = ConversationId(1);

fn mail(number: u32) -> String {
    format!(
        "From: Ann <ann@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots {number}\r\n\
         Message-ID: <{number}@x>\r\n\r\nWhere are they?\r\n"
    )
}

/// A house with an owner, an agent who answers, and two conversations of one customer.
pub(crate) fn house() -> (TestHouse, AgentId) {
    let house = TestHouse::founded();
    let ines = add(&house, "ines", Role::Agent);
    house.mail(mail(1));
    house.mail(mail(2));
    (house, ines)
}

pub(crate) fn add(house: &TestHouse, name: &'static str, role: Role) -> AgentId {
    let (owner, moment) = (house.agent("owner@cape.example"), house.moment());
    house.write(move |tx| {
        let boss = app::people::actor_of(tx, owner)?;
        let password = Password::new(PASSWORD, &moment)?;
        let email = format!("{name}@cape.example");
        let new = NewAgent { name: name.into(), email, role, reach: Reach::All, password };
        app::people::add(tx, &boss, &new, &moment)
    })
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

pub(crate) fn promise(due: &str) -> NewPromise {
    let due = Due::at(at(due), "Europe/Stockholm").expect("a due");
    NewPromise { kind: Kind::CallBack, text: "Call you back".into(), phrase: String::new(), due, owner: None }
}

/// Does something as an agent; what came of it.
pub(crate) fn act<T: Send + 'static>(
    house: &TestHouse,
    agent: AgentId,
    run: impl Fn(&app::WriteTx<'_>, &Actor, &domain::Moment) -> app::Result<T> + Send + 'static,
) -> app::Result<T> {
    let moment = house.moment();
    house.db.write(move |tx| run(tx, &app::people::actor_of(tx, agent)?, &moment)).wait()
}

fn reply(promises: Vec<NewPromise>, renegotiations: Vec<Renegotiation>) -> NewReply {
    let to = vec![Party { name: String::new(), address: "ann@customer.example".into() }];
    NewReply { to, markdown: "I'll call you back.".into(), promises, renegotiations, ..NewReply::default() }
}

fn send(house: &TestHouse, agent: AgentId, new: NewReply) -> app::Result<MessageId> {
    act(house, agent, move |tx, actor, moment| app::conversation::reply(tx, actor, ONE, &new, moment))
}

fn owed(house: &TestHouse, id: ConversationId) -> Vec<(PromiseId, Outcome, Timestamp)> {
    let now = house.moment().now;
    let all = house.read(move |tx| app::promise::of_conversation(tx, &Actor::System, id, now));
    all.into_iter().map(|owed| (owed.promise.id, owed.outcome, owed.promise.due_at)).collect()
}

fn marked(house: &TestHouse, id: ConversationId) -> Option<Timestamp> {
    house.read(move |tx| app::conversation::find(tx, &Actor::System, id)).0.promise_due_at
}

fn tick(house: &TestHouse) {
    let moment = house.moment();
    house.write(move |tx| app::timer::tick(tx, &moment));
    house.work();
}

fn happened(house: &TestHouse) -> Vec<String> {
    let all = house.read(|tx| Ok(store::event::after(tx, domain::event::Cursor::default(), 10_000)?));
    all.iter().map(|one| one.event.kind.name()).filter(|name| name.starts_with("promise")).collect()
}

const NOON: &str = "2026-03-03T12:00:00Z";

#[test]
fn a_reply_gives_our_word_and_taking_it_back_takes_that_back() {
    let (house, ines) = house();
    let message = send(&house, ines, reply(vec![promise(NOON)], vec![])).expect("sent");
    assert_eq!(marked(&house, ONE), Some(at(NOON)));
    act(&house, ines, move |tx, actor, moment| app::conversation::undo_reply(tx, actor, message, moment))
        .expect("undone");
    assert_eq!((owed(&house, ONE), marked(&house, ONE)), (vec![], None), "nobody was promised anything");
    let view =
        house.read(move |tx| app::conversation::view(tx, &app::people::actor_of(tx, ines)?, ONE, None));
    assert_eq!(view.draft.expect("a draft").promises, [promise(NOON)], "it stands in the draft again");
    assert_eq!(happened(&house), ["promise_made", "promise_undone"]);
}

#[test]
fn a_promise_that_can_not_be_kept_is_refused_with_its_reply() {
    let (house, ines) = house();
    let nobody_knows = NewPromise { owner: Some(AgentId(99)), ..promise(NOON) };
    let empty = NewPromise { text: " ".into(), ..promise(NOON) };
    for (wrong, why) in
        [(promise("2026-03-01T12:00:00Z"), "over"), (nobody_knows, "colleague"), (empty, "characters")]
    {
        let error = send(&house, ines, reply(vec![promise(NOON), wrong], vec![])).expect_err("refused");
        assert!(error.to_string().contains(why), "{error}");
    }
    assert_eq!((owed(&house, ONE), marked(&house, ONE)), (vec![], None), "all or nothing");
}

#[test]
fn another_time_needs_a_message_and_the_old_time_to_come() {
    let (house, ines) = house();
    let id =
        act(&house, ines, |tx, actor, moment| app::promise::make(tx, actor, ONE, &promise(NOON), moment))
            .expect("made");
    let later = |due: &str| Renegotiation { promise: id, due: promise(due).due };
    let message = send(&house, ines, reply(vec![], vec![later("2026-03-04T12:00:00Z")])).expect("in time");
    assert_eq!(owed(&house, ONE), [(id, Outcome::Open, at("2026-03-04T12:00:00Z"))]);
    assert_eq!(marked(&house, ONE), Some(at("2026-03-04T12:00:00Z")));
    act(&house, ines, move |tx, actor, moment| app::conversation::undo_reply(tx, actor, message, moment))
        .expect("undone");
    assert_eq!(owed(&house, ONE), [(id, Outcome::Open, at(NOON))], "the customer was told nothing");
    house.pass(SignedDuration::from_hours(48));
    let error = send(&house, ines, reply(vec![], vec![later("2026-03-06T12:00:00Z")])).expect_err("too late");
    assert!(error.to_string().contains("has passed"), "{error}");
    assert_eq!(owed(&house, ONE), [(id, Outcome::Passed, at(NOON))]);
}

#[test]
fn it_is_kept_late_by_itself_and_ends_once() {
    let (house, ines) = house();
    let make = |due: &'static str| {
        act(&house, ines, move |tx, actor, moment| app::promise::make(tx, actor, ONE, &promise(due), moment))
            .expect("made")
    };
    let (soon, late) = (make("2026-03-02T10:00:00Z"), make(NOON));
    let end =
        |id, how| act(&house, ines, move |tx, actor, moment| app::promise::end(tx, actor, id, how, moment));
    end(late, Ending::Keep).expect("kept");
    house.pass(SignedDuration::from_hours(2));
    end(soon, Ending::Keep).expect("kept late");
    end(soon, Ending::Keep).expect("said twice is said once");
    assert!(end(soon, Ending::Break).expect_err("it is kept").to_string().contains("kept already"));
    let outcomes: Vec<_> = owed(&house, ONE).iter().map(|one| one.1).collect();
    assert_eq!((outcomes, marked(&house, ONE)), (vec![Outcome::Late, Outcome::InTime], None));
}

#[test]
fn breaking_one_drafts_what_the_customer_is_told_and_sends_nothing() {
    let (house, ines) = house();
    let id =
        act(&house, ines, |tx, actor, moment| app::promise::make(tx, actor, ONE, &promise(NOON), moment))
            .expect("made");
    for _ in 0..2 {
        act(&house, ines, move |tx, actor, moment| app::promise::end(tx, actor, id, Ending::Break, moment))
            .expect("said twice is said once");
    }
    let view =
        house.read(move |tx| app::conversation::view(tx, &app::people::actor_of(tx, ines)?, ONE, None));
    let draft = view.draft.expect("a draft");
    assert_eq!(
        draft.markdown,
        "I am sorry: we promised you “Call you back” by Tuesday 3 March, 13:00 (Stockholm), and we can’t keep that.\n\n\
         Instead: “Call you back” by Wednesday 4 March, 18:00 (Stockholm)."
    );
    let [anew] = draft.promises.as_slice() else { panic!("one: {:?}", draft.promises) };
    assert_eq!((anew.due.at, anew.kind, anew.owner), (at("2026-03-04T17:00:00Z"), Kind::CallBack, None));
    assert!(draft.markdown.ends_with(&anew.phrase), "words that go take it along");
    assert_eq!(view.messages.len(), 1, "nothing is sent by that");
    assert_eq!(happened(&house), ["promise_made", "promise_broken"], "nothing is promised by that");
    // What somebody has begun stays, and another system, which has no draft, ends one as well.
    let other = act(&house, ines, |tx, actor, moment| {
        app::promise::make(tx, actor, ONE, &promise("2026-03-05T12:00:00Z"), moment)
    });
    let (other, moment) = (other.expect("made"), house.moment());
    house.write(move |tx| app::promise::end(tx, &Actor::System, other, Ending::Break, &moment));
    assert_eq!(happened(&house).last().map(String::as_str), Some("promise_broken"));
}

#[test]
fn somebody_is_reminded_before_it_breaks_and_it_is_said_once_after() {
    let (house, ines) = house();
    act(&house, ines, |tx, actor, moment| app::promise::make(tx, actor, ONE, &promise(NOON), moment))
        .expect("made");
    let bell = |agent| {
        house
            .read(move |tx| Ok(store::notification::of_agent(tx, agent, 99)?))
            .iter()
            .map(|line| line.kind.name())
            .collect::<Vec<_>>()
    };
    house.pass(SignedDuration::from_hours(25));
    tick(&house);
    assert_eq!(bell(ines), Vec::<&str>::new(), "ten in the morning");
    house.pass(SignedDuration::from_hours(1));
    tick(&house);
    tick(&house);
    assert_eq!(bell(ines), ["promise_due"], "eleven: one open hour is left");
    house.pass(SignedDuration::from_hours(1));
    tick(&house);
    assert_eq!(bell(ines).len(), 1, "the last minute has not passed");
    house.pass(SignedDuration::from_mins(1));
    tick(&house);
    tick(&house);
    assert_eq!(bell(ines), ["promise_passed", "promise_due"]);
    assert_eq!(happened(&house), ["promise_made", "promise_reminded", "promise_passed"]);
}

#[test]
fn a_colleague_keeps_it_while_its_owner_is_away() {
    let (house, ines) = house();
    let lead = add(&house, "lena", Role::Lead);
    act(&house, ines, |tx, actor, moment| {
        app::promise::make(tx, actor, ONE, &promise("2026-03-02T16:00:00Z"), moment)
    })
    .expect("made");
    let list = |agent: AgentId| {
        let now = house.moment().now;
        let page = house.read(move |tx| {
            app::inbox::page(tx, &app::people::actor_of(tx, agent)?, app::inbox::Name::Promised, None, now)
        });
        page.lines.iter().map(|line| line.conversation.id).collect::<Vec<_>>()
    };
    assert_eq!((list(ines), list(lead)), (vec![ONE], vec![]));
    act(&house, ines, |tx, actor, moment| app::people::set_away(tx, actor, true, moment)).expect("away");
    assert_eq!(
        (list(ines), list(lead)),
        (vec![ONE], vec![ONE]),
        "a lead, because nobody has the conversation"
    );
    house.pass(SignedDuration::from_hours(6));
    tick(&house);
    let told = house.read(move |tx| Ok(store::notification::of_agent(tx, lead, 9)?));
    assert_eq!(told.len(), 1, "the lead is reminded");
}

#[test]
fn it_goes_where_its_conversation_goes() {
    let (house, ines) = house();
    let two = ConversationId(2);
    act(&house, ines, |tx, actor, moment| app::promise::make(tx, actor, ONE, &promise(NOON), moment))
        .expect("made");
    let into =
        act(&house, ines, move |tx, actor, moment| app::conversation::merge(tx, actor, ONE, two, moment));
    let undo = into.expect("merged").expect("a way back");
    assert_eq!((marked(&house, two), owed(&house, two).len()), (Some(at(NOON)), 1), "read for what went in");
    act(&house, ines, move |tx, actor, moment| app::undo::undo(tx, actor, undo, moment)).expect("undone");
    assert_eq!((marked(&house, ONE), marked(&house, two)), (Some(at(NOON)), None));
    // A reply that is split off takes its promise along, and brings it back.
    let given = send(&house, ines, reply(vec![promise("2026-03-02T15:00:00Z")], vec![])).expect("sent");
    let parted = act(&house, ines, move |tx, actor, moment| {
        app::conversation::split(tx, actor, given, &app::conversation::Split::default(), moment)
    });
    let parted = parted.expect("split");
    assert_eq!(
        (marked(&house, ONE), marked(&house, parted.conversation)),
        (Some(at(NOON)), Some(at("2026-03-02T15:00:00Z")))
    );
    let back = parted.undo.expect("a way back");
    act(&house, ines, move |tx, actor, moment| app::undo::undo(tx, actor, back, moment)).expect("undone");
    assert_eq!(marked(&house, ONE), Some(at("2026-03-02T15:00:00Z")));
}

#[test]
fn the_customer_gets_a_link_that_shows_only_what_was_promised() {
    let (house, ines) = house();
    let message = send(&house, ines, reply(vec![promise(NOON)], vec![])).expect("sent");
    house.pass(SignedDuration::from_secs(11));
    let moment = house.moment();
    let outgoing = house
        .write(move |tx| app::outbox::prepare(tx, message, "https://cape.example", &moment))
        .expect("it waits");
    let text = mail::read(&outgoing.raw).body.text;
    let (_, rest) = text.split_once("https://cape.example/p/").expect("a link");
    let token = rest.split_whitespace().next().expect("a token").to_owned();
    let open = |token: &str, days: i64| {
        let (token, now) = (token.to_owned(), house.moment().now + SignedDuration::from_hours(24 * days));
        house.db.read(move |tx| app::portal::read(tx, &token, now)).wait()
    };
    let shown = open(&token, 1).expect("it opens");
    assert_eq!((shown.subject.as_str(), shown.promises.len()), ("Boots 1", 1));
    assert_eq!((shown.promises[0].text.as_str(), shown.promises[0].due), ("Call you back", at(NOON)));
    assert!(open(&token, 91).is_err(), "after ninety days it opens nothing");
    assert!(open("nonsense", 0).is_err());
}
