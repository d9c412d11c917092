//! Kinds of remedies.

use crate::support::{UNUSUAL, at, read, write};
use domain::RemedyKindId;
use domain::remedy::Risk;
use store::Database;
use store::remedy_kind::{self, RemedyKind};

pub(crate) fn life(db: &Database) {
    let before = read(db, remedy_kind::all);
    assert_eq!(before.first().map(|kind| kind.name.as_str()), Some("Apology"));
    assert!(before.iter().any(|kind| kind.risk == Risk::High && kind.has_cost && kind.is_carried_out));
    let new = RemedyKind {
        id: RemedyKindId(0),
        name: UNUSUAL.into(),
        position: 99,
        has_cost: true,
        risk: Risk::Medium,
        is_carried_out: false,
        retired_at: None,
    };
    let add = new.clone();
    let id = write(db, move |tx| remedy_kind::add(tx, &add));
    assert_eq!(read(db, move |tx| remedy_kind::find(tx, id)), Some(RemedyKind { id, ..new.clone() }));
    let changed = RemedyKind { id, name: "Flowers".into(), position: 0, retired_at: Some(at(5)), ..new };
    let update = changed.clone();
    write(db, move |tx| remedy_kind::update(tx, &update));
    assert_eq!(read(db, remedy_kind::all).first(), Some(&changed));
    assert_eq!(read(db, |tx| remedy_kind::find(tx, RemedyKindId(999))), None);
}
