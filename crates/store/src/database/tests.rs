//! A full disk: the writing connection is given little room, which only code inside can do.

use super::*;
use crate::setting;
use crate::sql::{Tx, WriteTx};

/// A database whose writer has room for so many pages of 4 KB.
fn open(directory: &Path, pages_free: i64) -> Database {
    let blobs = Arc::new(BlobFiles::open(&directory.join("blobs")).expect("the blobs"));
    let (writes, write_tasks) = flume::bounded::<Box<dyn Task>>(WAITING_MAX);
    let (reads, read_tasks) = flume::bounded::<Box<dyn Task>>(WAITING_MAX);
    let path = directory.join(DATABASE_FILE);
    let writer = sqlite::open(&path, false).expect("the writer");
    crate::migration::migrate_sqlite(&writer).expect("the tables");
    let taken: i64 = writer.query_row("PRAGMA page_count", (), |row| row.get(0)).expect("the tables' pages");
    writer.execute_batch(&format!("PRAGMA max_page_count = {}", taken + pages_free)).expect("the limit");
    let (wake, reader) = (Wake::new(), sqlite::open(&path, true).expect("a reader"));
    let (for_reads, for_writes, to_wake) = (Arc::clone(&blobs), blobs, wake.clone());
    thread::spawn(move || sqlite::threads::read_loop(&reader, &for_reads, &read_tasks));
    thread::spawn(move || {
        sqlite::threads::write_loop(&writer, &for_writes, &to_wake, &Groups::default(), &write_tasks);
    });
    Database {
        writes,
        reads,
        wake,
        location: Arc::new(Location::Directory(directory.to_owned())),
        groups: Arc::default(),
    }
}

fn get(db: &Database, name: String) -> Option<String> {
    db.read(move |tx: &Tx<'_>| setting::get(tx, &name)).wait().expect("a read")
}

fn set(db: &Database, name: String, size: usize) -> Result<()> {
    db.write(move |tx: &WriteTx<'_>| setting::set(tx, &name, &"x".repeat(size))).wait()
}

#[test]
fn a_full_disk_fails_those_without_room_and_no_others() {
    let folder = tempfile::TempDir::with_prefix("store").expect("a temporary folder");
    // A small setting takes hardly any pages, a large one 15.
    let db = open(folder.path(), 70);
    let answers: Vec<(usize, Result<()>)> = thread::scope(|scope| {
        let writers: Vec<_> = (0..48)
            .map(|number| {
                let (db, size) = (&db, if number % 2 == 0 { 10 } else { 60_000 });
                scope.spawn(move || (number, set(db, format!("setting{number}"), size)))
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().expect("an answer")).collect()
    });
    let large: Vec<bool> =
        answers.iter().filter(|(n, _)| n % 2 == 1).map(|(_, answer)| answer.is_ok()).collect();
    assert!(large.contains(&true) && large.contains(&false), "some had room, some hadn't: {large:?}");
    for (number, answer) in &answers {
        if let Err(error) = answer {
            assert!(error.is_disk_full(), "{number}: {error}");
        }
        assert_eq!(get(&db, format!("setting{number}")).is_some(), answer.is_ok(), "setting {number}");
    }
    drop(db);
    let db = open(folder.path(), 10_000);
    set(&db, "with room again".into(), 60_000).expect("room");
}

#[test]
fn a_reading_connection_cannot_write() {
    let folder = tempfile::TempDir::with_prefix("store").expect("a temporary folder");
    let path = folder.path().join(DATABASE_FILE);
    crate::migration::migrate_sqlite(&sqlite::open(&path, false).expect("the writer")).expect("the tables");
    let insert = "INSERT INTO setting (name, value) VALUES ('a', 'b')";
    let refused = sqlite::execute(&sqlite::open(&path, true).expect("a reader"), insert, &[]);
    assert!(matches!(
        refused,
        Err(Error::Sqlite(error)) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ReadOnly)
    ));
    assert_eq!(
        sqlite::execute(&sqlite::open(&path, false).expect("a writer"), insert, &[]).expect("an insert"),
        1
    );
}
