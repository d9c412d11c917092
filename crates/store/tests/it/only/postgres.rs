//! PostgreSQL: several nodes, transactions that commit late, a server that is restarted.

use crate::engine::{TEMPLATE, make_template};
use crate::raw;
use crate::support::{at, read, wait_until, write};
use domain::event::Cursor;
use domain::{Event, EventKind};
use std::collections::BTreeSet;
use store::{Database, Error, Location, event, job, setting};
use tempfile::TempDir;
use testkit::postgres::Postgres;

/// A server with one database.
struct House {
    server: Postgres,
    location: Location,
    _folder: TempDir,
}

impl House {
    fn new() -> Self {
        let (server, folder) =
            (Postgres::start(), TempDir::with_prefix("store").expect("a temporary folder"));
        make_template(&server, &folder);
        server.copy(TEMPLATE, "cape");
        let location = Location::Postgres { url: server.url("cape"), blobs: folder.path().join("blobs") };
        Self { server, location, _folder: folder }
    }

    fn node(&self) -> Database {
        Database::open(&self.location).expect("the database")
    }
}

fn append(db: &Database, tag: &'static str) {
    let event = Event::new(EventKind::ConversationTagged { tag: tag.into() });
    write(db, move |tx| event::append(tx, &event, at(1)));
}

/// The tags of the events after the cursor, and where they end.
fn follow(db: &Database, cursor: Cursor) -> (Vec<String>, Cursor) {
    let found = read(db, move |tx| event::after(tx, cursor, 100));
    let tag = |recorded: &event::Recorded| match &recorded.event.kind {
        EventKind::ConversationTagged { tag } => tag.clone(),
        other => panic!("{other:?} was never written"),
    };
    (found.iter().map(tag).collect(), found.last().map_or(cursor, |last| last.cursor))
}

#[test]
fn an_event_that_commits_late_is_not_skipped() {
    let house = House::new();
    let db = house.node();
    append(&db, "before");
    let mut other = raw::postgres(db.location()).expect("a connection");
    let late = r#"INSERT INTO event (created_at, kind, body)
                  VALUES (1, 'conversation_tagged', '{"kind":"conversation_tagged","tag":"late"}')"#;
    let mut held = other.transaction().expect("a transaction");
    held.batch_execute(late).expect("the late event");
    append(&db, "after");
    let (seen, cursor) = follow(&db, Cursor::default());
    assert_eq!(seen, ["before"], "what came after waits for what may still come before");
    assert_eq!(read(&db, event::end), cursor);
    assert_eq!(follow(&db, cursor), (vec![], cursor));
    held.commit().expect("at last");
    assert_eq!(follow(&db, cursor).0, ["late", "after"]);

    let (_, cursor) = follow(&db, Cursor::default());
    let mut held = other.transaction().expect("a transaction");
    held.batch_execute(late).expect("the event that will never be");
    append(&db, "last");
    assert_eq!(follow(&db, cursor).0, Vec::<String>::new());
    held.rollback().expect("undone");
    assert_eq!(follow(&db, cursor).0, ["last"]);
}

#[test]
fn nodes_hear_of_each_others_commits() {
    let house = House::new();
    let (one, other) = (house.node(), house.node());
    let mut changes = other.changes();
    let mut woken = 0;
    // The other node may not listen yet when the first commit is told.
    wait_until("word from the other node", || {
        write(&one, |tx| job::enqueue(tx, "mail", "{}", at(1), at(1)));
        if changes.has_changed().expect("an open database") {
            changes.mark_unchanged();
            woken += 1;
        }
        woken == 3
    });
    assert!(read(&other, job::next_due).is_some());
}

#[test]
fn two_nodes_claim_each_job_once() {
    let house = House::new();
    let nodes = [house.node(), house.node()];
    write(&nodes[0], |tx| (0..80).try_for_each(|_| job::enqueue(tx, "mail", "{}", at(1), at(1)).map(drop)));
    let claimed: Vec<domain::JobId> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8)
            .map(|number| {
                let node = &nodes[number % 2];
                let claim = || write(node, |tx| job::claim(tx, "mail", at(2), at(60))).map(|job| job.id);
                scope.spawn(move || std::iter::from_fn(claim).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
    });
    assert_eq!((claimed.len(), claimed.iter().collect::<BTreeSet<_>>().len()), (80, 80));
}

#[test]
fn connections_recover_when_the_server_was_restarted() {
    let mut house = House::new();
    let db = house.node();
    // Enough at once that every connection is in use before, and tried after.
    let use_all = |value: &'static str| {
        std::thread::scope(|scope| {
            for number in 0..24 {
                let db = &db;
                scope.spawn(move || {
                    write(db, move |tx| setting::set(tx, &format!("setting{number}"), value));
                    read(db, move |tx| setting::get(tx, &format!("setting{number}")));
                });
            }
        });
    };
    use_all("before");
    house.server.pause();
    let while_down = db.write(|tx| setting::set(tx, "lost", "1")).wait();
    assert!(matches!(while_down, Err(Error::Postgres(_))), "{while_down:?}");
    house.server.resume();
    use_all("after");
    assert_eq!(read(&db, |tx| setting::get(tx, "setting7")).as_deref(), Some("after"));
    assert_eq!(read(&db, |tx| setting::get(tx, "lost")), None);
    let mut changes = db.changes();
    changes.mark_unchanged();
    let other = house.node();
    wait_until("the listener to be back", || {
        write(&other, |tx| job::enqueue(tx, "mail", "{}", at(1), at(1)));
        changes.has_changed().expect("an open database")
    });
}

#[test]
fn a_transaction_cut_off_in_the_middle_is_run_again() {
    let house = House::new();
    let db = house.node();
    let mut other = raw::postgres(db.location()).expect("a connection");
    let (has_begun, begun) = std::sync::mpsc::channel();
    let (go_on, cut) = std::sync::mpsc::channel::<()>();
    let cut = std::sync::Mutex::new(cut);
    let runs = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&runs);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            write(&db, move |tx| {
                setting::set(tx, "name", "1")?;
                if counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
                    has_begun.send(()).expect("somebody waits");
                    cut.lock().expect("nobody else").recv().expect("the cut");
                }
                setting::set(tx, "other name", "1")
            });
        });
        begun.recv().expect("a transaction");
        let cut_off = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
                       WHERE datname = current_database() AND state = 'idle in transaction'";
        assert_eq!(other.query_one(cut_off, &[]).expect("the cut").get::<_, i64>(0), 1);
        go_on.send(()).expect("the transaction");
        writer.join().expect("it works the second time");
    });
    assert_eq!(runs.load(std::sync::atomic::Ordering::SeqCst), 2);
    assert_eq!(read(&db, |tx| setting::get(tx, "other name")).as_deref(), Some("1"));
}

/// The server of the tests orders by the rules of English, so the order of a column left to it would show there;
/// this finds the columns that no list is ordered by yet.
#[test]
fn no_text_is_left_to_the_servers_locale() {
    let house = House::new();
    drop(house.node());
    let mut client = raw::postgres(&house.location).expect("a connection");
    let loose = client
        .query(
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = 'public' AND data_type = 'text' AND table_name <> 'migration'
             AND collation_name IS DISTINCT FROM 'C'",
            &[],
        )
        .expect("the columns");
    let loose: Vec<String> = loose.iter().map(|row| row.get(0)).collect();
    assert!(loose.is_empty(), "give these COLLATE \"C\" in the migration: {}", loose.join(", "));
}

#[test]
fn several_nodes_may_start_on_an_empty_database() {
    let house = House::new();
    house.server.create("empty");
    let Location::Postgres { blobs, .. } = &house.location else { unreachable!("a House is on PostgreSQL") };
    let location = Location::Postgres { url: house.server.url("empty"), blobs: blobs.clone() };
    std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..4).map(|_| scope.spawn(|| Database::open(&location).map(drop))).collect();
        for node in nodes {
            node.join().expect("an answer").expect("a database");
        }
    });
}
