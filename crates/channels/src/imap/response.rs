//! What a server's response means, as far as we need it; everything else is `Other` and does no harm.

use super::{
    frame::{Literal, Piece},
    scan::{Token, tokens},
};
use jiff::Timestamp;

/// A response (RFC 3501 section 7).
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// `+ …`: the server waits for more.
    Continue,
    /// The end of the command with this tag.
    Done { tag: String, status: Status, words: Vec<u8> },
    /// `* OK/NO/BAD/PREAUTH …` outside a command's end, with the response code in brackets.
    Said { status: Status, words: Vec<u8> },
    /// `* BYE …`: the server is about to hang up.
    Bye(Vec<u8>),
    /// `* CAPABILITY …`, in upper case.
    Capabilities(Vec<String>),
    /// Number of mails in the folder.
    Exists(u32),
    /// A mail left the folder.
    Expunge,
    /// UIDs found.
    Search(Vec<u32>),
    /// Data of one mail.
    Fetch(Fetched),
    /// Anything else.
    Other,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Done.
    Ok,
    /// Refused.
    No,
    /// Not understood.
    Bad,
    /// Logged in without a password.
    Preauth,
}

/// The parts of a FETCH response that we ask for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) size_bytes: Option<u64>,
    pub(super) internal_date: Option<Timestamp>,
    pub(super) body: Option<Literal>,
}

impl Response {
    /// Reads the meaning of a framed response.
    pub(super) fn read(pieces: Vec<Piece>) -> Self {
        let Some(Piece::Text(line)) = pieces.first() else { return Self::Other };
        let (first, rest) = word(line);
        match first {
            b"+" => Self::Continue,
            b"*" => Self::untagged(line.len() - rest.len(), pieces),
            tag => {
                let (status, words) = word(rest);
                match (std::str::from_utf8(tag), Status::read(status)) {
                    (Ok(tag), Some(status)) => Self::Done { tag: tag.into(), status, words: words.to_vec() },
                    _ => Self::Other,
                }
            }
        }
    }

    fn untagged(start: usize, pieces: Vec<Piece>) -> Self {
        let Some(Piece::Text(line)) = pieces.first() else { return Self::Other };
        let (name, rest) = word(line.get(start..).unwrap_or_default());
        if let Some(number) = number(name) {
            let (name, rest) = word(rest);
            return match name.to_ascii_uppercase().as_slice() {
                b"EXISTS" => Self::Exists(number),
                b"EXPUNGE" => Self::Expunge,
                b"FETCH" => {
                    let skip = line.len() - rest.len();
                    Self::Fetch(Fetched::read(tokens(pieces, skip)))
                }
                _ => Self::Other,
            };
        }
        match name.to_ascii_uppercase().as_slice() {
            b"BYE" => Self::Bye(rest.to_vec()),
            b"CAPABILITY" => Self::Capabilities(capabilities(rest)),
            b"SEARCH" => Self::Search(rest.split(|b| *b == b' ').filter_map(number).collect()),
            name => match Status::read(name) {
                Some(status) => Self::Said { status, words: rest.to_vec() },
                None => Self::Other,
            },
        }
    }
}

impl Status {
    fn read(word: &[u8]) -> Option<Self> {
        match word.to_ascii_uppercase().as_slice() {
            b"OK" => Some(Self::Ok),
            b"NO" => Some(Self::No),
            b"BAD" => Some(Self::Bad),
            b"PREAUTH" => Some(Self::Preauth),
            _ => None,
        }
    }
}

impl Fetched {
    /// Pairs of name and value inside the outer parentheses; a value we don't know is passed over with its parentheses.
    fn read(tokens: Vec<Token>) -> Self {
        let mut fetched = Self::default();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let Token::Atom(name) = token else { continue };
            let Some(value) = tokens.next() else { break };
            match (name.to_ascii_uppercase().as_str(), value) {
                ("UID", Token::Atom(value)) => fetched.uid = value.parse().ok(),
                ("RFC822.SIZE", Token::Atom(value)) => fetched.size_bytes = value.parse().ok(),
                ("INTERNALDATE", Token::Words(value)) => fetched.internal_date = internal_date(&value.bytes),
                (name, Token::Words(value)) if name.starts_with("BODY[") => fetched.body = Some(value),
                (_, Token::Open) => {
                    let mut depth = 1_u32;
                    while depth > 0 {
                        match tokens.next() {
                            Some(Token::Open) => depth += 1,
                            Some(Token::Close) => depth -= 1,
                            Some(_) => {}
                            None => break,
                        }
                    }
                }
                _ => {}
            }
        }
        fetched
    }
}

/// The number after a code such as `[UIDVALIDITY 3857529045]` at the start of `words`.
pub(super) fn code_number(words: &[u8], code: &str) -> Option<u32> {
    let inner = words.strip_prefix(b"[")?;
    let inner = inner.split(|b| *b == b']').next()?;
    let (name, value) = word(inner);
    if name.eq_ignore_ascii_case(code.as_bytes()) { number(word(value).0) } else { None }
}

/// The capabilities in `[CAPABILITY …]` at the start of `words`.
pub(super) fn code_capabilities(words: &[u8]) -> Option<Vec<String>> {
    let inner = words.strip_prefix(b"[")?;
    let inner = inner.split(|b| *b == b']').next()?;
    let (name, list) = word(inner);
    name.eq_ignore_ascii_case(b"CAPABILITY").then(|| capabilities(list))
}

/// "17-Jul-1996 02:44:25 -0700"; a one-digit day has a space before it.
fn internal_date(words: &[u8]) -> Option<Timestamp> {
    let words = std::str::from_utf8(words).ok()?;
    Timestamp::strptime("%d-%b-%Y %H:%M:%S %z", words.trim()).ok()
}

fn capabilities(list: &[u8]) -> Vec<String> {
    let words = list.split(|b| *b == b' ').filter(|word| !word.is_empty());
    words.map(|word| String::from_utf8_lossy(word).to_ascii_uppercase()).collect()
}

/// The first word and what follows it.
fn word(line: &[u8]) -> (&[u8], &[u8]) {
    let line = line.trim_ascii_start();
    match line.iter().position(|b| *b == b' ') {
        Some(at) => (line.get(..at).unwrap_or_default(), line.get(at + 1..).unwrap_or_default()),
        None => (line, b""),
    }
}

fn number(word: &[u8]) -> Option<u32> {
    if word.is_empty() || !word.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(line: &str) -> Response {
        Response::read(vec![Piece::Text(line.as_bytes().to_vec())])
    }

    #[test]
    fn the_responses_we_need() {
        assert_eq!(read("+ idling"), Response::Continue);
        assert_eq!(read("+"), Response::Continue);
        assert_eq!(read("* 23 EXISTS"), Response::Exists(23));
        assert_eq!(read("* 5 expunge"), Response::Expunge);
        assert_eq!(read("* SEARCH 2 84 882 "), Response::Search(vec![2, 84, 882]));
        assert_eq!(read("* BYE Autologout"), Response::Bye(b"Autologout".to_vec()));
        let Response::Done { tag, status, words } = read("A7 no [ALERT] Not now") else { panic!("done") };
        assert_eq!((tag.as_str(), status, words.as_slice()), ("A7", Status::No, &b"[ALERT] Not now"[..]));
        let Response::Said { words, .. } = read("* OK [UIDVALIDITY 3857529045] UIDs valid") else {
            panic!("said")
        };
        assert_eq!(code_number(&words, "UIDVALIDITY"), Some(3_857_529_045));
        assert_eq!(code_number(&words, "UIDNEXT"), None);
    }

    #[test]
    fn a_fetch_with_things_we_did_not_ask_for() {
        let text = |t: &str| Piece::Text(t.as_bytes().to_vec());
        let body = Literal { bytes: b"Subject: hi\r\n\r\n".to_vec(), size_bytes: 15 };
        let read = Response::read(vec![
            text(
                r#"* 12 FETCH (FLAGS (\Seen "UID 9") MODSEQ (65402) UID 57 X-GM-LABELS ("a" (b)) RFC822.SIZE 15 INTERNALDATE " 7-Jul-1996 02:44:25 -0700" BODY[]<0> "#,
            ),
            Piece::Literal(body.clone()),
            text(")"),
        ]);
        let date = "1996-07-07T09:44:25Z".parse().ok();
        let wanted = Fetched { uid: Some(57), size_bytes: Some(15), internal_date: date, body: Some(body) };
        assert_eq!(read, Response::Fetch(wanted));
    }

    #[test]
    fn a_quoted_body_and_a_missing_one() {
        let Response::Fetch(fetched) = read(r#"* 1 FETCH (BODY[] "a \"b\"" UID 3)"#) else { panic!("fetch") };
        assert_eq!(fetched.body.map(|b| b.bytes), Some(br#"a "b""#.to_vec()));
        let Response::Fetch(fetched) = read("* 1 FETCH (UID 3 BODY[] NIL)") else { panic!("fetch") };
        assert_eq!((fetched.uid, fetched.body), (Some(3), None));
    }

    proptest! {
        #[test]
        fn nothing_a_server_sends_makes_us_panic(
            start in prop::sample::select(vec!["", "* ", "* 1 FETCH (", "* OK [", "+ ", "A1 OK"]),
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let mut line = start.as_bytes().to_vec();
            line.extend(bytes);
            let pieces = vec![Piece::Text(line.clone()), Piece::Literal(Literal::default()), Piece::Text(line)];
            let _ = Response::read(pieces);
        }
    }
}
