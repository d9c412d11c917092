//! SQLite: another program that writes at the same time. (A full disk stands in `src/database/tests.rs`, because
//! only the writing connection itself can be given little room.)

use crate::raw;
use crate::support::{read, write};
use std::path::PathBuf;
use store::condition::{self, Care};
use store::{Database, Location, copy, setting};
use tempfile::TempDir;

fn open() -> (TempDir, Database) {
    let folder = TempDir::with_prefix("store").expect("a temporary folder");
    let db = Database::open(&Location::Directory(folder.path().to_owned())).expect("a new database");
    (folder, db)
}

#[test]
fn writers_wait_while_another_program_writes_and_readers_go_on() {
    let (_folder, db) = open();
    write(&db, |tx| setting::set(tx, "name", "old"));
    let other = raw::sqlite(db.location()).expect("a connection");
    other.execute_batch("BEGIN IMMEDIATE; UPDATE setting SET value = 'theirs'").expect("the lock");
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            write(&db, |tx| {
                let seen = setting::get(tx, "name")?;
                setting::set(tx, "name", "ours")?;
                Ok(seen)
            })
        });
        for _ in 0..100 {
            assert_eq!(read(&db, |tx| setting::get(tx, "name")).as_deref(), Some("old"));
        }
        assert!(!writer.is_finished(), "two wrote at once");
        other.execute_batch("COMMIT").expect("the end of the lock");
        assert_eq!(writer.join().expect("an answer").as_deref(), Some("theirs"));
    });
    assert_eq!(read(&db, |tx| setting::get(tx, "name")).as_deref(), Some("ours"));
}

#[test]
fn what_was_written_is_there_after_the_program_is_killed() {
    let (folder, db) = open();
    write(&db, |tx| setting::set(tx, "name", "kept"));
    // What a killed program leaves: the files as they are, its log not folded in.
    let copy = TempDir::with_prefix("store").expect("a temporary folder");
    for name in ["cape.db", "cape.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).expect("a file");
    }
    let again = Database::open(&Location::Directory(copy.path().to_owned())).expect("the copy");
    assert_eq!(read(&again, |tx| setting::get(tx, "name")).as_deref(), Some("kept"));
}

#[test]
fn a_place_that_is_none_is_refused() {
    assert!(Database::open(&Location::Directory(PathBuf::from("/proc/nowhere"))).is_err());
}

#[test]
fn a_copy_is_whole_while_others_write() {
    let (folder, db) = open();
    write(&db, |tx| setting::set(tx, "name", "before"));
    let file = folder.path().join("copy").join(store::DATABASE_FILE);
    std::fs::create_dir(file.parent().expect("a folder")).expect("a folder");
    let other = raw::sqlite(db.location()).expect("a connection");
    other.execute_batch("BEGIN IMMEDIATE; UPDATE setting SET value = 'not yet'").expect("a writer");
    copy::write(folder.path(), &file).expect("a copy");
    other.execute_batch("COMMIT").expect("the end");
    let location = Location::Directory(folder.path().join("copy"));
    let found = condition::look(&location, Care::Thorough).expect("a look").expect("a database");
    assert!(found.damage.is_empty());
    assert!(copy::write(folder.path(), &file).is_err(), "nothing is overwritten");
    let copied = Database::open(&location).expect("the copy");
    assert_eq!(read(&copied, |tx| setting::get(tx, "name")).as_deref(), Some("before"));
}

#[test]
fn damage_and_absence_are_seen() {
    let (folder, db) = open();
    drop(db);
    let nowhere = Location::Directory(folder.path().join("nowhere"));
    assert_eq!(condition::look(&nowhere, Care::Quick).expect("a look"), None);
    let file = folder.path().join("other").join(store::DATABASE_FILE);
    std::fs::create_dir(file.parent().expect("a folder")).expect("a folder");
    copy::write(folder.path(), &file).expect("a copy");
    let mut bytes = std::fs::read(&file).expect("the file");
    // Everything after the first pages, which say what tables there are.
    let begin = bytes.len() / 2;
    bytes[begin..].fill(0xA5);
    std::fs::write(&file, bytes).expect("the file");
    let location = Location::Directory(folder.path().join("other"));
    let whole =
        condition::look(&location, Care::Thorough).is_ok_and(|found| found.expect("one").damage.is_empty());
    assert!(!whole, "damage was not seen");
}
