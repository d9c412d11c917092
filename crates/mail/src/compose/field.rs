//! Header values that can hold nothing but what they should.

use mail_builder::encoders::base64::base64_encode;

use crate::Address;

/// Text on one line: every control character is a blank.
pub(super) fn line(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Printable ASCII without blanks and brackets.
pub(super) fn token(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_graphic() && !matches!(letter, '<' | '>')).collect()
}

/// A message id in its brackets.
pub(super) fn id(id: &str) -> String {
    format!("<{}>", token(id))
}

/// An address list (RFC 5322, 3.4). Names beyond ASCII become encoded words outside of quotes, as RFC 2047, 5 asks.
pub(super) fn addresses(all: &[Address]) -> String {
    all.iter().map(address).collect::<Vec<_>>().join(", ")
}

fn address(address: &Address) -> String {
    let spec: String = address
        .address
        .chars()
        .filter(|letter| {
            !letter.is_control() && !letter.is_whitespace() && !matches!(letter, '<' | '>' | ',' | ';')
        })
        .collect();
    match address.name.as_deref().map(line).filter(|name| !name.is_empty()) {
        Some(name) => format!("{} <{spec}>", phrase(&name)),
        None => format!("<{spec}>"),
    }
}

/// A display name: quoted if it is ASCII, encoded otherwise (also if it looks like an encoded word).
fn phrase(name: &str) -> String {
    if name.is_ascii() && !name.contains("=?") {
        return format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(WORD_BYTES_MAX));
        let coded = base64_encode(piece.as_bytes()).unwrap_or_default();
        words.push(format!("=?utf-8?B?{}?=", String::from_utf8_lossy(&coded)));
        rest = after;
    }
    words.join(" ")
}

/// Bytes of text in one encoded word: 75 characters with its frame (RFC 2047, 2).
const WORD_BYTES_MAX: usize = 42;
