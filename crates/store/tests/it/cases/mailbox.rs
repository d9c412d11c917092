//! Our addresses.

use crate::support::{UNUSUAL, at, email, read, write};
use domain::MailboxId;
use store::mailbox::{self, Left, Mailbox, Position, Progress};
use store::{Database, team};

fn ensure(db: &Database, name: &'static str, address: &'static str) -> MailboxId {
    write(db, move |tx| mailbox::ensure(tx, name, &email(address), at(0)))
}

fn find(db: &Database, id: MailboxId) -> Mailbox {
    read(db, move |tx| mailbox::find(tx, id)).expect("the mailbox")
}

pub(crate) fn round_trip(db: &Database) {
    let id = ensure(db, UNUSUAL, "Help@Cape.example");
    let other = ensure(db, "Orders", "orders@cape.example");
    assert_eq!(ensure(db, "Help", "HELP@cape.example"), id, "the same mailbox, and it keeps its name");
    assert_eq!(find(db, id).name, UNUSUAL);
    write(db, move |tx| mailbox::rename(tx, id, "Help"));
    let team = write(db, move |tx| {
        let team = team::add(tx, "Returns", at(0))?;
        mailbox::update(tx, id, Some(team), UNUSUAL)?;
        Ok(team)
    });
    let expected = Mailbox {
        id,
        name: "Help".into(),
        address: "Help@Cape.example".into(),
        team_id: Some(team),
        signature: UNUSUAL.into(),
        last_ok_at: None,
        failing_since: None,
        failure: String::new(),
    };
    assert_eq!(find(db, id), expected);
    assert_eq!(read(db, |tx| mailbox::find_by_address(tx, "help@cape.example")), Some(expected));
    assert_eq!(read(db, |tx| mailbox::find_by_address(tx, "no@cape.example")), None);
    let ids: Vec<MailboxId> = read(db, mailbox::all).iter().map(|mailbox| mailbox.id).collect();
    assert_eq!(ids, [id, other]);
    write(db, move |tx| mailbox::update(tx, id, None, ""));
    assert_eq!(find(db, id).team_id, None);
}

pub(crate) fn positions(db: &Database) {
    let id = ensure(db, "Help", "help@cape.example");
    let progress = |folder: &'static str| read(db, move |tx| mailbox::progress(tx, id, folder));
    assert_eq!(progress("INBOX"), None);
    let far = Position { uid_validity: u32::MAX, uid: u32::MAX };
    write(db, move |tx| mailbox::advance(tx, id, "INBOX", Position { uid_validity: 1, uid: 7 }));
    write(db, move |tx| mailbox::advance(tx, id, "INBOX", far));
    let all = Progress { position: far, left: None };
    assert_eq!((progress("INBOX"), progress(UNUSUAL)), (Some(all), None));
    assert_eq!(read(db, move |tx| mailbox::taken_since(tx, id)), None);
}

pub(crate) fn history_left_alone(db: &Database) {
    let (id, other) = (ensure(db, "Help", "help@cape.example"), ensure(db, "Orders", "orders@cape.example"));
    let progress = |folder: &'static str| read(db, move |tx| mailbox::progress(tx, id, folder));
    let (begin, left) = (Position { uid_validity: 7, uid: 40 }, Left { before: at(5), up_to: u32::MAX });
    write(db, move |tx| mailbox::leave(tx, id, "INBOX", begin, left));
    write(db, move |tx| mailbox::leave(tx, id, "Orders", begin, Left { before: at(9), ..left }));
    assert_eq!(progress("INBOX"), Some(Progress { position: begin, left: Some(left) }));
    let on = Position { uid: 41, ..begin };
    write(db, move |tx| mailbox::advance(tx, id, "INBOX", on));
    assert_eq!(progress("INBOX"), Some(Progress { position: on, left: Some(left) }), "it stays left");
    assert_eq!(read(db, move |tx| mailbox::taken_since(tx, id)), Some(at(5)));
    assert_eq!(read(db, move |tx| mailbox::taken_since(tx, other)), None);
}

pub(crate) fn health(db: &Database) {
    let id = ensure(db, "Help", "help@cape.example");
    let ok = |second| write(db, move |tx| mailbox::set_ok(tx, id, at(second)));
    let failing =
        |why: &'static str, second| write(db, move |tx| mailbox::set_failing(tx, id, why, at(second)));
    let state = || {
        let found = find(db, id);
        (found.last_ok_at, found.failing_since, found.failure)
    };
    assert!(!ok(1), "it never failed");
    assert_eq!(state(), (Some(at(1)), None, String::new()));
    assert!(failing("no route", 2));
    assert!(!failing("wrong password", 3), "no news");
    assert_eq!(state(), (Some(at(1)), Some(at(2)), "wrong password".into()));
    assert!(ok(4));
    assert_eq!(state(), (Some(at(4)), None, String::new()));
}
