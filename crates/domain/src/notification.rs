//! What an agent wants to hear of, and what becomes of an answer to a notification mail.

use serde::{Deserialize, Serialize};

/// Something an agent should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Somebody gave them a conversation.
    Assigned,
    /// A colleague called them in a note.
    Mentioned,
    /// The customer wrote in a conversation they have or follow.
    CustomerWrote,
    /// An answer of theirs could not be delivered.
    ReplyFailed,
    /// A colleague gave them a promise to keep.
    PromiseGiven,
    /// A promise they keep falls due soon.
    PromiseDue,
    /// The time of a promise they keep has passed.
    PromisePassed,
    /// A matter is to change hands once too often, and they decide.
    HandoverAsked,
    /// A handover they asked for was refused, or handed back to them.
    HandoverRefused,
    /// A customer is upset, and they are the one who can help.
    HelpWanted,
    /// A colleague wants to give a customer more than they may, and asks.
    ApprovalAsked,
    /// What they asked for was decided.
    ApprovalDecided,
    /// The customer said of a complaint they answer for whether it is done.
    ComplaintAnswered,
    /// A complaint they answer for waits: for too long without a real answer, or the customer stays silent.
    ComplaintWaits,
}

impl Notice {
    /// All of them, in the order settings show them.
    pub const ALL: [Self; 14] = [
        Self::Assigned,
        Self::Mentioned,
        Self::CustomerWrote,
        Self::ReplyFailed,
        Self::PromiseGiven,
        Self::PromiseDue,
        Self::PromisePassed,
        Self::HandoverAsked,
        Self::HandoverRefused,
        Self::HelpWanted,
        Self::ApprovalAsked,
        Self::ApprovalDecided,
        Self::ComplaintAnswered,
        Self::ComplaintWaits,
    ];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Mentioned => "mentioned",
            Self::CustomerWrote => "customer_wrote",
            Self::ReplyFailed => "reply_failed",
            Self::PromiseGiven => "promise_given",
            Self::PromiseDue => "promise_due",
            Self::PromisePassed => "promise_passed",
            Self::HandoverAsked => "handover_asked",
            Self::HandoverRefused => "handover_refused",
            Self::HelpWanted => "help_wanted",
            Self::ApprovalAsked => "approval_asked",
            Self::ApprovalDecided => "approval_decided",
            Self::ComplaintAnswered => "complaint_answered",
            Self::ComplaintWaits => "complaint_waits",
        }
    }

    /// The notice with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.name() == name)
    }
}

/// Where an agent hears of a kind of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Under the bell.
    pub on_page: bool,
    /// By mail.
    pub by_mail: bool,
}

impl Default for Ways {
    /// Until somebody chooses: the bell tells everything, and no mail is sent that nobody asked for.
    fn default() -> Self {
        Self { on_page: true, by_mail: false }
    }
}

/// What an answer to a notification mail becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailReply {
    /// A note: the careful choice, because nothing leaves the house by mistake.
    #[default]
    Note,
    /// An answer to the customer.
    Customer,
}

impl MailReply {
    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Customer => "customer",
        }
    }

    /// The choice with that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Note, Self::Customer].into_iter().find(|choice| choice.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        assert!(Notice::ALL.iter().all(|notice| Notice::parse(notice.name()) == Some(*notice)));
        assert_eq!(MailReply::parse("customer"), Some(MailReply::Customer));
        assert_eq!((Notice::parse("x"), MailReply::parse("x")), (None, None));
    }
}
