//! Mails forwarded inline: the header block that mail programs write above the forwarded text.
//!
//! Programs differ in the line before the block and in the language of its labels, but the block itself is always
//! the same: some lines `Label: value`, one of them a sender with an address, one a subject, a date or recipients.

use std::sync::LazyLock;

use crate::{
    Address, Body, Mail,
    mime::{addresses_in, date_in},
    problem::Problems,
};

/// What a label says, in the languages mail programs write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    From,
    To,
    Cc,
    ReplyTo,
    Subject,
    Date,
}

/// The words of `forward.txt` for one kind of line.
fn words(kind: &str) -> Vec<&'static str> {
    include_str!("forward.txt")
        .lines()
        .filter_map(|line| line.strip_prefix(kind)?.strip_prefix(':'))
        .flat_map(|words| words.split('|').map(str::trim))
        .collect()
}

static LABELS: LazyLock<Vec<(Label, Vec<&'static str>)>> = LazyLock::new(|| {
    vec![
        (Label::From, words("from")),
        (Label::To, words("to")),
        (Label::Cc, words("cc")),
        (Label::ReplyTo, words("reply_to")),
        (Label::Subject, words("subject")),
        (Label::Date, words("date")),
    ]
});

static ABOVE: LazyLock<Vec<&'static str>> = LazyLock::new(|| words("above"));

/// How far into a text the block may stand. Below that it is history of history.
const SEARCH_BYTES_MAX: usize = 64 * 1024;

/// Lines that one block has at most, continued ones included.
const BLOCK_LINES_MAX: usize = 40;

/// The mail that was forwarded inline in this body.
///
/// An answer quotes a block too. It is a forward if its subject or the line above the block says so, or if nothing
/// was written above the block.
pub(crate) fn inline(subject: &str, body: &Body) -> Option<Mail> {
    let text = &body.text[..body.text.floor_char_boundary(SEARCH_BYTES_MAX)];
    let mut at = 0;
    let mut above = "";
    for line in text.split_inclusive('\n') {
        if label_of(line).is_some() {
            let block = Block::read(&text[at..]);
            if block.is_complete() {
                let before = &text[..at];
                let forwarded = says_forward(subject) || announces(above) || before.trim().is_empty();
                return forwarded.then(|| block.into_mail(&body.text[at..]));
            }
        }
        if !line.trim().is_empty() {
            above = line;
        }
        at += line.len();
    }
    None
}

/// True for subjects that forwarding programs write.
fn says_forward(subject: &str) -> bool {
    const MARKS: [&str; 12] = ["fw", "fwd", "wg", "tr", "rv", "i", "enc", "doorst", "vs", "vb", "pd", "转发"];
    subject.split_once([':', '：']).is_some_and(|(mark, _)| {
        let mark = mark.trim().to_lowercase();
        MARKS.contains(&mark.as_str())
    })
}

/// True for the line that forwarding programs write above the block.
fn announces(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    ABOVE.iter().any(|words| line.contains(words))
}

/// What the label of a line says; the value follows its colon.
fn label_of(line: &str) -> Option<(Label, &str)> {
    let line =
        line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '>' || letter == '*');
    let (name, value) = line.split_once([':', '：'])?;
    if name.len() > 40 {
        return None;
    }
    let name = name.trim().trim_end_matches('*').trim().to_lowercase();
    let label = LABELS.iter().find(|(_, names)| names.contains(&name.as_str()))?.0;
    Some((label, value.trim().trim_start_matches('*').trim()))
}

/// The fields of a block, and where the text after it starts.
#[derive(Default)]
struct Block {
    fields: Vec<(Label, String)>,
    length: usize,
}

impl Block {
    fn read(text: &str) -> Self {
        let mut block = Self::default();
        for line in text.split_inclusive('\n').take(BLOCK_LINES_MAX) {
            let bare = line.trim_matches(|letter: char| letter.is_whitespace() || letter == '>');
            if let Some((label, value)) = label_of(line) {
                block.fields.push((label, value.to_owned()));
            } else if bare.is_empty() {
                // Some programs leave an empty line between the fields.
                let rest = text.get(block.length + line.len()..).unwrap_or_default();
                if rest.split('\n').next().is_none_or(|next| label_of(next).is_none()) {
                    break;
                }
            } else if let Some((_, value)) = block.fields.last_mut().filter(|_| !line.contains(": ")) {
                // A long value goes on.
                value.push(' ');
                value.push_str(bare);
            } else if bare.split_once(':').is_none_or(|(name, _)| name.len() > 20 || name.contains(' ')) {
                break;
            }
            block.length += line.len();
        }
        block
    }

    fn get(&self, wanted: Label) -> Option<&str> {
        self.fields.iter().find(|(label, _)| *label == wanted).map(|(_, value)| value.as_str())
    }

    /// A sender, and two more fields: less may be ordinary text.
    fn is_complete(&self) -> bool {
        let kinds =
            [Label::To, Label::Subject, Label::Date].into_iter().filter(|label| self.get(*label).is_some());
        self.get(Label::From).is_some_and(|from| !from.is_empty()) && kinds.count() >= 2
    }

    fn into_mail(self, text: &str) -> Mail {
        let rest = text.get(self.length..).unwrap_or_default();
        let addresses = |label| self.get(label).map(addresses_of).unwrap_or_default();
        let text = rest.trim_start_matches(['\n', '>', ' ']).to_owned();
        let folds = crate::fold::text(&text);
        Mail {
            from: addresses(Label::From).into_iter().next(),
            to: addresses(Label::To),
            cc: addresses(Label::Cc),
            reply_to: addresses(Label::ReplyTo),
            subject: self.get(Label::Subject).unwrap_or_default().to_owned(),
            date: self.get(Label::Date).and_then(date_in),
            body: Body { text, folds, ..Body::default() },
            ..Mail::default()
        }
    }
}

/// Addresses as programs show them: `Name <a@b>`, `Name [mailto:a@b]`, `a@b<mailto:a@b>`, semicolons between.
fn addresses_of(value: &str) -> Vec<Address> {
    let value = value.replace("[mailto:", "<").replace("<mailto:", "<").replace(']', ">").replace(';', ",");
    let mut all = addresses_in(value.as_bytes(), &mut Problems::default());
    for address in &mut all {
        address.name = address.name.take().map(|name| name.trim_matches(['\'', '"', '*', ' ']).to_owned());
        address.name = address.name.take().filter(|name| !name.is_empty() && *name != address.address);
    }
    all
}
