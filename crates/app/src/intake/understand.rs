//! Reading a mail, outside of any transaction: the slow part, and the attacked one.

use crate::Result;
use crate::addresses::Addresses;
use mail::{FoldKind, Mail};
use std::sync::Arc;
use store::Tx;
use store::inbound::Inbound;

/// A mail that waits to be understood.
pub struct Pending {
    pub(crate) inbound: Inbound,
    pub(crate) raw: Vec<u8>,
}

/// Bytes of raw mail read into memory together; one larger mail is taken alone.
const BATCH_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The next mails to understand, in the order they came, at most `limit`.
pub fn pending(tx: &Tx<'_>, limit: i64) -> Result<Vec<Pending>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    for inbound in store::inbound::waiting(tx, limit)? {
        let raw = store::inbound::raw(tx, &inbound)?;
        bytes += raw.len();
        batch.push(Pending { inbound, raw });
        if bytes > BATCH_BYTES_MAX {
            break;
        }
    }
    Ok(batch)
}

/// A mail that lies safe and what it says, ready to be recorded.
pub struct Understood {
    pub(crate) inbound: Inbound,
    pub(crate) reading: Arc<Reading>,
}

impl Understood {
    /// Reads the mail.
    pub fn new(pending: Pending) -> Self {
        Self { reading: Arc::new(Reading::of(&pending.raw)), inbound: pending.inbound }
    }
}

/// What a mail says and what is derived from it.
pub struct Reading {
    pub(crate) mail: Mail,
    pub(crate) addresses: Addresses,
    /// What the sender newly wrote.
    pub(crate) visible: String,
    pub(crate) preview: String,
    pub(crate) folds: String,
}

/// Characters of a preview: what fits in two lines of the list.
const PREVIEW_CHARACTERS: usize = 160;

impl Reading {
    /// Reads the mail.
    pub fn of(raw: &[u8]) -> Self {
        let mail = mail::read(raw);
        let visible = mail.body.visible_text();
        let said = if visible.trim().is_empty() { &mail.body.text } else { &visible };
        let preview = preview(said);
        let folds = mail.body.folds.iter().map(|fold| {
            let kind = match fold.kind {
                FoldKind::Quote => "quote",
                FoldKind::Signature => "signature",
            };
            (fold.start, fold.end, kind)
        });
        let folds = serde_json::to_string(&folds.collect::<Vec<_>>()).unwrap_or_else(|_| "[]".to_owned());
        Self { addresses: Addresses::of(&mail), visible, preview, folds, mail }
    }
}

/// The beginning of a text on one line; of a picture between its words, the name.
pub(crate) fn preview(text: &str) -> String {
    let text = pictures_by_name(text);
    let mut line = String::new();
    let mut characters = 0;
    for word in text.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let room = PREVIEW_CHARACTERS.saturating_sub(characters + gap);
        if gap == 1 && room > 0 {
            line.push(' ');
        }
        line.extend(word.chars().take(room));
        characters += gap + word.chars().take(room + 1).count();
        if characters > PREVIEW_CHARACTERS {
            line.push('…');
            break;
        }
    }
    line
}

/// A text in which pasted pictures, `![name](cid:…)` in what colleagues write, are only named.
pub(crate) fn pictures_by_name(text: &str) -> String {
    let (mut named, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, picture)) = rest.split_once("![") {
        named.push_str(before);
        let parts =
            picture.split_once("](cid:").and_then(|(name, after)| Some((name, after.split_once(')')?.1)));
        rest = if let Some((name, after)) = parts {
            named.push_str(name);
            after
        } else {
            named.push_str("![");
            picture
        };
    }
    named.push_str(rest);
    named
}

#[cfg(test)]
mod tests {
    use super::preview;

    #[test]
    fn a_pasted_picture_is_named_in_a_preview() {
        assert_eq!(preview("Like this:\n![shot.png](cid:1@cape)\nSee?"), "Like this: shot.png See?");
        assert_eq!(
            preview("Wow![1] ![no](https://a.example/b.png)"),
            "Wow![1] ![no](https://a.example/b.png)"
        );
    }

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(preview("Hello,\n\n  my   boots"), "Hello, my boots");
        assert_eq!(preview(&"words ".repeat(100)).chars().count(), 161);
        assert_eq!(preview(&"x".repeat(160)), "x".repeat(160));
        assert_eq!(preview(&"ä".repeat(1000)).chars().count(), 161);
    }
}
