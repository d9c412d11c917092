//! Work to be done after commit: claimed once, retried with back-off, given up visibly.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::JobId;
use jiff::Timestamp;

/// A job as its worker gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// With what, as JSON.
    pub body: String,
    /// How often it was tried before.
    pub attempts: u32,
    /// Why it failed last.
    pub problem: String,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// Adds a job in this transaction; workers are woken after commit.
pub fn enqueue(tx: &WriteTx<'_>, kind: &str, body: &str, run_at: Timestamp, now: Timestamp) -> Result<JobId> {
    tx.woke.set(true);
    tx.insert(
        "INSERT INTO job (kind, body, state, run_at, created_at) VALUES ($1, $2, 'ready', $3, $4) RETURNING id",
        &[&kind, &body, &run_at, &now],
    )
}

/// Claims the next due job of a kind, until `lease_until`: a worker that dies loses it then, and another takes
/// over.
pub fn claim(tx: &WriteTx<'_>, kind: &str, now: Timestamp, lease_until: Timestamp) -> Result<Option<Job>> {
    tx.first(
        "UPDATE job SET state = 'running', run_at = $2, attempts = attempts + 1
         WHERE id = (SELECT id FROM job WHERE kind = $3 AND run_at <= $1 AND state <> 'failed'
             ORDER BY run_at, id LIMIT 1)
         RETURNING id, kind, body, attempts - 1, problem, created_at",
        &[&now, &lease_until, &kind],
        job,
    )
}

// Whoever ends a job proves with its count of attempts that no other worker has claimed it since: one that was slower
// than its lease must not end what another is at.

/// The job is done; false when its lease ran out and another worker has it.
pub fn finish(tx: &WriteTx<'_>, job: &Job) -> Result<bool> {
    let mine = job.attempts + 1;
    let finished = tx.execute(
        "DELETE FROM job WHERE id = $1 AND state = 'running' AND attempts = $2",
        &[&job.id, &mine],
    )?;
    Ok(finished == 1)
}

/// The job failed and is tried again at that time; false as in [`finish`].
pub fn retry(tx: &WriteTx<'_>, job: &Job, run_at: Timestamp, problem: &str) -> Result<bool> {
    let mine = job.attempts + 1;
    let changed = tx.execute(
        "UPDATE job SET state = 'ready', run_at = $3, problem = $4
         WHERE id = $1 AND state = 'running' AND attempts = $2",
        &[&job.id, &mine, &run_at, &problem],
    )?;
    Ok(changed == 1)
}

/// The job failed for good; it stays where people see it. False as in [`finish`].
pub fn give_up(tx: &WriteTx<'_>, job: &Job, problem: &str) -> Result<bool> {
    let mine = job.attempts + 1;
    let changed = tx.execute(
        "UPDATE job SET state = 'failed', problem = $3 WHERE id = $1 AND state = 'running' AND attempts = $2",
        &[&job.id, &mine, &problem],
    )?;
    Ok(changed == 1)
}

/// Jobs given up, latest first.
pub fn given_up(tx: &Tx<'_>, limit: i64) -> Result<Vec<Job>> {
    tx.query(
        "SELECT id, kind, body, attempts, problem, created_at FROM job WHERE state = 'failed' ORDER BY id DESC LIMIT $1",
        &[&limit],
        job,
    )
}

/// Lets a job that was given up be tried again; false when it isn't there any more.
pub fn revive(tx: &WriteTx<'_>, id: JobId, run_at: Timestamp) -> Result<bool> {
    tx.woke.set(true);
    let revived = tx.execute(
        "UPDATE job SET state = 'ready', run_at = $2, attempts = 0 WHERE id = $1 AND state = 'failed'",
        &[&id, &run_at],
    )?;
    Ok(revived == 1)
}

/// Forgets a job that was given up; false when it isn't there any more.
pub fn forget(tx: &WriteTx<'_>, id: JobId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM job WHERE id = $1 AND state = 'failed'", &[&id])? == 1)
}

/// How long jobs may wait at the longest, as seen from now: what waits longer was counted by a clock that has been set
/// back since.
#[derive(Clone, Copy, Debug)]
pub struct Longest {
    /// One that was never tried.
    pub new: Timestamp,
    /// One that failed and is tried again.
    pub tried: Timestamp,
    /// One that a worker has.
    pub running: Timestamp,
}

/// Lets jobs that would wait longer than that run now; those that a worker has, when its lease as counted from now is
/// over. Returns how many.
pub fn hasten(tx: &WriteTx<'_>, longest: Longest, now: Timestamp) -> Result<u64> {
    let ready = tx.execute(
        "UPDATE job SET run_at = $3 WHERE state = 'ready' AND run_at > CASE WHEN attempts = 0
         THEN CAST($1 AS BIGINT) ELSE CAST($2 AS BIGINT) END",
        &[&longest.new, &longest.tried, &now],
    )?;
    let running = tx
        .execute("UPDATE job SET run_at = $1 WHERE state = 'running' AND run_at > $1", &[&longest.running])?;
    tx.woke.set(tx.woke.get() || ready > 0);
    Ok(ready + running)
}

/// When the next job is due, if there is one.
pub fn next_due(tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    tx.first("SELECT run_at FROM job WHERE state <> 'failed' ORDER BY run_at, id LIMIT 1", &[], only)
}

fn job(columns: &mut Columns<'_>) -> Result<Job> {
    Ok(Job {
        id: columns.next()?,
        kind: columns.next()?,
        body: columns.next()?,
        attempts: columns.next()?,
        problem: columns.next()?,
        created_at: columns.next()?,
    })
}
