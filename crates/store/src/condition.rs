//! In what condition a database is: looked at from outside, without changing it.

use crate::database::Location;
use crate::dialect::postgres;
use crate::error::Result;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How many migrations it has; [`crate::latest_migration`] is how many there are.
    pub migration: i64,
    /// What is damaged, in the database's own words; empty when nothing is.
    pub damage: Vec<String>,
    /// How much it holds.
    pub holds: Holds,
}

/// How much a database holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Customers.
    pub customers: i64,
    /// Conversations.
    pub conversations: i64,
    /// Messages.
    pub messages: i64,
    /// Mails as they came.
    pub mails: i64,
}

/// What [`Holds`] counts.
const COUNT: &str = "SELECT (SELECT COUNT(*) FROM customer), (SELECT COUNT(*) FROM conversation),
    (SELECT COUNT(*) FROM message), (SELECT COUNT(*) FROM inbound)";

/// How thoroughly to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Structure only: seconds even for a large database.
    Quick,
    /// Every index against its table, and every reference: reads everything several times.
    Thorough,
}

/// Damages named; one is enough to act, hundreds say no more.
const DAMAGE_MAX: usize = 20;

/// Looks at the database; `None` when there is none yet. PostgreSQL checks itself with checksums of its own, so there
/// only the migrations are looked at.
pub fn look(location: &Location, care: Care) -> Result<Option<Condition>> {
    match location {
        Location::Directory(directory) => look_at_file(&directory.join(crate::DATABASE_FILE), care),
        Location::Postgres { url, .. } => {
            let mut client = postgres::connect(url)?;
            let found = client.query_one("SELECT to_regclass('migration') IS NOT NULL", &[])?;
            if !found.try_get::<_, bool>(0)? {
                return Ok(None);
            }
            let migration = client.query_one("SELECT COUNT(*) FROM migration", &[])?.try_get(0)?;
            let row = client.query_one(COUNT, &[])?;
            let holds = Holds {
                customers: row.try_get(0)?,
                conversations: row.try_get(1)?,
                messages: row.try_get(2)?,
                mails: row.try_get(3)?,
            };
            Ok(Some(Condition { migration, damage: Vec::new(), holds }))
        }
    }
}

fn look_at_file(file: &Path, care: Care) -> Result<Option<Condition>> {
    if !file.exists() {
        return Ok(None);
    }
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let made: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'migration')",
        [],
        |row| row.get(0),
    )?;
    if !made {
        return Ok(None);
    }
    let migration = connection.query_row("SELECT COUNT(*) FROM migration", [], |row| row.get(0))?;
    let check = match care {
        Care::Quick => "PRAGMA quick_check",
        Care::Thorough => "PRAGMA integrity_check",
    };
    let mut damage = Vec::new();
    let mut statement = connection.prepare(check)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let words: String = row.get(0)?;
        if words != "ok" && damage.len() < DAMAGE_MAX {
            damage.push(words);
        }
    }
    if care == Care::Thorough {
        let mut statement =
            connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            damage.push(format!(
                "{table} row {} refers to a {parent} that isn't there",
                id.unwrap_or_default()
            ));
        }
    }
    let holds = connection.query_row(COUNT, [], |row| {
        Ok(Holds {
            customers: row.get(0)?,
            conversations: row.get(1)?,
            messages: row.get(2)?,
            mails: row.get(3)?,
        })
    })?;
    Ok(Some(Condition { migration, damage, holds }))
}
