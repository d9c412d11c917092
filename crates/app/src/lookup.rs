//! Finding what an action is about, through the eyes of who acts: what they may not see isn't there.

use crate::{Error, Result, scope};
use domain::{Actor, ConversationId, CustomerId, MessageId};
use store::Tx;
use store::conversation::Conversation;
use store::customer::Customer;
use store::message::Message;

/// Merges followed at most; a merged conversation points to its target, which may have been merged later.
const MERGES_MAX: usize = 50;

pub(crate) fn conversation(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Conversation> {
    store::conversation::find(tx, &scope(actor), id)?.ok_or(Error::NotFound("conversation"))
}

pub(crate) fn message(tx: &Tx<'_>, actor: &Actor, id: MessageId) -> Result<(Message, Conversation)> {
    let message = store::message::find(tx, id)?.ok_or(Error::NotFound("message"))?;
    let conversation =
        conversation(tx, actor, message.conversation_id).map_err(|_| Error::NotFound("message"))?;
    Ok((message, conversation))
}

/// The customer with that id, or, when they were merged, the one they went into, at the end of all merges: what
/// is done to somebody by an old id is done to who they are now.
pub(crate) fn customer(tx: &Tx<'_>, id: CustomerId) -> Result<Customer> {
    let missing = Error::NotFound("customer");
    let mut customer = store::customer::find(tx, id)?.ok_or(missing)?;
    for _ in 0..MERGES_MAX {
        let Some(into) = customer.merged_into else { break };
        customer = store::customer::find(tx, into)?.ok_or(Error::NotFound("customer"))?;
    }
    Ok(customer)
}

/// The conversation that this one went into, at the end of all merges.
pub(crate) fn merged(tx: &Tx<'_>, mut conversation: Conversation) -> Result<Conversation> {
    for _ in 0..MERGES_MAX {
        let Some(into) = conversation.merged_into else { break };
        conversation = self::conversation(tx, &Actor::System, into)?;
    }
    Ok(conversation)
}
