//! Mails of ours, made from typed letters.
//!
//! Every value is cleaned before it reaches a header, so that no letter can carry a header of its own; the
//! encoding and folding is done by `mail-builder`.

mod field;
mod files;
mod markdown;

use std::fmt::Write;

use jiff::Timestamp;
use mail_builder::{
    MessageBuilder,
    headers::{content_type::ContentType, date::Date, raw::Raw, text::Text},
    mime::{BodyPart, MimePart},
};
use sha2::{Digest, Sha256};

use crate::{Address, LOOP_HEADER};

/// A mail to be sent, before it is bytes. Blind copies are not here: they belong to the envelope only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Id without brackets; unguessable, because boundaries are derived from it.
    pub message_id: String,
    /// When it was written.
    pub date: Timestamp,
    /// The author shown to the reader.
    pub from: Address,
    /// Where answers go: the address with the token.
    pub reply_to: Vec<Address>,
    /// Primary recipients.
    pub to: Vec<Address>,
    /// Copied recipients.
    pub cc: Vec<Address>,
    /// Subject on one line.
    pub subject: String,
    /// Id of the mail that this answers.
    pub in_reply_to: Option<String>,
    /// Ids of the conversation so far, oldest first; of more than `REFERENCES_MAX` the first and the newest are kept.
    pub references: Vec<String>,
    /// What the agent wrote, in Markdown; HTML in it is shown as text. Images refer to a file as `cid:ID`.
    pub markdown: String,
    /// Signature in Markdown, set apart by the usual `-- ` line.
    pub signature: Option<String>,
    /// The history below the answer.
    pub quoted: Option<Quoted>,
    /// Files, in order; those with a content id are shown where the text refers to them.
    pub files: Vec<LetterFile>,
    /// True for machine-made mail: adds `Auto-Submitted: auto-generated` (RFC 3834).
    pub auto_submitted: bool,
    /// Value of our loop mark; every mail we send should have one.
    pub loop_mark: Option<String>,
}

/// The mail that is answered, quoted below the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// The line above, such as `On 3 May 2026, Ada Example wrote:`.
    pub attribution: String,
    /// The quoted text, without quote marks.
    pub text: String,
}

/// A file that goes with a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterFile {
    /// File name, any letters.
    pub name: String,
    /// `type/subtype`.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Set for images shown in the text: the id after `cid:`.
    pub content_id: Option<String>,
}

/// The mail as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The whole mail, lines ended by CRLF.
    pub raw: Vec<u8>,
}

/// Ids written into `References`: RFC 5322 sets no limit, but header lines of some kilobytes get mails refused.
const REFERENCES_MAX: usize = 20;

/// Makes the bytes of a letter. The same letter gives the same bytes.
pub fn compose(letter: &Letter) -> Composed {
    let mut builder = MessageBuilder::new()
        .header("Message-ID", Raw::new(field::id(&letter.message_id)))
        .header("Date", Date::new(letter.date.as_second()))
        .header("From", Raw::new(field::addresses(std::slice::from_ref(&letter.from))));
    for (name, addresses) in [("Reply-To", &letter.reply_to), ("To", &letter.to), ("Cc", &letter.cc)] {
        if !addresses.is_empty() {
            builder = builder.header(name, Raw::new(field::addresses(addresses)));
        }
    }
    builder = builder.header("Subject", Text::new(field::line(&letter.subject)));
    if let Some(id) = &letter.in_reply_to {
        builder = builder.header("In-Reply-To", Raw::new(field::id(id)));
    }
    if !letter.references.is_empty() {
        builder = builder.header("References", Raw::new(references(&letter.references)));
    }
    if letter.auto_submitted {
        builder = builder
            .header("Auto-Submitted", Raw::new("auto-generated"))
            .header("X-Auto-Response-Suppress", Raw::new("All"));
    }
    if let Some(mark) = &letter.loop_mark {
        builder = builder.header(LOOP_HEADER, Raw::new(field::token(mark)));
    }
    let raw = builder.header("MIME-Version", Raw::new("1.0")).body(body(letter)).write_to_vec();
    // Writing into memory can't fail; an empty mail would be refused by the sender, not sent.
    Composed { raw: raw.unwrap_or_default() }
}

fn references(ids: &[String]) -> String {
    let skipped = ids.len().saturating_sub(REFERENCES_MAX);
    let kept = ids.iter().take(1).chain(ids.iter().skip(1 + skipped));
    kept.map(|id| field::id(id)).collect::<Vec<_>>().join(" ")
}

/// mixed( related( alternative(text, html), images ), files ), without the layers that would hold one part only.
fn body(letter: &Letter) -> MimePart<'_> {
    let text = MimePart::new("text/plain", BodyPart::Text(markdown::plain(letter).into()));
    let html = MimePart::new("text/html", BodyPart::Text(markdown::html(letter).into()));
    let body = multipart(letter, "alternative", vec![text, html]);
    let (images, files): (Vec<_>, Vec<_>) = letter.files.iter().partition(|file| file.content_id.is_some());
    let body = with(letter, "related", body, &images);
    with(letter, "mixed", body, &files)
}

fn with<'l>(letter: &Letter, kind: &str, body: MimePart<'l>, files: &[&'l LetterFile]) -> MimePart<'l> {
    if files.is_empty() {
        return body;
    }
    let mut parts = vec![body];
    parts.extend(files.iter().map(|file| files::part(file)));
    multipart(letter, kind, parts)
}

/// A multipart whose boundary follows from the message id, because the ambient clock and the machine's name are
/// nobody's business.
fn multipart<'l>(letter: &Letter, kind: &str, parts: Vec<MimePart<'l>>) -> MimePart<'l> {
    let digest = Sha256::digest(letter.message_id.as_bytes());
    let mut boundary = format!("=_{kind}_");
    for byte in digest.iter().take(12) {
        // Writing into memory can't fail.
        let _ = write!(boundary, "{byte:02x}");
    }
    let media = ContentType::new(format!("multipart/{kind}")).attribute("boundary", boundary);
    MimePart::new(media, parts)
}
