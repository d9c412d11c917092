//! What each line of a text is by itself.

use super::{Hint, Hinted, attribution, header, marker, signature};

/// One line and what it is.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// First byte in the text.
    pub(super) start: usize,
    /// First byte after the line and its end.
    pub(super) end: usize,
    /// The line without white space and invisible marks at its ends.
    pub(super) text: &'a str,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a line is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing to see.
    Blank,
    /// Somebody's words.
    Text,
    /// Words behind `>`, `|` or `Name>`.
    Quoted,
    /// Only dashes, underscores, stars or the like.
    Rule,
    /// `--` and its relatives: a signature follows.
    SignatureMark,
    /// A line drawn in HTML.
    Divider,
    /// "On … wrote:", this many lines long.
    Attribution(usize),
    /// A later line of an attribution.
    Continued,
    /// "-----Original Message-----".
    Marker,
    /// "From: …" and its siblings.
    Header(header::Field),
    /// "Sent from my …".
    SentFrom,
    /// The first line of a legal notice.
    Disclaimer,
    /// The HTML said that this is the signature.
    Signature,
}

impl Line<'_> {
    /// Whether the line shows nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.kind == Kind::Blank
    }
}

/// White space, and the marks that mail programs sprinkle over text and that nobody sees.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Splits a text into lines and says what each is.
pub(super) fn read<'a>(text: &'a str, hints: &[Hinted]) -> Vec<Line<'a>> {
    let mut lines = Vec::with_capacity(text.len() / 32 + 1);
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let end = start + raw.len();
        lines.push(Line { start, end, text: raw.trim_matches(is_invisible), kind: Kind::Text });
        start = end;
    }
    apply_hints(&mut lines, hints);
    let fenced = fences(&lines);
    let enclosed = enclosures(&lines);
    let mut lower = String::new();
    for index in 0..lines.len() {
        if lines[index].kind != Kind::Text {
            continue;
        }
        lines[index].kind = if lines[index].text.is_empty() {
            Kind::Blank
        } else if within(&fenced, index) {
            Kind::Text
        } else if within(&enclosed, index) {
            Kind::Quoted
        } else {
            alone(lines[index].text, &mut lower)
        };
        if matches!(lines[index].kind, Kind::Text | Kind::Header(_)) && !within(&fenced, index) {
            attribution::mark(&mut lines, index);
        }
    }
    lines
}

/// What a line that is not blank and not in a code block is, without looking at its neighbours.
fn alone(text: &str, lower: &mut String) -> Kind {
    if is_quoted(text) {
        return Kind::Quoted;
    }
    if let Some(kind) = signature::rule(text) {
        return kind;
    }
    if marker::is_marker(text) {
        return Kind::Marker;
    }
    if let Some(field) = header::field(text) {
        return Kind::Header(field);
    }
    signature::opening(text, lower).unwrap_or(Kind::Text)
}

/// `> text`, `| text` (but not a table row), and `Name> text`.
fn is_quoted(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'>') => true,
        Some(b'|') => memchr(b'|', bytes.get(1..).unwrap_or_default()).is_none(),
        Some(first) if first.is_ascii_alphabetic() => {
            // Usenet and mail programs of old put the initials or the name before the sign.
            let name =
                bytes.iter().take(NAME_BYTES_MAX).take_while(|byte| byte.is_ascii_alphabetic()).count();
            bytes.get(name) == Some(&b'>') && matches!(bytes.get(name + 1), None | Some(b' ' | b'\t' | b'>'))
        }
        _ => false,
    }
}

/// Bytes of a name before `>`; longer words before it are text.
const NAME_BYTES_MAX: usize = 16;

fn memchr(needle: u8, haystack: &[u8]) -> Option<usize> {
    haystack.iter().position(|byte| *byte == needle)
}

/// Lines that the HTML spoke about are settled before their words are read.
fn apply_hints(lines: &mut [Line<'_>], hints: &[Hinted]) {
    let mut first = 0;
    for hinted in hints {
        while lines.get(first).is_some_and(|line| line.end <= hinted.start) {
            first += 1;
        }
        let to = match hinted.hint {
            Hint::History | Hint::Divider => first + 1,
            _ => first + lines.iter().skip(first).take_while(|line| line.start < hinted.end).count(),
        };
        let open = |line: &&mut Line<'_>| line.kind == Kind::Text && !line.text.is_empty();
        for (index, line) in lines.iter_mut().enumerate().take(to).skip(first).filter(|(_, line)| open(line))
        {
            line.kind = match hinted.hint {
                Hint::Quote => Kind::Quoted,
                Hint::Signature => Kind::Signature,
                Hint::History => Kind::Marker,
                Hint::Attribution if index == first => Kind::Attribution(to - first),
                Hint::Attribution => Kind::Continued,
                Hint::Divider => Kind::Divider,
            };
        }
    }
}

/// Code blocks between lines of three backticks: whatever stands in them is text. A fence that never closes is none.
fn fences(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let marks = lines.iter().enumerate().filter(|(_, line)| line.text.starts_with("```"));
    pairs(marks.map(|(index, _)| index))
}

fn pairs(mut marks: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    while let (Some(open), Some(close)) = (marks.next(), marks.next()) {
        found.push((open, close));
    }
    found
}

/// Quotes between a line of `>>>>` and a line of `<<<<`, as some Usenet writers make them.
fn enclosures(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    for (index, line) in lines.iter().enumerate() {
        if line.text.len() >= 4 && line.text.bytes().all(|byte| byte == b'>') {
            open = open.or(Some(index));
        } else if line.text.len() >= 4 && line.text.bytes().all(|byte| byte == b'<') {
            found.extend(open.take().map(|open| (open, index)));
        }
    }
    found
}

fn within(ranges: &[(usize, usize)], index: usize) -> bool {
    let after = ranges.partition_point(|(_, close)| *close < index);
    ranges.get(after).is_some_and(|(open, _)| *open <= index)
}
