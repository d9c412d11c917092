//! Merges of customers.

use crate::support::{at, new_agent, new_conversation, new_customer, new_identity, read, write};
use domain::{CustomerId, CustomerMergeId, OrderId, TouchpointId};
use store::Database;
use store::customer_merge::{self, Belonging, CustomerMerge};
use store::order::Order;
use store::touchpoint::Touchpoint;

pub(crate) fn round_trip(db: &Database) {
    let (kept, merged, agent) =
        write(db, |tx| Ok((new_customer(tx, "Anna")?, new_customer(tx, "A. Berg")?, new_agent(tx, "ines")?)));
    let id = write(db, move |tx| customer_merge::add(tx, kept, merged, "{}", Some(agent), at(3)));
    let mut expected = CustomerMerge {
        id,
        kept_id: kept,
        merged_id: merged,
        moved: "{}".into(),
        agent_id: Some(agent),
        created_at: at(3),
        undone_at: None,
    };
    assert_eq!(read(db, move |tx| customer_merge::find(tx, id)), Some(expected.clone()));
    assert_eq!(read(db, |tx| customer_merge::find(tx, CustomerMergeId(1))), None);
    assert_eq!(read(db, move |tx| customer_merge::of_merged(tx, merged)), Some(expected.clone()));
    write(db, move |tx| customer_merge::set_moved(tx, id, "{\"rows\":{}}"));
    expected.moved = "{\"rows\":{}}".into();
    assert_eq!(read(db, move |tx| customer_merge::into_kept(tx, kept)), [expected.clone()]);
    write(db, move |tx| customer_merge::set_undone(tx, id, at(4)));
    expected.undone_at = Some(at(4));
    assert_eq!(read(db, move |tx| customer_merge::find(tx, id)), Some(expected));
    assert_eq!(read(db, move |tx| customer_merge::of_merged(tx, merged)), None);
    assert_eq!(read(db, move |tx| customer_merge::into_kept(tx, kept)), []);
}

/// One of each thing that can belong to a customer.
fn give_everything(tx: &store::WriteTx<'_>, customer: CustomerId) -> store::Result<()> {
    new_identity(tx, customer, "anna@example.com")?;
    new_conversation(tx, customer, 1)?;
    store::customer_note::add(tx, customer, None, "Calls before ten", at(1))?;
    let order = Order {
        id: OrderId(0),
        customer_id: customer,
        number: "55-1".into(),
        state: "paid".into(),
        title: "Boots".into(),
        currency: "EUR".into(),
        total_minor: 18_900,
        url: String::new(),
        source: "shop".into(),
        external_id: "1".into(),
        placed_at: at(1),
        updated_at: at(1),
    };
    store::order::put(tx, &order)?;
    let touchpoint = Touchpoint {
        id: TouchpointId(0),
        customer_id: customer,
        kind: "delivery".into(),
        title: "Parcel handed over".into(),
        detail: String::new(),
        url: String::new(),
        source: "carrier".into(),
        external_id: "1".into(),
        occurred_at: at(2),
        created_at: at(2),
    };
    store::touchpoint::put(tx, &touchpoint)?;
    Ok(())
}

pub(crate) fn everything_moves_and_goes_back(db: &Database) {
    let (kept, merged, third) = write(db, |tx| {
        let merged = new_customer(tx, "A. Berg")?;
        give_everything(tx, merged)?;
        Ok((new_customer(tx, "Anna")?, merged, new_customer(tx, "Bert")?))
    });
    for what in Belonging::ALL {
        let count = |whose| read(db, move |tx| customer_merge::count(tx, what, whose, 10));
        assert_eq!((count(merged), count(kept)), (1, 0), "{what:?}");
        let ids = write(db, move |tx| customer_merge::move_all(tx, what, merged, kept));
        assert_eq!((ids.len(), count(merged), count(kept)), (1, 0, 1), "{what:?}");
        let back = ids.clone();
        let moved = write(db, move |tx| customer_merge::move_back(tx, what, &back, third, merged));
        assert_eq!((moved, count(kept)), (0, 1), "{what:?} isn't where it was expected, so it stays");
        let moved = write(db, move |tx| customer_merge::move_back(tx, what, &ids, kept, merged));
        assert_eq!((moved, count(merged), count(kept)), (1, 1, 0), "{what:?}");
    }
}

/// A table that points at customers and doesn't move with a merge would lose its rows from sight. Those that are
/// about merges themselves, and the log of what happened, stay on purpose; of allies a customer has one at most, so
/// they move by a rule of their own (`app::customer::merge`).
pub(crate) fn nothing_that_points_is_forgotten(_: &Database) {
    const STAY: [&str; 4] = ["customer", "customer_merge", "event", "ally"];
    let steps = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut schema = String::new();
    for step in std::fs::read_dir(steps).expect("the migrations") {
        schema += &std::fs::read_to_string(step.expect("a file").path()).expect("a migration");
        schema.push('\n');
    }
    let mut pointing = Vec::new();
    for table in schema.split("CREATE TABLE ").skip(1) {
        let name = table.split_whitespace().next().unwrap_or_default();
        let body = table.split(';').next().unwrap_or_default();
        if body.contains("REFERENCES customer (id)") || body.contains("  customer_id INTEGER") {
            pointing.push(name);
        }
    }
    assert!(pointing.contains(&"ally"), "the later migrations are read, too");
    pointing.retain(|name| !STAY.contains(name));
    pointing.sort_unstable();
    let mut moved = Belonging::ALL.map(Belonging::table);
    moved.sort_unstable();
    assert_eq!(pointing, moved);
}
