//! Notes about customers.

use crate::support::{UNUSUAL, at, new_agent, new_customer, read, write};
use domain::CustomerNoteId;
use store::Database;
use store::customer_note::{self, CustomerNote};

pub(crate) fn life(db: &Database) {
    let (customer, agent) = write(db, |tx| Ok((new_customer(tx, "Anna")?, new_agent(tx, "ines")?)));
    let first = write(db, move |tx| customer_note::add(tx, customer, Some(agent), UNUSUAL, at(1)));
    let second = write(db, move |tx| customer_note::add(tx, customer, None, "Calls before ten", at(2)));
    let expected = CustomerNote {
        id: first,
        customer_id: customer,
        agent_id: Some(agent),
        text: UNUSUAL.into(),
        created_at: at(1),
        removed_at: None,
    };
    assert_eq!(read(db, move |tx| customer_note::find(tx, first)), Some(expected));
    assert_eq!(read(db, |tx| customer_note::find(tx, CustomerNoteId(1))), None);
    let ids = |limit| {
        let found = read(db, move |tx| customer_note::of_customer(tx, customer, limit));
        found.into_iter().map(|note| note.id).collect::<Vec<_>>()
    };
    assert_eq!((ids(5), ids(1)), (vec![second, first], vec![second]));
    write(db, move |tx| customer_note::set_removed(tx, second, Some(at(3))));
    assert_eq!(ids(5), [first]);
    write(db, move |tx| customer_note::set_removed(tx, second, None));
    assert_eq!(ids(5), [second, first]);
}
