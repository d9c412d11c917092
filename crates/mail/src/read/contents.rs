//! What the parts of a mail are for: body, files, an attached mail, the coded parts of a report.

use std::borrow::Cow;

use super::{files, name, read_at, sections::Section};
use crate::{
    Attachment, Body, Mail, Problem, limits,
    mime::{Media, Part, charset, ids, transfer, uuencode},
    problem::Problems,
    tnef,
};

/// What was found in the parts of one mail.
#[derive(Default)]
pub(crate) struct Contents {
    pub(super) sections: Vec<Section>,
    pub(super) attachments: Vec<Attachment>,
    /// The first mail attached outside of a report.
    pub(super) forwarded: Option<Box<Mail>>,
    /// The coded parts of reports (RFC 3464, 5965), as text.
    pub(crate) reports: Vec<Report>,
    /// Header, and body if it came too, of the mails that a report is about, as text.
    pub(crate) returned: Vec<String>,
    /// Positions among the files of those whose text is part of the body.
    in_body: Vec<usize>,
    text_bytes: usize,
}

/// A coded part of a report.
pub(crate) struct Report {
    /// Its media type: `message/delivery-status`, …
    pub(crate) media_type: String,
    pub(crate) text: String,
}

/// Where a part stands, as far as that tells what it is for.
#[derive(Clone, Copy, Default)]
struct Place {
    in_report: bool,
    in_alternative: bool,
    /// True for parts of a `multipart/related` other than its root.
    beside_root: bool,
}

impl Contents {
    pub(super) fn collect(root: &Part<'_>, depth: usize, problems: &mut Problems) -> Self {
        let mut contents = Self::default();
        let mut collector = Collector { contents: &mut contents, depth, problems };
        collector.part(root, Place::default());
        contents
    }

    /// The body, once; decides which images stand in the HTML.
    pub(super) fn body(&mut self, problems: &mut Problems) -> Body {
        let sections = std::mem::take(&mut self.sections);
        super::sections::body_of(sections, &mut self.attachments, &self.in_body, problems)
    }
}

/// The files that stand uuencoded in a text.
pub(super) fn uuencoded_files(text: &[u8]) -> Vec<uuencode::File> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(file) = uuencode::find_from(text, from) {
        from = file.range.end;
        all.push(file);
        if all.len() == limits::PARTS_MAX {
            break;
        }
    }
    all
}

struct Collector<'c, 'p> {
    contents: &'c mut Contents,
    depth: usize,
    problems: &'p mut Problems,
}

impl Collector<'_, '_> {
    fn part(&mut self, part: &Part<'_>, place: Place) {
        if part.children.is_empty() {
            self.leaf(part, place);
            return;
        }
        match part.media.value.as_str() {
            "multipart/alternative" => self.alternative(part, place),
            "multipart/related" => self.related(part, place),
            kind => {
                let in_report = place.in_report || kind == "multipart/report";
                for child in &part.children {
                    self.part(child, Place { in_report, ..place });
                }
            }
        }
    }

    /// The versions of one text: their sections become one, with plain text and HTML side by side.
    fn alternative(&mut self, part: &Part<'_>, place: Place) {
        let first = self.contents.sections.len();
        for child in &part.children {
            self.part(child, Place { in_alternative: true, ..place });
        }
        let versions = self.contents.sections.split_off(first);
        self.contents.sections.extend(Section::merged(versions));
    }

    fn related(&mut self, part: &Part<'_>, place: Place) {
        let start = part.media.parameter("start").map(|id| id.trim_matches(['<', '>']));
        let root = part
            .children
            .iter()
            .position(|child| start.is_some() && content_id(child).as_deref() == start)
            .or_else(|| part.children.iter().position(|child| !child.media.is_kind("image")))
            .unwrap_or(0);
        for (index, child) in part.children.iter().enumerate() {
            self.part(child, Place { beside_root: index != root, ..place });
        }
    }

    fn leaf(&mut self, part: &Part<'_>, place: Place) {
        let disposition = part.header.media("Content-Disposition", self.problems);
        let bytes = transfer::decode(&part.header, part.body, self.problems);
        if tnef::is_tnef(&bytes) {
            self.tnef(part, &bytes);
            return;
        }
        let html = part.media.value == "text/html" || part.media.value == "application/xhtml+xml";
        let reads_as_text = html || part.media.value == "text/plain" || part.media.value == "text/enriched";
        if reads_as_text && !is_file(part, disposition.as_ref(), place) {
            if self.is_further_text(part, html, place) {
                let file = files::describe(
                    part.path.clone(),
                    name::of(part, disposition.as_ref(), self.problems),
                    part.media.value.clone(),
                    &files::bytes_of(
                        &part.media,
                        bytes.clone(),
                        transfer::keeps_lines(&part.header),
                        self.problems,
                    ),
                );
                self.contents.in_body.push(self.contents.attachments.len());
                self.contents.attachments.push(file);
            }
            self.section(part, &bytes, html);
            return;
        }
        if place.in_report || is_report_type(&part.media) {
            self.report(part, &bytes, place);
        }
        if files::is_signature(&part.media) {
            return;
        }
        if files::is_message(&part.media) && self.depth < limits::MESSAGE_DEPTH_MAX {
            self.message(part, bytes, disposition.as_ref(), place);
        } else {
            self.file(part, bytes, disposition.as_ref());
        }
    }

    /// True for text after the first: it is shown with the body, and can still be fetched by itself.
    fn is_further_text(&self, part: &Part<'_>, html: bool, place: Place) -> bool {
        if part.path.ends_with(".1") || !part.path.contains('.') {
            return false;
        }
        !place.in_alternative || (html && self.contents.sections.last().is_some_and(Section::is_html))
    }

    fn section(&mut self, part: &Part<'_>, bytes: &[u8], html: bool) {
        let room = limits::TEXT_BYTES_MAX.saturating_sub(self.contents.text_bytes);
        let mut bytes = bytes;
        if bytes.len() > room {
            self.problems.note(Problem::TextTooLong);
            bytes = &bytes[..room];
        }
        self.contents.text_bytes += bytes.len();
        let uuencoded = if html { Vec::new() } else { uuencoded_files(bytes) };
        let bytes = self.without_uuencoded(part, bytes, uuencoded);
        let label = part.media.parameter("charset").map(str::to_owned);
        let label = label.or_else(|| html.then(|| charset::label_in_html(&bytes)).flatten());
        let mut text = charset::decode(&bytes, label.as_deref(), self.problems);
        if text.contains('\0') {
            self.problems.note(Problem::NulBytes);
            text.retain(|letter| letter != '\0');
        }
        let html = html || (part.media.value == "text/plain" && !part.typed && starts_as_html(&text));
        self.contents.sections.push(if html { Section::html(text) } else { Section::text(text) });
    }

    /// Lists the files that stand in a text and takes them out of it.
    fn without_uuencoded<'b>(
        &mut self,
        part: &Part<'_>,
        bytes: &'b [u8],
        found: Vec<uuencode::File>,
    ) -> Cow<'b, [u8]> {
        if found.is_empty() {
            return Cow::Borrowed(bytes);
        }
        self.problems.note(Problem::UuencodedText);
        let mut rest = Vec::new();
        let mut from = 0;
        for (index, file) in found.into_iter().enumerate() {
            rest.extend_from_slice(&bytes[from..file.range.start]);
            from = file.range.end;
            let name = name::clean(&file.name);
            let media_type = crate::mime::media::type_of_ending(&name).unwrap_or("application/octet-stream");
            let path = format!("{}.{}", part.path, index + 1);
            self.contents.attachments.push(files::describe(path, name, media_type.to_owned(), &file.bytes));
        }
        rest.extend_from_slice(&bytes[from..]);
        Cow::Owned(rest)
    }

    fn report(&mut self, part: &Part<'_>, bytes: &[u8], place: Place) {
        let text = || charset::decode(bytes, part.media.parameter("charset"), &mut Problems::default());
        match part.media.value.as_str() {
            "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers" => {
                self.contents.returned.push(text());
            }
            _ if files::is_message(&part.media) && place.in_report => self.contents.returned.push(text()),
            _ if is_report_type(&part.media) => {
                let media_type = part.media.value.clone();
                self.contents.reports.push(Report { media_type, text: text() });
            }
            _ => {}
        }
    }

    fn message(&mut self, part: &Part<'_>, bytes: Cow<'_, [u8]>, disposition: Option<&Media>, place: Place) {
        let inner = read_at(&bytes, &format!("{}.1", part.path), self.depth + 1);
        let name = match name::given(part, disposition).map(|name| name::clean(&name)) {
            Some(name) if !name.is_empty() => name,
            _ => name::of_message(&inner.subject),
        };
        let bytes = self.kept(part, bytes);
        let media_type = "message/rfc822".to_owned();
        self.contents.attachments.push(files::describe(part.path.clone(), name, media_type, &bytes));
        if self.contents.forwarded.is_none() && !place.in_report {
            self.contents.forwarded = Some(Box::new(inner));
        }
    }

    fn kept<'b>(&mut self, part: &Part<'_>, bytes: Cow<'b, [u8]>) -> Cow<'b, [u8]> {
        files::bytes_of(&part.media, bytes, transfer::keeps_lines(&part.header), self.problems)
    }

    fn file(&mut self, part: &Part<'_>, bytes: Cow<'_, [u8]>, disposition: Option<&Media>) {
        let attached = disposition.is_some_and(|media| media.value == "attachment");
        if bytes.is_empty() && !attached {
            return;
        }
        let name = name::of(part, disposition, self.problems);
        let media_type = match part.media.value.as_str() {
            "application/octet-stream" => crate::mime::media::type_of_ending(&name)
                .filter(|known| !known.starts_with("text/html"))
                .unwrap_or("application/octet-stream")
                .to_owned(),
            known => known.to_owned(),
        };
        let bytes = self.kept(part, bytes);
        let mut file = files::describe(part.path.clone(), name, media_type, &bytes);
        file.content_id = content_id(part);
        // A mere hint here: the HTML decides in the end.
        file.inline = !attached;
        self.contents.attachments.push(file);
    }

    fn tnef(&mut self, part: &Part<'_>, bytes: &[u8]) {
        let unpacked = tnef::unpack(bytes, self.problems);
        let has_body = self.contents.sections.iter().any(|section| !section.is_blank());
        if unpacked.files.is_empty() && unpacked.body.is_none() {
            if unpacked.complete {
                return;
            }
            let disposition = part.header.media("Content-Disposition", self.problems);
            self.file(part, Cow::Borrowed(bytes), disposition.as_ref());
            return;
        }
        for (index, file) in unpacked.files.into_iter().enumerate() {
            if file.is_body && has_body {
                continue;
            }
            let name = name::clean(&file.name);
            let path = format!("{}.{}", part.path, index + 1);
            let mut described = files::describe(path, name, file.media_type, &file.bytes);
            described.content_id = file.content_id;
            described.inline = described.content_id.is_some();
            if file.is_body {
                self.contents.in_body.push(self.contents.attachments.len());
            }
            self.contents.attachments.push(described);
        }
        if let Some(body) = unpacked.body.filter(|_| !has_body) {
            self.contents.sections.push(match body {
                tnef::Body::Html(html) => Section::html(html),
                tnef::Body::Text(text) => Section::text(text),
            });
        }
    }
}

/// True if a text part is a file rather than a stretch of the body.
fn is_file(part: &Part<'_>, disposition: Option<&Media>, place: Place) -> bool {
    if disposition.is_some_and(|media| media.value == "attachment") {
        return true;
    }
    let named = name::given(part, disposition).is_some();
    let inline = disposition.is_some_and(|media| media.value == "inline");
    place.beside_root || (named && (inline || !place.in_alternative))
}

fn is_report_type(media: &Media) -> bool {
    matches!(
        media.value.as_str(),
        "message/delivery-status"
            | "message/global-delivery-status"
            | "message/disposition-notification"
            | "message/feedback-report"
            | "text/rfc822-headers"
            | "message/rfc822-headers"
            | "message/global-headers"
    )
}

/// The content id of a part, without brackets.
fn content_id(part: &Part<'_>) -> Option<String> {
    let mut all = Vec::new();
    ids::ids_in(&part.header.text("Content-ID")?, &mut all);
    all.into_iter().next()
}

fn starts_as_html(text: &str) -> bool {
    let start = text.trim_start();
    let head = start.get(..start.floor_char_boundary(14)).unwrap_or_default().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}
