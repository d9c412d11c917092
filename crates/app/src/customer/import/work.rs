//! The worker's round: a batch of rows of the oldest import that is on its way.

use super::column::Mapping;
use super::file::{File, Position};
use super::row::{self, Became};
use super::{CustomerImport, Known, State, advance};
use crate::customer::NewCustomer;
use crate::{Database, Error, Result};
use domain::{Actor, Moment, Reach, Role};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Rows taken in in one transaction: few enough that nobody who writes an answer meanwhile has to wait.
const BATCH: usize = 200;
/// Problems kept to be read; all are counted.
const PROBLEMS_KEPT: usize = 500;

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// The column's name, empty when it is about the whole row.
    pub column: String,
    /// What is wrong and what would be right.
    pub words: String,
}

/// The first problems of an import.
pub fn problems(import: &CustomerImport) -> Vec<Problem> {
    serde_json::from_str(&import.problems).unwrap_or_default()
}

/// A batch of rows, read and waiting to be written.
struct Batch {
    rows: Vec<(u64, std::result::Result<NewCustomer, Problem>)>,
    next: Position,
    /// Whether the file ends here, and how.
    end: Option<std::result::Result<(), String>>,
}

/// Does one batch of the oldest running import; false when there is none. Blocks: call it on a thread that may.
pub fn work(db: &Database, moment: &Moment) -> Result<bool> {
    let Some(import) = db.read(|tx| Ok::<_, Error>(store::customer_import::next_running(tx)?)).wait()? else {
        return Ok(false);
    };
    let batch = Arc::new(read(db, &import)?);
    let moment = moment.clone();
    let written = db.write(move |tx| write(tx, &import, &batch, &moment)).wait();
    match written {
        // Another worker did the batch, or somebody stopped the import; there may be another.
        Err(Error::Conflict(_)) => Ok(true),
        other => other.map(|()| true),
    }
}

fn read(db: &Database, import: &CustomerImport) -> Result<Batch> {
    let id = import.id;
    let pieces = db.read(move |tx| Ok::<_, Error>(store::customer_import::pieces(tx, id)?)).wait()?;
    let mapping = Mapping::parse(&import.columns);
    let at = Position { byte: import.position as u64, line: import.line as u64 };
    let mut batch = Batch { rows: Vec::with_capacity(BATCH), next: at, end: None };
    let opened = File::open(db, &pieces, (import.position > 0).then_some(at));
    let mut file = match opened {
        Err(Error::Invalid { message, .. }) => {
            batch.end = Some(Err(message));
            return Ok(batch);
        }
        other => other?,
    };
    while batch.rows.len() < BATCH {
        match file.next() {
            Ok(Some(record)) => {
                let line = record.line;
                batch.rows.push((line, row::read(&mapping, &file.headers, &record.cells, line)));
            }
            Ok(None) => {
                batch.end = Some(Ok(()));
                break;
            }
            Err(Error::Invalid { message, .. }) => {
                batch.end = Some(Err(message));
                break;
            }
            Err(error) => return Err(error),
        }
    }
    batch.next = file.place();
    Ok(batch)
}

fn write(tx: &store::WriteTx<'_>, import: &CustomerImport, batch: &Batch, moment: &Moment) -> Result<()> {
    let known = Known::parse(&import.known);
    // Whoever started it was allowed to; what the import does is theirs, whatever they are now.
    let actor = Actor::Agent { id: import.agent_id, role: Role::Lead, reach: Reach::All, teams: Vec::new() };
    let mut after = import.clone();
    let mut kept = problems(import);
    let mut note = |after: &mut CustomerImport, problem: Problem| {
        after.problem_count += 1;
        if kept.len() < PROBLEMS_KEPT {
            kept.push(problem);
        }
    };
    for (line, row) in &batch.rows {
        let new = match row {
            Ok(new) => new,
            Err(problem) => {
                note(&mut after, problem.clone());
                continue;
            }
        };
        match row::take(tx, &actor, new, known, moment)? {
            Ok(Became::Created) => after.created_count += 1,
            Ok(Became::Updated) => after.updated_count += 1,
            Ok(Became::Skipped) => after.skipped_count += 1,
            Err(words) => note(&mut after, Problem { line: *line, column: String::new(), words }),
        }
    }
    after.position = batch.next.byte as i64;
    after.line = batch.next.line as i64;
    match &batch.end {
        None => {}
        Some(Ok(())) => after.state = State::Done,
        Some(Err(words)) => {
            note(&mut after, Problem { line: batch.next.line, column: String::new(), words: words.clone() });
            after.state = State::Stopped;
        }
    }
    after.finished_at = batch.end.is_some().then_some(moment.now);
    after.problems = serde_json::to_string(&kept).unwrap_or_else(|_| "[]".to_owned());
    advance(tx, &after, State::Running, import.position, moment)
}
