//! The bell: how many lines are new, and which.

use crate::people::Directory;
use crate::{Error, Result, permit, scope};
use domain::notification::Notice;
use domain::{Actor, AgentId, ConversationId, Moment, Permission};
use jiff::Timestamp;
use store::{Tx, WriteTx};

/// Counting stops here; nobody needs to know more.
const UNSEEN_MAX: i64 = 100;
/// Lines shown.
const SHOWN: i64 = 100;

/// A line under the bell.
#[derive(Clone, Debug)]
pub struct Line {
    /// What happened.
    pub kind: Notice,
    /// In which conversation.
    pub conversation: ConversationId,
    /// What that is about.
    pub subject: String,
    /// Its customer's name.
    pub customer: String,
    /// Which colleague did it.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it is new.
    pub new: bool,
}

/// How many lines an agent hasn't seen.
pub fn unseen(tx: &Tx<'_>, agent: AgentId) -> Result<i64> {
    Ok(store::notification::unseen(tx, agent, UNSEEN_MAX)?)
}

/// The actor's lines, latest first. What went out of reach meanwhile isn't there.
pub fn list(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Line>> {
    permit(actor, Permission::Read)?;
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    let directory = Directory::read(tx)?;
    let mut lines = Vec::new();
    for line in store::notification::of_agent(tx, id, SHOWN)? {
        let Some(conversation) = line.conversation_id else { continue };
        let Some(conversation) = store::conversation::find(tx, &scope(actor), conversation)? else {
            continue;
        };
        let customer = store::customer::find(tx, conversation.customer_id)?;
        lines.push(Line {
            kind: line.kind,
            conversation: conversation.id,
            customer: customer.map(|customer| customer.name).unwrap_or_default(),
            subject: conversation.subject,
            by: line.by_agent_id.map(|by| directory.agent_name(by).to_owned()),
            at: line.created_at,
            new: line.seen_at.is_none(),
        });
    }
    Ok(lines)
}

/// Notes that the actor has opened a conversation; how many lines were about it.
pub fn see(tx: &WriteTx<'_>, actor: &Actor, conversation: ConversationId, moment: &Moment) -> Result<u64> {
    let Some(id) = actor.agent_id() else { return Ok(0) };
    Ok(store::notification::see(tx, id, conversation, moment.now)?)
}

/// Notes that the actor has seen everything.
pub fn see_all(tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<u64> {
    let id = actor.agent_id().ok_or(Error::Forbidden)?;
    Ok(store::notification::see_all(tx, id, moment.now)?)
}
