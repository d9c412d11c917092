//! SQLite: statements, values, and the settings every connection gets.

mod event;
mod search;
pub(crate) mod threads;

pub(crate) use event::*;
pub(crate) use search::*;

use crate::error::{Error, Result};
use crate::value::{Bind, Cells, Columns, Value};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags, Row};
use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

/// Statements kept prepared per connection: more than there are in the code.
const STATEMENTS_MAX: usize = 512;
/// How long to wait for another process (a backup, a pipe from the mail server) to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens the database file; a reader refuses every write.
pub(crate) fn open(path: &Path, read_only: bool) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // The plan of a statement doesn't hang on the values bound to it: else SQLite plans anew, each time, those that
    // it compares with the condition of a partial index (`state = $1` with `WHERE state = 'open'`).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // FULL: a commit is on the disk when it returns; without it a power cut could take back a mail we accepted.
    // Caches keep the interior pages of every index of a busy desk; the system caches the rest. The writer has 8 MB, since
    // it touches all indexes with each mail; each of those that read has 6.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;",
    )?;
    if read_only {
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -6000;")?;
    }
    Ok(connection)
}

pub(crate) fn each(
    connection: &Connection,
    sql: &str,
    values: &[&dyn Bind],
    take: &mut dyn FnMut(&mut Columns<'_>) -> Result<bool>,
) -> Result<()> {
    let mut statement = prepare(connection, sql, values)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if !take(&mut Columns::new(Cells::Sqlite(row)))? {
            break;
        }
    }
    Ok(())
}

pub(crate) fn execute(connection: &Connection, sql: &str, values: &[&dyn Bind]) -> Result<u64> {
    let changed = prepare(connection, sql, values)?.raw_execute()?;
    Ok(changed as u64)
}

fn prepare<'c>(connection: &'c Connection, sql: &str, values: &[&dyn Bind]) -> Result<CachedStatement<'c>> {
    let mut statement = match spell(sql) {
        Cow::Borrowed(sql) => connection.prepare_cached(sql)?,
        Cow::Owned(sql) => connection.prepare_cached(&sql)?,
    };
    // SQLite numbers `$n` by first appearance, not by n: bind by name.
    for position in 1..=statement.parameter_count() {
        let number = statement.parameter_name(position).and_then(|name| name[1..].parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.wrapping_sub(1)));
        let Some(value) = value else {
            return Err(Error::Column {
                index: position,
                what: "a parameter of the statement has no value".into(),
            });
        };
        statement.raw_bind_parameter(position, to_sql(value.value()))?;
    }
    Ok(statement)
}

/// `IN LIST($n)` takes a JSON array here, and `BY INDEX(name)` is how one names the index to use.
fn spell(sql: &str) -> Cow<'_, str> {
    const LIST: &str = "IN LIST(";
    const INDEX: &str = "BY INDEX(";
    let mut spelled = Cow::Borrowed(sql);
    if sql.contains(LIST) {
        spelled = spell_each(&spelled, LIST, ["IN (SELECT value FROM json_each(", "))"]).into();
    }
    if sql.contains(INDEX) {
        spelled = spell_each(&spelled, INDEX, ["INDEXED BY ", ""]).into();
    }
    spelled
}

/// Puts what stands between the mark and its closing bracket between other words.
fn spell_each(sql: &str, mark: &str, [before, after]: [&str; 2]) -> String {
    let mut spelled = String::with_capacity(sql.len() + 64);
    let mut rest = sql;
    while let Some((text, marked)) = rest.split_once(mark) {
        let (inside, further) = marked.split_once(')').unwrap_or((marked, ""));
        for piece in [text, before, inside, after] {
            spelled.push_str(piece);
        }
        rest = further;
    }
    spelled.push_str(rest);
    spelled
}

fn to_sql(value: Value<'_>) -> ToSqlOutput<'_> {
    use rusqlite::types::Value as Owned;
    match value {
        Value::Null => ToSqlOutput::Owned(Owned::Null),
        Value::Bool(truth) => ToSqlOutput::Owned(Owned::Integer(truth.into())),
        Value::Integer(number) => ToSqlOutput::Owned(Owned::Integer(number)),
        Value::Real(number) => ToSqlOutput::Owned(Owned::Real(number)),
        Value::Text(Cow::Borrowed(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Value::Text(Cow::Owned(text)) => ToSqlOutput::Owned(Owned::Text(text)),
        Value::Blob(Cow::Borrowed(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        Value::Blob(Cow::Owned(bytes)) => ToSqlOutput::Owned(Owned::Blob(bytes)),
        Value::List(numbers) => ToSqlOutput::Owned(Owned::Text(format!("{numbers:?}"))),
    }
}

pub(crate) fn cell<'r>(row: &'r Row<'_>, index: usize) -> Result<Value<'r>> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => Value::Blob(Cow::Borrowed(bytes)),
    })
}
