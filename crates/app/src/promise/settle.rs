//! What a list shows of promises stands in the conversation's row; this keeps it right.

use crate::{Result, lookup};
use domain::{Actor, ConversationId, MessageId};
use store::WriteTx;

/// Writes when the earliest open promise of a conversation is due, its own and of all that went into it; of one that
/// went into another, into that as well. Called after everything that changes promises or where they stand.
pub(crate) fn settle(tx: &WriteTx<'_>, id: ConversationId) -> Result<()> {
    let conversation = lookup::conversation(tx, &Actor::System, id)?;
    let top = lookup::merged(tx, conversation)?.id;
    for place in [id, top] {
        let all = store::conversation::with_merged(tx, place)?;
        let due = store::promise::earliest(tx, &all)?;
        store::promise::mark(tx, place, due)?;
    }
    Ok(())
}

/// Lets promises go with the replies that gave them, when those go to another conversation other than by a merge.
pub(crate) fn go_along(
    tx: &WriteTx<'_>,
    messages: &[MessageId],
    from: ConversationId,
    to: ConversationId,
) -> Result<()> {
    store::promise::move_many(tx, messages, to)?;
    settle(tx, from)?;
    settle(tx, to)
}
