//! Organizations.

use crate::support::{UNUSUAL, at, new_customer, read, write};
use domain::OrganizationId;
use store::Database;
use store::customer::{self, Customer};
use store::organization::{self, Organization};

pub(crate) fn names(db: &Database) {
    let id = write(db, |tx| organization::add(tx, "Alder & Söhne", at(1)));
    let other = write(db, |tx| organization::add(tx, UNUSUAL, at(2)));
    let expected =
        Organization { id, name: "Alder & Söhne".into(), domain: String::new(), created_at: at(1) };
    assert_eq!(read(db, move |tx| organization::find(tx, id)), Some(expected.clone()));
    assert_eq!(read(db, |tx| organization::find_by_name(tx, "ALDER sohne")), Some(expected.clone()));
    assert_eq!(read(db, |tx| organization::find_by_name(tx, "alder")), None);
    assert_eq!(read(db, |tx| organization::beginning_with(tx, "ald", 5)), std::slice::from_ref(&expected));
    assert_eq!(read(db, |tx| organization::beginning_with(tx, "", 5)).len(), 2);
    assert_eq!(read(db, |tx| organization::find(tx, OrganizationId(1))), None);
    let changed = Organization { name: "Birch".into(), domain: "birch.example".into(), ..expected };
    let saved = changed.clone();
    write(db, move |tx| organization::update(tx, &saved));
    assert_eq!(read(db, move |tx| organization::find(tx, id)), Some(changed.clone()));
    let twice = Organization { id: other, ..changed };
    let twice = db.write(move |tx| organization::update(tx, &twice)).wait();
    assert!(twice.is_err_and(|error| error.is_duplicate()), "a domain belongs to one");
}

pub(crate) fn customers(db: &Database) {
    let id = write(db, |tx| {
        let id = organization::add(tx, "Alder", at(1))?;
        for name in ["A", "B", "C"] {
            let customer = new_customer(tx, name)?;
            let found = customer::find(tx, customer)?.expect("the customer");
            customer::update(tx, &Customer { organization_id: Some(id), ..found })?;
        }
        Ok(id)
    });
    assert_eq!(read(db, move |tx| organization::count_customers(tx, id, 10)), 3);
    assert_eq!(read(db, move |tx| organization::count_customers(tx, id, 2)), 2);
}
