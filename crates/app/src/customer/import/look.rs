//! Looking at a file before it is taken in: its columns, its first rows, and what is wrong in them.

use super::column::Mapping;
use super::file::File;
use super::{CustomerImport, Problem, found, problems, row};
use crate::{Error, Result, permit};
use domain::{Actor, CustomerImportId, Permission};
use store::Tx;

/// Rows shown before the start.
const SHOWN: usize = 10;
/// Rows looked at for problems before the start.
const LOOKED_AT: usize = 200;

/// An import as its page shows it.
#[derive(Clone, Debug)]
pub struct Look {
    /// The import.
    pub import: CustomerImport,
    /// The names in the first line.
    pub headers: Vec<String>,
    /// What each column is: as guessed before the start, as chosen after it.
    pub mapping: Mapping,
    /// The first rows.
    pub rows: Vec<SampleRow>,
    /// Problems: those in the first rows before the start, the first of all after it.
    pub problems: Vec<Problem>,
    /// Why the file can't be read at all, if it can't.
    pub unreadable: Option<String>,
}

/// A row as it stands in the file.
#[derive(Clone, Debug)]
pub struct SampleRow {
    /// Its line.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The latest imports.
pub fn imports(tx: &Tx<'_>, actor: &Actor, limit: i64) -> Result<Vec<CustomerImport>> {
    permit(actor, Permission::CurateCustomers)?;
    Ok(store::customer_import::latest(tx, limit)?)
}

/// Reads an import for its page.
pub fn look(tx: &Tx<'_>, actor: &Actor, id: CustomerImportId) -> Result<Look> {
    let import = found(tx, actor, id)?;
    let mut look = Look {
        headers: Vec::new(),
        mapping: Mapping::parse(&import.columns),
        rows: Vec::new(),
        problems: problems(&import),
        unreadable: None,
        import,
    };
    match sample(tx, &mut look) {
        Err(Error::Invalid { message, .. }) => look.unreadable = Some(message),
        other => other?,
    }
    Ok(look)
}

fn sample(tx: &Tx<'_>, look: &mut Look) -> Result<()> {
    let pieces = store::customer_import::pieces(tx, look.import.id)?;
    let mut file = File::open(tx, &pieces, None)?;
    look.headers.clone_from(&file.headers);
    let begun = !look.mapping.0.is_empty();
    if !begun {
        look.mapping = Mapping::guess(look.headers.iter().map(String::as_str));
    }
    let rows = if begun { 0 } else { LOOKED_AT };
    for _ in 0..rows {
        let Some(record) = file.next()? else { break };
        if let Err(problem) = row::read(&look.mapping, &look.headers, &record.cells, record.line) {
            look.problems.push(problem);
        }
        if look.rows.len() < SHOWN {
            look.rows.push(SampleRow { line: record.line, cells: record.cells });
        }
    }
    Ok(())
}
