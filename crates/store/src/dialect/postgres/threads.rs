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
            if connection.as_ref().is_some_and(|connection| connection.client.is_closed()) {
                connection = None;
            }
            task.finish(outcome);
        }
    }

    fn run_task(&self, connection: &mut Option<Connection>, task: &mut dyn Task) -> Result<()> {
        for _ in 0..RUNS_MAX {
            if connection.is_none() {
                *connection = Some(Connection { client: connect(&self.url)?, statements: HashMap::new() });
            }
            let Some(connection) = connection.as_mut() else { continue };
            match self.run_once(connection, task) {
                Ok(Some(woke)) => {
                    if woke {
                        self.wake.now();
                    }
                    return Ok(());
                }
                Ok(None) => {}
                Err(error) if error.is_conflict() => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::Contended)
    }

    /// Whether it committed and must wake others; `None` when it lost against another transaction.
    fn run_once(&self, connection: &mut Connection, task: &mut dyn Task) -> Result<Option<bool>> {
        let transaction = connection
            .client
            .build_transaction()
            .isolation_level(IsolationLevel::Serializable)
            .read_only(self.read_only)
            .start()?;
        let session = Session { transaction, statements: &mut connection.statements };
        let tx = WriteTx(Tx::new(Engine::Postgres(RefCell::new(session)), &self.blobs));
        let answer = task.run(&tx);
        let woke = tx.woke.get() && !self.read_only;
        let Engine::Postgres(session) = tx.0.engine else { return Err(Error::Closed) };
        let mut session = session.into_inner();
        match answer {
            Ok(()) => {
                if woke {
                    session.transaction.batch_execute(&format!("NOTIFY {CHANNEL}"))?;
                }
                session.transaction.commit()?;
                Ok(Some(woke))
            }
            Err(Undo::Conflict) => {
                session.transaction.rollback()?;
                Ok(None)
            }
            Err(Undo::Refused) => {
                session.transaction.rollback()?;
                Ok(Some(false))
            }
        }
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
