//! Settings.

use crate::support::{UNUSUAL, read, write};
use store::{Database, setting};

pub(crate) fn last_one_counts(db: &Database) {
    let get = |name: &'static str| read(db, move |tx| setting::get(tx, name));
    assert_eq!(get(UNUSUAL), None);
    for value in ["1", UNUSUAL] {
        write(db, move |tx| setting::set(tx, UNUSUAL, value));
        assert_eq!(get(UNUSUAL).as_deref(), Some(value));
    }
    assert_eq!(get("other"), None);
}
