//! Mails as they arrived.

use crate::support::{UNUSUAL, at, email, new_message, read, write};
use domain::InboundId;
use store::blob::Blob;
use store::inbound::{self, Inbound, State};
use store::{Database, mailbox};

const MAIL: &[u8] = b"From: anna@example.com\r\nSubject: Boots\r\n\r\nWhere are they? \xFF\x00\r\n";

pub(crate) fn never_taken_twice(db: &Database) {
    let mailbox = write(db, |tx| mailbox::ensure(tx, "Help", &email("help@cape.example"), at(0)));
    let blob = Blob::new(MAIL);
    let raw_hash = blob.hash;
    let taken: Vec<InboundId> = std::thread::scope(|scope| {
        let ways: Vec<_> = ["imap", "pipe", "http", "imap"]
            .map(|source| {
                let blob = blob.clone();
                scope
                    .spawn(move || write(db, move |tx| inbound::add(tx, &blob, source, Some(mailbox), at(5))))
            })
            .into_iter()
            .collect();
        ways.into_iter().filter_map(|way| way.join().expect("an answer")).collect()
    });
    let [id] = taken[..] else { panic!("taken {} times", taken.len()) };
    let found = read(db, move |tx| inbound::find(tx, id)).expect("the mail");
    let expected = Inbound {
        id,
        raw_hash,
        source: found.source.clone(),
        mailbox_id: Some(mailbox),
        state: State::Waiting,
        problem: String::new(),
        attempts: 0,
        message_id: None,
        received_at: at(5),
    };
    assert_eq!(found, expected);
    assert_eq!(read(db, move |tx| inbound::raw(tx, &found)), MAIL);
    assert_eq!(read(db, |tx| inbound::find(tx, InboundId(1))), None);
    let without_bytes = Inbound { raw_hash: [1; 32], ..expected };
    assert!(db.read(move |tx| inbound::raw(tx, &without_bytes)).wait().is_err());
}

fn add(db: &Database, content: &'static str) -> InboundId {
    write(db, move |tx| inbound::add(tx, &Blob::new(content.as_bytes()), "pipe", None, at(1)))
        .expect("a new mail")
}

pub(crate) fn states(db: &Database) {
    let ids = ["a", "b", "c"].map(|content| add(db, content));
    let message = write(db, new_message);
    let waiting = |limit| -> Vec<InboundId> {
        read(db, move |tx| inbound::waiting(tx, limit)).iter().map(|mail| mail.id).collect()
    };
    assert_eq!((waiting(9), waiting(2)), (ids.to_vec(), ids[..2].to_vec()));
    let settle = |id, state, message, problem: &'static str| {
        write(db, move |tx| inbound::settle(tx, id, state, message, problem));
        read(db, move |tx| inbound::find(tx, id)).expect("the mail")
    };
    let looked_at = settle(ids[1], State::NeedsLook, None, UNUSUAL);
    assert_eq!(
        (looked_at.state, looked_at.attempts, looked_at.problem.as_str()),
        (State::NeedsLook, 1, UNUSUAL)
    );
    let is_waiting = |id| read(db, move |tx| inbound::is_waiting(tx, id));
    assert_eq!((waiting(9), ids.map(is_waiting)), (vec![ids[0], ids[2]], [true, false, true]));
    assert_eq!(read(db, |tx| inbound::needing_look(tx, 9)), [looked_at]);
    write(db, move |tx| inbound::requeue(tx, ids[1]));
    assert!(is_waiting(ids[1]));
    let done = settle(ids[1], State::Done, Some(message), "");
    assert_eq!((done.state, done.attempts, done.message_id), (State::Done, 2, Some(message)));
    write(db, move |tx| inbound::requeue(tx, ids[1]));
    assert!(!is_waiting(ids[1]), "only what needs a look can be looked at again");
    let dismissed = settle(ids[1], State::Dismissed, None, "");
    assert_eq!((dismissed.state, dismissed.message_id), (State::Dismissed, Some(message)));
    assert_eq!(settle(ids[0], State::Duplicate, None, "").state, State::Duplicate);
    assert_eq!(State::Duplicate.name(), "duplicate");
}

pub(crate) fn counts(db: &Database) {
    let ids = ["a", "b", "c", "d"].map(|content| add(db, content));
    write(db, move |tx| inbound::settle(tx, ids[0], State::NeedsLook, None, "odd"));
    assert_eq!(read(db, |tx| inbound::counts(tx, 99)), (3, 1));
    assert_eq!(read(db, |tx| inbound::counts(tx, 2)), (2, 1));
    assert_eq!(read(db, inbound::taken), ids[3].0);
}
