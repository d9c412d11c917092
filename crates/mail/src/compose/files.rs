//! The files of a letter as parts.

use std::fmt::Write;

use mail_builder::{
    encoders::base64::base64_encode_mime,
    headers::raw::Raw,
    mime::{BodyPart, MimePart},
};

use super::{LetterFile, field};

/// A file as a part, in base64 so that no relay changes a byte.
pub(super) fn part(file: &LetterFile) -> MimePart<'_> {
    let mut coded = Vec::with_capacity(file.bytes.len() / 3 * 4 + file.bytes.len() / 50 + 8);
    // Writing into memory can't fail.
    let _ = base64_encode_mime(&file.bytes, &mut coded, false);
    let coded = String::from_utf8(coded).unwrap_or_default();
    let disposition = if file.content_id.is_some() { "inline" } else { "attachment" };
    let mut part = MimePart::raw(BodyPart::Text(coded.into()))
        .header("Content-Type", Raw::new(media_type(&file.media_type)))
        .header("Content-Disposition", Raw::new(format!("{disposition}; {}", name(&file.name))))
        .header("Content-Transfer-Encoding", Raw::new("base64"));
    if let Some(id) = &file.content_id {
        part = part.header("Content-ID", Raw::new(field::id(id)));
    }
    part
}

/// The type, if it is one and no multipart or mail (whose encoding would have to differ).
fn media_type(given: &str) -> String {
    let sound = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    match given.split_once('/') {
        Some((kind, subtype))
            if sound(kind) && sound(subtype) && !matches!(kind, "multipart" | "message") =>
        {
            format!("{kind}/{subtype}").to_ascii_lowercase()
        }
        _ => "application/octet-stream".to_owned(),
    }
}

/// `filename` for all, and `filename*` (RFC 2231) where the name needs it.
fn name(given: &str) -> String {
    let given = field::line(given);
    let ascii: String = given
        .chars()
        .map(|letter| {
            if (letter.is_ascii_graphic() || letter == ' ') && !"\"\\%".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let plain = format!("filename=\"{ascii}\"");
    if ascii == given {
        return plain;
    }
    let mut coded = String::with_capacity(given.len() * 3);
    for byte in given.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            // Writing into memory can't fail.
            let _ = write!(coded, "%{byte:02X}");
        }
    }
    format!("{plain}; filename*=utf-8''{coded}")
}
