//! What the story is made of: one entry for each thing that happened, ready to be replayed through the
//! application's actions one by one.

use jiff::Timestamp;
use serde::Serialize;

pub use crate::people::{Customer, Organization};
pub use crate::talk::{Matter, Mood};
pub use crate::trade::{Order, OrderLine, SalesChannel};

/// A customer of the story: stable for a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct CustomerKey(pub u64);

/// A conversation of the story. The loader keeps a map from these to its own ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ConversationKey(pub u64);

/// An order of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct OrderKey(pub u64);

/// One entry. Unique within a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct EntryKey(pub u64);

/// The short name by which the story refers to an agent, as in `@noreen`.
pub type AgentHandle = &'static str;

/// The short name of a team.
pub type TeamHandle = &'static str;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Names this entry, for those that refer back to it.
    pub key: EntryKey,
    /// When. Entries come in this order.
    pub at: Timestamp,
    /// What.
    pub what: Happening,
}

/// The kinds of things that happen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Happening {
    /// Somebody became known to the company. Those known before the story begins come first, all at its
    /// first moment, with their true date in [`Customer::since`].
    CustomerJoined(Customer),
    /// An order in the web shop, by phone or in a shop.
    OrderPlaced(Order),
    /// Something another system would report.
    Touchpoint(Touchpoint),
    /// A mail reached one of the company's mailboxes.
    Mail(Mail),
    /// An agent answered.
    Reply(Reply),
    /// An agent wrote something for colleagues.
    Note {
        /// Where.
        conversation: ConversationKey,
        /// Who wrote it.
        agent: AgentHandle,
        /// The text; mentions stand in it as `@handle`.
        markdown: String,
        /// Who is mentioned.
        mentions: Vec<AgentHandle>,
    },
    /// A conversation was given to somebody.
    Assigned {
        /// Which.
        conversation: ConversationKey,
        /// Who did it; `None` is the company's own sorting rule.
        by: Option<AgentHandle>,
        /// The team that has it now.
        team: TeamHandle,
        /// The agent who has it now.
        agent: Option<AgentHandle>,
    },
    /// Tags were added.
    Tagged {
        /// Where.
        conversation: ConversationKey,
        /// By whom; `None` is the company's own sorting rule.
        agent: Option<AgentHandle>,
        /// Names from [`crate::Company::tags`].
        tags: Vec<&'static str>,
    },
    /// Put aside until a time.
    Snoozed {
        /// Which.
        conversation: ConversationKey,
        /// By whom.
        agent: AgentHandle,
        /// When it comes back.
        until: Timestamp,
    },
    /// Closed without writing.
    Closed {
        /// Which.
        conversation: ConversationKey,
        /// By whom.
        agent: AgentHandle,
    },
    /// Given to another team or colleague with words.
    Handover {
        /// Which.
        conversation: ConversationKey,
        /// From whom.
        from: AgentHandle,
        /// To which team.
        team: TeamHandle,
        /// To which colleague, when it is one.
        to: Option<AgentHandle>,
        /// Why, in a few words.
        reason: &'static str,
        /// What the next one needs to know.
        summary: String,
    },
    /// One conversation was folded into another about the same matter.
    Merged {
        /// The one that goes.
        conversation: ConversationKey,
        /// The one that stays.
        into: ConversationKey,
        /// By whom.
        agent: AgentHandle,
    },
}

/// Something that happened to a customer outside of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Touchpoint {
    /// To whom.
    pub customer: CustomerKey,
    /// About which order.
    pub order: Option<OrderKey>,
    /// After which conversation (a survey answer, a refund).
    pub conversation: Option<ConversationKey>,
    /// What it was.
    pub kind: TouchpointKind,
    /// One line for the timeline.
    pub title: String,
}

/// The kinds of touchpoints other systems report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TouchpointKind {
    /// The carrier scanned the parcel.
    ParcelScanned,
    /// The carrier says it will be late.
    ParcelLate,
    /// The carrier handed it over.
    ParcelDelivered,
    /// The carrier can't find it.
    ParcelLost,
    /// Somebody came to one of the shops.
    ShopVisit,
    /// Somebody signed in to the web shop.
    WebLogin,
    /// The web shop refused something (a code, a card).
    CheckoutFailed,
    /// A pair arrived at the workshop.
    RepairReceived,
    /// A pair left the workshop.
    RepairFinished,
    /// Money went back, in cents of the order's currency.
    RefundPaid {
        /// How much, in minor units.
        amount_minor: i64,
    },
    /// A short survey after a conversation.
    SurveyAnswered {
        /// 1 (bad) to 5 (good).
        score: u8,
    },
}

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
    /// The entry it answers (a [`Reply`] as a rule): In-Reply-To names that one's Message-ID.
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

/// An agent's answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reply {
    /// Where.
    pub conversation: ConversationKey,
    /// Who.
    pub agent: AgentHandle,
    /// The text, with greeting and sign-off.
    pub markdown: String,
    /// The Message-ID it goes out with, without angle brackets; later mails refer to it.
    pub message_id: String,
    /// The mail it answers.
    pub answers: EntryKey,
    /// What becomes of the conversation.
    pub then: Then,
    /// What was promised in it.
    pub promise: Option<Promise>,
    /// What was given in it.
    pub remedy: Option<Remedy>,
    /// The company rule that got in the customer's way, as in [`crate::Company::policies`].
    pub policy: Option<&'static str>,
}

/// What becomes of a conversation after a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Then {
    /// We still have to do something.
    StayOpen,
    /// It is the customer's turn.
    Wait,
    /// Done.
    Close,
}

/// Something an agent said would be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// By when.
    pub due: Timestamp,
    /// Whether the story keeps it. `None` when the story ends before.
    pub kept: Option<bool>,
}

/// Something given to put things right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// What it was.
    pub kind: RemedyKind,
    /// What it costs the company, in cents of the company's currency.
    pub cost_minor: i64,
}

/// The kinds of remedies agents give here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum RemedyKind {
    /// Money on the customer's account.
    Credit,
    /// The next parcel or return label is free.
    FreeShipping,
    /// A small present in the parcel.
    Gift,
    /// The rule is set aside this once.
    Exception,
}
