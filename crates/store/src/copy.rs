//! A copy of the embedded database, made while others read and write.

use crate::dialect::sqlite;
use crate::error::Result;
use std::fs::File;
use std::path::Path;

/// Writes the embedded database of `directory`, as it is at this moment, into the new file `to`, and flushes it to
/// disk. Readers and writers go on meanwhile; `to` must not exist. A server's database is copied by its own tools.
pub fn write(directory: &Path, to: &Path) -> Result<()> {
    let connection = sqlite::open(&directory.join(crate::DATABASE_FILE), true)?;
    // A connection that refuses writes would refuse to make the copy as well.
    connection.execute_batch("PRAGMA query_only = OFF;")?;
    connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    File::open(to)?.sync_all()?;
    Ok(())
}
