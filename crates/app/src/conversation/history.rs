//! Everything that was done in a conversation, by whom, from the beginning.

use crate::people::Directory;
use crate::{Result, lookup, permit};
use domain::{Actor, ConversationId, Permission};
use store::Tx;
use store::conversation::Conversation;
use store::event::Recorded;

/// A conversation's history.
#[derive(Clone, Debug)]
pub struct History {
    /// The conversation; one that was merged has its own history still.
    pub conversation: Conversation,
    /// All that happened, oldest first.
    pub events: Vec<Recorded>,
    /// Names of colleagues and teams.
    pub directory: Directory,
}

/// Reads the history.
pub fn history(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<History> {
    permit(actor, Permission::Read)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    let events = store::event::of_conversation(tx, id)?;
    Ok(History { conversation, events, directory: Directory::read(tx)? })
}
