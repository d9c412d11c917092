//! Settings that people change on pages; what the machine must know before it starts is in the configuration file.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::only;

/// The value of a setting, if it was ever set.
pub fn get(tx: &Tx<'_>, name: &str) -> Result<Option<String>> {
    tx.first("SELECT value FROM setting WHERE name = $1", &[&name], only)
}

/// Sets it.
pub fn set(tx: &WriteTx<'_>, name: &str, value: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[&name, &value],
    )?;
    Ok(())
}
