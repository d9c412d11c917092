//! From raw bytes to a `Mail`.

mod contents;
mod files;
mod name;
mod raw;
mod sections;

use crate::{
    Address, Kind, Mail, Origin, Problem, bounce, forward, kind, limits,
    mime::{Header, Part, date_in, transfer},
    problem::Problems,
    tnef,
};
pub(crate) use contents::Contents;

/// Understands a raw mail. Never fails and never panics; what is broken is repaired and named in `problems`.
pub fn read(raw: &[u8]) -> Mail {
    read_at(raw, "1", 0)
}

/// The decoded bytes of one file by its `part`; `None` if there is no such file.
pub fn part(raw: &[u8], path: &str) -> Option<Vec<u8>> {
    part_at(raw, "1", path, 0)
}

/// Understands a mail whose own part stands at `path`, `depth` mails deep.
fn read_at(raw: &[u8], path: &str, depth: usize) -> Mail {
    let mut problems = Problems::default();
    let raw = raw::prepared(raw, &mut problems);
    let root = Part::cut(&raw, path, &mut problems);
    let header = &root.header;
    let mut mail = Mail {
        message_id: header.ids("Message-ID").into_iter().next(),
        in_reply_to: header.ids("In-Reply-To"),
        references: references(header),
        date: header.text("Date").and_then(|value| date_in(&value)),
        from: header.addresses("From", &mut problems).into_iter().next(),
        sender: header.addresses("Sender", &mut problems).into_iter().next(),
        reply_to: reachable(header, "Reply-To", &mut problems),
        to: reachable(header, "To", &mut problems),
        cc: reachable(header, "Cc", &mut problems),
        subject: subject(header, &mut problems),
        origin: Origin::of(header, &mut problems),
        ..Mail::default()
    };
    note_missing(&mail, header, &mut problems);

    let mut contents = Contents::collect(&root, depth, &mut problems);
    mail.body = contents.body(&mut problems);
    mail.attachments = std::mem::take(&mut contents.attachments);
    mail.forwarded =
        contents.forwarded.take().or_else(|| forward::inline(&mail.subject, &mail.body).map(Box::new));
    mail.origin.forwarded_from = mail.forwarded.as_ref().and_then(|inner| inner.from.clone());
    let report = bounce::Report { header, mail: &mail, contents: &contents };
    (mail.kind, mail.bounce) = kind::of(&report);
    if matches!(mail.kind, Kind::Bounce | Kind::FeedbackReport) {
        // What comes back is no forward.
        mail.forwarded = None;
        mail.origin.forwarded_from = None;
    }
    mail.problems = problems.into_vec();
    mail
}

/// The addresses of a field, without the names that stand there alone (`undisclosed recipients`).
fn reachable(header: &Header<'_>, name: &str, problems: &mut Problems) -> Vec<Address> {
    let mut all = header.addresses(name, problems);
    all.retain(|address| !address.address.is_empty());
    all
}

/// `References`, of a long thread only the first and the newest.
fn references(header: &Header<'_>) -> Vec<String> {
    let mut all = header.ids("References");
    if all.len() > limits::REFERENCES_MAX {
        all.drain(1..=all.len() - limits::REFERENCES_MAX);
    }
    all
}

fn subject(header: &Header<'_>, problems: &mut Problems) -> String {
    let subject = header.decoded("Subject", problems).unwrap_or_default();
    let mut subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = subject.floor_char_boundary(limits::SUBJECT_BYTES_MAX);
    subject.truncate(end);
    subject
}

fn note_missing(mail: &Mail, header: &Header<'_>, problems: &mut Problems) {
    if header.is_empty() {
        problems.note(Problem::MissingHeader);
        return;
    }
    if mail.from.is_none() {
        problems.note(Problem::MissingFrom);
    }
    if mail.date.is_none() {
        problems.note(Problem::BrokenDate);
    }
}

/// The decoded bytes of the file at `path` in a mail whose own part is `root`.
fn part_at(raw: &[u8], root: &str, path: &str, depth: usize) -> Option<Vec<u8>> {
    if depth > limits::MESSAGE_DEPTH_MAX {
        return None;
    }
    let mut problems = Problems::default();
    let raw = raw::prepared(raw, &mut problems);
    let tree = Part::cut(&raw, root, &mut problems);
    let (leaf, rest) = tree.find(path)?;
    let bytes = transfer::decode(&leaf.header, leaf.body, &mut problems);
    if rest.is_empty() {
        return Some(
            files::bytes_of(&leaf.media, bytes, transfer::keeps_lines(&leaf.header), &mut problems)
                .into_owned(),
        );
    }
    inside(leaf, &bytes, path, rest, depth)
}

/// A file inside a leaf: an attached mail, a winmail.dat, or a text with uuencoded files.
fn inside(leaf: &Part<'_>, bytes: &[u8], path: &str, rest: &str, depth: usize) -> Option<Vec<u8>> {
    if files::is_message(&leaf.media) {
        return part_at(bytes, &format!("{}.1", leaf.path), path, depth + 1);
    }
    let number: usize = rest.parse().ok()?;
    let index = number.checked_sub(1)?;
    if tnef::is_tnef(bytes) {
        return tnef::unpack(bytes, &mut Problems::default())
            .files
            .into_iter()
            .nth(index)
            .map(|file| file.bytes);
    }
    contents::uuencoded_files(bytes).into_iter().nth(index).map(|file| file.bytes)
}
