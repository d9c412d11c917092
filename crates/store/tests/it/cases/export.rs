//! Everything there is, as JSON.

use crate::raw;
use crate::support::{UNUSUAL, at, new_conversation, new_customer, new_message, read, write};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use store::export::{self, LEFT_OUT, NOUNS, Noun};
use store::{Database, setting};

/// All rows of a noun, as exported.
fn rows(db: &Database, name: &'static str) -> Vec<Map<String, Value>> {
    let rows = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&rows);
    read(db, move |tx| {
        let noun: &Noun = NOUNS.iter().find(|noun| noun.name == name).expect("a noun");
        export::each(tx, noun, |row| {
            into.lock().expect("nobody else").push(row);
            Ok(())
        })
    });
    Arc::try_unwrap(rows).expect("nobody else").into_inner().expect("nobody else")
}

pub(crate) fn rows_as_they_are(db: &Database) {
    write(db, |tx| setting::set(tx, "a", UNUSUAL));
    assert_eq!(
        rows(db, "setting"),
        [json!({ "name": "a", "value": UNUSUAL }).as_object().cloned().expect("one")]
    );
    let (customer, conversation) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        Ok((customer, new_conversation(tx, customer, 1)?))
    });
    let found = rows(db, "conversation");
    let found = found.first().expect("a conversation");
    assert_eq!(found["id"], json!(conversation.0));
    assert_eq!(found["customer_id"], json!(customer.0));
    assert_eq!(found["customer_certain"], json!(true));
    assert_eq!(found["closed_at"], Value::Null);
    assert!(found["created_at"].as_str().expect("a time").ends_with('Z'));
    assert_eq!(rows(db, "customer")[0]["fields"], json!({}));
    assert_eq!(rows(db, "customer")[0]["created_at"], json!(at(0).to_string()));
}

/// Every noun can be read, and comes in an order.
pub(crate) fn all_nouns(db: &Database) {
    write(db, new_message);
    for noun in NOUNS {
        let found = rows(db, noun.name);
        let ids: Vec<i64> = found.iter().filter_map(|row| row.get("id").and_then(Value::as_i64)).collect();
        assert!(ids.is_sorted(), "{} by id", noun.name);
    }
    assert_eq!(rows(db, "message").len(), 1);
}

/// A new table or column must be exported, or said why not.
pub(crate) fn everything_is_decided(db: &Database) {
    let Some(connection) = raw::sqlite(db.location()) else { return };
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search\\__%' ESCAPE '\\'")
        .expect("a query");
    let tables = tables.query_map((), |row| row.get::<_, String>(0)).expect("names");
    for table in tables.map(|name| name.expect("a name")) {
        if LEFT_OUT.iter().any(|(name, _)| *name == table) {
            continue;
        }
        let noun = NOUNS.iter().find(|noun| noun.name == table);
        let noun = noun.unwrap_or_else(|| {
            panic!("the table {table} is new: name it in crates/store/src/export/nouns.rs and docs/export.md")
        });
        let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)").expect("a query");
        let columns = columns.query_map([&table], |row| row.get::<_, String>(0)).expect("names");
        let columns: BTreeSet<String> = columns.map(|name| name.expect("a name")).collect();
        let named = noun.fields.iter().map(|(name, _)| *name).chain(noun.without.iter().copied());
        let named: BTreeSet<String> = named.map(ToOwned::to_owned).collect();
        assert_eq!(named, columns, "{table} in crates/store/src/export/nouns.rs");
    }
}
