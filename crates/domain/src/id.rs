//! Row ids, one type for each noun, so that a customer's id can't be passed where a conversation's is meant.
//!
//! Strangers never see these: links and reply addresses carry a [`crate::Token`].

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person who works here.
    AgentId,
    /// A file that came with, or will go with, a message.
    AttachmentId,
    /// A text agents use again.
    CannedAnswerId,
    /// A stretch of a customer's timeline about one matter.
    ConversationId,
    /// A person (or company) we serve.
    CustomerId,
    /// An import of customers from a file.
    CustomerImportId,
    /// A merge of two customers, kept so that it can be undone.
    CustomerMergeId,
    /// A note about a customer, apart from any conversation.
    CustomerNoteId,
    /// One address, number or handle of a customer.
    IdentityId,
    /// A mail as it arrived, before anything looked at it.
    InboundId,
    /// Somebody asked to join.
    InvitationId,
    /// Work to be done after commit.
    JobId,
    /// One of our addresses that customers write to.
    MailboxId,
    /// A mail, a reply or a note in a conversation.
    MessageId,
    /// Something an agent should know.
    NotificationId,
    /// An order in a shop or other system.
    OrderId,
    /// A company that customers belong to.
    OrganizationId,
    /// A saved search with a name.
    SavedViewId,
    /// A label on conversations.
    TagId,
    /// A group of agents.
    TeamId,
    /// A key for other systems.
    ApiTokenId,
    /// Something another system says happened with a customer.
    TouchpointId,
    /// The way back from something just done.
    UndoId,
    /// Something we said we would do.
    PromiseId,
    /// A conversation changing hands.
    HandoverId,
    /// What we give to put things right.
    RemedyId,
    /// A kind of remedy: refund, apology, gift.
    RemedyKindId,
    /// A rule that says who may give how much.
    AuthorityId,
    /// A question to somebody who may say yes.
    ApprovalId,
    /// Money that may be given in a month.
    BudgetId,
    /// A posting in the ledger of what was given.
    LedgerPostingId,
    /// A rule of the company that customers meet.
    PolicyId,
    /// A time when a policy got in the way.
    PolicyMarkId,
    /// A complaint.
    ComplaintId,
    /// Something the customer had to do that no message shows.
    CustomerStepId,
}
