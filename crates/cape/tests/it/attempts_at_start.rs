//! Attempts that a start finds without an end: whose they may be depends on who else could be sending.

use crate::commands::house;
use crate::support::{hand_in, mail, wait_until_read};
use app::addresses::Party;
use app::conversation::NewReply;
use app::{Database, Location};
use domain::message::Delivery;
use domain::{Actor, ConversationId, MessageId, Moment};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::postgres::Postgres;

#[test]
fn alone_on_its_database_every_attempt_is_queued_again() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let location = Location::Directory(house.data());
    assert_eq!(after_a_start(&house, &location), [Delivery::Queued, Delivery::Queued]);
}

#[test]
fn beside_other_nodes_only_what_nobody_can_still_be_sending() {
    let postgres = Postgres::start();
    postgres.create("cape");
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder).with("CAPE_POSTGRES", &postgres.url("cape"));
    let location = Location::Postgres { url: postgres.url("cape"), blobs: house.data().join("blobs") };
    assert_eq!(after_a_start(&house, &location), [Delivery::Queued, Delivery::Sending]);
}

/// What a start makes of an attempt begun 40 minutes ago and of one begun a minute ago.
fn after_a_start(house: &CapeFolder, location: &Location) -> Vec<Delivery> {
    let server = house.serve();
    hand_in(&server, [mail(1)]);
    wait_until_read(&server);
    drop(server);
    let db = Database::open(location).expect("the database opens");
    let attempts = [40, 1].map(|minutes| begun(&db, minutes));
    let server = house.serve();
    let deliveries = db.read(move |tx| store::delivery::of_messages(tx, &attempts)).wait().expect("a read");
    drop(server);
    attempts
        .iter()
        .filter_map(|id| deliveries.iter().find(|delivery| delivery.message_id == *id))
        .map(|delivery| delivery.state)
        .collect()
}

/// An answer whose sending began so many minutes ago and never ended.
#[expect(clippy::disallowed_methods, reason = "the program under test looks at the same clock")]
fn begun(db: &Database, minutes: i64) -> MessageId {
    let then = Timestamp::now().checked_sub(SignedDuration::from_mins(minutes)).expect("a time");
    let moment = Moment::new(then, [minutes.unsigned_abs().to_le_bytes()[0]; 32]);
    let begun = db.write(move |tx| {
        let to = vec![Party { name: String::new(), address: "customer-1@customer.example".into() }];
        let new = NewReply { to, markdown: "Today.".into(), ..NewReply::default() };
        let id = app::conversation::reply(tx, &Actor::System, ConversationId(1), &new, &moment)?;
        app::outbox::prepare(tx, id, "https://help.example", &moment)?.expect("it waits");
        assert!(app::outbox::begin(tx, id, &moment)?, "the attempt begins");
        Ok::<_, app::Error>(id)
    });
    begun.wait().expect("an answer on its way")
}
