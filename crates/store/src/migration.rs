//! Bringing the tables up to date, one numbered step after the other, all in one transaction.
//!
//! Steps must work while the old version still runs: expand, move, contract. Both engines have the same steps
//! under the same names (a house rule checks it).

use crate::error::{Error, Result};
use postgres::Client;
use rusqlite::Connection;

struct Step {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! steps {
    ($($name:literal),+ $(,)?) => {
        const STEPS: &[Step] = &[$(Step {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+];
    };
}

steps![
    "0001_foundation",
    "0002_promise",
    "0003_continuity",
    "0004_power",
    "0005_policy",
    "0006_complaint",
    "0007_signal",
    "0008_mailbox_history",
    "0009_reversal",
];

/// How many steps this version of Cape knows.
pub fn latest() -> i64 {
    STEPS.len() as i64
}

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migration (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";

pub(crate) fn migrate_sqlite(connection: &Connection) -> Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    connection.execute_batch(TABLE)?;
    let done: i64 = connection.query_row("SELECT COUNT(*) FROM migration", [], |row| row.get(0))?;
    for (version, step) in pending(done)? {
        connection.execute_batch(step.sqlite)?;
        connection.execute("INSERT INTO migration (version, name) VALUES (?1, ?2)", (version, step.name))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

pub(crate) fn migrate_postgres(client: &mut Client) -> Result<()> {
    /// Any number, the same on every node: only one migrates at a time, and the others wait as long as it takes.
    /// The limit on waiting for tables stays: behind a migration that waits, everybody else would queue.
    const LOCK: &str =
        "SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_xact_lock(7211863);
        SET lock_timeout = '20s'";
    let mut transaction = client.transaction()?;
    transaction.batch_execute(LOCK)?;
    transaction.batch_execute(TABLE)?;
    let done: i64 = transaction.query_one("SELECT COUNT(*) FROM migration", &[])?.get(0);
    for (version, step) in pending(done)? {
        transaction.batch_execute(step.postgres)?;
        transaction
            .execute("INSERT INTO migration (version, name) VALUES ($1, $2)", &[&version, &step.name])?;
    }
    transaction.commit()?;
    Ok(())
}

/// The steps after the first `done`, with their version numbers.
fn pending(done: i64) -> Result<impl Iterator<Item = (i64, &'static Step)>> {
    if done > latest() {
        return Err(Error::Newer { found: done, known: latest() });
    }
    Ok((1_i64..).zip(STEPS).skip(done as usize))
}
