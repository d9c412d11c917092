//! Which parts are files, and what their bytes are.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::{
    Attachment,
    mime::{Media, charset},
    problem::Problems,
};

/// True for an attached mail.
pub(super) fn is_message(media: &Media) -> bool {
    matches!(media.value.as_str(), "message/rfc822" | "message/global" | "message/news" | "x-message/rfc822")
}

/// True for signatures: the raw mail keeps them for those who check them, and nobody wants to open them.
pub(super) fn is_signature(media: &Media) -> bool {
    matches!(
        media.value.as_str(),
        "application/pgp-signature" | "application/pkcs7-signature" | "application/x-pkcs7-signature"
    )
}

/// The bytes to keep of a file. A text in another charset is kept as UTF-8: its charset stood in a header that a
/// saved file no longer has. `wire_lines` tells that lines end as on the wire; they get the plain line end then.
pub(super) fn bytes_of<'m>(
    media: &Media,
    bytes: Cow<'m, [u8]>,
    wire_lines: bool,
    problems: &mut Problems,
) -> Cow<'m, [u8]> {
    // An attached mail stays as it is: its own signatures cover its line ends.
    let textual = media.is_kind("text") || bytes.is_ascii();
    let bytes = if wire_lines && textual && !is_message(media) { with_plain_line_ends(bytes) } else { bytes };
    if !media.is_kind("text") || bytes.is_ascii() {
        return bytes;
    }
    match media.parameter("charset") {
        Some(label) if !label.eq_ignore_ascii_case("utf-8") => {
            Cow::Owned(charset::decode(&bytes, Some(label), problems).into_bytes())
        }
        _ => bytes,
    }
}

fn with_plain_line_ends(bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if memchr::memmem::find(&bytes, b"\r\n").is_none() {
        return bytes;
    }
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = &bytes[..];
    while let Some(at) = memchr::memmem::find(rest, b"\r\n") {
        plain.extend_from_slice(&rest[..at]);
        plain.push(b'\n');
        rest = &rest[at + 2..];
    }
    plain.extend_from_slice(rest);
    Cow::Owned(plain)
}

/// Describes a file of these bytes.
pub(super) fn describe(part: String, name: String, media_type: String, bytes: &[u8]) -> Attachment {
    Attachment {
        part,
        name,
        media_type,
        size: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        inline: false,
        content_id: None,
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}
