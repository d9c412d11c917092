//! One whole response off the wire: its lines and the literals between them.

use super::limits::{LITERAL_MAX_BYTES, LITERALS_MAX};
use crate::wire::{Trouble, Wire};
use std::time::Duration;

/// A literal (RFC 3501 section 4.3), perhaps only its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Literal {
    /// The bytes kept.
    pub(super) bytes: Vec<u8>,
    /// How long it was.
    pub(super) size_bytes: u64,
}

impl Literal {
    /// Whether bytes were thrown away.
    pub(super) fn is_cut(&self) -> bool {
        self.size_bytes > self.bytes.len() as u64
    }
}

/// A part of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text of a line, without the `{size}` that announced a literal.
    Text(Vec<u8>),
    /// A literal.
    Literal(Literal),
}

/// Reads a whole response, keeping at most `keep_bytes` of all its literals together.
pub(super) async fn read(
    wire: &mut Wire,
    keep_bytes: u64,
    patience: Duration,
) -> Result<Vec<Piece>, Trouble> {
    let mut pieces = Vec::new();
    let mut keep = usize::try_from(keep_bytes).unwrap_or(usize::MAX);
    loop {
        let line = wire.line(patience).await?;
        if line.cut {
            // What follows might be a literal's content: read on as lines, a mail could pose as the server.
            return Err(Trouble::protocol("The mail server sent a line that is far too long."));
        }
        let Some((text_end, size)) = announced(&line.bytes) else {
            pieces.push(Piece::Text(line.bytes));
            return Ok(pieces);
        };
        if size > LITERAL_MAX_BYTES || pieces.len() / 2 >= LITERALS_MAX {
            return Err(Trouble::protocol("The mail server announced more data than a mail can have."));
        }
        let mut text = line.bytes;
        text.truncate(text_end);
        pieces.push(Piece::Text(text));
        let bytes = wire.block(size, keep, patience).await?;
        keep -= bytes.len();
        pieces.push(Piece::Literal(Literal { bytes, size_bytes: size }));
    }
}

/// The size in `{size}` (or `{size+}`) at the end of a line, and where that begins.
fn announced(line: &[u8]) -> Option<(usize, u64)> {
    let inner = line.strip_suffix(b"}")?;
    let open = inner.iter().rposition(|b| *b == b'{')?;
    let digits = inner.get(open + 1..)?;
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    let size = std::str::from_utf8(digits).ok()?;
    // `parse` would take a sign; a size has none.
    if !size.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((open, size.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_in_braces_at_the_end_announces_a_literal() {
        assert_eq!(announced(b"* 1 FETCH (BODY[] {310}"), Some((18, 310)));
        assert_eq!(announced(b"{0+}"), Some((0, 0)));
        for plain in [&b"* OK {5} more"[..], b"* OK }", b"{}x}", b"* OK {+5}", b"{99999999999999999999}"] {
            assert_eq!(announced(plain), None);
        }
    }
}
