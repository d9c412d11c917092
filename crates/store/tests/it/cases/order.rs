//! Orders in shops.

use crate::support::{UNUSUAL, at, new_customer, read, write};
use domain::{CustomerId, OrderId};
use store::Database;
use store::order::{self, Order};

pub(crate) fn plain(customer: CustomerId, external_id: &str, second: i64) -> Order {
    Order {
        id: OrderId(0),
        customer_id: customer,
        number: "CL-1".into(),
        state: "paid".into(),
        title: UNUSUAL.into(),
        currency: "EUR".into(),
        total_minor: -12_345_678_901,
        url: String::new(),
        source: "shop".into(),
        external_id: external_id.into(),
        placed_at: at(second),
        updated_at: at(100),
    }
}

pub(crate) fn put_again(db: &Database) {
    let anna = write(db, |tx| new_customer(tx, "Anna"));
    let first = plain(anna, "1", 5);
    let new = first.clone();
    let id = write(db, move |tx| order::put(tx, &new));
    assert_eq!(read(db, move |tx| order::find(tx, id)), Some(Order { id, ..first.clone() }));
    let unknown = OrderId(i64::MAX);
    assert_eq!(read(db, move |tx| order::find_all(tx, &[unknown, id])), [Order { id, ..first.clone() }]);
    assert_eq!(read(db, |tx| order::find_all(tx, &[])), []);
    let changed = Order { state: "shipped".into(), total_minor: i64::MAX, updated_at: at(200), ..first };
    let again = changed.clone();
    assert_eq!(write(db, move |tx| order::put(tx, &again)), id, "the same one");
    assert_eq!(read(db, |tx| order::find_external(tx, "shop", "1")), Some(Order { id, ..changed }));
    assert_eq!(read(db, |tx| order::find_external(tx, "shop", "2")), None);
    assert_eq!(read(db, |tx| order::find(tx, OrderId(1))), None);
}

pub(crate) fn pages(db: &Database) {
    let anna = write(db, |tx| {
        let anna = new_customer(tx, "Anna")?;
        order::put(tx, &plain(new_customer(tx, "Bert")?, "other", 2))?;
        for (external_id, second) in [("a", 1), ("b", 3), ("c", 3), ("d", 2)] {
            order::put(tx, &plain(anna, external_id, second))?;
        }
        Ok(anna)
    });
    let page = |before| {
        let page = read(db, move |tx| order::of_customer(tx, anna, before, 3));
        (
            page.iter().map(|one| one.external_id.clone()).collect::<Vec<_>>(),
            page.last().map(|one| (one.placed_at, one.id)),
        )
    };
    let (names, last) = page(None);
    assert_eq!(names, ["c", "b", "d"]);
    assert_eq!(page(last).0, ["a"]);
}
