//! Quoted-printable that goes on where the text is broken.

/// The bytes, and true if the text was well-formed. An `=` that starts no code stands for itself.
pub(crate) fn decode(text: &[u8]) -> (Vec<u8>, bool) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut sound = true;
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'=', b'\n', rest) {
        let (before, from) = rest.split_at(at);
        if from[0] == b'\n' {
            // Blanks at the end of a line were added on the way (RFC 2045, 6.7, rule 3).
            let (line, end) = match before.strip_suffix(b"\r") {
                Some(line) => (line, b"\r\n".as_slice()),
                None => (before, b"\n".as_slice()),
            };
            bytes.extend_from_slice(trim_blanks(line));
            bytes.extend_from_slice(end);
            rest = &from[1..];
            continue;
        }
        bytes.extend_from_slice(before);
        if let Some(byte) = code_at(from) {
            bytes.push(byte);
            rest = &from[3..];
        } else if let Some(length) = soft_break(from) {
            rest = &from[length..];
        } else {
            sound = false;
            bytes.push(b'=');
            rest = &from[1..];
        }
    }
    bytes.extend_from_slice(rest);
    (bytes, sound)
}

/// The Q encoding of RFC 2047, 4.2: as above, and `_` is a blank.
pub(crate) fn decode_word(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match (byte, code_at(&text[at..])) {
            (b'=', Some(code)) => {
                bytes.push(code);
                at += 2;
            }
            (b'_', _) => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
        at += 1;
    }
    bytes
}

/// The byte that `=XX` at the start stands for.
fn code_at(text: &[u8]) -> Option<u8> {
    let digits = text.get(1..3)?;
    Some(hex(digits[0])? << 4 | hex(digits[1])?)
}

/// The value of a hexadecimal digit.
pub(crate) fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// How long the soft line break at the start is: `=`, blanks, line end or end of text.
fn soft_break(text: &[u8]) -> Option<usize> {
    let blanks = text[1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match &text[1 + blanks..] {
        [] => Some(1 + blanks),
        [b'\n', ..] => Some(2 + blanks),
        [b'\r', b'\n', ..] => Some(3 + blanks),
        _ => None,
    }
}

fn trim_blanks(line: &[u8]) -> &[u8] {
    let blanks = line.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &line[..line.len() - blanks]
}
