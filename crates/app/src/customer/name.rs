//! What the names of customers, of companies and of their fields have in common.

use crate::{Error, Result};

/// Bytes of a name.
pub(super) const NAME_BYTES_MAX: usize = 200;

/// Text without line breaks or other control characters, and not too long.
pub(super) fn one_line(field: &'static str, text: &str, bytes_max: usize) -> Result<String> {
    let line = text.trim();
    if line.len() > bytes_max || line.chars().any(char::is_control) {
        return Err(Error::invalid(field, format!("This must be one line of at most {bytes_max} bytes.")));
    }
    Ok(line.to_owned())
}
