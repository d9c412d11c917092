//! What the story is made of: one entry for each thing that happened, ready to be replayed through the
//! application's actions one by one.

use jiff::Timestamp;
use serde::Serialize;

mod mail;
mod reply;
mod touchpoint;

pub use mail::{Mail, MailKind, Truth};
pub use reply::{Promise, Remedy, RemedyKind, Reply, Then};
pub use touchpoint::{Touchpoint, TouchpointKind};

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
