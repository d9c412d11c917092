//! The raw bytes made fit for cutting: what stands before the header goes, line ends of old kinds are repaired.

use std::borrow::Cow;

use crate::{Problem, problem::Problems, tnef};

/// The mail from its first header line on.
pub(super) fn prepared<'m>(raw: &'m [u8], problems: &mut Problems) -> Cow<'m, [u8]> {
    if tnef::is_tnef(raw) {
        return Cow::Owned(bare_tnef(raw));
    }
    let mut start = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    start = start.trim_ascii_start();
    if start.is_empty() {
        problems.note(Problem::Empty);
        return Cow::Borrowed(start);
    }
    if start.starts_with(b"From ") || start.starts_with(b">From ") {
        problems.note(Problem::MboxLine);
        let end = memchr::memchr2(b'\n', b'\r', start).map_or(start.len(), |at| at + 1);
        start = start[end..].trim_ascii_start();
    }
    if memchr::memchr(b'\n', start).is_none() && memchr::memchr(b'\r', start).is_some() {
        problems.note(Problem::BareCarriageReturns);
        return Cow::Owned(start.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect());
    }
    Cow::Borrowed(start)
}

/// A winmail.dat that somebody saved and handed in as a mail becomes the mail it was taken from.
fn bare_tnef(raw: &[u8]) -> Vec<u8> {
    let header =
        b"Content-Type: application/ms-tnef; name=\"winmail.dat\"\nContent-Transfer-Encoding: binary\n\n";
    let mut mail = Vec::with_capacity(header.len() + raw.len());
    mail.extend_from_slice(header);
    mail.extend_from_slice(raw);
    mail
}
