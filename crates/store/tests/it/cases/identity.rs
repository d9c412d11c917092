//! How customers are recognised.

use crate::support::{UNUSUAL, at, new_customer, new_identity, read, write};
use domain::IdentityId;
use store::Database;
use store::identity::{self, Identity};

pub(crate) fn round_trip(db: &Database) {
    let (id, customer) = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        Ok((identity::add(tx, customer, "handle", UNUSUAL, "anna", at(1))?, customer))
    });
    let expected = Identity {
        id,
        customer_id: customer,
        kind: "handle".into(),
        value: UNUSUAL.into(),
        key: "anna".into(),
        undeliverable_at: None,
        undeliverable_reason: String::new(),
        removed_at: None,
    };
    assert_eq!(read(db, move |tx| identity::find(tx, id)), Some(expected.clone()));
    assert_eq!(read(db, |tx| identity::find_by_key(tx, "handle", "anna")), Some(expected));
    assert_eq!(read(db, |tx| identity::find_by_key(tx, "phone", "anna")), None);
    assert_eq!(read(db, |tx| identity::find(tx, IdentityId(1))), None);
}

pub(crate) fn keys_are_unique(db: &Database) {
    let (anna, bert) = write(db, |tx| Ok((new_customer(tx, "Anna")?, new_customer(tx, "Bert")?)));
    let first = write(db, move |tx| new_identity(tx, anna, "anna@example.com"));
    let again = db.write(move |tx| new_identity(tx, bert, "ANNA@example.com")).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()));
    let second = write(db, move |tx| new_identity(tx, anna, "anna.berg@example.com"));
    let ids = move |found: Vec<Identity>| -> Vec<IdentityId> { found.iter().map(|found| found.id).collect() };
    assert_eq!(ids(read(db, move |tx| identity::of_customer(tx, anna))), [first, second]);
    write(db, move |tx| identity::set_removed(tx, first, Some(at(2))));
    write(db, move |tx| new_identity(tx, bert, "anna@example.com"));
    assert_eq!(ids(read(db, move |tx| identity::of_customer(tx, anna))), [second]);
}

pub(crate) fn undeliverable(db: &Database) {
    let id = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        new_identity(tx, customer, "anna@example.com")
    });
    let set = |since, reason: &'static str| {
        write(db, move |tx| identity::set_undeliverable(tx, id, since, reason));
        let found = read(db, move |tx| identity::find(tx, id)).expect("the identity");
        (found.undeliverable_at, found.undeliverable_reason)
    };
    assert_eq!(set(Some(at(3)), "550 no such user"), (Some(at(3)), "550 no such user".into()));
    assert_eq!(set(None, ""), (None, String::new()));
}

pub(crate) fn removed_and_back(db: &Database) {
    let (anna, bert) = write(db, |tx| Ok((new_customer(tx, "Anna")?, new_customer(tx, "Bert")?)));
    let id = write(db, move |tx| new_identity(tx, anna, "anna@example.com"));
    let other = write(db, move |tx| new_identity(tx, bert, "bert@example.com"));
    write(db, move |tx| identity::set_removed(tx, id, Some(at(5))));
    assert_eq!(read(db, move |tx| identity::find(tx, id)).expect("the row stays").removed_at, Some(at(5)));
    assert_eq!(read(db, |tx| identity::find_by_key(tx, "email", "anna@example.com")), None);
    let of_both = move |tx: &store::Tx<'_>| identity::of_customers(tx, &[anna, bert]);
    assert_eq!(read(db, of_both).iter().map(|found| found.id).collect::<Vec<_>>(), [other]);
    write(db, move |tx| identity::set_removed(tx, id, None));
    assert_eq!(read(db, of_both).iter().map(|found| found.id).collect::<Vec<_>>(), [id, other]);
    write(db, move |tx| identity::set_removed(tx, id, Some(at(6))));
    write(db, move |tx| new_identity(tx, bert, "anna@example.com"));
    let back = db.write(move |tx| identity::set_removed(tx, id, None)).wait();
    assert!(back.is_err_and(|error| error.is_duplicate()), "somebody else has it by now");
}
