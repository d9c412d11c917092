//! Mails as they arrived.

use serde::Serialize;

use super::{ConversationKey, CustomerKey, EntryKey, Matter, Mood};

/// A mail as it arrived.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mail {
    /// Whole RFC 5322 message, CRLF line ends.
    pub raw: Vec<u8>,
    /// Which of [`crate::Company::mailboxes`] took it in (the address).
    pub mailbox: &'static str,
    /// The conversation it belongs to. New when no earlier mail had this key.
    pub conversation: ConversationKey,
    /// Who wrote it; `None` for newsletters and machines.
    pub customer: Option<CustomerKey>,
    /// Its Message-ID, without angle brackets.
    pub message_id: String,
    /// The entry it answers (a [`crate::Reply`] as a rule): In-Reply-To names that one's Message-ID.
    pub answers: Option<EntryKey>,
    /// What kind of mail.
    pub kind: MailKind,
    /// What the author of the story meant, for tests and for measuring detectors. Never show it.
    pub truth: Truth,
}

impl Mail {
    /// The raw mail with other Message-IDs in its header where ours were answered. The story gives its own
    /// replies Message-IDs; an application that insists on making them itself says here which became which.
    /// `rename` gets an id without brackets and returns the new one, or `None` to keep it.
    #[must_use]
    pub fn relinked(&self, mut rename: impl FnMut(&str) -> Option<String>) -> Vec<u8> {
        let head_end = self.raw.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(self.raw.len());
        let (head, rest) = self.raw.split_at(head_end);
        let head = String::from_utf8_lossy(head);
        let mut out = String::with_capacity(head.len());
        let mut left: &str = &head;
        while let Some(open) = left.find('<') {
            let (before, from) = left.split_at(open + 1);
            out.push_str(before);
            let close = from.find('>').unwrap_or(from.len());
            let (id, after) = from.split_at(close);
            out.push_str(&rename(id).unwrap_or_else(|| id.to_owned()));
            left = after;
        }
        out.push_str(left);
        let mut raw = out.into_bytes();
        raw.extend_from_slice(rest);
        raw
    }
}

/// What kind of mail it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum MailKind {
    /// A person wrote.
    Message,
    /// A vacation note.
    AutoReply,
    /// A delivery failure of one of our replies.
    Bounce,
    /// A newsletter or other bulk mail.
    Bulk,
}

/// What the author of the story meant by a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// What it is about; `None` for machines.
    pub matter: Option<Matter>,
    /// How the writer feels.
    pub mood: Mood,
    /// Which time this customer writes about this matter without having been helped, from 1.
    pub contact: u8,
    /// BCP 47 tag of the language.
    pub language: &'static str,
    /// Part of one of [`crate::incidents`].
    pub incident: bool,
}
