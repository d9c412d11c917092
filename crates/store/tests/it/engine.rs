//! The two engines, each with an empty database for every case whose ids start far apart.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use store::{Database, Location};
use tempfile::TempDir;
use testkit::postgres::Postgres;

/// A case of the suite.
pub(crate) type Case = fn(&Database);

/// Makes a test of each case for SQLite, and one of each noun for PostgreSQL, whose server takes a while to start.
macro_rules! suite {
    ($($noun:ident: [$($case:ident),+ $(,)?];)+) => {
        mod sqlite {
            $(mod $noun {
                $(#[test]
                fn $case() {
                    crate::engine::on_sqlite(crate::cases::$noun::$case);
                })+
            })+
        }

        mod postgres {
            $(#[test]
            fn $noun() {
                crate::engine::on_postgres(&[$((stringify!($case), crate::cases::$noun::$case)),+]);
            })+
        }
    };
}

/// Runs a case on a fresh directory.
pub(crate) fn on_sqlite(case: Case) {
    let folder = TempDir::with_prefix("store").expect("a temporary folder");
    let location = Location::Directory(folder.path().to_owned());
    let db = Database::open(&location).expect("a new database");
    crate::raw::start_ids_far_apart(&location);
    case(&db);
}

/// Runs each case on a fresh database of a fresh server, and names those that failed.
pub(crate) fn on_postgres(cases: &[(&str, Case)]) {
    let server = Postgres::start();
    let folder = TempDir::with_prefix("store").expect("a temporary folder");
    make_template(&server, &folder);
    let mut failed = Vec::new();
    for (name, case) in cases {
        server.copy(TEMPLATE, name);
        let blobs = folder.path().join(name);
        let db = Database::open(&Location::Postgres { url: server.url(name), blobs }).expect("the database");
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| case(&db))) {
            failed.push(format!("{name}: {}", words(panic.as_ref())));
        }
    }
    assert!(failed.is_empty(), "on PostgreSQL:\n{}", failed.join("\n"));
}

/// The database that every case gets a copy of.
pub(crate) const TEMPLATE: &str = "cape_template";

/// Makes the template.
pub(crate) fn make_template(server: &Postgres, folder: &TempDir) {
    server.create(TEMPLATE);
    let location = Location::Postgres { url: server.url(TEMPLATE), blobs: folder.path().join(TEMPLATE) };
    drop(Database::open(&location).expect("a new database"));
    crate::raw::start_ids_far_apart(&location);
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
}
