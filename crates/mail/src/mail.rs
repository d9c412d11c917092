//! What Cape understands of one mail: the types that `read` fills and everyone else uses.

use serde::{Deserialize, Serialize};

use crate::{Attachment, Body, Bounce, Origin, Problem};

/// One mail as understood. Every field is decoded text; raw bytes stay with whoever stored them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// `Message-ID` without its angle brackets (RFC 5322, 3.6.4).
    pub message_id: Option<String>,
    /// Ids of `In-Reply-To`, without brackets, in order.
    pub in_reply_to: Vec<String>,
    /// Ids of `References`, oldest first, without brackets; at most `limits::REFERENCES_MAX`.
    pub references: Vec<String>,
    /// `Date`, if it can be understood and is a possible moment.
    pub date: Option<jiff::Timestamp>,
    /// The first author of `From`.
    pub from: Option<Address>,
    /// `Sender`, if given.
    pub sender: Option<Address>,
    /// Where answers are wanted.
    pub reply_to: Vec<Address>,
    /// Primary recipients.
    pub to: Vec<Address>,
    /// Copied recipients.
    pub cc: Vec<Address>,
    /// The subject on one line; empty if there is none.
    pub subject: String,
    /// What sort of mail this is.
    pub kind: Kind,
    /// What it says.
    pub body: Body,
    /// Files that came with it, in order, those from winmail.dat among them.
    pub attachments: Vec<Attachment>,
    /// Failed recipients, if this is a bounce.
    pub bounce: Vec<Bounce>,
    /// The mail that was forwarded in this one, attached or inline.
    pub forwarded: Option<Box<Mail>>,
    /// Which way it came and for whom: what threading and customer-finding need.
    pub origin: Origin,
    /// What was broken and repaired, or left out; each once, in the order found.
    pub problems: Vec<Problem>,
}

/// A mailbox of RFC 5322: an address with a display name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Display name, decoded.
    pub name: Option<String>,
    /// The address as written (case kept).
    pub address: String,
}

/// What sort of mail this is; decides whether it may be answered automatically and how loudly it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person wrote it, as far as can be told.
    #[default]
    Message,
    /// A machine answered (RFC 3834), a vacation note for example.
    AutoReply,
    /// A report that a mail could not be delivered, or not yet (RFC 3464 and older forms).
    Bounce,
    /// A complaint forwarded by a provider (RFC 5965).
    FeedbackReport,
    /// A list, newsletter or other mass mail.
    Bulk,
}

impl Kind {
    /// True if it must never be answered automatically.
    pub fn is_automatic(self) -> bool {
        self != Self::Message
    }

    /// The name used in JSON and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::AutoReply => "auto_reply",
            Self::Bounce => "bounce",
            Self::FeedbackReport => "feedback_report",
            Self::Bulk => "bulk",
        }
    }
}
