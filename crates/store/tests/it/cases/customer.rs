//! Customers.

use crate::support::{UNUSUAL, at, new_customer, read, write};
use domain::CustomerId;
use store::Database;
use store::customer::{self, Customer};

pub(crate) fn round_trip(db: &Database) {
    let (id, other) = write(db, |tx| Ok((customer::add(tx, UNUSUAL, at(3))?, new_customer(tx, "")?)));
    let mut expected = Customer {
        id,
        name: UNUSUAL.into(),
        organization_id: None,
        language: String::new(),
        time_zone: String::new(),
        fields: "{}".into(),
        created_at: at(3),
        blocked_at: None,
        merged_into: None,
    };
    assert_eq!(read(db, move |tx| customer::find(tx, id)), Some(expected.clone()));
    expected.name = "Anna".into();
    expected.language = "pt-BR".into();
    expected.time_zone = "America/Sao_Paulo".into();
    expected.fields = r#"{"size":"42"}"#.into();
    expected.blocked_at = Some(at(4));
    expected.merged_into = Some(other);
    let changed = expected.clone();
    write(db, move |tx| customer::update(tx, &changed));
    assert_eq!(read(db, move |tx| customer::find(tx, id)), Some(expected));
    assert_eq!(read(db, |tx| customer::find(tx, CustomerId(1))), None);
}

pub(crate) fn pages_by_name(db: &Database) {
    let names = ["bert", "Anna", "Zoë", "anna", "", "Ärne", "b ert"];
    let last = write(db, move |tx| {
        for name in names {
            new_customer(tx, name)?;
        }
        let merged = new_customer(tx, "Bella")?;
        let found = customer::find(tx, merged)?.expect("Bella");
        let into = new_customer(tx, "Yves")?;
        customer::update(tx, &Customer { merged_into: Some(into), ..found })?;
        Ok(into)
    });
    let mut found = Vec::new();
    let mut after: Option<(String, CustomerId)> = None;
    loop {
        let page =
            read(db, move |tx| customer::page(tx, after.as_ref().map(|(key, id)| (key.as_str(), *id)), 3));
        let Some(end) = page.last() else { break };
        after = Some((domain::words::normalize(&end.name), end.id));
        found.extend(page.into_iter().map(|customer| customer.name));
    }
    assert_eq!(found, ["", "Anna", "anna", "Ärne", "b ert", "bert", "Yves", "Zoë"]);
    assert!(read(db, move |tx| customer::find(tx, last)).is_some());
}

pub(crate) fn all_by_id(db: &Database) {
    let [first, merged, last] = write(db, |tx| {
        let ids = [new_customer(tx, "Clara")?, new_customer(tx, "Bert")?, new_customer(tx, "Anna")?];
        let bert = customer::find(tx, ids[1])?.expect("the customer");
        customer::update(tx, &Customer { merged_into: Some(ids[0]), ..bert })?;
        Ok(ids)
    });
    let ids = |after, limit| {
        let page = read(db, move |tx| customer::all_after(tx, after, limit));
        page.iter().map(|customer| customer.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(CustomerId(0), 10), [first, last], "{merged} was merged");
    assert_eq!((ids(CustomerId(0), 1), ids(first, 10)), (vec![first], vec![last]));
}
