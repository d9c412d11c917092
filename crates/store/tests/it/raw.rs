//! The database behind the store's back: what tests do as another program, an administrator or a broken disk would.

use postgres::NoTls;
use rusqlite::Connection;
use std::path::PathBuf;
use store::{DATABASE_FILE, Database, Location};

/// Distance between the first ids of two tables: an id used for the wrong noun finds nothing.
const DISTANCE: i64 = 1_000_000;

/// A connection of its own to a PostgreSQL database.
pub(crate) fn postgres(location: &Location) -> Option<postgres::Client> {
    match location {
        Location::Directory(_) => None,
        Location::Postgres { url, .. } => Some(postgres::Client::connect(url, NoTls).expect("a connection")),
    }
}

/// A connection of its own to an SQLite database.
pub(crate) fn sqlite(location: &Location) -> Option<Connection> {
    match location {
        Location::Directory(folder) => {
            Some(Connection::open(folder.join(DATABASE_FILE)).expect("a connection"))
        }
        Location::Postgres { .. } => None,
    }
}

/// Runs statements that both engines understand.
pub(crate) fn execute(db: &Database, sql: &str) {
    if let Some(connection) = sqlite(db.location()) {
        connection.execute_batch(sql).expect("the statements");
    }
    if let Some(mut client) = postgres(db.location()) {
        client.batch_execute(sql).expect("the statements");
    }
}

/// The directory of large blobs.
pub(crate) fn blobs(db: &Database) -> PathBuf {
    match db.location() {
        Location::Directory(folder) => folder.join("blobs"),
        Location::Postgres { blobs, .. } => blobs.clone(),
    }
}

/// Lets the ids of each table start in a range of their own.
pub(crate) fn start_ids_far_apart(location: &Location) {
    if let Some(connection) = sqlite(location) {
        let mut tables = connection
            .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' ORDER BY name")
            .expect("a query");
        let names = tables.query_map((), |row| row.get::<_, String>(0)).expect("names");
        for (number, name) in (1..).zip(names) {
            connection
                .execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)",
                    (name.expect("a name"), number * DISTANCE),
                )
                .expect("a new start");
        }
    }
    if let Some(mut client) = postgres(location) {
        let tables = client
            .query(
                "SELECT table_name::TEXT FROM information_schema.columns WHERE table_schema = 'public'
                 AND column_name = 'id' AND is_identity = 'YES' ORDER BY table_name COLLATE \"C\"",
                &[],
            )
            .expect("names");
        for (number, row) in (1_i64..).zip(tables) {
            let (name, start): (String, _) = (row.get(0), number * DISTANCE + 1);
            client
                .batch_execute(&format!("ALTER TABLE {name} ALTER COLUMN id RESTART WITH {start}"))
                .expect("a new start");
        }
    }
}
