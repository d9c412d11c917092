//! The steps a conversation is made of. Each names the list of texts it is worded from.

use serde::Serialize;

/// What a customer's mail does in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(crate) enum CustomerStage {
    /// Begins it.
    Ask,
    /// Answers our question.
    Detail,
    /// Asks whether anybody is there.
    Nudge,
    /// Reminds us of a promise that was not kept.
    Broken,
    /// Has to tell it again to a new face.
    Retell,
    /// Takes a no.
    Refused,
    /// It didn't help.
    Still,
    /// It did.
    Thanks,
    /// It did, and days later it is there.
    Arrived,
    /// Gives up on us.
    Leaves,
}

/// What an agent's answer does in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(crate) enum AgentStage {
    /// Asks for what is missing.
    AskBack,
    /// Settles it.
    Solve,
    /// Says what will be done and by when.
    Promise,
    /// Comes back with what was promised.
    News,
    /// Reads out a rule.
    Refuse,
    /// Sets the rule aside.
    Relent,
    /// Thanks for the thanks.
    Welcome,
}
