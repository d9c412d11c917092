//! Backups of a running house, and the house that comes back from one.

use crate::commands::{house, refused, said, text};
use crate::support::{expect_exactly, expect_exactly_in, hand_in, mail, wait_until_read};
use app::{Database, Location};
use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use tempfile::TempDir;
use testkit::cape_process::CapeFolder;
use testkit::postgres::Postgres;

#[test]
fn a_running_house_comes_back_whole() {
    let (folder, elsewhere) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let house = house(&folder);
    let backup = folder.path().join("cape.tar.zst");
    let server = house.serve();
    // Every ninth mail is large and lies beside the database.
    hand_in(&server, (1..=30).map(mail));
    wait_until_read(&server);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let (server, done) = (&server, &done);
        scope.spawn(move || {
            let mut number = 1000;
            while !done.load(Ordering::Relaxed) {
                hand_in(server, [mail(number)]);
                number += 1;
            }
        });
        let words = said(&house, &["backup", text(&backup)]);
        done.store(true, Ordering::Relaxed);
        assert!(words.contains("verified"), "{words}");
    });
    assert!(refused(&house, &["backup", text(&backup)]).contains("there already"));
    assert!(said(&house, &["backup", "--verify", text(&backup)]).contains("can be restored"));

    let other = crate::commands::house(&elsewhere);
    let words = said(&other, &["restore", text(&backup)]);
    assert!(words.contains("Restored"), "{words}");
    let restored = other.serve();
    wait_until_read(&restored);
    drop(restored);
    // What came while the backup was made may be in it or not; all before is.
    let there = numbers(&other);
    assert!((1..=30).all(|number| there.contains(&number)));
    expect_exactly(&other, &there);

    assert!(refused(&house, &["restore", text(&backup), "--replace"]).contains("stop Cape"));
    drop(server);
    assert!(refused(&house, &["restore", text(&backup)]).contains("--replace"));
    let words = said(&house, &["restore", text(&backup), "--replace"]);
    assert!(words.contains("before-restore-"), "{words}");
    let server = house.serve();
    wait_until_read(&server);
    drop(server);
    expect_exactly(&house, &there);
}

/// The numbers of the mails that are there.
fn numbers(house: &CapeFolder) -> BTreeSet<usize> {
    let candidates: Vec<usize> = (1..=30).chain(1000..3000).collect();
    crate::support::open(house)
        .read(move |tx| {
            let mut there = BTreeSet::new();
            for number in &candidates {
                if !store::reference::find(tx, &crate::support::message_id(*number))?.is_empty() {
                    there.insert(*number);
                }
            }
            Ok::<_, app::Error>(there)
        })
        .wait()
        .expect("the database can be read")
}

#[test]
fn a_damaged_or_cut_backup_is_refused_and_changes_nothing() {
    let (folder, elsewhere) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let house = house(&folder);
    let server = house.serve();
    hand_in(&server, (1..=20).map(mail));
    wait_until_read(&server);
    drop(server);
    let backup = folder.path().join("cape.tar.zst");
    said(&house, &["backup", text(&backup)]);
    let whole = fs::read(&backup).expect("the backup");
    let other = crate::commands::house(&elsewhere);
    let damaged = folder.path().join("damaged.tar.zst");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x10;
    for bytes in [&whole[..whole.len() / 2], &whole[..whole.len() - 20], &flipped, b"no backup"] {
        fs::write(&damaged, bytes).expect("the file");
        refused(&other, &["backup", "--verify", text(&damaged)]);
        let words = refused(&other, &["restore", text(&damaged)]);
        assert!(words.contains("nothing was changed"), "{words}");
        assert_eq!(fs::read_dir(other.data()).expect("the folder").count(), 0, "something was left behind");
    }
    fs::write(&damaged, &whole).expect("the file");
    said(&other, &["restore", text(&damaged)]);
}

#[test]
fn a_house_on_postgresql_comes_back_whole() {
    let postgres = Postgres::start();
    let (folder, elsewhere) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let on = |folder: &TempDir, name: &str| {
        postgres.create(name);
        house(folder).with("CAPE_POSTGRES", &postgres.url(name))
    };
    let (house, other) = (on(&folder, "cape"), on(&elsewhere, "cape_restored"));
    let opened = |house: &CapeFolder, name: &str| {
        let location = Location::Postgres { url: postgres.url(name), blobs: house.data().join("blobs") };
        Database::open(&location).expect("the database opens")
    };
    let server = house.serve();
    // Two of them are large and lie beside the database.
    hand_in(&server, (1..=20).map(mail));
    wait_until_read(&server);
    let backup = folder.path().join("cape.tar.zst");
    let words = said(&house, &["backup", text(&backup)]);
    assert!(words.contains("verified"), "{words}");
    assert!(said(&house, &["backup", "--verify", text(&backup)]).contains("can be restored"));
    hand_in(&server, (21..=25).map(mail));
    wait_until_read(&server);
    drop(server);

    let then: BTreeSet<usize> = (1..=20).collect();
    let words = said(&other, &["restore", text(&backup)]);
    assert!(words.contains("Restored"), "{words}");
    expect_exactly_in(&opened(&other, "cape_restored"), &then);
    // It is a house to work in: what comes now gets ids of its own.
    let restored = other.serve();
    hand_in(&restored, (21..=22).map(mail));
    wait_until_read(&restored);
    drop(restored);
    expect_exactly_in(&opened(&other, "cape_restored"), &(1..=22).collect());

    assert!(refused(&house, &["restore", text(&backup)]).contains("--replace"));
    expect_exactly_in(&opened(&house, "cape"), &(1..=25).collect());
    said(&house, &["restore", text(&backup), "--replace"]);
    expect_exactly_in(&opened(&house, "cape"), &then);

    // Neither engine takes the other's backup, and both say what does.
    let embedded = TempDir::new().expect("a folder");
    let words = refused(&crate::commands::house(&embedded), &["restore", text(&backup)]);
    assert!(words.contains("cape export") && words.contains("nothing was changed"), "{words}");
}

#[test]
fn there_is_nothing_to_back_up_yet() {
    let folder = TempDir::new().expect("a folder");
    let house = house(&folder);
    let backup = folder.path().join("cape.tar.zst");
    assert!(refused(&house, &["backup", text(&backup)]).contains("no database"));
    assert!(!backup.exists());
}
