//! Labels.

use crate::support::{new_conversation, new_customer, read, write};
use domain::ConversationId;
use store::{Database, tag};

fn ensure(db: &Database, name: &'static str) -> domain::TagId {
    write(db, move |tx| tag::ensure(tx, name))
}

pub(crate) fn names(db: &Database) {
    let late = ensure(db, "Late");
    let boots = ensure(db, "boots");
    assert_eq!(ensure(db, "LATE"), late, "the same in another spelling");
    let cheese = ensure(db, "Käse");
    assert_eq!(ensure(db, "KÄSE"), cheese);
    let all: Vec<_> = read(db, tag::all).into_iter().map(|tag| (tag.id, tag.name)).collect();
    assert_eq!(all, [(boots, "boots".into()), (cheese, "Käse".into()), (late, "Late".into())]);
    assert_eq!(read(db, |tx| tag::find(tx, "lAte")), Some(late));
    assert_eq!(read(db, |tx| tag::find(tx, "lat")), None);
}

pub(crate) fn on_conversations(db: &Database) {
    let (late, boots) = (ensure(db, "late"), ensure(db, "Boots"));
    let (one, other) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        Ok((new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?))
    });
    let put = |place, tag| write(db, move |tx| tag::put(tx, place, tag));
    assert_eq!(
        [put(one, late), put(one, late), put(one, boots), put(other, late)],
        [true, false, true, true]
    );
    let found = read(db, move |tx| tag::of_conversations(tx, &[other, one, ConversationId(1)]));
    assert_eq!(found, [(one, "Boots".into()), (one, "late".into()), (other, "late".into())]);
    let take = |place, tag| write(db, move |tx| tag::take(tx, place, tag));
    assert_eq!([take(one, late), take(one, late)], [true, false]);
    assert_eq!(read(db, move |tx| tag::of_conversations(tx, &[one])), [(one, "Boots".into())]);
}
