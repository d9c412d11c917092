//! Complaints done right: what happened, what would make it right, and somebody who answers for it until the customer
//! says it is done.
//!
//! A complaint and its conversation end apart: a conversation may be closed, because its state says whose turn it is,
//! and the complaint stays open and in sight, because only the customer says when that is done.

mod account;
mod ask;
mod change;
mod close;
mod customer_time;
mod figures;
mod follow;
mod form;
mod ledger;
mod open;
mod portal;
mod read;
mod replay;
mod step;
mod summary;

pub use account::{Account, TEXT_CHARACTERS_MAX, TRIES_MAX, WORDS_CHARACTERS_MAX};
pub use ask::{QUESTION, ask, note_asked};
pub use change::{change, set_advocate, set_underlying};
pub use close::{close, reopen};
pub use customer_time::{CustomerTime, Line, customer_time};
pub use figures::{Figures, Listed, figures};
pub(crate) use follow::CONSUMER;
pub use follow::{follow, is_behind};
pub use form::{FormLetter, write};
pub use ledger::{Ledger, MINUTES_PER_DAY_OPEN};
pub(crate) use ledger::{is_theirs, written_by};
pub use open::open;
pub use portal::{ForCustomer, Standing, agree, disagree, of_portal};
pub use read::{View, brief, of_conversation, prefilled};
pub use replay::replay;
pub use step::{add_step, remove_step};
pub use store::complaint::Complaint;
pub use store::customer_step::CustomerStep;
pub use summary::{Case, Gap, Spread, Summary};

use crate::{Error, Result, lookup};
use domain::{Actor, ConversationId};
use store::Tx;
use store::conversation::Conversation;

/// The complaint of a matter: the one that isn't closed, else the latest. Conversations that went into this one count.
fn of_matter(tx: &Tx<'_>, matter: &[ConversationId]) -> Result<Option<Complaint>> {
    let all = store::complaint::of_conversations(tx, matter)?;
    let is_open = |one: &&Complaint| one.state != domain::complaint::State::Closed;
    Ok(all.iter().rfind(is_open).or(all.last()).cloned())
}

/// The conversation that is meant, at the end of all merges, as far as the actor may see it.
fn matter(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<(Conversation, Vec<ConversationId>)> {
    let conversation = lookup::merged(tx, lookup::conversation(tx, actor, id)?)?;
    let family = store::conversation::with_merged(tx, conversation.id)?;
    Ok((conversation, family))
}

/// The complaint that is meant, with the conversation it stands in now.
fn found(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<(Conversation, Complaint)> {
    let (conversation, family) = matter(tx, actor, id)?;
    let complaint = of_matter(tx, &family)?.ok_or(Error::NotFound("complaint"))?;
    Ok((conversation, complaint))
}
