//! Links for customers.

use crate::support::{at, new_conversation, new_customer, read, token, write};
use store::{Database, portal_link};

pub(crate) fn opens_until_it_expires(db: &Database) {
    let id = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let id = new_conversation(tx, customer, 1)?;
        portal_link::add(tx, &token(1), id, at(0), at(100))?;
        portal_link::add(tx, &token(2), id, at(0), at(200))?;
        Ok(id)
    });
    let find = |number, second| read(db, move |tx| portal_link::find(tx, &token(number), at(second)));
    assert_eq!((find(1, 99), find(1, 100), find(3, 0)), (Some(id), None, None));
    assert_eq!(write(db, |tx| portal_link::sweep(tx, at(100))), 1);
    assert_eq!((find(1, 0), find(2, 150)), (None, Some(id)));
}
