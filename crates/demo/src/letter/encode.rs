//! Transfer encodings: quoted-printable and base64 (RFC 2045), encoded words (RFC 2047), dates (RFC 5322).

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::calendar::Calendar;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Encoded lines are at most this long (RFC 2045, 6.7 and 6.8).
const LINE: usize = 76;

/// Base64 without line breaks.
fn base64_word(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (u32::from(three[0]) << 16)
            | (u32::from(*three.get(1).unwrap_or(&0)) << 8)
            | u32::from(*three.get(2).unwrap_or(&0));
        for index in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * index)) as usize & 63];
            out.push(if index <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// Base64 in lines.
pub(super) fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    for line in bytes.chunks(LINE / 4 * 3) {
        out.extend_from_slice(base64_word(line).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}

/// Quoted-printable; `\n` in the input are line ends.
pub(super) fn quoted_printable(bytes: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for line in bytes.split(|&byte| byte == b'\n') {
        let mut width = 0;
        for (index, &byte) in line.iter().enumerate() {
            let last = index + 1 == line.len();
            let plain = (byte.is_ascii_graphic() && byte != b'=') || (byte == b' ' && !last);
            let needs = if plain { 1 } else { 3 };
            if width + needs > LINE - 1 {
                out.extend_from_slice(b"=\r\n");
                width = 0;
            }
            width += needs;
            if plain {
                out.push(byte);
            } else {
                out.extend_from_slice(&[b'=', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            }
        }
        out.extend_from_slice(b"\r\n");
    }
    // The split gives one more line than there are line ends.
    out.truncate(out.len() - 2);
    out.extend_from_slice(b"\r\n");
}

/// Text for a header: itself when it is ASCII, encoded words otherwise.
pub(super) fn header_text(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut words = Vec::new();
    let mut piece = String::new();
    for letter in text.chars() {
        // 45 bytes become 60 letters; with the frame that is below the limit of 75.
        if piece.len() + letter.len_utf8() > 45 {
            words.push(std::mem::take(&mut piece));
        }
        piece.push(letter);
    }
    words.push(piece);
    let encoded: Vec<String> =
        words.iter().map(|word| format!("=?UTF-8?B?{}?=", base64_word(word.as_bytes()))).collect();
    encoded.join("\r\n ")
}

/// A mailbox with its name.
pub(super) fn address(name: &str, address: &str) -> String {
    if name.is_ascii() && name.chars().any(|letter| "()<>[]:;@\\,.\"".contains(letter)) {
        format!("\"{name}\" <{address}>")
    } else {
        format!("{} <{address}>", header_text(name))
    }
}

/// A Date field in the time of the writer's clock.
pub(super) fn date(at: Timestamp, clock: &Calendar) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let local = clock.local(at.as_millisecond());
    let offset = clock.offset_seconds(at.as_millisecond()) / 60;
    let (sign, away) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
    let date = local.date();
    let mut out = String::with_capacity(32);
    // Writing to a String can't fail.
    let _: std::fmt::Result = write!(
        out,
        "{}, {} {} {} {:02}:{:02}:{:02} {sign}{:02}{:02}",
        DAYS[local.weekday],
        date.day(),
        MONTHS[(date.month() - 1) as usize],
        date.year(),
        local.minute / 60,
        local.minute % 60,
        at.as_second().rem_euclid(60),
        away / 60,
        away % 60,
    );
    out
}

/// Windows-1252, when every letter has a place in it. Some portals still send it.
pub(super) fn windows_1252(text: &str) -> Option<Vec<u8>> {
    text.chars()
        .map(|letter| match letter {
            '€' => Some(0x80),
            '…' => Some(0x85),
            '‘' => Some(0x91),
            '’' => Some(0x92),
            '“' => Some(0x93),
            '”' => Some(0x94),
            '–' => Some(0x96),
            '\u{a0}'..='\u{ff}' | '\0'..='\x7f' => u8::try_from(u32::from(letter)).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_as_the_books_say() {
        assert_eq!(base64_word(b"Ma"), "TWE=");
        assert_eq!(base64_word(b"Man"), "TWFu");
        let mut out = Vec::new();
        quoted_printable("a=b \né".as_bytes(), &mut out);
        assert_eq!(out, b"a=3Db=20\r\n=C3=A9\r\n");
        let at: Timestamp = "2025-07-03T22:05:09Z".parse().unwrap();
        assert_eq!(
            date(at, &Calendar::posix("CET-1CEST,M3.5.0,M10.5.0/3")),
            "Fri, 4 Jul 2025 00:05:09 +0200"
        );
    }
}
