//! The header block that Outlook and many others put above the mail they quote: "From: … Sent: … To: …".

use super::line::{Kind, Line};
use super::phrases::header::field_named;

/// Which field of a header a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The author.
    From,
    /// When it was sent, in words that only mail programs use for it.
    Sent,
    /// The date.
    Date,
    /// The recipients.
    To,
    /// The copies.
    Copy,
    /// The subject.
    Subject,
    /// Another field that such blocks hold.
    Other,
}

impl Field {
    fn bit(self) -> u8 {
        match self {
            Self::From => 1,
            // Two words for the same thing; a block holds one of them.
            Self::Sent | Self::Date => 2,
            Self::To => 4,
            Self::Copy => 8,
            Self::Subject => 16,
            Self::Other => 32,
        }
    }
}

/// Bytes before the colon; the longest field name of any language is shorter.
const NAME_BYTES_MAX: usize = 48;

/// Lines that one field may be wrapped over: long lists of recipients.
const WRAPPED_LINES_MAX: usize = 6;

/// Lines that are read to judge one block; keeps the cost of many false starts linear.
const BLOCK_LINES_MAX: usize = 40;

/// The field that a line begins with, as `*From:* …`, `De : …` or `Von：…`.
pub(super) fn field(text: &str) -> Option<Field> {
    let head = text.get(..floor(text, NAME_BYTES_MAX))?;
    let colon = head.find([':', '：'])?;
    let name =
        head.get(..colon)?.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | ']'));
    if name.is_empty() || name.bytes().filter(|byte| *byte == b' ').count() > 3 {
        return None;
    }
    field_named(&name.to_lowercase())
}

fn floor(text: &str, bytes: usize) -> usize {
    text.floor_char_boundary(bytes)
}

/// Whether a header block begins at `first`; `marked` if a drawn line or a marker stands above it.
///
/// People write "From: Berlin, To: Munich" too, so the block needs an author and either a sign above it or
/// something that only mails have: a subject, a sending time, an address.
pub(super) fn begins_block(lines: &[Line<'_>], first: usize, marked: bool) -> bool {
    let mut seen = 0u8;
    let mut mail_like = false;
    let mut wrapped = 0;
    let mut index = first;
    while let Some(line) = lines.get(index).filter(|_| index < first + BLOCK_LINES_MAX) {
        match line.kind {
            Kind::Header(field) => {
                seen |= field.bit();
                wrapped = 0;
                mail_like |= matches!(field, Field::Subject | Field::Sent) || line.text.contains('@');
            }
            Kind::Blank if lines.get(index + 1).is_some_and(|next| matches!(next.kind, Kind::Header(_))) => {}
            Kind::Text | Kind::Quoted if wrapped < WRAPPED_LINES_MAX && index > first => wrapped += 1,
            _ => break,
        }
        index += 1;
    }
    let needed = if marked { 2 } else { 3 };
    seen & Field::From.bit() != 0 && seen.count_ones() >= needed && (mail_like || marked)
}
