//! Conversations about the same matter, side by side.

use super::change::append;
use crate::{Error, Result, lookup, permit};
use domain::{Actor, ConversationId, EventKind, Moment, Permission};
use store::conversation::{Conversation, Line, List};
use store::{Tx, WriteTx};

/// Links on one conversation; more is a topic, which a tag says better.
const LINKS_MAX: usize = 50;
/// Conversations offered for linking or merging.
const CANDIDATES_MAX: i64 = 20;

/// Links two conversations.
pub fn link(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    other: ConversationId,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let (one, two) = (lookup::conversation(tx, actor, id)?, lookup::conversation(tx, actor, other)?);
    if id == other {
        return Err(Error::invalid("other", "A conversation can't be linked with itself."));
    }
    let linked = store::conversation::linked(tx, id)?;
    if linked.contains(&other) {
        return Ok(());
    }
    if linked.len() >= LINKS_MAX {
        return Err(Error::invalid(
            "other",
            format!("A conversation has at most {LINKS_MAX} links. Use a tag."),
        ));
    }
    store::conversation::link(tx, id, other, moment.now)?;
    append(tx, actor, &one, EventKind::ConversationLinked { other }, moment)?;
    append(tx, actor, &two, EventKind::ConversationLinked { other: id }, moment)
}

/// Takes a link away.
pub fn unlink(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    other: ConversationId,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let (one, two) = (lookup::conversation(tx, actor, id)?, lookup::conversation(tx, actor, other)?);
    if store::conversation::unlink(tx, id, other)? {
        append(tx, actor, &one, EventKind::ConversationUnlinked { other }, moment)?;
        append(tx, actor, &two, EventKind::ConversationUnlinked { other: id }, moment)?;
    }
    Ok(())
}

/// The linked conversations that the actor may see.
pub(super) fn linked(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Vec<Conversation>> {
    let mut seen = Vec::new();
    for other in store::conversation::linked(tx, id)? {
        let found = store::conversation::find(tx, &crate::scope(actor), other)?;
        seen.extend(found.map(|other| lookup::merged(tx, other)).transpose()?);
    }
    seen.retain(|other| other.id != id);
    seen.sort_by_key(|other| other.id);
    seen.dedup_by_key(|other| other.id);
    Ok(seen)
}

/// A conversation with others that could be linked with it or merged.
#[derive(Clone, Debug)]
pub struct Related {
    /// The conversation.
    pub conversation: Conversation,
    /// The others, the customer's own first when nothing was typed.
    pub candidates: Vec<Line>,
    /// Those linked already.
    pub linked: Vec<ConversationId>,
}

/// Finds conversations by number (`#42`) or words; the customer's others when nothing is typed.
pub fn related(tx: &Tx<'_>, actor: &Actor, id: ConversationId, typed: &str) -> Result<Related> {
    permit(actor, Permission::Read)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    let typed = typed.trim();
    let scope = crate::scope(actor);
    let mut candidates = Vec::new();
    if typed.is_empty() {
        let theirs = List::OfCustomer(conversation.customer_id);
        candidates = store::conversation::list(tx, &scope, &theirs, None, CANDIDATES_MAX + 1)?;
    } else if let Ok(number) = typed.trim_start_matches('#').parse() {
        if let Some(found) = store::conversation::find(tx, &scope, number)? {
            candidates.push(line(tx, lookup::merged(tx, found)?)?);
        }
    } else {
        let zone = jiff::tz::TimeZone::UTC;
        let found = crate::search::conversations(tx, actor, &format!("{typed}*"), &zone, None)?.found;
        for found in found.into_iter().take(CANDIDATES_MAX as usize) {
            candidates.push(Line { conversation: found.conversation, customer_name: found.customer });
        }
    }
    candidates.retain(|line| line.conversation.id != id && line.conversation.merged_into.is_none());
    let linked = linked(tx, actor, id)?.iter().map(|other| other.id).collect();
    Ok(Related { conversation, candidates, linked })
}

fn line(tx: &Tx<'_>, conversation: Conversation) -> Result<Line> {
    let customer = store::customer::find(tx, conversation.customer_id)?;
    Ok(Line { conversation, customer_name: customer.map(|customer| customer.name).unwrap_or_default() })
}
