//! How much of a text is read.

use crate::error::{Error, Result};

/// The longest text that is read, in bytes: a long letter has 10,000; what is longer holds logs or quoted mails, and
/// what a customer has to say stands before them.
pub const TEXT_BYTES_MAX: usize = 64 * 1024;

/// The beginning of a text, as much as is read: all of it, or [`TEXT_BYTES_MAX`] bytes less a character cut in two.
///
/// Bytes of UTF-8. Our own definition.
///
/// ```
/// use models::text::{TEXT_BYTES_MAX, beginning};
///
/// assert_eq!(beginning("Hello"), "Hello");
/// assert_eq!(beginning(&"é".repeat(TEXT_BYTES_MAX)).len(), TEXT_BYTES_MAX);
/// ```
pub fn beginning(text: &str) -> &str {
    let end = text.floor_char_boundary(TEXT_BYTES_MAX);
    text.get(..end).unwrap_or(text)
}

pub(super) fn check(text: &str) -> Result<()> {
    if text.len() <= TEXT_BYTES_MAX {
        return Ok(());
    }
    Err(Error::OutOfRange {
        what: "length of the text in bytes",
        row: None,
        value: text.len() as f64,
        expected: "at most 65536",
    })
}
