//! Parameters of `Content-Type` and `Content-Disposition`: RFC 2045 and 2231 as they are really written.

use super::{Media, charset, quoted_printable, words};
use crate::{Problem, problem::Problems};

/// Parameters of one field that are read; `name*0` to `name*30` is a long name already.
const PARAMETERS_MAX: usize = 100;

/// One piece of a parameter: `name*3*=value`.
struct Piece<'v> {
    name: String,
    /// Its number, if the value was cut in pieces.
    number: Option<u32>,
    /// True if its bytes are percent-encoded (the name ends in `*`).
    encoded: bool,
    value: Vec<u8>,
    raw: &'v [u8],
}

/// Reads `value; name=value; …`.
pub(super) fn media_in(field: &[u8], problems: &mut Problems) -> Media {
    let (value, mut rest) = until_semicolon(field);
    let value = String::from_utf8_lossy(without_comment(value)).to_ascii_lowercase();
    let value: String = value.chars().filter(|letter| !letter.is_whitespace() && *letter != '"').collect();
    let mut pieces = Vec::new();
    // `Content-Type: name="x.pdf"` without any type.
    if value.contains('=') {
        rest = field;
    }
    while !rest.is_empty() && pieces.len() < PARAMETERS_MAX {
        let (piece, after) = piece_at(rest);
        pieces.extend(piece);
        rest = after;
    }
    Media {
        value: if value.contains('=') { String::new() } else { value },
        parameters: joined(pieces, problems),
    }
}

/// Cuts at the first semicolon.
fn until_semicolon(text: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b';', text) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}

/// A type may be followed by a comment, or by words that belong to nothing.
fn without_comment(value: &[u8]) -> &[u8] {
    let value = value.trim_ascii();
    let end =
        value.iter().position(|byte| matches!(byte, b'(' | b'\r' | b'\n' | b',')).unwrap_or(value.len());
    &value[..end]
}

/// One `name=value` at the start, and what follows its semicolon.
fn piece_at(text: &[u8]) -> (Option<Piece<'_>>, &[u8]) {
    let Some(equals) = memchr::memchr2(b'=', b';', text) else { return (None, &[]) };
    if text[equals] == b';' {
        return (None, &text[equals + 1..]);
    }
    let name = String::from_utf8_lossy(text[..equals].trim_ascii()).to_ascii_lowercase();
    let after = text[equals + 1..].trim_ascii_start();
    let (value, raw, rest) = if after.first() == Some(&b'"') {
        quoted(after)
    } else {
        let (value, rest) = until_semicolon(after);
        (value.trim_ascii().to_vec(), value, rest)
    };
    let (name, encoded) = match name.strip_suffix('*') {
        Some(name) => (name.to_owned(), true),
        None => (name, false),
    };
    let (name, number) = match name.split_once('*') {
        Some((name, number)) => (name.to_owned(), number.parse().ok()),
        None => (name, None),
    };
    (Some(Piece { name, number, encoded, value, raw }), rest)
}

/// A quoted string at the start, what stood raw in it, and what follows the next semicolon. A quote that is not
/// followed by a semicolon or the end belongs to the value: `filename="a "b".txt"`.
fn quoted(text: &[u8]) -> (Vec<u8>, &[u8], &[u8]) {
    let mut value = Vec::new();
    let mut at = 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' if matches!(text.get(at + 1), Some(b'"' | b'\\')) => {
                value.extend_from_slice(&text[at + 1..at + 2]);
                at += 1;
            }
            b'"' if ends_value(&text[at + 1..]) => {
                return (value, &text[1..at], until_semicolon(&text[at + 1..]).1);
            }
            b'\r' | b'\n' => {}
            byte => value.push(byte),
        }
        at += 1;
    }
    (value, text.get(1..).unwrap_or_default(), &[])
}

/// True if what follows a quote shows that the value ended there.
fn ends_value(after: &[u8]) -> bool {
    let after = after.trim_ascii_start();
    match after.first() {
        None | Some(b';' | b'(') => true,
        // A forgotten semicolon: the next `name=` follows at once.
        Some(_) => {
            let word = after.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
            word > 2 && after.get(word) == Some(&b'=')
        }
    }
}

/// Joins the pieces of each parameter, in the order of their numbers, and decodes.
fn joined(mut pieces: Vec<Piece<'_>>, problems: &mut Problems) -> Vec<(String, String)> {
    // Parameters without a number keep their place; a numbered one is sorted among its own kind.
    pieces.sort_by_key(|piece| piece.number);
    let mut parameters: Vec<(String, String)> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        let (name, numbered) = (pieces[at].name.clone(), pieces[at].number.is_some());
        if numbered && parameters.iter().any(|(known, value)| *known == name && !value.is_empty()) {
            at += 1;
            continue;
        }
        let value = if numbered {
            let group: Vec<&Piece<'_>> =
                pieces.iter().filter(|piece| piece.name == name && piece.number.is_some()).collect();
            value_of(&group, problems)
        } else {
            value_of(&[&pieces[at]], problems)
        };
        // `filename*=` (extended) wins over a plain `filename=` for old readers (RFC 6266, 4.3).
        match parameters.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if pieces[at].encoded || known.is_empty() => *known = value,
            Some(_) => {}
            None => parameters.push((name, value)),
        }
        at += 1;
    }
    parameters
}

/// The text of one parameter from its pieces.
fn value_of(pieces: &[&Piece<'_>], problems: &mut Problems) -> String {
    let Some(first) = pieces.first() else { return String::new() };
    if pieces.iter().all(|piece| !piece.encoded) {
        let bytes: Vec<u8> = pieces.iter().flat_map(|piece| piece.value.iter().copied()).collect();
        let text = words::decode(&bytes, problems);
        return percent_repaired(text, first.raw, problems);
    }
    let mut label = None;
    let mut bytes = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let mut value = piece.value.as_slice();
        if index == 0 && piece.encoded {
            let mut parts = value.splitn(3, |byte| *byte == b'\'');
            if let (Some(charset), Some(_), Some(text)) = (parts.next(), parts.next(), parts.next()) {
                label = Some(String::from_utf8_lossy(charset).into_owned()).filter(|label| !label.is_empty());
                value = text;
            } else {
                problems.note(Problem::BrokenParameter);
            }
        }
        if piece.encoded || value.contains(&b'%') {
            percent_decoded(value, &mut bytes);
        } else {
            bytes.extend_from_slice(value);
        }
    }
    let text = charset::decode(&bytes, label.as_deref(), problems);
    words::decode_text(&text, problems)
}

/// Some programs percent-encode a plain `filename=`, with the charset in front: `utf-8''%C3%A4.txt`.
fn percent_repaired(text: String, raw: &[u8], problems: &mut Problems) -> String {
    let Some((charset, rest)) = text.split_once("''") else { return text };
    if !raw.contains(&b'%') || encoding_rs::Encoding::for_label(charset.as_bytes()).is_none() {
        return text;
    }
    problems.note(Problem::BrokenParameter);
    let mut bytes = Vec::new();
    percent_decoded(rest.as_bytes(), &mut bytes);
    charset::decode(&bytes, Some(charset), problems)
}

fn percent_decoded(text: &[u8], bytes: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let code = match (byte, text.get(at + 1), text.get(at + 2)) {
            (b'%', Some(&high), Some(&low)) => quoted_printable::hex(high).zip(quoted_printable::hex(low)),
            _ => None,
        };
        if let Some((high, low)) = code {
            bytes.push(high << 4 | low);
            at += 3;
        } else {
            bytes.push(byte);
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(field: &str, name: &str) -> String {
        let media = media_in(field.as_bytes(), &mut Problems::default());
        media.parameter(name).unwrap_or_default().to_owned()
    }

    #[test]
    fn reads_what_programs_write() {
        for (field, name) in [
            ("attachment; filename=plan.pdf", "plan.pdf"),
            ("attachment; filename=my plan.pdf", "my plan.pdf"),
            ("attachment; filename=\"my \\\"plan\\\".pdf\"", "my \"plan\".pdf"),
            ("attachment; filename=\"a \"b\".txt\"; size=3", "a \"b\".txt"),
            ("attachment; filename*=utf-8''pl%C3%A4ne.pdf", "pläne.pdf"),
            ("attachment; filename=\"utf-8''pl%C3%A4ne.pdf\"", "pläne.pdf"),
            ("attachment; filename=x.pdf; filename*=utf-8''pl%C3%A4ne.pdf", "pläne.pdf"),
            ("attachment; filename*1=\"ne.pdf\"; filename*0*=iso-8859-1''pl%E4", "pläne.pdf"),
            ("attachment; filename*0=\"pl\"; filename*1=\"ans.pdf\"", "plans.pdf"),
            ("attachment; filename=\"=?utf-8?B?cGzDpG5lLnBkZg==?=\"", "pläne.pdf"),
            ("attachment; filename=\"=?utf-8?Q?pl=C3=A4?=\r\n =?utf-8?Q?ne.pdf?=\"", "pläne.pdf"),
        ] {
            assert_eq!(parameter(field, "filename"), name, "{field}");
        }
    }
}
