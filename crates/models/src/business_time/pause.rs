//! Times in which the clock stands still, such as while an answer of the customer is awaited.

use crate::error::{Error, Result};
use jiff::Timestamp;

/// From one instant to another, the second excluded. Pauses may overlap: together they are what any of them covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When the clock stops.
    pub from: Timestamp,
    /// When it goes on.
    pub until: Timestamp,
}

/// Their union as milliseconds, in order and apart. Errors: one that ends before it begins, with its row.
pub(super) fn union(pauses: &[Pause]) -> Result<Vec<(i64, i64)>> {
    if let Some(row) = pauses.iter().position(|pause| pause.until < pause.from) {
        return Err(Error::Contradiction { what: "a pause ends before it begins", row: Some(row) });
    }
    let mut sorted: Vec<(i64, i64)> =
        pauses.iter().map(|pause| (pause.from.as_millisecond(), pause.until.as_millisecond())).collect();
    sorted.sort_unstable();
    let mut union: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
    for (from, until) in sorted {
        match union.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => union.push((from, until)),
        }
    }
    Ok(union)
}
