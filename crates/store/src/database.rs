//! The database handle: transactions as closures, run on database threads.
//!
//! `db.read(|tx| …)` and `db.write(|tx| …)` return futures that are ready after commit; `wait()` on them serves
//! callers outside of async code. A closure may run more than once (a transaction that lost against another on
//! PostgreSQL, one whose group failed on SQLite), so it takes nothing by value: it is `Fn`.

use crate::blob::BlobFiles;
use crate::dialect::{postgres, sqlite};
use crate::error::{Error, Fault, Result};
use crate::groups::Groups;
use crate::sql::{Failed, Tx, WriteTx};
use flume::{Receiver, Sender};
use std::future::{Future, IntoFuture};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::thread;
use tokio::sync::watch;

/// Threads that read: more than cores, because some wait for the disk.
const READERS: usize = 4;
/// Connections that write to PostgreSQL at once, per node.
const POSTGRES_WRITERS: usize = 8;
/// Transactions that may wait in line; the next caller waits for room.
const WAITING_MAX: usize = 4096;

/// Where the data is.
#[derive(Clone, Debug)]
pub enum Location {
    /// A directory with `cape.db` and, for large blobs, `blobs/`.
    Directory(PathBuf),
    /// A PostgreSQL connection string and a directory for large blobs that all nodes share.
    Postgres {
        /// Such as `host=/run/postgresql dbname=cape`.
        url: String,
        /// The shared directory.
        blobs: PathBuf,
    },
}

/// An open database; clones share it. The threads end when the last clone is dropped.
#[derive(Clone)]
pub struct Database {
    writes: Sender<Box<dyn Task>>,
    reads: Sender<Box<dyn Task>>,
    wake: Wake,
    location: Arc<Location>,
    groups: Arc<Groups>,
}

impl Database {
    /// Opens the database, makes it if it isn't there, and brings its tables up to date.
    pub fn open(location: &Location) -> Result<Self> {
        let (writes, write_tasks) = flume::bounded(WAITING_MAX);
        let (reads, read_tasks) = flume::bounded(WAITING_MAX);
        let wake = Wake::new();
        let groups = Arc::new(Groups::default());
        match location {
            Location::Directory(directory) => {
                std::fs::create_dir_all(directory)?;
                let blobs = Arc::new(BlobFiles::open(&directory.join("blobs"))?);
                let path = directory.join(DATABASE_FILE);
                start_sqlite(&path, &blobs, &wake, &groups, &write_tasks, &read_tasks)?;
            }
            Location::Postgres { url, blobs } => {
                let blobs = Arc::new(BlobFiles::open(blobs)?);
                start_postgres(url, &blobs, &wake, &write_tasks, &read_tasks)?;
            }
        }
        Ok(Self { writes, reads, wake, location: Arc::new(location.clone()), groups })
    }

    /// How many transactions were committed together since it was opened.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Where this database is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Runs a transaction that reads.
    pub fn read<T, E, F>(&self, run: F) -> Outcome<T, E>
    where
        T: Send + 'static,
        E: Fault,
        F: Fn(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        start(&self.reads, move |tx: &WriteTx<'_>| run(tx))
    }

    /// Runs a transaction that may write; ready when it is on the disk.
    pub fn write<T, E, F>(&self, run: F) -> Outcome<T, E>
    where
        T: Send + 'static,
        E: Fault,
        F: Fn(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
    {
        start(&self.writes, run)
    }

    /// A signal that something was committed that somebody may be waiting for. It carries no data: look at your
    /// own table, and look on a timer as well.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.wake.0.subscribe()
    }
}

/// The file name of the embedded database inside its directory.
pub const DATABASE_FILE: &str = "cape.db";

fn start_sqlite(
    path: &Path,
    blobs: &Arc<BlobFiles>,
    wake: &Wake,
    groups: &Arc<Groups>,
    writes: &Receiver<Box<dyn Task>>,
    reads: &Receiver<Box<dyn Task>>,
) -> Result<()> {
    let writer = sqlite::open(path, false)?;
    crate::migration::migrate_sqlite(&writer)?;
    for number in 0..READERS {
        let (reader, blobs, tasks) = (sqlite::open(path, true)?, Arc::clone(blobs), reads.clone());
        spawn(&format!("store-read-{number}"), move || sqlite::threads::read_loop(&reader, &blobs, &tasks))?;
    }
    let (blobs, wake, groups, tasks) = (Arc::clone(blobs), wake.clone(), Arc::clone(groups), writes.clone());
    spawn("store-write", move || sqlite::threads::write_loop(&writer, &blobs, &wake, &groups, &tasks))
}

fn start_postgres(
    url: &str,
    blobs: &Arc<BlobFiles>,
    wake: &Wake,
    writes: &Receiver<Box<dyn Task>>,
    reads: &Receiver<Box<dyn Task>>,
) -> Result<()> {
    crate::migration::migrate_postgres(&mut postgres::connect(url)?)?;
    let kinds = [("read", READERS, reads), ("write", POSTGRES_WRITERS, writes)];
    for (kind, count, tasks) in kinds {
        for number in 0..count {
            let worker = postgres::threads::Worker {
                url: url.to_owned(),
                read_only: kind == "read",
                blobs: Arc::clone(blobs),
                wake: wake.clone(),
                tasks: tasks.clone(),
            };
            spawn(&format!("store-{kind}-{number}"), move || worker.run())?;
        }
    }
    let (url, wake) = (url.to_owned(), wake.clone());
    spawn("store-listen", move || postgres::threads::listen_loop(&url, &wake))
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run)?;
    Ok(())
}

/// Wakes those who wait for changes.
#[derive(Clone)]
pub(crate) struct Wake(Arc<watch::Sender<u64>>);

impl Wake {
    fn new() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    pub(crate) fn now(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    /// Whether the database handle, and every listener, is gone.
    pub(crate) fn is_abandoned(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

/// One transaction in line: run it (perhaps again), then tell whoever waits.
pub(crate) trait Task: Send {
    /// Runs the closure; an error means its changes must be undone. The error itself stays inside.
    fn run(&mut self, tx: &WriteTx<'_>) -> Result<(), Undo>;
    /// Hands over the answer: its own, or why the database couldn't give one.
    fn finish(self: Box<Self>, committed: Result<()>);
}

/// Why a transaction's changes must be undone.
pub(crate) enum Undo {
    /// Its own answer is an error.
    Refused,
    /// It lost against another, or its connection broke: it may be run again.
    Conflict,
}

struct Transaction<T, E, F> {
    run: F,
    answer: Option<Result<T, E>>,
    waiting: Sender<Result<T, E>>,
}

impl<T, E, F> Task for Transaction<T, E, F>
where
    T: Send,
    E: Fault,
    F: Fn(&WriteTx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &WriteTx<'_>) -> Result<(), Undo> {
        let answer =
            catch_unwind(AssertUnwindSafe(|| (self.run)(tx))).unwrap_or_else(|_| Err(Error::Panicked.into()));
        let (answer, outcome) = match (tx.failed(), answer) {
            (Some(Failed::Again), answer) => (answer, Err(Undo::Conflict)),
            (Some(Failed::ForGood), Ok(_)) => (Err(Error::PassedOver.into()), Err(Undo::Refused)),
            (_, Err(error)) => (Err(error), Err(Undo::Refused)),
            (None, Ok(value)) => (Ok(value), Ok(())),
        };
        self.answer = Some(answer);
        outcome
    }

    fn finish(self: Box<Self>, committed: Result<()>) {
        let answer = match committed {
            Ok(()) => self.answer.unwrap_or_else(|| Err(Error::Closed.into())),
            Err(error) => Err(error.into()),
        };
        // Whoever asked may have gone; what was committed stays committed.
        let _ = self.waiting.send(answer);
    }
}

fn start<T, E, F>(line: &Sender<Box<dyn Task>>, run: F) -> Outcome<T, E>
where
    T: Send + 'static,
    E: Fault,
    F: Fn(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
{
    let (waiting, answer) = flume::bounded(1);
    let task = Box::new(Transaction { run, answer: None, waiting });
    Outcome { line: line.clone(), task, answer }
}

/// A transaction not yet run: `.await` it, or `.wait()` outside of async code.
#[must_use = "nothing happens until it is awaited"]
pub struct Outcome<T, E> {
    line: Sender<Box<dyn Task>>,
    task: Box<dyn Task>,
    answer: Receiver<Result<T, E>>,
}

impl<T: Send, E: Fault> Outcome<T, E> {
    /// Runs it and blocks this thread until it is done: for threads that may block.
    pub fn wait(self) -> Result<T, E> {
        self.line.send(self.task).map_err(|_| Error::Closed)?;
        self.answer.recv().map_err(|_| Error::Closed)?
    }
}

impl<T: Send + 'static, E: Fault> IntoFuture for Outcome<T, E> {
    type Output = Result<T, E>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            self.line.send_async(self.task).await.map_err(|_| Error::Closed)?;
            self.answer.recv_async().await.map_err(|_| Error::Closed)?
        })
    }
}

#[cfg(test)]
mod tests;
