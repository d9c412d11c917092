//! What is promised.

use serde::Serialize;

/// What an agent says will be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PromiseKind {
    /// A call.
    CallBack,
    /// A written answer, or news by whatever way.
    Reply,
    /// Money back.
    Refund,
    /// Money on the account, a voucher.
    Credit,
    /// Something sent or delivered.
    Ship,
    /// Another one in place of the first.
    Replace,
    /// Something made to work, or put right.
    Fix,
    /// Somebody comes.
    Visit,
    /// Something ended.
    Cancel,
    /// Somebody else will be asked to decide.
    Escalate,
    /// Somebody will find out.
    Check,
    /// Something else, said with a time.
    Other,
}

/// How a commitment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// "We will": whatever deed follows is promised.
    Will,
    /// "You will", "your order will": a deed must follow that is ours.
    Outcome,
    /// "We are sending": promised only with a time.
    Progressive,
}
