//! Tokens of a response. Never fails: what isn't a token is passed over, a missing end ends at the end.

use super::frame::{Literal, Piece};

/// A token of a data response (RFC 3501 section 9), forgiving.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word, with its brackets: `BODY[HEADER]<0>`.
    Atom(String),
    /// A quoted string or literal.
    Words(Literal),
    /// `(`
    Open,
    /// `)`
    Close,
}

/// All tokens of `pieces`, of which the first starts at byte `skip`.
pub(super) fn tokens(pieces: Vec<Piece>, skip: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Text(text) if at == 0 => scan(text.get(skip..).unwrap_or_default(), &mut tokens),
            Piece::Text(text) => scan(&text, &mut tokens),
            Piece::Literal(literal) => tokens.push(Token::Words(literal)),
        }
    }
    tokens
}

fn scan(mut text: &[u8], tokens: &mut Vec<Token>) {
    while let Some((first, rest)) = text.split_first() {
        text = match first {
            b' ' | b'\t' => rest,
            b'(' => {
                tokens.push(Token::Open);
                rest
            }
            b')' => {
                tokens.push(Token::Close);
                rest
            }
            b'"' => quoted(rest, tokens),
            _ => atom(text, tokens),
        };
    }
}

fn quoted<'a>(text: &'a [u8], tokens: &mut Vec<Token>) -> &'a [u8] {
    let mut words = Vec::new();
    let mut bytes = text.iter().enumerate();
    let mut end = text.len();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                end = at + 1;
                break;
            }
            b'\\' => words.extend(bytes.next().map(|(_, escaped)| *escaped)),
            _ => words.push(*byte),
        }
    }
    let size_bytes = words.len() as u64;
    tokens.push(Token::Words(Literal { bytes: words, size_bytes }));
    text.get(end..).unwrap_or_default()
}

/// An atom ends at a space or parenthesis, except inside `[…]`.
fn atom<'a>(text: &'a [u8], tokens: &mut Vec<Token>) -> &'a [u8] {
    let mut depth = 0_u32;
    let end = text.iter().position(|byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(byte, b' ' | b'(' | b')' | b'"')
    });
    let (atom, rest) = text.split_at(end.unwrap_or(text.len()));
    tokens.push(Token::Atom(String::from_utf8_lossy(atom).into_owned()));
    rest
}
