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

pub(crate) fn of_an_organization(db: &Database) {
    let (shop, ids) = write(db, |tx| {
        let shop = store::organization::add(tx, "Shop", at(0))?;
        let mut ids = Vec::new();
        for name in ["A", "B", "C", "D"] {
            let id = new_customer(tx, name)?;
            let found = customer::find(tx, id)?.expect("the customer");
            if name != "B" {
                customer::update(tx, &Customer { organization_id: Some(shop), ..found })?;
            }
            ids.push(id);
        }
        Ok((shop, ids))
    });
    let of = |after, limit| {
        let found = read(db, move |tx| customer::of_organization(tx, shop, after, limit));
        found.into_iter().map(|customer| customer.id).collect::<Vec<_>>()
    };
    assert_eq!(of(CustomerId(0), 2), [ids[0], ids[2]]);
    assert_eq!(of(ids[2], 2), [ids[3]]);
    let all = read(db, |tx| customer::all_after(tx, CustomerId(0), 3));
    assert_eq!(all.iter().map(|customer| customer.id).collect::<Vec<_>>(), ids[..3]);
}

pub(crate) fn merged_into(db: &Database) {
    let ids = write(db, |tx| {
        let ids = ["A", "B", "C", "D"].map(|name| new_customer(tx, name).expect("a customer"));
        for (from, into) in [(1, 0), (2, 1)] {
            let found = customer::find(tx, ids[from])?.expect("the customer");
            customer::update(tx, &Customer { merged_into: Some(ids[into]), ..found })?;
        }
        Ok(ids)
    });
    let (first, second, last) = (ids[0], ids[1], ids[3]);
    assert_eq!(read(db, move |tx| customer::merged_into(tx, first)), [ids[1], ids[2]]);
    assert_eq!(read(db, move |tx| customer::merged_into(tx, second)), [ids[2]]);
    assert_eq!(read(db, move |tx| customer::merged_into(tx, last)), []);
}
