//! Canned answers.

use crate::support::{UNUSUAL, at, read, write};
use store::Database;
use store::canned_answer::{self, CannedAnswer};

pub(crate) fn life(db: &Database) {
    let late = write(db, |tx| canned_answer::add(tx, "Late", "It is late.", at(1)));
    let boots = write(db, |tx| canned_answer::add(tx, "boots", UNUSUAL, at(2)));
    let names =
        || -> Vec<String> { read(db, canned_answer::all).into_iter().map(|answer| answer.name).collect() };
    assert_eq!(names(), ["boots", "Late"], "by name, whatever the case");
    let found = read(db, move |tx| canned_answer::find(tx, boots)).expect("the answer");
    let expected = CannedAnswer { id: boots, name: "boots".into(), body: UNUSUAL.into(), updated_at: at(2) };
    assert_eq!(found, expected);
    let changed = CannedAnswer { name: "Shoes".into(), updated_at: at(3), ..expected };
    let save = changed.clone();
    write(db, move |tx| canned_answer::save(tx, &save));
    assert_eq!(names(), ["Late", "Shoes"]);
    write(db, move |tx| canned_answer::remove(tx, boots));
    assert_eq!(names(), ["Late"]);
    let restore = changed.clone();
    write(db, move |tx| canned_answer::save(tx, &restore));
    assert_eq!(read(db, move |tx| canned_answer::find(tx, boots)), Some(changed), "under its own id");
    assert!(write(db, |tx| canned_answer::add(tx, "New", "x", at(4))) > boots && boots > late);
}
