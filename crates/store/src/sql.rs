//! The seam: one SQL text, two engines.
//!
//! Statements use `$1` parameters and stay in the shared dialect: `RETURNING`, `ON CONFLICT … DO UPDATE`,
//! common table expressions, window functions. Two forms each engine spells its own way: `IN LIST($n)` for several
//! numbers, and `FROM table BY INDEX(name)` for a list that has an index of its own (SQLite, which doesn't count
//! rows, would take the one of a condition that most rows fit). What truly differs stands in `dialect/`.

use crate::blob::BlobFiles;
use crate::dialect::{postgres::Session, sqlite};
use crate::error::{Error, Result};
use crate::value::{Bind, Columns, only};
use std::cell::{Cell, RefCell};
use std::ops::Deref;

/// A transaction that reads. Every read in it sees the same state of the database.
pub struct Tx<'a> {
    pub(crate) engine: Engine<'a>,
    pub(crate) blobs: &'a BlobFiles,
    /// Whether an event or a job was added, so that others are woken after commit.
    pub(crate) woke: Cell<bool>,
    /// How a statement failed, if one did. PostgreSQL refuses everything after that and undoes it all even when
    /// asked to commit; so that code means the same on both, SQLite is held to the same.
    failed: Cell<Option<Failed>>,
}

/// How a statement failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The transaction lost against another, or its connection broke: it may be run again.
    Again,
    /// It would fail again.
    ForGood,
}

/// A transaction that may write: what store functions that change something ask for.
pub struct WriteTx<'a>(pub(crate) Tx<'a>);

pub(crate) enum Engine<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(RefCell<Session<'a>>),
}

impl<'a> Deref for WriteTx<'a> {
    type Target = Tx<'a>;
    fn deref(&self) -> &Tx<'a> {
        &self.0
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(engine: Engine<'a>, blobs: &'a BlobFiles) -> Self {
        Self { engine, blobs, woke: Cell::new(false), failed: Cell::new(None) }
    }

    /// All rows of the query, each made by `make`.
    pub(crate) fn query<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        mut make: impl FnMut(&mut Columns<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each(sql, values, &mut |columns| {
            rows.push(make(columns)?);
            Ok(true)
        })?;
        Ok(rows)
    }

    /// How a statement of this transaction failed, if one did.
    pub(crate) fn failed(&self) -> Option<Failed> {
        self.failed.get()
    }

    /// Runs a statement unless one failed before, and remembers when it fails.
    fn attempt<T>(&self, run: impl FnOnce() -> Result<T>) -> Result<T> {
        if self.failed.get().is_some() {
            return Err(Error::PassedOver);
        }
        let result = run();
        if let Err(error @ (Error::Sqlite(_) | Error::Postgres(_))) = &result {
            self.failed.set(Some(if error.may_pass() { Failed::Again } else { Failed::ForGood }));
        }
        result
    }

    /// Hands each row to `take` until it says false. For results that are read whole.
    fn each(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        take: &mut dyn FnMut(&mut Columns<'_>) -> Result<bool>,
    ) -> Result<()> {
        self.attempt(|| match &self.engine {
            Engine::Sqlite(connection) => sqlite::each(connection, sql, values, take),
            Engine::Postgres(session) => session.borrow_mut().each(sql, values, take),
        })
    }

    /// Hands each row to `take` until it says false; rows beyond that are hardly made. For results of which
    /// nobody knows beforehand how much is read.
    pub(crate) fn stream(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        mut take: impl FnMut(&mut Columns<'_>) -> Result<bool>,
    ) -> Result<()> {
        self.attempt(|| match &self.engine {
            Engine::Sqlite(connection) => sqlite::each(connection, sql, values, &mut take),
            Engine::Postgres(session) => session.borrow_mut().stream(sql, values, &mut take),
        })
    }

    /// The first row of the query, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        mut make: impl FnMut(&mut Columns<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.each(sql, values, &mut |columns| {
            found = Some(make(columns)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// The only row of a query that always has one (`RETURNING`, counts).
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        make: impl FnMut(&mut Columns<'_>) -> Result<T>,
    ) -> Result<T> {
        let missing = || Error::Column { index: 0, what: "expected a row, found none".to_owned() };
        self.first(sql, values, make)?.ok_or_else(missing)
    }

    /// Whether the query has a row.
    pub(crate) fn exists(&self, sql: &str, values: &[&dyn Bind]) -> Result<bool> {
        Ok(self.first(sql, values, |_| Ok(()))?.is_some())
    }
}

impl WriteTx<'_> {
    /// Runs a statement and returns how many rows it changed.
    pub(crate) fn execute(&self, sql: &str, values: &[&dyn Bind]) -> Result<u64> {
        self.attempt(|| match &self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql, values),
            Engine::Postgres(session) => session.borrow_mut().execute(sql, values),
        })
    }

    /// Runs an `INSERT … RETURNING id`.
    pub(crate) fn insert<T: crate::value::Column>(&self, sql: &str, values: &[&dyn Bind]) -> Result<T> {
        self.one(sql, values, only)
    }
}
