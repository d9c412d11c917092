//! "-----Original Message-----", "Begin forwarded message:" and what other languages say.

use super::phrases::marker::PHRASES;

/// Bytes of a marker line; the longest known is half of it.
const LINE_BYTES_MAX: usize = 160;

/// Whether the line announces that an older mail follows.
pub(super) fn is_marker(text: &str) -> bool {
    if text.len() > LINE_BYTES_MAX {
        return false;
    }
    let words = text.trim_matches(|c: char| c.is_whitespace() || is_frame(c));
    // A line without dashes, stars or a colon around it is only a line that talks about messages.
    if words.len() == text.len() || words.is_empty() {
        return false;
    }
    let lower = words.to_lowercase().replace('’', "'");
    PHRASES.iter().any(|phrase| lower == *phrase)
}

fn is_frame(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '―' | '_' | '*' | '=' | '~' | '#' | '+' | ':' | '：' | '<' | '>' | '[' | ']'
    )
}
