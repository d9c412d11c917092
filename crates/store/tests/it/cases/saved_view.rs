//! Saved views.

use crate::support::{UNUSUAL, new_agent, read, write};
use store::Database;
use store::saved_view::{self, SavedView};

pub(crate) fn own_and_shared(db: &Database) {
    let (anna, ben) = write(db, |tx| Ok((new_agent(tx, "anna")?, new_agent(tx, "ben")?)));
    let shared = write(db, |tx| saved_view::add(tx, "Late", None, "tag:late"));
    let own = write(db, move |tx| saved_view::add(tx, "Angry", Some(anna), UNUSUAL));
    let other = write(db, move |tx| saved_view::add(tx, "Big", Some(ben), "boots"));
    let names = |agent| -> Vec<String> {
        read(db, move |tx| saved_view::of_agent(tx, agent)).into_iter().map(|view| view.name).collect()
    };
    assert_eq!(names(Some(anna)), ["Angry", "Late"]);
    assert_eq!(names(Some(ben)), ["Big", "Late"]);
    assert_eq!(names(None), ["Late"]);
    let found = read(db, move |tx| saved_view::find(tx, own)).expect("the view");
    let expected =
        SavedView { id: own, name: "Angry".into(), agent_id: Some(anna), query: UNUSUAL.into(), position: 0 };
    assert_eq!(found, expected);
    write(db, move |tx| saved_view::remove(tx, own));
    assert_eq!(read(db, move |tx| saved_view::find(tx, own)), None);
    let last = SavedView { position: 7, ..expected };
    let restored = last.clone();
    write(db, move |tx| saved_view::restore(tx, &restored));
    assert_eq!(read(db, move |tx| saved_view::find(tx, own)), Some(last));
    assert_eq!(names(Some(anna)), ["Late", "Angry"], "by position first");
    let next = write(db, |tx| saved_view::add(tx, "Next", None, "boots"));
    assert!(next > other && other > own && own > shared, "ids are never used again");
}
