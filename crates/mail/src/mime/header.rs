//! A header block cut into fields, whatever state it is in.

use std::borrow::Cow;

use memchr::memchr;

use super::{Media, addresses_in, charset, ids, parameters, words};
use crate::{Address, Problem, limits, problem::Problems};

/// One field: its name, and its value as it stands in the mail, still folded and encoded.
#[derive(Clone, Copy, Debug)]
struct Field<'m> {
    name: &'m [u8],
    value: &'m [u8],
}

/// The fields of one header, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header<'m> {
    fields: Vec<Field<'m>>,
}

impl<'m> Header<'m> {
    /// Cuts the header off `raw`; gives it and the body. A line that is no field ends the header, unless more
    /// fields follow before the next empty line: then it is a folded line that lost its indentation.
    pub(crate) fn cut(raw: &'m [u8], problems: &mut Problems) -> (Self, &'m [u8]) {
        let mut fields: Vec<Field<'m>> = Vec::with_capacity(24);
        let mut at = 0;
        // Where the value of the field being read starts.
        let mut value_start = 0;
        while at < raw.len() {
            let end = line_end(raw, at);
            let line = trim_end(&raw[at..end]);
            if line.is_empty() {
                return (Self { fields }, &raw[end..]);
            }
            let folded = matches!(line[0], b' ' | b'\t') && !fields.is_empty();
            if let (false, Some(colon)) = (folded, field_colon(line)) {
                if fields.len() == limits::HEADER_FIELDS_MAX {
                    fields.pop();
                }
                value_start = at + colon + 1;
                let name = trim_end(&line[..colon]);
                fields.push(Field { name, value: &raw[value_start..end] });
            } else if folded && is_blank(line) && !fields_follow(&raw[end..]) {
                // A line of blanks only: editors leave it where the empty line should be.
                return (Self { fields }, &raw[end..]);
            } else {
                if !folded {
                    if !fields_follow(&raw[end..]) {
                        return (Self { fields }, &raw[at..]);
                    }
                    problems.note(Problem::BrokenHeaderLine);
                }
                if let Some(field) = fields.last_mut() {
                    field.value = &raw[value_start..end];
                }
            }
            at = end;
        }
        (Self { fields }, &[])
    }

    /// True if there is no field at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// True if a field of this name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// The value of the first field of this name, folded and encoded as it stands.
    pub(crate) fn raw(&self, name: &str) -> Option<&'m [u8]> {
        self.all_raw(name).next()
    }

    fn all_raw(&self, name: &str) -> impl Iterator<Item = &'m [u8]> {
        self.fields
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name.as_bytes()))
            .map(|field| &field.value[..field.value.len().min(limits::HEADER_FIELD_BYTES_MAX)])
    }

    /// The value on one line, not decoded; for fields that hold tokens only.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.raw(name).map(|value| words::unfold(value).trim().to_owned())
    }

    /// The value on one line with its encoded words decoded, of the first field of this name that isn't empty.
    pub(crate) fn decoded(&self, name: &str, problems: &mut Problems) -> Option<String> {
        self.all_raw(name).map(|value| words::decode(value, problems)).find(|value| !value.is_empty())
    }

    /// The addresses of all fields of this name.
    pub(crate) fn addresses(&self, name: &str, problems: &mut Problems) -> Vec<Address> {
        let mut all = Vec::new();
        for value in self.all_raw(name) {
            all.append(&mut addresses_in(value, problems));
        }
        if all.len() > limits::ADDRESSES_MAX {
            problems.note(Problem::TooManyAddresses);
            all.truncate(limits::ADDRESSES_MAX);
        }
        all
    }

    /// The message ids of all fields of this name, without brackets.
    pub(crate) fn ids(&self, name: &str) -> Vec<String> {
        let mut all = Vec::new();
        for value in self.all_raw(name) {
            ids::ids_in(&words::unfold(value), &mut all);
        }
        all
    }

    /// The first field of this name as a media type or disposition with its parameters.
    pub(crate) fn media(&self, name: &str, problems: &mut Problems) -> Option<Media> {
        self.all_raw(name)
            .map(|value| parameters::media_in(value, problems))
            .find(|media| !media.value.is_empty() || !media.parameters.is_empty())
    }
}

/// The text of a raw value: UTF-8 if it is, guessed if it is not.
pub(super) fn raw_text<'v>(value: &'v [u8], problems: &mut Problems) -> Cow<'v, str> {
    if let Ok(text) = std::str::from_utf8(value) {
        if !text.is_ascii() {
            problems.note(Problem::RawHeaderBytes);
        }
        return Cow::Borrowed(text);
    }
    problems.note(Problem::RawHeaderBytes);
    Cow::Owned(charset::guess(value))
}

/// One past the line end of the line that starts at `at`.
pub(super) fn line_end(raw: &[u8], at: usize) -> usize {
    memchr(b'\n', &raw[at..]).map_or(raw.len(), |offset| at + offset + 1)
}

/// Without line ends and blanks at the end.
pub(super) fn trim_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").map_or(line, |line| line.strip_suffix(b"\r").unwrap_or(line))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Bytes of a field's name; RFC 5322 sets no limit short of its 998 a line.
const FIELD_NAME_BYTES_MAX: usize = 2_000;

/// Where the colon stands, if the line starts with a field name (RFC 5322, 2.2: printable, no blank).
fn field_colon(line: &[u8]) -> Option<usize> {
    let colon = memchr(b':', &line[..line.len().min(FIELD_NAME_BYTES_MAX)])?;
    let name = line[..colon].trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(colon)
}

/// How many lines after a broken one are searched for more fields.
const BROKEN_LINES_MAX: usize = 12;

/// True if a field known to mail comes before the next empty line.
fn fields_follow(raw: &[u8]) -> bool {
    let mut at = 0;
    for _ in 0..BROKEN_LINES_MAX {
        if at >= raw.len() {
            return false;
        }
        let end = line_end(raw, at);
        let line = trim_end(&raw[at..end]);
        if line.is_empty() {
            return false;
        }
        if field_colon(line).is_some_and(|colon| is_known_field(line[..colon].trim_ascii_end())) {
            return true;
        }
        at = end;
    }
    false
}

fn is_known_field(name: &[u8]) -> bool {
    const KNOWN: [&[u8]; 16] = [
        b"from",
        b"to",
        b"cc",
        b"bcc",
        b"subject",
        b"date",
        b"message-id",
        b"received",
        b"reply-to",
        b"sender",
        b"mime-version",
        b"in-reply-to",
        b"references",
        b"return-path",
        b"user-agent",
        b"delivered-to",
    ];
    let name = name.to_ascii_lowercase();
    KNOWN.contains(&name.as_slice()) || name.starts_with(b"content-") || name.starts_with(b"x-")
}
