//! Bytes: inside the database and beside it.

use crate::raw;
use crate::support::{Dice, read, write};
use std::fs;
use std::path::PathBuf;
use store::blob::{self, Blob};
use store::{Database, Error};

/// Bytes that can't be compressed.
fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut dice = Dice(seed);
    (0..length).map(|_| dice.below(256) as u8).collect()
}

fn put(db: &Database, bytes: &[u8]) -> (blob::Hash, bool) {
    let blob = Blob::new(bytes);
    assert_eq!(blob.size(), bytes.len());
    (blob.hash, write(db, move |tx| blob::put(tx, &blob)))
}

/// The files beside the database.
fn files(db: &Database) -> Vec<PathBuf> {
    let folders = fs::read_dir(raw::blobs(db)).expect("the folder").flatten();
    folders
        .flat_map(|folder| fs::read_dir(folder.path()).expect("a folder"))
        .flatten()
        .map(|file| file.path())
        .collect()
}

pub(crate) fn small_and_large(db: &Database) {
    let contents = [
        Vec::new(),
        vec![0],
        noise(1_000, 1),
        b"Where are my boots? ".repeat(100_000),
        noise(128 * 1024, 2),
        noise(128 * 1024 + 1, 3),
        noise(3_000_000, 4),
    ];
    for content in &contents {
        let (hash, added) = put(db, content);
        assert!(added);
        assert_eq!(blob::hex(&hash).len(), 64);
        let found = read(db, move |tx| blob::get(tx, &hash)).expect("the blob");
        assert!(found == *content, "{} bytes came back otherwise", content.len());
    }
    let mut names: Vec<String> =
        files(db).iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned())).collect();
    names.sort();
    let mut expected: Vec<String> =
        contents[5..].iter().map(|content| blob::hex(&Blob::new(content).hash)).collect();
    expected.sort();
    assert_eq!(names, expected, "only what is large after compression lies beside the database");
    assert!(read(db, |tx| blob::get(tx, &[9; 32])).is_none());
}

pub(crate) fn the_same_twice(db: &Database) {
    for content in [noise(100, 1), noise(200_000, 2)] {
        let (hash, added) = put(db, &content);
        assert!(added);
        assert_eq!(put(db, &content), (hash, false));
        assert!(read(db, move |tx| blob::get(tx, &hash)) == Some(content));
    }
    assert_eq!(files(db).len(), 1);
}

pub(crate) fn damage_is_noticed(db: &Database) {
    let plain = put(db, &noise(1_000, 1)).0;
    let packed = put(db, &b"boots ".repeat(1_000)).0;
    let large = put(db, &noise(200_000, 2)).0;
    let lost = put(db, &noise(200_000, 3)).0;
    for hash in [plain, packed] {
        overwrite(db, &hash);
    }
    let path = |hash| files(db).into_iter().find(|path| path.ends_with(blob::hex(&hash))).expect("the file");
    let mut bytes = fs::read(path(large)).expect("its bytes");
    bytes[100_000] ^= 1;
    fs::write(path(large), bytes).expect("the damage");
    fs::remove_file(path(lost)).expect("the loss");
    for (what, hash) in [("plain", plain), ("packed", packed), ("large", large), ("lost", lost)] {
        let found = db.read(move |tx| blob::get(tx, &hash)).wait();
        assert!(
            matches!(found, Err(Error::Nonsense { .. } | Error::Blob(_))),
            "{what}: damage went unnoticed"
        );
    }
}

/// Flips a bit in the middle of a blob inside the database.
fn overwrite(db: &Database, hash: &blob::Hash) {
    if let Some(connection) = raw::sqlite(db.location()) {
        let query = "SELECT body FROM blob WHERE hash = ?1";
        let mut body: Vec<u8> = connection.query_row(query, [&hash[..]], |row| row.get(0)).expect("the body");
        let middle = body.len() / 2;
        body[middle] ^= 1;
        let changed = connection.execute("UPDATE blob SET body = ?2 WHERE hash = ?1", (&hash[..], body));
        assert_eq!(changed, Ok(1));
    }
    if let Some(mut client) = raw::postgres(db.location()) {
        let statement =
            "UPDATE blob SET body = set_bit(body, length(body) * 4, 1 - get_bit(body, length(body) * 4))
                         WHERE hash = $1";
        assert_eq!(client.execute(statement, &[&&hash[..]]).expect("the damage"), 1);
    }
}

pub(crate) fn many_write_the_same_at_once(db: &Database) {
    let content = noise(500_000, 1);
    let blob = Blob::new(&content);
    let added: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let blob = blob.clone();
                scope.spawn(move || write(db, move |tx| blob::put(tx, &blob)))
            })
            .collect();
        writers.into_iter().map(|writer| usize::from(writer.join().expect("a writer"))).sum()
    });
    assert_eq!(added, 1);
    let hash = blob.hash;
    assert!(read(db, move |tx| blob::get(tx, &hash)) == Some(content));
    assert_eq!(files(db).len(), 1, "unfinished files are gone");
}

pub(crate) fn listed(db: &Database) {
    let small = Blob::new(b"small");
    let large = Blob::new(&noise(400_000, 7));
    let (one, other) = (small.clone(), large.clone());
    write(db, move |tx| Ok((blob::put(tx, &one)?, blob::put(tx, &other)?)));
    let all = read(db, |tx| blob::list(tx, &[0; 32], 9));
    let hashes: Vec<_> = all.iter().map(|listed| listed.hash).collect();
    let mut expected = vec![small.hash, large.hash];
    expected.sort_unstable();
    assert_eq!(hashes, expected);
    for listed in &all {
        let file = raw::blobs(db).join(blob::file_name(&listed.hash));
        assert_eq!(file.exists(), !listed.inline);
        assert_eq!(listed.inline, listed.hash == small.hash);
        let size = if listed.inline { small.size() } else { large.size() };
        assert_eq!(listed.size, size as i64);
    }
    let first = expected[0];
    assert_eq!(read(db, move |tx| blob::list(tx, &first, 9)), all[1..]);
    assert_eq!(read(db, |tx| blob::list(tx, &[0; 32], 1)), all[..1]);
}
