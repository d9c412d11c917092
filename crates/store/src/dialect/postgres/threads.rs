//! PostgreSQL's threads: each has a connection and takes the next transaction in line.
//!
//! Transactions are serializable, so that an action that reads, decides and writes means the same here as on
//! SQLite; one that loses against another is run again.

use super::{Session, connect};
use crate::blob::BlobFiles;
use crate::database::{Task, Undo, Wake};
use crate::error::{Error, Result};
use crate::sql::{Engine, Tx, WriteTx};
use flume::Receiver;
use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, IsolationLevel, Statement};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Runs of one transaction before its caller is told the database is too busy.
const RUNS_MAX: usize = 50;
/// The channel on which nodes tell each other that something was committed.
const CHANNEL: &str = "cape_changes";
/// How often the listener looks whether it is still needed.
const LISTEN_PATIENCE: Duration = Duration::from_secs(1);

/// A thread's belongings.
pub(crate) struct Worker {
    pub(crate) url: String,
    pub(crate) read_only: bool,
    pub(crate) blobs: Arc<BlobFiles>,
    pub(crate) wake: Wake,
    pub(crate) tasks: Receiver<Box<dyn Task>>,
}

/// A connection and what was prepared on it.
struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Worker {
    /// Runs transactions until the sender is gone.
    pub(crate) fn run(self) {
        let mut connection = None;
        while let Ok(mut task) = self.tasks.recv() {
            let outcome = self.run_task(&mut connection, task.as_mut());
            let woke = matches!(outcome, Ok(true));
            task.finish(outcome.map(|_| ()));
            if woke {
                self.wake.now();
                tell_others(connection.as_mut());
            }
        }
    }

    /// Runs it until it neither loses against another nor meets a broken connection; returns whether it
    /// committed something that others wait for.
    fn run_task(&self, connection: &mut Option<Connection>, task: &mut dyn Task) -> Result<bool> {
        for _ in 0..RUNS_MAX {
            let mut current = match connection.take() {
                Some(connection) => connection,
                None => Connection { client: connect(&self.url)?, statements: HashMap::new() },
            };
            let outcome = self.run_once(&mut current, task);
            if !current.client.is_closed() {
                *connection = Some(current);
            }
            if let Some(woke) = outcome? {
                return Ok(woke);
            }
        }
        Err(Error::Contended)
    }

    /// Whether it committed something that others wait for; `None` when it should be run again.
    fn run_once(&self, connection: &mut Connection, task: &mut dyn Task) -> Result<Option<bool>> {
        // One snapshot is all that reading needs; serializable readers would make writers lose against them.
        let isolation =
            if self.read_only { IsolationLevel::RepeatableRead } else { IsolationLevel::Serializable };
        let begin =
            connection.client.build_transaction().isolation_level(isolation).read_only(self.read_only);
        let transaction = match begin.start().map_err(Error::from) {
            Ok(transaction) => transaction,
            // The server was restarted while this connection was idle: nothing has happened yet.
            Err(error) if error.may_pass() => return Ok(None),
            Err(error) => return Err(error),
        };
        let session = Session { transaction, statements: &mut connection.statements };
        let tx = WriteTx(Tx::new(Engine::Postgres(RefCell::new(session)), &self.blobs));
        let answer = task.run(&tx);
        let woke = tx.woke.get() && !self.read_only;
        let Engine::Postgres(session) = tx.0.engine else { return Err(Error::Closed) };
        let transaction = session.into_inner().transaction;
        match answer {
            Ok(()) => match transaction.commit().map_err(Error::from) {
                Ok(()) => Ok(Some(woke)),
                Err(error) if error.is_conflict() => Ok(None),
                Err(error) => Err(error),
            },
            Err(undo) => {
                // Should this fail, the connection is gone, and the transaction with it.
                let _ = transaction.rollback();
                Ok(if matches!(undo, Undo::Conflict) { None } else { Some(false) })
            }
        }
    }
}

/// Wakes the other nodes. After the commit and not inside it, because PostgreSQL lets only one transaction that
/// notifies commit at a time; should it fail, the others look on their timers.
fn tell_others(connection: Option<&mut Connection>) {
    if let Some(connection) = connection
        && let Err(error) = connection.client.batch_execute(&format!("NOTIFY {CHANNEL}"))
    {
        tracing::warn!(%error, "other nodes were not told of a commit; they look by themselves soon");
    }
}

/// Passes other nodes' commits on, until the database handle is gone. A broken connection is made again;
/// meanwhile everybody looks on a timer anyway.
pub(crate) fn listen_loop(url: &str, wake: &Wake) {
    while !wake.is_abandoned() {
        if let Err(error) = listen(url, wake) {
            tracing::warn!(%error, "listening for other nodes failed; trying again");
            let (_never, patience) = flume::bounded::<()>(0);
            let _ = patience.recv_timeout(LISTEN_PATIENCE);
        }
    }
}

fn listen(url: &str, wake: &Wake) -> Result<()> {
    let mut client = connect(url)?;
    client.batch_execute(&format!("LISTEN {CHANNEL}"))?;
    while !wake.is_abandoned() {
        let mut notifications = client.notifications();
        if notifications.timeout_iter(LISTEN_PATIENCE).next()?.is_some() {
            wake.now();
        }
    }
    Ok(())
}
