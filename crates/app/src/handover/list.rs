//! Handovers about which a lead is asked.

use super::Handover;
use crate::{Result, lookup, permit};
use domain::{Actor, Permission};
use store::Tx;
use store::conversation::Conversation;

/// Questions shown at once.
const SHOWN: i64 = 50;

/// A question to a lead.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What is asked.
    pub handover: Handover,
    /// About which conversation, as it is now.
    pub conversation: Conversation,
    /// Whose.
    pub customer: String,
}

/// Everything that waits for a lead, oldest first.
pub fn asked(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Asked>> {
    permit(actor, Permission::Oversee)?;
    let mut all = Vec::new();
    for handover in store::handover::asked(tx, SHOWN)? {
        let here = lookup::conversation(tx, actor, handover.conversation_id)?;
        let conversation = lookup::merged(tx, here)?;
        let customer = lookup::customer(tx, conversation.customer_id)?.name;
        all.push(Asked { handover, conversation, customer });
    }
    Ok(all)
}
