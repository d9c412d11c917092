//! What happened before a message: how often the customer had to try, what went wrong, and since when it has been open.

use crate::Result;
use domain::message::Direction;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::conversation::Conversation;
use store::message::Message;
use store::signal::Circumstances;

/// What is written so soon after the last message is an addition to it, not another try.
const ADDITION: SignedDuration = SignedDuration::from_mins(60);

/// What happened before a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Past {
    /// Tries so far; none before the first message.
    pub(super) tries: Option<i64>,
    /// Whether the customer has to try again: writes while waiting for us, or after we thought it done.
    pub(super) again: bool,
    /// How long the matter has been open.
    pub(super) open: SignedDuration,
    /// What went wrong.
    pub(super) happened: Circumstances,
}

impl Past {
    /// Looks at what happened before the message.
    pub(super) fn of(tx: &Tx<'_>, message: &Message, conversation: &Conversation) -> Result<Self> {
        let at = message.created_at;
        let family = store::conversation::with_merged(tx, conversation.id)?;
        let (reopened, since) = reopening(tx, message, conversation.created_at)?;
        Ok(Self {
            tries: store::signal::latest(tx, &family, at)?.map(|earlier| earlier.tries),
            again: reopened || chases(tx, message)?,
            open: at.duration_since(since).max(SignedDuration::ZERO),
            happened: store::signal::circumstances(tx, &family, at)?,
        })
    }
}

/// Whether the customer wrote last and has waited since.
fn chases(tx: &Tx<'_>, message: &Message) -> Result<bool> {
    let last = store::message::of_conversation(tx, message.conversation_id, Some(message.id), 1)?;
    Ok(last.last().is_some_and(|last| {
        let is_theirs = last.direction == Direction::Inbound && last.nature == "message";
        is_theirs && message.created_at.duration_since(last.created_at) > ADDITION
    }))
}

/// Whether this message opened the conversation again, and since when it has been open before it.
fn reopening(tx: &Tx<'_>, message: &Message, opened: Timestamp) -> Result<(bool, Timestamp)> {
    let mut since = opened;
    for (at, by) in store::signal::reopenings(tx, message.conversation_id)? {
        if by == Some(message.id) {
            return Ok((true, message.created_at));
        }
        if at < message.created_at {
            since = since.max(at);
        }
    }
    Ok((false, since))
}
