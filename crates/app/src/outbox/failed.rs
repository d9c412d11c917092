//! Answers that were given up, for the page where people send them again.

use crate::addresses::Addresses;
use crate::{Result, permit, scope};
use domain::{Actor, MessageId, Permission};
use store::Tx;
use store::conversation::Conversation;

/// An answer that was given up.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Which.
    pub message: MessageId,
    /// Where it belongs.
    pub conversation: Conversation,
    /// To whom it was to go.
    pub to: Vec<String>,
    /// What the server said.
    pub words: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// Answers shown at once.
const SHOWN: i64 = 100;

/// The answers given up that the actor may see, latest first.
pub fn failed(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Failed>> {
    permit(actor, Permission::Organize)?;
    let mut failed = Vec::new();
    for delivery in store::delivery::failed(tx, SHOWN)? {
        let Some(message) = store::message::find(tx, delivery.message_id)? else { continue };
        let found = store::conversation::find(tx, &scope(actor), message.conversation_id)?;
        let Some(conversation) = found else { continue };
        let addresses = Addresses::from_json(&message.addresses);
        failed.push(Failed {
            message: message.id,
            conversation,
            to: addresses.recipients().map(|(_, party)| party.address.clone()).collect(),
            words: delivery.words,
            attempts: delivery.attempts,
        });
    }
    Ok(failed)
}
