//! Conversations by any combination of filters, for other systems.

use crate::{Result, permit, scope};
use domain::conversation::State;
use domain::{Actor, AgentId, ConversationId, CustomerId, Permission, TeamId};
use std::collections::BTreeMap;
use store::Tx;
use store::conversation::{After, Conversation};

/// What must hold; what is empty doesn't matter.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// In this state.
    pub state: Option<State>,
    /// Assigned to that agent, or (`Some(None)`) to nobody.
    pub assignee: Option<Option<AgentId>>,
    /// In that team, or (`Some(None)`) in none.
    pub team: Option<Option<TeamId>>,
    /// Of that customer.
    pub customer: Option<CustomerId>,
    /// With the tag of that name.
    pub tag: Option<String>,
}

/// A conversation with its tags.
pub type Tagged = (Conversation, Vec<String>);

/// A page of them, those with the latest message first.
pub fn list(
    tx: &Tx<'_>,
    actor: &Actor,
    wanted: &Wanted,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Tagged>> {
    permit(actor, Permission::Read)?;
    let tag = match &wanted.tag {
        None => None,
        Some(name) => match store::tag::find(tx, name.trim())? {
            None => return Ok(Vec::new()),
            found => found,
        },
    };
    let filter = store::conversation_filter::Filter {
        state: wanted.state,
        assignee: wanted.assignee,
        team: wanted.team,
        customer: wanted.customer,
        tag,
    };
    let found = store::conversation_filter::page(tx, &scope(actor), &filter, after, limit)?;
    with_tags(tx, actor, found)
}

/// One conversation with its tags.
pub fn find(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Tagged> {
    permit(actor, Permission::Read)?;
    let found = crate::lookup::conversation(tx, actor, id)?;
    with_tags(tx, actor, vec![found])?.pop().ok_or(crate::Error::NotFound("conversation"))
}

/// The tags of conversations the actor was shown.
pub fn tags(
    tx: &Tx<'_>,
    actor: &Actor,
    ids: &[ConversationId],
) -> Result<BTreeMap<ConversationId, Vec<String>>> {
    permit(actor, Permission::Read)?;
    let mut tags: BTreeMap<ConversationId, Vec<String>> = BTreeMap::new();
    for (conversation, tag) in store::tag::of_conversations(tx, ids)? {
        tags.entry(conversation).or_default().push(tag);
    }
    Ok(tags)
}

fn with_tags(tx: &Tx<'_>, actor: &Actor, found: Vec<Conversation>) -> Result<Vec<Tagged>> {
    let ids: Vec<ConversationId> = found.iter().map(|conversation| conversation.id).collect();
    let mut tags = tags(tx, actor, &ids)?;
    let tagged = |one: Conversation| {
        let its = tags.remove(&one.id).unwrap_or_default();
        (one, its)
    };
    Ok(found.into_iter().map(tagged).collect())
}
