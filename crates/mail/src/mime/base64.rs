//! Base64 that goes on where the text is broken.

/// The bytes, and true if the text was well-formed. Strict text takes the fast way through `mail-parser`;
/// broken text is decoded character by character: foreign characters are skipped, and padding in the middle
/// (several encoded texts in a row) starts anew.
pub(crate) fn decode(text: &[u8]) -> (Vec<u8>, bool) {
    if let Some(bytes) = mail_parser::decoders::base64::base64_decode(text) {
        return (bytes, true);
    }
    (repaired(text), false)
}

fn repaired(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u8);
    for &byte in text {
        let Some(value) = value_of(byte) else {
            if byte == b'=' {
                finish(bits, count, &mut bytes);
                (bits, count) = (0, 0);
            }
            continue;
        };
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    finish(bits, count, &mut bytes);
    bytes
}

/// Writes out what two or three characters before the padding hold.
fn finish(bits: u32, count: u8, bytes: &mut Vec<u8>) {
    match count {
        2 => bytes.push((bits >> 4) as u8),
        3 => bytes.extend_from_slice(&[(bits >> 10) as u8, (bits >> 2) as u8]),
        _ => {}
    }
}

fn value_of(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
