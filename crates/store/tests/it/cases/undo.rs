//! Ways back.

use crate::support::{UNUSUAL, at, new_agent, read, write};
use domain::UndoId;
use store::{Database, undo};

pub(crate) fn once_and_for_a_while(db: &Database) {
    let agent = write(db, |tx| new_agent(tx, "anna"));
    let id = write(db, move |tx| undo::add(tx, agent, UNUSUAL, "[]", at(5)));
    let later = write(db, move |tx| undo::add(tx, agent, "Closed", "[1]", at(9)));
    let kept = read(db, move |tx| undo::find(tx, id)).expect("the way back");
    assert_eq!((kept.agent_id, kept.words.as_str(), kept.steps.as_str()), (agent, UNUSUAL, "[]"));
    assert_eq!((kept.id, kept.created_at), (id, at(5)));
    assert_eq!(read(db, |tx| undo::find(tx, UndoId(1))), None);
    assert_eq!([(); 2].map(|()| write(db, move |tx| undo::take(tx, id))), [true, false]);
    assert_eq!(write(db, |tx| undo::sweep(tx, at(9))), 0);
    assert_eq!(write(db, |tx| undo::sweep(tx, at(10))), 1);
    assert_eq!(read(db, move |tx| undo::find(tx, later)), None);
}
