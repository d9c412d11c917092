//! The event log: nothing is skipped, nothing comes twice.

use crate::support::{at, new_agent, read, wait_until, write};
use domain::event::Cursor;
use domain::{AgentId, ConversationId, CustomerId, Event, EventKind, MessageId};
use std::collections::BTreeSet;
use store::event::{self, Recorded};
use store::{Database, WriteTx};

fn tagged(tag: &str) -> Event {
    Event::new(EventKind::ConversationTagged { tag: tag.into() })
}

fn append(tx: &WriteTx<'_>, tag: &str) -> store::Result<()> {
    event::append(tx, &tagged(tag), at(1))
}

fn tag_of(recorded: &Recorded) -> String {
    match &recorded.event.kind {
        EventKind::ConversationTagged { tag } => tag.clone(),
        other => panic!("{other:?} was never written"),
    }
}

/// Everything after the cursor, a few at a time.
fn follow(db: &Database, mut cursor: Cursor) -> Vec<Recorded> {
    let mut found = Vec::new();
    loop {
        let next = read(db, move |tx| event::after(tx, cursor, 7));
        let Some(last) = next.last() else { return found };
        cursor = last.cursor;
        found.extend(next);
    }
}

pub(crate) fn round_trip(db: &Database) {
    let expected = [
        tagged("Käse '🧦' \"x\""),
        Event::new(EventKind::ReplyUndone)
            .by(Some(AgentId(1)))
            .customer(CustomerId(2))
            .conversation(ConversationId(3))
            .message(MessageId(i64::MAX)),
        Event::new(EventKind::ConversationStateChanged {
            from: domain::conversation::State::Open,
            to: domain::conversation::State::Snoozed,
            until: Some(at(9)),
        }),
    ];
    let events = expected.clone();
    write(db, move |tx| {
        events.iter().zip(5..).try_for_each(|(event, second)| event::append(tx, event, at(second)))
    });
    let found = follow(db, Cursor::default());
    assert_eq!(found.iter().map(|recorded| recorded.at).collect::<Vec<_>>(), [at(5), at(6), at(7)]);
    assert!(found.windows(2).all(|pair| pair[0].cursor < pair[1].cursor));
    assert_eq!(read(db, event::end), found[2].cursor);
    assert_eq!(found.into_iter().map(|recorded| recorded.event).collect::<Vec<_>>(), expected);
}

pub(crate) fn cursors_are_durable(db: &Database) {
    assert_eq!(read(db, event::end), Cursor::default());
    assert_eq!(read(db, |tx| event::cursor(tx, "mailer")), None);
    write(db, |tx| append(tx, "one"));
    let first = read(db, event::end);
    write(db, move |tx| event::advance(tx, "mailer", first));
    write(db, |tx| append(tx, "two"));
    let other = Database::open(db.location()).expect("the same database");
    assert_eq!(read(&other, |tx| event::cursor(tx, "mailer")), Some(first));
    let rest = follow(&other, first);
    assert_eq!(rest.iter().map(tag_of).collect::<Vec<_>>(), ["two"]);
    let second = rest[0].cursor;
    write(&other, move |tx| event::advance(tx, "mailer", second));
    assert_eq!(read(db, |tx| event::cursor(tx, "mailer")), Some(second));
    assert_eq!(read(db, |tx| event::cursor(tx, "pages")), None);

    let undone = db.write(move |tx| {
        append(tx, "never")?;
        event::advance(tx, "mailer", Cursor { transaction: 9, id: 9 })?;
        Err::<(), _>(store::Error::Closed)
    });
    assert!(undone.wait().is_err());
    assert_eq!(read(db, |tx| event::cursor(tx, "mailer")), Some(second), "undone with its transaction");
    assert_eq!(follow(db, second), []);
}

pub(crate) fn logs_of_one(db: &Database) {
    write(db, |tx| {
        let agent = new_agent(tx, "anna")?;
        let event = |tag| tagged(tag).by(Some(agent));
        event::append(tx, &event("a").customer(CustomerId(1)).conversation(ConversationId(7)), at(1))?;
        event::append(tx, &event("b").customer(CustomerId(1)), at(2))?;
        event::append(tx, &event("c").customer(CustomerId(1)).conversation(ConversationId(8)), at(3))?;
        event::append(tx, &event("d").customer(CustomerId(2)), at(4))?;
        event::append(tx, &event("e").conversation(ConversationId(7)), at(5))
    });
    let tags = |found: Vec<Recorded>| -> Vec<String> { found.iter().map(tag_of).collect() };
    assert_eq!(tags(read(db, |tx| event::of_conversation(tx, ConversationId(7)))), ["a", "e"]);
    assert_eq!(tags(read(db, |tx| event::of_customer(tx, CustomerId(1)))), ["b"]);
    assert_eq!(tags(read(db, |tx| event::of_customer(tx, CustomerId(3)))), Vec::<String>::new());
}

pub(crate) fn many_writers_and_a_consumer(db: &Database) {
    const WRITERS: usize = 6;
    const EACH: usize = 25;
    let mut seen = Vec::new();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for number in 0..EACH {
                    write(db, move |tx| {
                        append(tx, &format!("{writer}.{number}.first"))?;
                        append(tx, &format!("{writer}.{number}.second"))
                    });
                }
            });
        }
        let mut cursor = Cursor::default();
        wait_until("every event", || {
            let next = follow(db, cursor);
            cursor = next.last().map_or(cursor, |last| last.cursor);
            seen.extend(next.iter().map(tag_of));
            seen.len() >= WRITERS * EACH * 2
        });
    });
    let different: BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), different.len()), (WRITERS * EACH * 2, WRITERS * EACH * 2), "each exactly once");
    for writer in 0..WRITERS {
        let own: Vec<_> = seen.iter().filter(|tag| tag.starts_with(&format!("{writer}."))).cloned().collect();
        let order: Vec<_> =
            (0..EACH).flat_map(|n| [format!("{writer}.{n}.first"), format!("{writer}.{n}.second")]).collect();
        assert_eq!(own, order, "in the order in which they happened");
    }
}
