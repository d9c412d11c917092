//! In what condition a database is.

use store::condition::{self, Care};
use store::{Database, latest_migration};

pub(crate) fn sound(db: &Database) {
    for care in [Care::Quick, Care::Thorough] {
        let found = condition::look(db.location(), care).expect("a look").expect("a database");
        assert_eq!((found.migration, found.damage), (latest_migration(), Vec::new()));
    }
}
