//! What a reader sees, and when others hear of a change.

use crate::support::{at, read, wait_until, write};
use std::sync::mpsc;
use store::{Database, Error, job, setting};

pub(crate) fn reads_see_one_state(db: &Database) {
    write(db, |tx| setting::set(tx, "a", "old").and_then(|()| setting::set(tx, "b", "old")));
    let (has_read, reading) = mpsc::channel();
    let (has_written, written) = mpsc::channel::<()>();
    let written = std::sync::Mutex::new(written);
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            read(db, move |tx| {
                let first = setting::get(tx, "a")?;
                has_read.send(()).expect("somebody waits");
                written.lock().expect("nobody else").recv().expect("a write");
                Ok((first, setting::get(tx, "b")?))
            })
        });
        reading.recv().expect("a reader");
        write(db, |tx| setting::set(tx, "a", "new").and_then(|()| setting::set(tx, "b", "new")));
        has_written.send(()).expect("the reader");
        reader.join().expect("what it saw")
    });
    assert_eq!(seen, (Some("old".into()), Some("old".into())), "a state that never was");
    assert_eq!(read(db, |tx| setting::get(tx, "b")).as_deref(), Some("new"));
}

pub(crate) fn changes_are_told(db: &Database) {
    let mut changes = db.changes();
    // A consumer that waits elsewhere may still be heard of from before.
    changes.mark_unchanged();
    let undone = db.write(|tx| job::enqueue(tx, "mail", "{}", at(1), at(1)).and(Err::<(), _>(Error::Closed)));
    assert!(undone.wait().is_err());
    write(db, |tx| setting::set(tx, "nobody waits for this", "1"));
    assert!(!changes.has_changed().expect("an open database"), "nothing happened that anybody waits for");
    write(db, |tx| job::enqueue(tx, "mail", "{}", at(1), at(1)));
    wait_until("the signal", || changes.has_changed().expect("an open database"));
    assert!(read(db, job::next_due).is_some(), "told after commit, not before");
}
