//! Files that stand uuencoded in a text (`begin 644 name` … `end`), as old programs send them.

use super::header::{line_end, trim_end};

/// A file found in a text.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Where it stands in the text, `begin` and `end` lines included.
    pub(crate) range: std::ops::Range<usize>,
}

/// The first complete file in the text.
pub(crate) fn find(text: &[u8]) -> Option<File> {
    find_from(text, 0)
}

/// The first complete file at or after `from`.
pub(crate) fn find_from(text: &[u8], from: usize) -> Option<File> {
    let finder = memchr::memmem::Finder::new(b"begin ");
    let mut from = from;
    while let Some(start) = finder.find(text.get(from..)?).map(|offset| from + offset) {
        let at_line_start = start == 0 || text[start - 1] == b'\n';
        let end = line_end(text, start);
        let name = if at_line_start { begin_name(trim_end(&text[start..end])) } else { None };
        match name.and_then(|name| Some((name, lines(text, end)?))) {
            Some((name, (bytes, end))) => return Some(File { name, bytes, range: start..end }),
            None => from = end,
        }
    }
    None
}

/// The file name of a line `begin MODE NAME`.
fn begin_name(line: &[u8]) -> Option<String> {
    let line = line.strip_prefix(b"begin ")?.trim_ascii();
    let digits = line.iter().take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let name = line.get(digits..)?.trim_ascii();
    ((3..=4).contains(&digits) && !name.is_empty()).then(|| String::from_utf8_lossy(name).into_owned())
}

/// The bytes of uuencoded lines without `begin` and `end`, as some put them into a part of their own.
pub(crate) fn decode_lines(text: &[u8]) -> Option<Vec<u8>> {
    lines(text, 0).or_else(|| lines(&[text, b"\nend\n"].concat(), 0)).map(|(bytes, _)| bytes)
}

/// The bytes of the lines from `at` to `end`, and where the line after `end` starts.
fn lines(text: &[u8], mut at: usize) -> Option<(Vec<u8>, usize)> {
    let mut bytes = Vec::new();
    while at < text.len() {
        let end = line_end(text, at);
        let line = trim_end(&text[at..end]);
        at = end;
        if line == b"end" {
            return Some((bytes, at));
        }
        let Some((&first, coded)) = line.split_first() else { continue };
        let length = usize::from(value_of(first)?);
        let start = bytes.len();
        for group in coded.chunks(4) {
            let mut bits = 0_u32;
            for index in 0..4 {
                bits = bits << 6 | u32::from(group.get(index).map_or(Some(0), |&byte| value_of(byte))?);
            }
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
        }
        bytes.truncate(start + length);
        bytes.resize(start + length, 0);
    }
    None
}

fn value_of(byte: u8) -> Option<u8> {
    matches!(byte, b' '..=b'`').then(|| byte.wrapping_sub(b' ') & 0x3f)
}
