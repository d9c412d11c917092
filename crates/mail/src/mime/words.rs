//! Unfolding, and encoded words (RFC 2047) as they are really written.

use std::borrow::Cow;

use super::{base64, charset, header, quoted_printable};
use crate::{Problem, problem::Problems};

/// The value on one line: line ends gone, NULs and control characters blank; not decoded.
pub(crate) fn unfold(value: &[u8]) -> Cow<'_, str> {
    let value = value.trim_ascii();
    match String::from_utf8_lossy(value) {
        Cow::Borrowed(text) => one_line(text),
        Cow::Owned(text) => Cow::Owned(one_line(&text).into_owned()),
    }
}

/// The value on one line with its encoded words decoded.
pub(crate) fn decode(value: &[u8], problems: &mut Problems) -> String {
    let text = header::raw_text(value.trim_ascii(), problems);
    decode_text(&text, problems)
}

/// Text on one line with its encoded words decoded.
pub(crate) fn decode_text(text: &str, problems: &mut Problems) -> String {
    let text = one_line(text);
    if text.contains("=?") { words_decoded(&text, problems) } else { text.into_owned() }
}

/// Line ends removed (the blank after them stays; where it is missing, one is put), control characters blank.
fn one_line(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' | '\0' => {}
            '\n' if letters.peek().is_some_and(|next| next.is_whitespace()) => {}
            letter if letter.is_control() => line.push(' '),
            letter => line.push(letter),
        }
    }
    Cow::Owned(line)
}

/// One encoded word, its bytes still in its charset.
struct Word<'t> {
    charset: &'t str,
    bytes: Vec<u8>,
    /// How many bytes of the text it took.
    length: usize,
}

/// Replaces each encoded word by its text. Neighbours in one charset are joined before decoding, because many
/// programs cut a character in two; the blank between two words goes (RFC 2047, 6.2).
pub(crate) fn words_decoded(text: &str, problems: &mut Problems) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending: Option<(&str, Vec<u8>)> = None;
    let mut rest = text;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some(word) = word_at(from) else {
            flush(&mut pending, &mut out, problems);
            problems.note(Problem::BrokenEncodedWord);
            out.push_str(before);
            out.push_str("=?");
            rest = &from[2..];
            continue;
        };
        let neighbours = pending.is_some() && before.trim().is_empty();
        match &mut pending {
            Some((charset, bytes)) if neighbours && charset.eq_ignore_ascii_case(word.charset) => {
                bytes.extend_from_slice(&word.bytes);
            }
            _ => {
                flush(&mut pending, &mut out, problems);
                if !neighbours {
                    out.push_str(before);
                }
                pending = Some((word.charset, word.bytes));
            }
        }
        rest = &from[word.length..];
    }
    flush(&mut pending, &mut out, problems);
    out.push_str(rest);
    match one_line(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(line) => line,
    }
}

fn flush(pending: &mut Option<(&str, Vec<u8>)>, out: &mut String, problems: &mut Problems) {
    if let Some((label, bytes)) = pending.take() {
        out.push_str(&charset::decode(&bytes, Some(label), problems));
    }
}

/// Bytes of one encoded word that are read. RFC 2047 allows 75; some programs put a whole long subject into one.
const WORD_BYTES_MAX: usize = 8 * 1024;

/// The encoded word at the start of `text` (which starts with `=?`), also when it holds blanks (RFC 2047
/// forbids them, many write them) or its `?=` is cut off at the end of the value.
fn word_at(text: &str) -> Option<Word<'_>> {
    let inner = text.get(2..)?;
    let (charset, rest) = inner.split_once('?')?;
    let charset = charset.split('*').next().unwrap_or_default();
    if charset.is_empty() || charset.len() > 40 || charset.bytes().any(|byte| byte.is_ascii_whitespace()) {
        return None;
    }
    let (encoding, rest) = rest.split_once('?')?;
    let coded_start = text.len() - rest.len();
    let rest = &rest[..rest.floor_char_boundary(WORD_BYTES_MAX)];
    let (coded, length) = match rest.find("?=") {
        Some(end) => (&rest[..end], coded_start + end + 2),
        None => (rest, coded_start + rest.len()),
    };
    if coded.contains("=?") {
        return None;
    }
    let bytes = match encoding {
        "b" | "B" => base64::decode(coded.as_bytes()).0,
        "q" | "Q" => quoted_printable::decode_word(coded.as_bytes()),
        _ => return None,
    };
    Some(Word { charset, bytes, length })
}

/// How long the run of encoded words at the start of `text` is, the blanks between them included.
pub(super) fn run_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let blanks = rest.len() - rest.trim_start().len();
        match word_at(&rest[blanks..]) {
            Some(word) if length == 0 || blanks < rest.len() => length += blanks + word.length,
            _ => return length,
        }
    }
}
