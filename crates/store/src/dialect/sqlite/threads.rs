//! SQLite's threads: exactly one writes, several read.
//!
//! SQLite lets one connection write at a time; many writers only queue inside it and time out. So all writes go
//! through one thread, which takes every transaction that waits, runs each under a savepoint and commits them
//! together: one flush to disk for all. A transaction that fails undoes its own savepoint alone.

use crate::blob::BlobFiles;
use crate::database::{Task, Wake};
use crate::error::{Error, Result};
use crate::groups::Groups;
use crate::sql::{Engine, Tx, WriteTx};
use flume::Receiver;
use rusqlite::Connection;
use std::sync::Arc;

/// Transactions committed together at most: bounds how long the first waits for the last.
const GROUP_MAX: usize = 64;

/// Runs writes until the sender is gone.
pub(crate) fn write_loop(
    connection: &Connection,
    blobs: &Arc<BlobFiles>,
    wake: &Wake,
    groups: &Groups,
    tasks: &Receiver<Box<dyn Task>>,
) {
    while let Ok(first) = tasks.recv() {
        let mut group = vec![first];
        group.extend(tasks.try_iter().take(GROUP_MAX - 1));
        let alone = group.len() == 1;
        match commit_group(connection, blobs, &mut group) {
            Ok(woke) => {
                groups.note(group.len());
                if woke {
                    wake.now();
                }
                for task in group {
                    task.finish(Ok(()));
                }
            }
            Err(error) if alone => {
                for task in group {
                    task.finish(Err(error.again()));
                }
            }
            // One of them took all down (disk full inside a statement rolls everything back): each on its own.
            Err(_) => {
                for task in group {
                    commit_alone(connection, blobs, wake, task);
                }
            }
        }
    }
}

fn commit_alone(connection: &Connection, blobs: &Arc<BlobFiles>, wake: &Wake, task: Box<dyn Task>) {
    let mut group = vec![task];
    let outcome = commit_group(connection, blobs, &mut group);
    if matches!(outcome, Ok(true)) {
        wake.now();
    }
    let outcome = outcome.map(|_| ());
    for task in group {
        task.finish(match &outcome {
            Ok(()) => Ok(()),
            Err(error) => Err(error.again()),
        });
    }
}

/// Runs the group in one transaction; returns whether anybody must be woken.
fn commit_group(connection: &Connection, blobs: &BlobFiles, group: &mut [Box<dyn Task>]) -> Result<bool> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.raw_execute()?;
    let done = run_group(connection, blobs, group);
    if done.is_err() && !connection.is_autocommit() {
        connection.prepare_cached("ROLLBACK")?.raw_execute()?;
    }
    done
}

fn run_group(connection: &Connection, blobs: &BlobFiles, group: &mut [Box<dyn Task>]) -> Result<bool> {
    let mut woke = false;
    let alone = group.len() == 1;
    for task in group {
        connection.prepare_cached("SAVEPOINT task")?.raw_execute()?;
        let tx = WriteTx(Tx::new(Engine::Sqlite(connection), blobs));
        let kept = task.run(&tx).is_ok();
        if connection.is_autocommit() {
            // Everything is undone already. Alone, its own error is the answer; others must be run again.
            return if alone && !kept { Ok(false) } else { Err(Error::Contended) };
        }
        if kept {
            woke |= tx.woke.get();
        } else {
            connection.prepare_cached("ROLLBACK TO task")?.raw_execute()?;
        }
        connection.prepare_cached("RELEASE task")?.raw_execute()?;
    }
    connection.prepare_cached("COMMIT")?.raw_execute()?;
    Ok(woke)
}

/// Runs reads until the sender is gone; each sees one unchanging state.
pub(crate) fn read_loop(connection: &Connection, blobs: &Arc<BlobFiles>, tasks: &Receiver<Box<dyn Task>>) {
    while let Ok(mut task) = tasks.recv() {
        let outcome = read(connection, blobs, task.as_mut());
        task.finish(outcome);
    }
}

fn read(connection: &Connection, blobs: &BlobFiles, task: &mut dyn Task) -> Result<()> {
    connection.prepare_cached("BEGIN")?.raw_execute()?;
    let tx = WriteTx(Tx::new(Engine::Sqlite(connection), blobs));
    // What went wrong inside is the task's own answer; the read transaction ends either way.
    let _ = task.run(&tx);
    if !connection.is_autocommit() {
        connection.prepare_cached("COMMIT")?.raw_execute()?;
    }
    Ok(())
}
