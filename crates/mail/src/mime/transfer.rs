//! Content-Transfer-Encoding (RFC 2045, 6): from the text on the wire to bytes.

use std::borrow::Cow;

use super::{Header, base64, quoted_printable, uuencode};
use crate::{Problem, problem::Problems};

/// True if the body stands in the mail as it is, or nearly so: its line ends are those of the wire then.
pub(crate) fn keeps_lines(header: &Header<'_>) -> bool {
    header.text("Content-Transfer-Encoding").is_none_or(|encoding| {
        let encoding = encoding.to_ascii_lowercase();
        !["base64", "binary", "quoted", "uu"].iter().any(|coded| encoding.contains(coded))
    })
}

/// The bytes of a part's body.
pub(crate) fn decode<'m>(header: &Header<'m>, body: &'m [u8], problems: &mut Problems) -> Cow<'m, [u8]> {
    let Some(encoding) = header.text("Content-Transfer-Encoding") else { return Cow::Borrowed(body) };
    let encoding =
        encoding.split([';', ' ', '(']).next().unwrap_or_default().trim_matches('"').to_ascii_lowercase();
    let (bytes, sound) = match encoding.as_str() {
        "base64" => base64::decode(body),
        "quoted-printable" => quoted_printable::decode(body),
        "x-uuencode" | "x-uue" | "uuencode" | "uue" | "x-uu" => {
            match uuencode::find(body).map(|file| file.bytes).or_else(|| uuencode::decode_lines(body)) {
                Some(bytes) => (bytes, true),
                None => return Cow::Borrowed(body),
            }
        }
        "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" | "7bits" | "8bits" => {
            return Cow::Borrowed(body);
        }
        _ => {
            problems.note(Problem::UnknownTransferEncoding);
            return Cow::Borrowed(body);
        }
    };
    if !sound {
        problems.note(Problem::BrokenTransferEncoding);
    }
    Cow::Owned(bytes)
}
