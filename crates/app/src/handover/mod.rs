//! A conversation changes hands: with a reason and a summary once its holder has answered the customer, so that nobody
//! has to explain again; and after two that the customer felt, not without a lead.

mod accept;
mod brief;
mod decide;
mod give;
mod list;
mod need;
mod pending;
mod retell;
mod summary;

pub(crate) use accept::answered;
pub use accept::{accept, hand_back};
pub(crate) use brief::brief_of;
pub use brief::{Brief, Teller};
pub use decide::{Verdict, decide};
pub use domain::HandoverState;
pub(crate) use give::by_house;
pub use give::{Handed, Words, give};
pub use list::{Asked, asked};
pub use need::{Need, need};
pub(crate) use need::{needs_words, refuse_wordless};
pub(crate) use pending::{taken_back, travels};
pub(crate) use retell::{heard, retold};
pub use store::handover::Handover;
pub use summary::draft_summary;

use crate::{Result, lookup};
use domain::{Actor, ConversationId, Event, EventKind, HandoverId, Moment};
use store::{Tx, WriteTx};

/// All handovers of a matter, those of conversations that went into it too, oldest first.
pub fn of_matter(tx: &Tx<'_>, id: ConversationId) -> Result<Vec<Handover>> {
    let all = store::conversation::with_merged(tx, id)?;
    Ok(store::handover::of_conversations(tx, &all)?)
}

/// The one that waits for somebody's word, if there is one: the latest.
fn pending(tx: &Tx<'_>, id: ConversationId) -> Result<Option<Handover>> {
    Ok(of_matter(tx, id)?.into_iter().rfind(|handover| handover.state.is_pending()))
}

/// Ends whatever else waits in the same matter: two conversations that became one may each have had a handover.
fn end_others(
    tx: &WriteTx<'_>,
    actor: &Actor,
    stays: &Handover,
    of: &store::conversation::Conversation,
    moment: &Moment,
) -> Result<()> {
    for other in of_matter(tx, of.id)? {
        if other.state.is_pending() && other.id != stays.id {
            end_refused(tx, actor, &other, of, moment)?;
        }
    }
    Ok(())
}

/// A handover and the conversation it is about, through the eyes of the actor.
fn find(tx: &Tx<'_>, actor: &Actor, id: HandoverId) -> Result<(Handover, store::conversation::Conversation)> {
    let missing = || crate::Error::NotFound("handover");
    let handover = store::handover::find(tx, id)?.ok_or_else(missing)?;
    let here = store::conversation::find(tx, &crate::scope(&Actor::System), handover.conversation_id)?;
    let here = lookup::merged(tx, here.ok_or_else(missing)?)?;
    let conversation = lookup::conversation(tx, actor, here.id).map_err(|_| missing())?;
    Ok((handover, conversation))
}

/// The conversation a handover is about, as it is now.
pub fn conversation_of(tx: &Tx<'_>, actor: &Actor, id: HandoverId) -> Result<ConversationId> {
    Ok(find(tx, actor, id)?.1.id)
}

/// Ends a handover without its being taken up.
fn end_refused(
    tx: &WriteTx<'_>,
    actor: &Actor,
    handover: &Handover,
    of: &store::conversation::Conversation,
    moment: &Moment,
) -> Result<()> {
    let ended = Handover {
        state: HandoverState::Refused,
        decided_by: actor.agent_id(),
        ended_at: Some(moment.now),
        ..handover.clone()
    };
    store::handover::update(tx, &ended)?;
    let kind = EventKind::HandoverRefused { handover: handover.id };
    let event = Event::new(kind).by(actor.agent_id()).customer(of.customer_id).conversation(of.id);
    Ok(store::event::append(tx, &event, moment.now)?)
}
