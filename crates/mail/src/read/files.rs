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

/// True for parts that machines add for machines: signatures and the coded halves of reports. The raw mail keeps
/// them; nobody wants to open them.
pub(super) fn is_machinery(media: &Media) -> bool {
    matches!(
        media.value.as_str(),
        "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "application/pgp-encrypted"
            | "message/delivery-status"
            | "message/global-delivery-status"
            | "message/disposition-notification"
            | "message/feedback-report"
            | "text/rfc822-headers"
            | "message/rfc822-headers"
            | "message/global-headers"
    )
}

/// The bytes to keep of a file. A text in another charset is kept as UTF-8: its charset stood in a header that a
/// saved file no longer has.
pub(super) fn bytes_of<'m>(media: &Media, bytes: Cow<'m, [u8]>, problems: &mut Problems) -> Cow<'m, [u8]> {
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
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}
