//! What happened before a message: how often the customer had to try, and since when it has been open.

use crate::Result;
use domain::EventKind;
use domain::conversation::State;
use domain::message::Direction;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::message::Message;

/// What is written so soon after the last message is an addition to it, not another try.
const ADDITION: SignedDuration = SignedDuration::from_mins(60);

/// What happened before a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before {
    /// Whether the customer has to try again: writes while waiting for us, or after we thought it done.
    pub(super) again: bool,
    /// How long the matter has been open.
    pub(super) open: SignedDuration,
}

/// Looks at what happened before the message.
pub(super) fn before(tx: &Tx<'_>, message: &Message, opened: Timestamp) -> Result<Before> {
    let (reopened, since) = reopening(tx, message, opened)?;
    let last = store::message::of_conversation(tx, message.conversation_id, Some(message.id), 1)?;
    let chases = last.last().is_some_and(|last| {
        let is_theirs = last.direction == Direction::Inbound && last.nature == "message";
        is_theirs && message.created_at.duration_since(last.created_at) > ADDITION
    });
    let open = message.created_at.duration_since(since).max(SignedDuration::ZERO);
    Ok(Before { again: reopened || chases, open })
}

/// Whether this message opened the conversation again, and since when it has been open before it.
fn reopening(tx: &Tx<'_>, message: &Message, opened: Timestamp) -> Result<(bool, Timestamp)> {
    let (mut reopened, mut since) = (false, opened);
    for recorded in store::event::of_conversation(tx, message.conversation_id)? {
        let EventKind::ConversationStateChanged { from: State::Closed, .. } = recorded.event.kind else {
            continue;
        };
        if recorded.event.message == Some(message.id) {
            reopened = true;
            since = message.created_at;
        } else if recorded.at < message.created_at {
            since = since.max(recorded.at);
        }
    }
    Ok((reopened, since))
}
