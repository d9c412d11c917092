//! What a conversation's row repeats of its messages, counted again after messages came or went other than by
//! being written.

use crate::Result;
use crate::intake::preview;
use domain::message::Direction;
use store::Tx;
use store::conversation::Conversation;
use store::message::Message;

/// Counts again; whoever calls saves the conversation.
pub(crate) fn recount(tx: &Tx<'_>, conversation: &mut Conversation) -> Result<()> {
    let tally = store::message::tally(tx, conversation.id)?;
    conversation.message_count = tally.count;
    conversation.active_at = tally.last_at.unwrap_or(conversation.active_at);
    conversation.first_reply_at = tally.first_reply_at;
    conversation.preview =
        store::message::last_said(tx, conversation.id)?.map(|last| beginning(&last)).unwrap_or_default();
    Ok(())
}

/// The beginning of what was newly written.
fn beginning(message: &Message) -> String {
    if message.direction != Direction::Inbound {
        return preview(&message.text);
    }
    let folds: Vec<(usize, usize, String)> = serde_json::from_str(&message.folds).unwrap_or_default();
    let (mut said, mut at) = (String::new(), 0);
    for (start, end, _) in folds {
        said.push_str(message.text.get(at..start).unwrap_or_default());
        at = end;
    }
    said.push_str(message.text.get(at..).unwrap_or_default());
    preview(&said)
}
