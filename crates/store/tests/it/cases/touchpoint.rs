//! What other systems say happened.

use crate::support::{UNUSUAL, at, new_customer, read, write};
use domain::{CustomerId, TouchpointId};
use store::Database;
use store::touchpoint::{self, Touchpoint};

fn plain(customer: CustomerId, external_id: &str, second: i64) -> Touchpoint {
    Touchpoint {
        id: TouchpointId(0),
        customer_id: customer,
        kind: "visit".into(),
        title: UNUSUAL.into(),
        detail: UNUSUAL.into(),
        url: "https://shop.example/1".into(),
        source: "shop".into(),
        external_id: external_id.into(),
        occurred_at: at(second),
        created_at: at(100),
    }
}

pub(crate) fn put_again(db: &Database) {
    let (anna, bert) = write(db, |tx| Ok((new_customer(tx, "Anna")?, new_customer(tx, "Bert")?)));
    let first = plain(anna, "1", -5);
    let new = first.clone();
    let id = write(db, move |tx| touchpoint::put(tx, &new));
    let expected = Touchpoint { id, ..first };
    assert_eq!(read(db, move |tx| touchpoint::find(tx, id)), Some(expected.clone()));
    let changed = Touchpoint {
        kind: "call".into(),
        title: "Called".into(),
        created_at: at(200),
        ..plain(bert, "1", 7)
    };
    let again = changed.clone();
    assert_eq!(write(db, move |tx| touchpoint::put(tx, &again)), id, "the same one");
    let expected = Touchpoint { id, created_at: at(100), ..changed };
    assert_eq!(read(db, |tx| touchpoint::find_external(tx, "shop", "1")), Some(expected));
    assert_eq!(read(db, |tx| touchpoint::find_external(tx, "till", "1")), None, "another system");
    assert_eq!(read(db, |tx| touchpoint::find(tx, TouchpointId(1))), None);
}

pub(crate) fn pages(db: &Database) {
    let anna = write(db, |tx| {
        let anna = new_customer(tx, "Anna")?;
        touchpoint::put(tx, &plain(new_customer(tx, "Bert")?, "other", 2))?;
        for (external_id, second) in [("a", 1), ("b", 3), ("c", 3), ("d", 2)] {
            touchpoint::put(tx, &plain(anna, external_id, second))?;
        }
        Ok(anna)
    });
    let page = |before| {
        let page = read(db, move |tx| touchpoint::of_customer(tx, anna, before, 3));
        (
            page.iter().map(|one| one.external_id.clone()).collect::<Vec<_>>(),
            page.last().map(|one| (one.occurred_at, one.id)),
        )
    };
    let (names, last) = page(None);
    assert_eq!(names, ["c", "b", "d"]);
    assert_eq!(page(last).0, ["a"]);
}
