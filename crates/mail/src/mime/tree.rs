//! A mail cut into its parts (RFC 2046, 5), in one pass per level and within limits.

use super::{
    Header, Media,
    header::{line_end, trim_end},
};
use crate::{Problem, limits, problem::Problems};

/// One part: a leaf with a body, or a multipart with children. An attached mail is a leaf.
#[derive(Debug)]
pub(crate) struct Part<'m> {
    /// `1` for the mail itself, `1.2` for its second child.
    pub(crate) path: String,
    pub(crate) header: Header<'m>,
    /// The content type, or the default where it stands.
    pub(crate) media: Media,
    /// True if the header named a content type.
    pub(crate) typed: bool,
    /// The body as it stands in the mail.
    pub(crate) body: &'m [u8],
    pub(crate) children: Vec<Part<'m>>,
}

impl<'m> Part<'m> {
    /// Cuts a whole mail or the content of an attached one.
    pub(crate) fn cut(raw: &'m [u8], path: &str, problems: &mut Problems) -> Self {
        let mut cutter = Cutter { parts: 0, problems };
        let (header, body) = Header::cut(raw, cutter.problems);
        cutter.part(header, body, path.to_owned(), "text/plain", 0)
    }

    /// The part at this path, or the leaf that holds it, with the rest of the path.
    pub(crate) fn find<'p, 's>(&'s self, path: &'p str) -> Option<(&'s Self, &'p str)> {
        let rest = path.strip_prefix(self.path.as_str())?;
        if rest.is_empty() {
            return Some((self, ""));
        }
        let rest = rest.strip_prefix('.')?;
        if self.children.is_empty() {
            return Some((self, rest));
        }
        self.children.iter().find_map(|child| child.find(path))
    }
}

struct Cutter<'p> {
    parts: usize,
    problems: &'p mut Problems,
}

impl Cutter<'_> {
    fn part<'m>(
        &mut self,
        header: Header<'m>,
        body: &'m [u8],
        path: String,
        default: &str,
        depth: usize,
    ) -> Part<'m> {
        let declared = header.media("Content-Type", self.problems);
        let typed = declared.as_ref().is_some_and(|media| media.value.contains('/'));
        let mut media = match declared {
            Some(media) if media.value.contains('/') => media,
            // `Content-Type: text` and the like.
            Some(media) if media.value == "html" => Media { value: "text/html".to_owned(), ..media },
            Some(media) => Media { value: default.to_owned(), ..media },
            None => Media::plain(default),
        };
        self.parts += 1;
        let mut children = Vec::new();
        if media.is_kind("multipart") {
            children = self.children(&media, body, &path, depth);
            if children.is_empty() {
                media = Media { value: leaf_type(body).to_owned(), parameters: Vec::new() };
            }
        }
        Part { path, header, media, typed, body, children }
    }

    fn children<'m>(&mut self, media: &Media, body: &'m [u8], path: &str, depth: usize) -> Vec<Part<'m>> {
        if depth == limits::MULTIPART_DEPTH_MAX {
            self.problems.note(Problem::TooDeep);
            return Vec::new();
        }
        let boundary = media.parameter("boundary").map(|boundary| boundary.trim_end().as_bytes());
        let mut cut = boundary.map(|boundary| cut_at(body, boundary)).unwrap_or_default();
        if cut.bodies.is_empty() {
            self.problems.note(Problem::BrokenBoundary);
            cut = guessed_boundary(body).map(|boundary| cut_at(body, boundary)).unwrap_or_default();
        }
        if !cut.closed && !cut.bodies.is_empty() {
            self.problems.note(Problem::UnclosedBoundary);
        }
        let default = if media.value == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        let mut children = Vec::with_capacity(cut.bodies.len());
        for (index, raw) in cut.bodies.into_iter().enumerate() {
            if self.parts >= limits::PARTS_MAX {
                self.problems.note(Problem::TooManyParts);
                break;
            }
            let (header, body) = Header::cut(raw, self.problems);
            children.push(self.part(header, body, format!("{path}.{}", index + 1), default, depth + 1));
        }
        children
    }
}

/// What lies between the delimiter lines.
#[derive(Default)]
struct Cut<'m> {
    bodies: Vec<&'m [u8]>,
    closed: bool,
}

fn cut_at<'m>(body: &'m [u8], boundary: &[u8]) -> Cut<'m> {
    let mut cut = Cut::default();
    if boundary.is_empty() {
        return cut;
    }
    let mut delimiter = Vec::with_capacity(boundary.len() + 2);
    delimiter.extend_from_slice(b"--");
    delimiter.extend_from_slice(boundary);
    let finder = memchr::memmem::Finder::new(&delimiter);
    let mut start = None;
    let mut from = 0;
    while let Some(at) = finder.find(&body[from..]).map(|offset| from + offset) {
        let end = line_end(body, at);
        let after = trim_end(&body[at + delimiter.len()..end]);
        from = at + delimiter.len();
        let line_start = at == 0 || matches!(body[at - 1], b'\n' | b'\r');
        let closing = after.starts_with(b"--") && after[2..].trim_ascii().is_empty();
        if !line_start || !(closing || after.trim_ascii().is_empty()) {
            continue;
        }
        from = end;
        if let Some(start) = start {
            cut.bodies.push(without_last_line_end(&body[start..at]));
        }
        if closing && start.is_some() {
            cut.closed = true;
            // Text after the end is no part, unless another part follows: some programs close too early.
            start = None;
            continue;
        }
        start = Some(end);
        if cut.bodies.len() >= limits::PARTS_MAX {
            break;
        }
    }
    if let Some(start) = start.filter(|start| *start < body.len()) {
        cut.closed = false;
        cut.bodies.push(&body[start..]);
    }
    cut
}

/// The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1).
fn without_last_line_end(body: &[u8]) -> &[u8] {
    trim_end(body)
}

/// A line in the body that looks like a delimiter: `--` and something, with a part's header after it.
fn guessed_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while at < body.len() {
        let end = line_end(body, at);
        let line = trim_end(&body[at..end]).trim_ascii_end();
        if line.starts_with(b"--")
            && (6..=80).contains(&line.len())
            && !line[2..].contains(&b' ')
            && body[end..].get(..8).is_some_and(|next| next.eq_ignore_ascii_case(b"content-"))
        {
            return Some(&line[2..]);
        }
        at = end;
    }
    None
}

/// What a multipart without parts is: HTML if it looks so, text otherwise.
fn leaf_type(body: &[u8]) -> &'static str {
    let start = body.trim_ascii_start();
    let head = start[..start.len().min(15)].to_ascii_lowercase();
    if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") { "text/html" } else { "text/plain" }
}
