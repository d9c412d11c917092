//! The real program tells a real shop what to carry out: the shop fails, answers too slowly, answers twice, and does it
//! once. What is taken back is taken back there as well, and what can't be told is shown to people.

use crate::support::{CAPE, a_minute_ago, hand_in, mail, open, wait_until_read};
use app::remedy::{Giving, NewRemedy, Remedy};
use domain::remedy::{Reason, Reversal, State};
use domain::{Actor, AgentId, ConversationId, EmailAddress, Reach, RemedyId, Role};
use jiff::SignedDuration;
use serde_json::Value;
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, CapeProcess};
use testkit::fake_shop::{FakeShop, Mood};
use testkit::server_process::wait_until;

/// Attempts before people are shown that it failed, as `docs/power.md` says.
const ATTEMPTS_MAX: i64 = 12;

fn house_with(shop: &FakeShop, folder: &TempDir) -> CapeFolder {
    let hook = format!(
        "[remedy_hook]\nurl = \"{}\"\nsecret = \"a secret for tests\"\nallow_private = true\n",
        shop.url()
    );
    CapeFolder::new(CAPE, folder.path(), &hook)
}

/// A running house with one conversation, and somebody who may give.
fn started(house: &CapeFolder) -> (CapeProcess, AgentId) {
    let server = house.serve();
    hand_in(&server, [mail(1)]);
    wait_until_read(&server);
    let moment = a_minute_ago(1);
    let lead = open(house).write(move |tx| {
        let email = EmailAddress::parse("lea@cape.example").expect("an address");
        Ok::<_, app::Error>(store::agent::add(tx, "Lea", &email, Role::Lead, Reach::All, moment.now)?)
    });
    (server, lead.wait().expect("a lead"))
}

fn give(house: &CapeFolder, agent: AgentId, key: &'static str) -> RemedyId {
    let moment = a_minute_ago(2);
    let given = open(house).write(move |tx| {
        let kinds = app::remedy::kinds(tx, &Actor::System)?;
        let new = NewRemedy {
            request_key: key.into(),
            kind: kinds.iter().find(|kind| kind.name == "Refund").expect("a refund").id,
            cost_minor: 1_999,
            currency: "EUR".into(),
            order: None,
            for_what: "A lace that tore".into(),
            reason: Reason::Damaged,
            why: "It tore on the first day.".into(),
            in_name_of: Some(agent),
        };
        app::remedy::give(tx, &Actor::System, ConversationId(1), &new, &moment)
    });
    let giving: Giving = given.wait().expect("it is inside");
    giving.remedy()
}

fn remedy(house: &CapeFolder, id: RemedyId) -> Remedy {
    let found = open(house).read(move |tx| app::remedy::find(tx, &Actor::System, id));
    found.wait().expect("the remedy").remedy
}

/// Lets the wait until the next attempt be over, after that many of them.
fn hurry(house: &CapeFolder, id: RemedyId, attempts: i64) {
    let past = a_minute_ago(3).now;
    let hurried = open(house).write(move |tx| {
        let mut remedy = store::remedy::find(tx, id)?.expect("the remedy");
        assert!(remedy.next_attempt_at.is_some(), "somebody waits for another attempt: {remedy:?}");
        (remedy.next_attempt_at, remedy.attempts) = (Some(past), attempts);
        Ok::<_, app::Error>(store::remedy::update(tx, &remedy)?)
    });
    hurried.wait().expect("it is hurried");
}

/// How long until the next attempt, at least, seen from a minute ago.
fn wait_of(remedy: &Remedy) -> SignedDuration {
    remedy.next_attempt_at.expect("another attempt").duration_since(a_minute_ago(4).now)
}

fn told(shop: &FakeShop, number: usize) -> (String, Value) {
    let told = shop.told();
    let body = serde_json::from_str(&told[number].body).expect("JSON");
    (told[number].headers["idempotency-key"].clone(), body)
}

#[test]
fn a_shop_that_fails_is_slow_and_answers_twice_does_it_once() {
    let (shop, folder) = (FakeShop::open(), TempDir::with_prefix("hook").expect("a folder"));
    let house = house_with(&shop, &folder);
    shop.set_mood(Mood::Says(503, "{}"));
    let (mut server, lead) = started(&house);
    let id = give(&house, lead, "one");
    wait_until("the first attempt to fail", || remedy(&house, id).problem.contains("503"));
    let first = remedy(&house, id);
    assert_eq!((first.state, first.attempts), (State::Given, 1));
    assert!(wait_of(&first) > SignedDuration::from_secs(60), "it waits before it asks again");

    // It carries it out, and the power fails before it says so.
    shop.set_mood(Mood::Slow);
    hurry(&house, id, 1);
    wait_until("the second request", || shop.told().len() == 2);
    assert_eq!(remedy(&house, id).state, State::Sending, "recorded before the answer");
    server.kill();
    shop.set_mood(Mood::Twice);
    let server = house.serve();
    assert_eq!(remedy(&house, id).state, State::Sending);
    hurry(&house, id, 2);
    wait_until("it to be carried out", || remedy(&house, id).state == State::Done);
    let done = remedy(&house, id);
    let (key, body) = told(&shop, 0);
    assert_eq!(done.external_id, format!("shop-{key}"));
    assert_eq!((body["action"].as_str(), body["cost"]["minor"].as_i64()), (Some("give"), Some(1_999)));
    assert!((0..3).all(|number| told(&shop, number) == (key.clone(), body.clone())), "always the same");
    assert_eq!((shop.told().len(), shop.done()), (3, 1), "told three times, done once");

    // Taken back: the shop hears of it under another key.
    let moment = a_minute_ago(5);
    let back = open(&house)
        .write(move |tx| app::remedy::take_back(tx, &Actor::System, id, "It came after all.", &moment));
    back.wait().expect("taken back");
    wait_until("the shop to take it back", || remedy(&house, id).reversal == Reversal::Done);
    let (reversal, body) = told(&shop, 3);
    assert_ne!(reversal, key);
    assert_eq!(
        (body["action"].as_str(), body["external_id"].as_str()),
        (Some("take_back"), Some(&*done.external_id))
    );
    assert_eq!((shop.told().len(), shop.done()), (4, 2));
    drop(server);
}

#[test]
fn what_cannot_be_told_is_given_up_visibly() {
    let (shop, folder) = (FakeShop::open(), TempDir::with_prefix("hook").expect("a folder"));
    let house = house_with(&shop, &folder);
    shop.set_mood(Mood::DeadBefore);
    let (_server, lead) = started(&house);
    let id = give(&house, lead, "one");
    wait_until("the first attempt to fail", || remedy(&house, id).problem.contains("broke"));
    hurry(&house, id, 5);
    wait_until("another attempt", || remedy(&house, id).attempts == 6);
    wait_until("its end", || remedy(&house, id).state == State::Given);
    assert!(wait_of(&remedy(&house, id)) > SignedDuration::from_mins(10), "ever longer");
    hurry(&house, id, ATTEMPTS_MAX - 1);
    wait_until("it to be given up", || remedy(&house, id).state == State::Failed);
    let failed = remedy(&house, id);
    assert_eq!((failed.attempts, failed.next_attempt_at), (ATTEMPTS_MAX, None));
    assert!(!failed.problem.is_empty(), "people see why");
    assert_eq!(shop.done(), 0);
}
