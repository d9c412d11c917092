//! Imports of customers.

use crate::support::{UNUSUAL, at, new_agent, read, write};
use domain::CustomerImportId;
use store::Database;
use store::blob::{self, Blob};
use store::customer_import::{self, CustomerImport, State};

pub(crate) fn comes_on(db: &Database) {
    let agent = write(db, |tx| new_agent(tx, "ines"));
    let id = write(db, move |tx| customer_import::add(tx, agent, UNUSUAL, at(1)));
    let pieces: Vec<Blob> = [b"name\nAn".as_slice(), b"na\n"].iter().map(|bytes| Blob::new(bytes)).collect();
    let hashes: Vec<_> = pieces.iter().map(|piece| (piece.hash, piece.size() as i64)).collect();
    write(db, move |tx| {
        for (number, piece) in pieces.iter().enumerate() {
            blob::put(tx, piece)?;
            customer_import::add_piece(tx, id, number as i64, &piece.hash, piece.size() as i64)?;
        }
        Ok(())
    });
    assert_eq!(read(db, move |tx| customer_import::pieces(tx, id)), hashes);
    let draft = read(db, move |tx| customer_import::find(tx, id)).expect("the import");
    assert_eq!((draft.state, draft.size, draft.position, draft.line), (State::Draft, 10, 0, 1));
    assert_eq!((draft.name.as_str(), draft.agent_id), (UNUSUAL, agent));
    assert_eq!(read(db, |tx| customer_import::find(tx, CustomerImportId(1))), None);
    assert_eq!(read(db, customer_import::next_running), None);

    let running = CustomerImport { state: State::Running, columns: "[]".into(), ..draft };
    let step = |changed: &CustomerImport, state, position| {
        let changed = changed.clone();
        write(db, move |tx| customer_import::advance(tx, &changed, state, position))
    };
    assert!(step(&running, State::Draft, 0));
    assert!(!step(&running, State::Draft, 0), "it isn't a draft any more");
    assert_eq!(read(db, customer_import::next_running), Some(running.clone()));
    let done = CustomerImport {
        state: State::Done,
        position: 10,
        line: 3,
        created_count: 1,
        updated_count: 2,
        skipped_count: 3,
        problem_count: 4,
        problems: "[1]".into(),
        finished_at: Some(at(9)),
        ..running
    };
    assert!(step(&done, State::Running, 0));
    assert!(!step(&done, State::Running, 0), "somebody was faster");
    assert_eq!(read(db, |tx| customer_import::latest(tx, 5)), [done]);
}
