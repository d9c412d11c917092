//! Agents' answers, and what is promised and given in them.

use jiff::Timestamp;
use serde::Serialize;

use super::{AgentHandle, ConversationKey, EntryKey};

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
